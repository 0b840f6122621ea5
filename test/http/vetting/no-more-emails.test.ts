import { describe, expect, it } from "vitest";
import { templates } from "../../../shared/notices/templates.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { aCase, storedCases } from "../../support/vetting.ts";
import { all, functions } from "../../support/vetting-scene.ts";
import { withoutIds } from "../../support/without-ids.ts";

const ask = async (owner: string, id: string, email: string) => {
  await stored(functions.accounts, { entity: "account", after: anAccount({ id: owner, grants: [{ role: "provider" }] }), action: "test" });
  await storedCases(functions.accounts, { entity: "case", after: aCase({ id, owner, state: "draft" }), action: "test" });
  return outcomeOf(
    await functions.call(`/applications/${id}/evidence/references`, { as: owner, form: { "name-0": "Rae", "email-0": email, "relation-0": "Employer" } }),
  );
};
const invite = async (who: string, email: string) => {
  await stored(functions.accounts, { entity: "account", after: anAccount({ id: who, grants: [{ role: "recipient" }] }), action: "test" });
  return functions.call("/people/me/support/unlisted", { as: who, form: { name: "Rae", checked: ["met"], email, knowingly: "yes" } });
};
const mailed = async () => (await all()).filter(({ entity }) => entity === "notice").map(({ code, values }): any => ({ code, values }));
const stopPage = async (code: string) => {
  const found = (await mailed()).find((one) => one.code === code) ?? expect.fail(`no ${code}`);
  return new URL(found.values.stop).pathname;
};
const trail = async () => (await all()).filter(({ action }) => String(action).startsWith("mail:")).map(({ action, actor }): any => [action, actor.role]);
const WELCOME = "Stop emails from Trellis";
const STOPPED = "We will not email you again";

describe("whoever is no user of ours and gets a mail", () => {
  it("finds in it a page that stops more of them, which changes nothing when it is opened", async () => {
    expect(await ask("pia", "pias-case", "rae@work.example")).toBe("303");
    const page = await stopPage("reference-asked");
    expect(withoutIds(page)).not.toContain("rae");
    expect(decodeURIComponent(page)).not.toContain("rae@");
    for (const _ of ["a person", "a program that follows links"]) {
      const shown = await functions.call(page);
      expect([shown.status, shown.body.includes(WELCOME), shown.body.includes("rae@work.example")]).toEqual([200, true, false]);
    }
    expect(await ask("ula", "ulas-case", "rae@work.example")).toBe("303");
    expect(await trail()).toEqual([]);
  });

  it("is not mailed again once they press it: not for a reference, not to join, whoever gives the address and however it is written", async () => {
    await ask("pia", "pias-case", "rae@work.example");
    const page = await stopPage("reference-asked");
    for (const _ of ["pressed", "pressed twice"]) {
      const pressed = await functions.call(page, { form: { to: "stopped" } });
      expect([pressed.status, pressed.headers["location"]]).toEqual([303, page]);
      expect((await functions.call(page)).body).toContain(STOPPED);
    }
    const before = (await mailed()).length;
    expect(await ask("ula", "ulas-case", " RAE@Work.example ")).toBe("422 We cannot email one of these addresses. Add other people, or contact the council");
    const invited = await invite("rose", "rae@work.example");
    expect([invited.status, invited.body.includes("We cannot email this address")]).toEqual([400, true]);
    expect((await mailed()).length).toBe(before);
    expect(await ask("ula2", "ulas-other-case", "ben@work.example")).toBe("303");
    // Once for two presses; and nothing stored says whose address it is.
    expect(await trail()).toEqual([["mail:stopped", "stranger"]]);
    const kept = (await all()).filter(({ entity }) => entity === "mail-stop");
    expect(kept.length).toBe(1);
    expect(withoutIds(JSON.stringify(kept))).not.toContain("rae");
    expect(JSON.stringify(kept)).not.toContain("work.example");
  });

  it("is not mailed again where their mail program says so with one click: it is answered where it is, without a redirect", async () => {
    expect(await invite("quin", "click@work.example")).toMatchObject({ status: 303 });
    const page = new URL((await mailed()).findLast((one) => one.values.stop !== undefined)?.values.stop).pathname;
    const { status, body } = await functions.call(page, { form: { "List-Unsubscribe": "One-Click" } });
    expect([status, body.includes(STOPPED)]).toEqual([200, true]);
  });
  it("can let them come again with the same link", async () => {
    await invite("rose", "rae@work.example");
    const page = await stopPage("invited-to-apply");
    await functions.call(page, { form: { to: "stopped" } });
    expect(await ask("pia", "pias-case", "rae@work.example")).toMatch(/^422/);
    expect((await functions.call(page, { form: { to: "welcome" } })).status).toBe(303);
    expect((await functions.call(page)).body).toContain(WELCOME);
    expect(await ask("ula", "ulas-case", "rae@work.example")).toBe("303");
    expect(await trail()).toEqual([
      ["mail:stopped", "stranger"],
      ["mail:welcome", "stranger"],
    ]);
  });

  it("cannot be silenced by others: a link we did not make does nothing", async () => {
    for (const token of ["x", `${"a".repeat(43)}.${"b".repeat(22)}`]) {
      for (const asking of [{}, { form: { to: "stopped" } }]) {
        const answer = await functions.call(`/no-more-emails/${token}`, asking);
        expect([answer.status, answer.body.includes("This link does not work")]).toEqual([404, true]);
      }
    }
    expect(await trail()).toEqual([]);
  });

  it("has the link in every email that can go to them", () => {
    const toStrangers = ["reference-asked", "invited-to-apply"];
    const emails = templates.filter(({ code, channel }) => toStrangers.includes(code) && channel === "email");
    expect(new Set(emails.map(({ code }) => code))).toEqual(new Set(toStrangers));
    for (const { body, code } of emails) expect(body, code).toContain("((stop))");
  });
});
