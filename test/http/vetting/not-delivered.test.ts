import { describe, expect, it } from "vitest";
import { deliver } from "../../../functions/notices/deliver.ts";
import { dynamoNoticeStore } from "../../../functions/notices/dynamo-notice-store.ts";
import type { NoticeSender } from "../../../functions/notices/ports.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { addressMark } from "../../../shared/runtime/address-mark.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { aCase, storedCases } from "../../support/vetting.ts";
import { all, clock, functions } from "../../support/vetting-scene.ts";

const GONE = "gone@work.example";
/** A sender to whom nobody has this address. */
const sender: NoticeSender = {
  find: async () => ({ notifyId: "n", arrival: "arrived" }),
  send: async ({ address }) => (address === GONE ? { outcome: "never", fault: "address" } : { outcome: "sent", notifyId: "n" }),
};
/** Has every notice delivered that waits. */
const delivered = async () => {
  const one = deliver({
    store: dynamoNoticeStore(functions.accounts.table),
    sender,
    now: () => clock.now,
    markOf: addressMark,
    tell: () => undefined,
    ...servicePolicy.notices,
  });
  for (const { entity, id, state } of await all()) if (entity === "notice" && state === "waiting") await one(String(id));
};
const page = async (url: string, as: string) => (await functions.call(url, { as })).body;
const name = async (email: string) =>
  outcomeOf(
    await functions.call("/applications/pias-case/evidence/references", { as: "pia", form: { "name-0": "Rae", "email-0": email, "relation-0": "Employer" } }),
  );

describe("a message that cannot arrive", () => {
  it("to a referee is shown to whoever named them and to the officer, and they are named again with another address", async () => {
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "pia", grants: [{ role: "provider" }] }), action: "test" });
    await storedCases(functions.accounts, {
      entity: "case",
      after: aCase({ id: "pias-case", owner: "pia", state: "submitted", submittedAt: "2026-11-20T09:00:00.000Z" }),
      action: "test",
    });
    expect(await name(GONE)).toBe("303");
    expect(await name("ben@work.example")).toBe("303");
    expect(await page("/applications/pias-case/evidence/references", "pia")).toContain("We have asked everybody you named.");
    await delivered();
    const theirs = await page("/applications/pias-case/evidence/references", "pia");
    expect(theirs).toContain("did not get our email: nothing arrives at the address. Check it and name them again");
    expect(theirs).toContain("was asked, and has not answered yet");
    expect(theirs).not.toContain(GONE);
    const officers = await page("/cases/pias-case/evidence/references", "ann");
    expect(officers).toContain("Our email did not reach them.");
    expect(officers).toContain("Asked, no answer yet.");
    expect(await name("rae@work.example")).toBe("303");
    // Two are asked, and no more are wanted.
    expect(await name("one-more@work.example")).toBe("422 We have asked as many people as we may for you. Talk to the council");
  });

  it("to somebody a person invited is shown to that person alone, while they have chosen them", async () => {
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "rose", grants: [{ role: "recipient" }] }), action: "test" });
    await functions.call("/people/me/support/unlisted", { as: "rose", form: { name: "Rae", checked: ["met"], email: GONE, knowingly: "yes" } });
    expect(await page("/people/me/support", "rose")).not.toContain("did not reach them");
    await delivered();
    expect(await page("/people/me/support", "rose")).toContain("Our email to invite them did not reach them");
  });

  it("to an account is shown to whose it is and to the officer of their case, until the address is another", async () => {
    const told = { ...anAccount({ id: "pia", email: GONE, phone: "07700 900001", grants: [{ role: "provider" }] }) };
    await stored(functions.accounts, { entity: "account", after: told, action: "test" });
    await storedCases(functions.accounts, {
      entity: "case",
      after: aCase({ id: "pias-case", owner: "pia", state: "in-review", assignedTo: "ann", submittedAt: "2026-11-20T09:00:00.000Z" }),
      action: "test",
    });
    expect(outcomeOf(await functions.call("/cases/pias-case/moves/ask-more", { as: "ann", form: { reason: "A clearer picture, please." } }))).toBe("303");
    expect(await page("/account", "pia")).not.toContain("do not reach you");
    await delivered();
    // By text message it has arrived meanwhile.
    const notices = (await all()).filter(({ entity }) => entity === "notice");
    expect(notices.map(({ state, template }: any) => [state, template.channel])).toEqual([["sent", "sms"]]);
    expect(await page("/account", "pia")).toContain(`Our emails to ${GONE} do not reach you.`);
    expect(await page("/cases/pias-case", "ann")).toContain("Messages do not reach the applicant by email.");
    const before = await functions.accounts.store.account("pia");
    await stored(functions.accounts, {
      entity: "account",
      ...(before ? { before } : {}),
      after: { ...told, email: "pia@people.example" },
      action: "test",
    });
    expect(await page("/account", "pia")).not.toContain("do not reach you");
    expect(await page("/cases/pias-case", "ann")).not.toContain("Messages do not reach the applicant");
  });
});
