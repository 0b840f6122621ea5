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
describe("a message that cannot arrive", () => {
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
