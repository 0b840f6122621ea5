import { GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { dynamoPeopleStore } from "../../functions/accounts/store/dynamo-people-store.ts";
import { dynamoRetentionPlan, dynamoRetentionStore } from "../../functions/accounts/store/dynamo-retention-store.ts";
import { applyRetention, planRetention } from "../../functions/accounts/use-cases/apply-retention.ts";
import { dataSubject } from "../../functions/data-subject.ts";
import type { FeedbackStep } from "../../functions/feedback/rules/feedback-moves.ts";
import { dynamoFeedbackStore } from "../../functions/feedback/store/dynamo-feedback-store.ts";
import { feedbackKeys } from "../../functions/feedback/store/keys.ts";
import { workingGroupDataSubject } from "../../functions/feedback/use-cases/data-subject.ts";
import { moveFeedback } from "../../functions/feedback/use-cases/move-feedback.ts";
import type { FeedbackStore } from "../../functions/feedback/use-cases/ports.ts";
import { quoteListsOf } from "../../functions/feedback/use-cases/quote-lists.ts";
import { receiptOf, sendFeedback } from "../../functions/feedback/use-cases/send-feedback.ts";
import { leaveGroup, takePart } from "../../functions/feedback/use-cases/take-part.ts";
import { publishYouSaid, takeBackYouSaid } from "../../functions/feedback/use-cases/write-you-said.ts";
import { everyEntity, recordRegister } from "../../functions/record-register.ts";
import { onceShape } from "../../shared/audit/once.ts";
import { trailOf } from "../../shared/audit/trail.ts";
import { keys } from "../../shared/table/keys.ts";
import { readItem } from "../../shared/table/stored-shape.ts";
import { anAccount, stored } from "../support/accounts.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { anEntry, readFeedback, someFeedback } from "../support/feedback.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";

const AT = Date.parse("2026-11-24T12:00:00Z");
const QUOTE = { words: "Payslips by email help.", by: "ruth", at: "2026-11-21T09:00:00.000Z" };
const LISTS = quoteListsOf(COUNCIL, "2026-11-24");
const ANSWERS = [{ question: "change", words: "The words of somebody 7QQ" }];

let table: TestTable;
let store: FeedbackStore;
beforeEach(async () => {
  table = await aTable();
  // As the function may: by its role.
  store = dynamoFeedbackStore(table.tableOf("feedback"));
});

const put = (...changes: Parameters<typeof storedCases>[1][]) => storedCases({ table: table.table }, ...changes);
const everything = async () => (await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items ?? [];
const known = async <One>(found: Promise<One | undefined>): Promise<One> => {
  const one = await found;
  if (one === undefined) throw new Error("No record");
  return one;
};
const sending = () => ({
  ...{ store, now: () => AT, newId: () => crypto.randomUUID(), newReceipt: () => crypto.randomUUID().slice(0, 8) },
  async answerOf(key: string) {
    const { Item } = await table.table.client.send(new GetCommand({ TableName: table.name, Key: keys.once(key), ConsistentRead: true }));
    return Item && readItem(onceShape, Item);
  },
});
const SENT = { once: "a-form-of-somebody", path: "/feedback/other", body: "change=x" };
const send = (sent = SENT) => sendFeedback(sending(), { council: COUNCIL, form: "other", version: 1, answers: ANSWERS }, sent, "request-1");

describe("what somebody sends", () => {
  it("is stored once with its receipt, however many try at once, and whatever else comes under its key is refused", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => send()));
    const [first] = answers;
    expect(answers).toEqual(answers.map(() => first));
    const { records } = await store.list(COUNCIL, "open");
    expect(records.map(({ body }) => body.receipt)).toEqual(first?.ok ? [first.value] : []);
    expect(await send({ ...SENT, body: "change=y" })).toEqual({ ok: false, refusal: "other" });
    expect(await receiptOf(sending(), { ...SENT, once: "a-form-never-sent" })).toEqual({ ok: true, value: undefined });
  });
  it("stands in its record alone: no trail, list or once-key has a word of it", async () => {
    await send();
    const withWords = (await everything()).filter((item) => JSON.stringify(item).includes("7QQ"));
    expect(withWords.map(({ entity }) => entity)).toEqual(["open-feedback"]);
  });
});

describe("a quote", () => {
  const quoted = async () => {
    await put(
      { entity: "open-feedback", after: readFeedback({ quote: QUOTE }), action: "test" },
      { entity: "you-said", after: anEntry({ feedback: ["fb_1", "fb_gone"] }), action: "test" },
    );
    return { feedback: await known(store.feedback("fb_1")), entry: await known(store.youSaid("ys_1")) };
  };
  const unquote = async (feedback: Awaited<ReturnType<typeof quoted>>["feedback"]) =>
    moveFeedback({ store }, feedback, { move: "unquote" } satisfies FeedbackStep, "ruth", anAuditContext(), LISTS);

  it("is published with its entry in one write, and held by it until that is taken back; feedback that is gone hinders nothing", async () => {
    const { entry } = await quoted();
    expect((await publishYouSaid({ store }, entry, "colm", anAuditContext())).ok).toBe(true);
    expect((await store.publicYouSaid(COUNCIL)).entries).toMatchObject([{ id: "ys_1", quotes: [{ from: "pa", words: QUOTE.words }] }]);
    expect(await unquote(await known(store.feedback("fb_1")))).toEqual({ ok: false, refusal: "not-now" });
    expect((await takeBackYouSaid({ store }, await known(store.youSaid("ys_1")), "colm", anAuditContext())).ok).toBe(true);
    expect((await store.publicYouSaid(COUNCIL)).entries).toEqual([]);
    expect((await unquote(await known(store.feedback("fb_1")))).ok).toBe(true);
    const trail = await trailOf(table.table, feedbackKeys.youSaid("ys_1"));
    expect(trail.map(({ action }) => action)).toEqual(["test", "you-said:publish", "you-said:take-back"]);
  });
  it("is either published or taken away where both are tried at once, and never both", async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      table = await aTable();
      store = dynamoFeedbackStore(table.tableOf("feedback"));
      const { feedback, entry } = await quoted();
      const [out, away] = await Promise.all([publishYouSaid({ store }, entry, "colm", anAuditContext()), unquote(feedback)]);
      const { entries } = await store.publicYouSaid(COUNCIL);
      const after = await known(store.feedback("fb_1"));
      if (out.ok && entries[0]?.quotes.length === 1) expect([away.ok, after.body.quotedIn]).toEqual([false, ["ys_1"]]);
      else expect([away.ok, after.body.quote]).toEqual([true, undefined]);
    }
  });
});

