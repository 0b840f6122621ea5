import { describe, expect, it } from "vitest";
import { anAccount, stored } from "../../support/accounts.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { check, functions, move, ready, setEvidence } from "../../support/vetting-scene.ts";

const bring = async (as = "pip") => functions.call("/applications/pips-case/bring", { as });
const items = (page: string): readonly string[] =>
  [...(/<ul class="govuk-list govuk-list--bullet govuk-list--spaced">(.*?)<\/ul>/.exec(page)?.[1] ?? "").matchAll(/<li>(.*?)<\/li>/g)].map(
    ([, item]) => item ?? "",
  );

describe("what to bring", () => {
  it("names each original an officer must see, by the document the applicant named, and nothing else", async () => {
    await ready({}, "offered", { identity: { document: "passport" }, "right-to-work": { method: "document" } });
    expect(items((await bring()).body)).toEqual(["Identity: passport", "Right to work in the UK: the document that shows it", "DBS certificate"]);
    await setEvidence("right-to-work", { offered: { facts: { method: "share-code" }, at: "2026-11-20T09:00:00.000Z", state: "with-us" } });
    expect(items((await bring()).body)).toEqual(["Identity: passport", "DBS certificate"]);
  });
  it("leaves out what was seen and accepted, and says so when nothing is left", async () => {
    await ready();
    await move("ann", "assign");
    await check("ann", "identity");
    expect(items((await bring()).body)).toEqual(["DBS certificate"]);
    await check("ann", "dbs");
    expect((await bring()).body).toContain("You do not need to bring anything at the moment.");
  });
  it("is linked from the application while something is to be brought", async () => {
    await ready();
    expect((await functions.call("/applications/pips-case", { as: "pip" })).body).toContain('href="/applications/pips-case/bring"');
  });
  it("is for the applicant and the council's officers alone", async () => {
    await ready();
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "zed", grants: [{ role: "provider" }] }), action: "test" });
    expect(outcomeOf(await bring("zed"))).not.toMatch(/^200/);
    expect(outcomeOf(await bring("ann"))).toMatch(/^200/);
  });
});
