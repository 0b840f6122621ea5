import { beforeAll, describe, expect, it } from "vitest";
import { dynamoPeopleStore } from "../../functions/accounts/store/dynamo-people-store.ts";
import type { DatedValues, Recipient } from "../../functions/arrangements/rules/recipient.ts";
import { withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { dynamoRecipientStore } from "../../functions/arrangements/store/dynamo-recipient-store.ts";
import { reviewRecords } from "../../functions/review-records.ts";
import type { Review } from "../../functions/reviews/rules/review.ts";
import { dynamoDueReviews, dynamoReviewStore } from "../../functions/reviews/store/dynamo-review-store.ts";
import { bringReviews } from "../../functions/reviews/use-cases/bring-review.ts";
import { planReviews } from "../../functions/reviews/use-cases/plan-reviews.ts";
import { anAccount, stored } from "../support/accounts.ts";
import { noon } from "../support/balance-cases.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { aRecipient } from "../support/recipients.ts";
import { planDeps } from "../support/review-plan.ts";
import { sweptUntil } from "../support/swept-until.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { anArrangement, storedCases } from "../support/vetting.ts";

let table: TestTable;

const bring = (record: string, day: string) =>
  bringReviews({ records: reviewRecords(table.tableOf("reviewFacts")), store: dynamoReviewStore(table.tableOf("reviewFacts")) })(record, noon(day));
const plan = (day: string) => {
  const own = table.tableOf("reviewPlan");
  return planReviews(planDeps(own), noon(day));
};
const read = async (id: string): Promise<Review | undefined> => (await dynamoReviewStore(table.table).review(id))?.body;
const trail = async (id: string): Promise<readonly string[]> => {
  const review = await read(id);
  return review ? (await dynamoReviewStore(table.table).trailOf(review)).map(({ action }) => action) : [];
};

const paid = (id: string, dated: Partial<DatedValues>, more: Partial<Recipient> = {}): Recipient =>
  withStatement(aRecipient({ id, reference: id, ...more }), { from: "2026-05-01", dated, plain: {} }, "2026-05-01T09:00:00.000Z");
const known = (recipient: Recipient) => storedCases(table, { entity: "recipient", after: recipient, action: "test" });
async function said(id: string, from: string, dated: Partial<DatedValues>): Promise<void> {
  const before = await dynamoRecipientStore(table.table).recipient(id);
  if (!before) throw new Error("No record");
  await storedCases(table, {
    entity: "recipient",
    before,
    after: withStatement(before.body, { from, dated, plain: {} }, `${from}T09:00:00.000Z`),
    action: "test",
  });
}

beforeAll(async () => {
  table = await aTable();
  await stored({ store: dynamoPeopleStore(table.table) }, { entity: "account", after: anAccount({ id: "p-1" }), action: "test" });
});

describe("the reviews of a direct payment", () => {
  it("begin with its first payment, and not before one is known", async () => {
    await known(paid("rv-none", {}));
    await bring("RECIPIENT#rv-none", "2026-05-02");
    expect(await read("rv-none")).toBeUndefined();
    await known(paid("rv-1", { firstPaymentOn: "2026-05-01", supportReasons: ["mental-health"] }, { account: "p-1" }));
    await bring("RECIPIENT#rv-1", "2026-05-02");
    expect(await read("rv-1")).toMatchObject({
      ...{ reference: "rv-1", owner: "p-1", area: "mental-health", firstPaymentOn: "2026-05-01" },
      ...{ targetOn: "2026-07-31", legalOn: "2026-10-31", nextOn: "2026-06-12" },
    });
    expect((await read("rv-1"))?.openedOn).toBeUndefined();
  });
  it("change with what is known alone: brought again, nothing is written", async () => {
    await bring("RECIPIENT#rv-1", "2026-05-03");
    expect(await trail("rv-1")).toEqual(["review:bring"]);
  });
  it("know support and its end, and since when nobody supports somebody", async () => {
    const arrangement = { ...anArrangement("arr-1", "p-1"), state: "live" as const, startedOn: "2026-05-10", employment: "employed" as const };
    await storedCases(table, { entity: "arrangement", after: arrangement, action: "test" });
    await bring("ARRANGEMENT#arr-1", "2026-05-11");
    expect((await read("rv-1"))?.support).toMatchObject([{ arrangement: "arr-1", from: "2026-05-10", isAssistant: true, isOut: false }]);
  });
  it("know a change of capacity, and what a first record of it says is no change", async () => {
    await known(paid("rv-2", { firstPaymentOn: "2026-01-01", capacity: "yes" }));
    await bring("RECIPIENT#rv-2", "2026-05-02");
    expect((await read("rv-2"))?.capacityChangedOn).toBeUndefined();
    await said("rv-2", "2026-05-20", { capacity: "no" });
    await bring("RECIPIENT#rv-2", "2026-05-21");
    expect(await read("rv-2")).toMatchObject({ capacityChangedOn: "2026-05-20", openedOn: "2026-05-02", targetOn: "2026-04-02" });
  });
  it("end with the payment, and the register says how long they stay", async () => {
    await known(paid("rv-3", { firstPaymentOn: "2026-01-01" }));
    await bring("RECIPIENT#rv-3", "2026-05-02");
    await said("rv-3", "2026-05-20", { endedOn: "2026-05-31" });
    await bring("RECIPIENT#rv-3", "2026-06-01");
    const ended = await read("rv-3");
    expect([ended?.endedOn, ended?.legalOn, ended?.openedOn]).toEqual(["2026-05-31", undefined, undefined]);
  });
});

describe("the daily job of reviews", () => {
  beforeAll(async () => {
    await sweptUntil(dynamoDueReviews(table.table), "2026-06-11");
    await known(paid("rv-other", { firstPaymentOn: "2026-05-01" }, { authority: OTHER_COUNCIL }));
    await bring("RECIPIENT#rv-other", "2026-05-02");
  });
  it("opens each review on its day, once, whoever runs it twice or at once", async () => {
    expect((await plan("2026-06-11")).opened).toBe(0);
    const runs = await Promise.all([plan("2026-06-12"), plan("2026-06-12")]);
    expect(runs.reduce((sum, { opened }) => sum + opened, 0)).toBe(2);
    await plan("2026-06-12");
    for (const id of ["rv-1", "rv-other"]) {
      expect(await read(id)).toMatchObject({ openedOn: "2026-06-12" });
      expect((await trail(id)).filter((action) => action === "review:open")).toEqual(["review:open"]);
    }
  });
  it("reads little more than what is due", async () => {
    const { due, itemsRead } = await plan("2026-06-12");
    expect(itemsRead).toBeLessThanOrEqual(due);
  });
  it("catches up the days it missed", async () => {
    await known(paid("rv-4", { firstPaymentOn: "2026-06-01" }));
    await bring("RECIPIENT#rv-4", "2026-06-02");
    await plan("2026-07-20");
    expect(await read("rv-4")).toMatchObject({ openedOn: "2026-07-20", targetOn: "2026-08-31" });
  });
  it("puts what is open in its council's queue, and the figures of the month", async () => {
    const store = dynamoReviewStore(table.table);
    const queue = await store.queue(COUNCIL);
    expect(queue.map(({ payment }) => payment).toSorted()).toEqual(["rv-1", "rv-2", "rv-4"]);
    expect((await store.queue(OTHER_COUNCIL)).map(({ payment }) => payment)).toEqual(["rv-other"]);
    expect(await store.figures(COUNCIL, 13)).toMatchObject([
      {
        month: "2026-07",
        day: "2026-07-20",
        held: 0,
        areas: { "mental-health": { onTime: 1, pastTarget: 0, pastLegal: 0 }, physical: { onTime: 1, pastTarget: 0, pastLegal: 1 } },
      },
      { month: "2026-06" },
    ]);
  });
});
