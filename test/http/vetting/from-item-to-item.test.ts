import { describe, expect, it } from "vitest";
import { outcomeOf } from "../../support/outcome.ts";
import { check, functions, IDS, move, ready, setEvidence } from "../../support/vetting-scene.ts";

const to = (answer: { readonly headers: unknown }): string => String((answer.headers as Record<string, string>)["location"]);
const mainOf = async (path: string, as = "ann"): Promise<string> => (await functions.call(path, { as })).body;

describe("an officer goes from item to item", () => {
  it("from taking the case through every piece that waits, to recommending, without a page between", async () => {
    await ready();
    expect(to(await move("ann", "assign", { goOn: "check" }))).toBe("/cases/pips-case/check?done=assign");
    let at = "/cases/pips-case/evidence/identity?done=checked";
    for (const id of IDS) {
      expect(at).toBe(`/cases/pips-case/evidence/${id}?done=checked`);
      at = to(await check("ann", id));
    }
    expect(at).toBe("/cases/pips-case/moves/recommend?done=checked");
    expect(await mainOf("/cases/pips-case/moves/recommend")).toContain('<span class="govuk-caption-l"><bdi>Pip Tryout</bdi></span>');
    expect(to(await move("ann", "recommend", { outcome: "provisional" }))).toBe("/cases/pips-case?done=recommend");
  });
  it("passes over what they sent themselves, and comes back to what they left out", async () => {
    await ready();
    await move("ann", "assign");
    await setEvidence("dbs", { offered: { facts: {}, at: "2026-11-20T09:00:00.000Z", state: "with-us", by: "ann" } });
    expect(to(await check("ann", "right-to-work"))).toBe("/cases/pips-case/evidence/references?done=checked");
    for (const id of IDS.slice(3, -1)) await check("ann", id);
    expect(to(await check("ann", "hmrc"))).toBe("/cases/pips-case/evidence/identity?done=checked");
    expect(to(await check("ann", "identity"))).toBe("/cases/pips-case?done=checked");
  });
  it("is not led to recommend a case of which something was not accepted", async () => {
    await ready();
    await move("ann", "assign");
    for (const id of IDS.slice(0, -1)) await check("ann", id);
    expect(to(await check("ann", "hmrc", { answer: "ask-more", reason: "The number is missing" }))).toBe("/cases/pips-case?done=checked");
  });
  it("stays where a decision was refused, and says why", async () => {
    await ready();
    await move("ann", "assign");
    expect(outcomeOf(await check("ann", "identity", { answer: "accept" }))).toMatch(/^422/);
  });
  it("reads the person and the item in title and heading, the rule beside the fact, and what is before and after", async () => {
    await ready({}, "offered", { "public-liability": { coverPence: 500_000_000 } });
    const page = await mainOf("/cases/pips-case/evidence/public-liability");
    expect(page).toMatch(/<title>Public liability insurance: Pip Tryout/);
    expect(page).toContain("Public liability insurance: <bdi>Pip Tryout</bdi>");
    expect(page).toContain("1 October 2027: in 311 days");
    expect(page).toContain("£5,000,000.00: met (at least £5,000,000.00)");
    expect(page).toMatch(/rel="prev" href="\/cases\/pips-case\/evidence\/training"/);
    expect(page).toMatch(/rel="next" href="\/cases\/pips-case\/evidence\/hmrc"/);
    expect(await mainOf("/cases/pips-case/evidence/identity")).not.toContain('rel="prev"');
    expect(await mainOf("/cases/pips-case/evidence/references")).toContain("3 have answered, 2 are needed: met");
  });
  it("reads on the case who it is, how to reach them, and every answer that decides the checks", async () => {
    await ready();
    const page = await mainOf("/cases/pips-case");
    for (const words of ["Who it is", "pip@people.example", "Name signed", "What decides the checks", "Someone covers for them", "They give personal care"])
      expect(page).toContain(words);
  });
});
