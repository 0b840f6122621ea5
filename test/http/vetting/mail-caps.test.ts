import { describe, expect, it } from "vitest";
import { DAY_MS, MINUTE_MS } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { aCase, storedCases } from "../../support/vetting.ts";
import { all, clock, functions } from "../../support/vetting-scene.ts";

const { dailyOfAccount, monthlyToAddress } = servicePolicy.mailToStrangers;

const begin = (owner: string, id: string) => storedCases(functions.accounts, { entity: "case", after: aCase({ id, owner }), action: "test" });
const name = async (owner: string, id: string, email: string) =>
  outcomeOf(
    await functions.call(`/applications/${id}/evidence/references`, { as: owner, form: { "name-0": "Rae", "email-0": email, "relation-0": "Employer" } }),
  );
const mails = async () => (await all()).filter(({ entity }) => entity === "notice").length;

describe("mails to people who are no users", () => {
  it("are so many to one address, whoever asks, for whatever case, and however the address is written", async () => {
    for (let at = 0; at < monthlyToAddress; at += 1) {
      const owner = `person${at}`;
      await stored(functions.accounts, { entity: "account", after: anAccount({ id: owner, grants: [{ role: "provider" }] }), action: "test" });
      await begin(owner, `case${at}`);
      expect(await name(owner, `case${at}`, at % 2 ? "RAE@work.example" : "rae@work.example")).toBe("303");
    }
    await begin("pip", "one-more");
    expect(await name("pip", "one-more", "rae@work.example")).toBe("422 We cannot email one of these addresses. Add other people, or contact the council");
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "rose", grants: [{ role: "recipient" }] }), action: "test" });
    const invited = await functions.call("/people/me/support/unlisted", {
      as: "rose",
      form: { name: "Rae", checked: ["met"], email: "rae@work.example", knowingly: "yes" },
    });
    expect([invited.status, invited.body.includes("We cannot email this address")]).toEqual([400, true]);
    expect(await mails()).toBe(monthlyToAddress);
    expect(await name("pip", "one-more", "ben@work.example")).toBe("303");
    expect(JSON.stringify((await all()).filter(({ entity }) => entity === "limit"))).not.toContain("work.example");
  });
  it("are so many a day for one account, whatever became of what they were for", async () => {
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "rose", grants: [{ role: "recipient" }] }), action: "test" });
    const invite = async (email: string) => {
      // Slower than the limit of getting in touch: it is the day that counts here.
      clock.now += MINUTE_MS;
      return functions.call("/people/me/support/unlisted", { as: "rose", form: { name: "Rae", checked: ["met"], email, knowingly: "yes" } });
    };
    // Sent twice with its key, as by somebody who presses twice, it counts once.
    const session = functions.accounts.sessions.begin("rose", COUNCIL);
    const cookies = [(await functions.accounts.sessions.cookie(session)).split(";")[0] ?? ""];
    const csrf = await functions.accounts.sessions.formToken(session);
    const form = { name: "Rae", checked: ["met"], email: "first@work.example", knowingly: "yes", once: "pressed-twice", csrf };
    for (const _ of ["sent", "again"]) expect((await functions.call("/people/me/support/unlisted", { cookies, form })).status).toBe(303);
    for (let at = 1; at < dailyOfAccount; at += 1) expect((await invite(`rae${at}@work.example`)).status).toBe(303);
    const more = await invite("another@work.example");
    expect([more.status, more.body.includes("You have sent as many invitations as you can today")]).toEqual([400, true]);
    expect(await mails()).toBe(dailyOfAccount);
    clock.now += DAY_MS;
    expect((await invite("another@work.example")).status).toBe(303);
  });
  it("are counted on when an application is withdrawn and begun again", async () => {
    for (let at = 0; at <= monthlyToAddress; at += 1) {
      await begin("pip", `again${at}`);
      expect((await name("pip", `again${at}`, "rae@work.example")).slice(0, 3)).toBe(at < monthlyToAddress ? "303" : "422");
      expect(outcomeOf(await functions.call(`/applications/again${at}/moves/withdraw`, { as: "pip", form: {} }))).toBe("303");
    }
    expect(await mails()).toBe(monthlyToAddress);
  });
});