describe("a member of the working group", () => {
  const rosemary = anAccount({ id: "rosemary", grants: [{ role: "recipient" }] });
  const join = async () => {
    await stored({ store: dynamoPeopleStore(table.table) }, { entity: "account", after: rosemary, action: "test" });
    const given = { ways: ["phone" as const], needs: "Large print 7QQ" };
    expect((await takePart({ store }, rosemary, undefined, given, anAuditContext())).ok).toBe(true);
  };
  it("leaves nothing of what they gave behind, anywhere, and the record goes with the next night", async () => {
    await join();
    expect((await store.members(COUNCIL)).records.map(({ body }) => body.id)).toEqual(["rosemary"]);
    expect((await leaveGroup({ store }, await store.member("rosemary"), { ...anAuditContext(), at: AT })).ok).toBe(true);
    expect(JSON.stringify(await everything())).not.toContain("7QQ");
    expect((await store.members(COUNCIL)).records).toEqual([]);
    expect(await night("2026-11-25")).toBe(1);
    expect(await store.member("rosemary")).toBeUndefined();
  });
  it("who is erased leaves it, however often that is done; nobody joins whose account is closed", async () => {
    await join();
    const person = workingGroupDataSubject(store);
    expect(await person.personalDataOf("rosemary")).toMatchObject({ "group-member": [{ needs: "Large print 7QQ" }] });
    expect((await person.trailOf("rosemary")).map(({ action }) => action)).toEqual(["working-group:join"]);
    for (let times = 0; times < 2; times += 1) await person.endForErasure("rosemary", anAuditContext());
    expect(await person.personalDataOf("rosemary")).toMatchObject({ "group-member": [{ state: "left", ways: [] }] });
    await person.endForErasure("nobody", anAuditContext());
    const gone = { ...anAccount({ id: "gone", grants: rosemary.grants }), closingAt: "2026-11-24T09:00:00.000Z" };
    await stored({ store: dynamoPeopleStore(table.table) }, { entity: "account", after: gone, action: "test" });
    expect(await takePart({ store }, gone, undefined, { ways: ["phone"] }, anAuditContext())).toEqual({ ok: false, refusal: "stale" });
  });
});

/** A night's retention by the roles of its functions; how much it deleted. */
async function night(day: string): Promise<number> {
  const over = table.tableOf("retentionOne");
  const others = { dataSubject: dataSubject(over, new URL("https://trellis.example"), {}), register: recordRegister };
  const apply = applyRetention({ store: dynamoRetentionStore(over, everyEntity), addressHash: async (email) => email, ...others });
  let deleted = 0;
  const plan = dynamoRetentionPlan(table.tableOf("retention"));
  await planRetention(
    plan,
    async (messages) => {
      for (const { at, records } of messages) for (const key of records) if ((await apply(key, at)) === "deleted") deleted += 1;
    },
    Date.parse(`${day}T02:30:00Z`),
  );
  return deleted;
}

describe("retention", () => {
  it("deletes feedback with its quote two years after it came, and entries two years after they were a draft or public; what is public stays", async () => {
    const old = "2024-11-20T09:00:00.000Z";
    await put(
      { entity: "open-feedback", after: someFeedback({ id: "fb_old", createdAt: old, quote: QUOTE }), action: "test" },
      { entity: "open-feedback", after: someFeedback({ id: "fb_new" }), action: "test" },
      { entity: "you-said", after: anEntry({ id: "ys_draft", createdAt: old }), action: "test" },
      { entity: "you-said", after: anEntry({ id: "ys_public", createdAt: old, state: "published", publishedAt: old }), action: "test" },
      { entity: "you-said", after: anEntry({ id: "ys_back", createdAt: old, state: "taken-back", publishedAt: old, takenBackAt: old }), action: "test" },
    );
    expect(await night("2026-11-24")).toBe(3);
    expect(
      (await everything())
        .filter(({ entity }) => ["open-feedback", "feedback-answers", "feedback-quote", "you-said"].includes(String(entity)))
        .map(({ pk }) => pk)
        .toSorted(),
    ).toEqual(["OPEN-FEEDBACK#fb_new", "OPEN-FEEDBACK-ANSWERS#E10000018#2026-11", "YOU-SAID#ys_public"]);
    expect((await store.publicYouSaid(COUNCIL)).entries.map(({ id }) => id)).toEqual(["ys_public"]);
  });
});
