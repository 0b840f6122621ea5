import { ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { evidenceDueOn } from "../../functions/vetting/rules/decide-sweep.ts";
import { checklistLines } from "../../functions/vetting/rules/evidence.ts";
import { listingOf } from "../../functions/vetting/rules/listing-of-case.ts";
import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { dynamoSweepStore } from "../../functions/vetting/store/dynamo-sweep-store.ts";
import { vettingKeys } from "../../functions/vetting/store/keys.ts";
import { planSweep, processDueItem, type SweepMessage } from "../../functions/vetting/use-cases/nightly-sweep.ts";
import type { Change } from "../../functions/vetting/use-cases/ports.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { MADE_FROM_CASE } from "../../shared/listing/change.ts";
import { type Listing, ListingId } from "../../shared/listing/listing.ts";
import { firstChecklist } from "../../shared/policy/checklists.ts";
import { councilCodes } from "../../shared/policy/council.ts";
import { indexes } from "../../shared/table/keys.ts";
import { anAccount } from "../support/accounts.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { aCase, anArrangement, someEvidence, storedCases } from "../support/vetting.ts";

const TODAY = "2026-11-24";
const AT = Date.parse(`${TODAY}T03:00:00Z`);
const checklist = firstChecklist("E10000018");
// Ends of insurances, from tonight: lapsed, not yet, and about each reminder.
const ENDS = [-1, 0, 1, 6, 7, 8, 29, 30, 31, 59, 60, 61, 200];

/** Providers on the list, each with an insurance that ends some days from now, and somebody who uses them. */
async function filled(table: TestTable): Promise<void> {
  const store = dynamoCaseStore(table.table);
  for (const [index, days] of ENDS.entries()) {
    const owner = `owner-${index}`;
    const vettingCase = aCase({
      id: `case-${index}`,
      owner,
      state: "accredited",
      accreditation: "accredited",
      listing: `listing-${index}`,
      accreditedOn: "2026-01-01",
      accreditedUntil: "2028-01-01",
      decision: { by: "x", at: "2026-01-01T09:00:00.000Z", outcome: "accredited" },
    });
    const evidence = checklistLines(vettingCase, checklist).flatMap(({ id, item, need }) => {
      if (need !== "required") return [];
      const until = item.code === "public-liability" ? daysAfter(TODAY, days) : undefined;
      const one = someEvidence({
        id,
        case: vettingCase.id,
        owner,
        code: item.code,
        accepted: { facts: {}, by: "x", on: "2026-01-01", ...(until ? { until } : {}) },
      });
      const due = evidenceDueOn(one, checklist);
      return [{ ...one, ...(due ? { nextSweepOn: due < TODAY ? TODAY : due } : {}) }];
    });
    const listing = listingOf(vettingCase, evidence, checklist, TODAY);
    const person = (id: string): Change => ({ entity: "account", after: anAccount({ id, email: `${id}@people.example`, displayName: id }), action: "test" });
    const { unlisted: _, ...use } = anArrangement(`use-${index}`, `user-${index}`);
    const changes: readonly Change[] = [
      { entity: "case", after: vettingCase, action: "test" },
      ...evidence.map((after): Change => ({ entity: "evidence", after, action: "test" })),
      person(owner),
      person(`user-${index}`),
    ];
    const done = await store.commit(anAuditContext(), changes, { listing });
    if (!done.ok) throw new Error(done.refusal);
    if (listing) await storedCases({ table: table.table }, { entity: "arrangement", after: { ...use, listing: listing.id }, action: "test" });
  }
}

const workOn = (table: TestTable) => {
  const [finding, dealing] = [table.tableOf("sweep"), table.tableOf("sweepOne")];
  const sweeps = dynamoSweepStore(finding);
  const deal = processDueItem({
    store: dynamoCaseStore(dealing),
    sweeps: dynamoSweepStore(dealing),
    newId: () => "never",
    site: new URL("https://trellis.example"),
    removeFile: async () => undefined,
  });
  return { sweeps, deal };
};

/** A whole run: what is found is handed on, and dealt with; `stopAfter` so many items the machine goes off. */
async function night(table: TestTable, stopAfter = Number.POSITIVE_INFINITY): Promise<void> {
  const { sweeps, deal } = workOn(table);
  let dealt = 0;
  await planSweep(
    sweeps,
    async (messages: readonly SweepMessage[]) => {
      for (const { items, at } of messages) {
        for (const item of items) {
          if (dealt >= stopAfter) throw new Error("The machine went off");
          await deal(item, at);
          dealt += 1;
        }
      }
    },
    AT,
  );
}

/** As text, whatever order the engine gives fields in. */
const inOrder = (value: object): string =>
  JSON.stringify(value, (_, one) => (one && typeof one === "object" && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).toSorted()) : one));

/** Everything stored that tells what became of whom. */
/** What must be the same however a night goes: of an entry all but the hash of its record, which holds when a listing's change was sent. */
async function dump({ table }: TestTable): Promise<readonly string[]> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
  return Items.filter(({ entity }) => ["case", "evidence", "listing", "public-listing", "notice", "sweep", "audit-entry"].includes(entity))
    .map(({ pk, sk, body, listing, entity, state, code, to, changes, action, version }) =>
      inOrder({ pk, sk, body: entity === "audit-entry" ? undefined : body, listing, entity, state, code, to, changes, action, version }),
    )
    .toSorted();
}

async function clean(): Promise<readonly string[]> {
  const table = await aTable();
  await filled(table);
  await night(table);
  return dump(table);
}

const noticesIn = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => JSON.parse(line).entity === "notice").map((line) => `${JSON.parse(line).code} ${JSON.parse(line).to.account}`);

describe("the nightly sweep", () => {
  it("reminds once for each period, takes who has lapsed off the list, and tells everybody it concerns", async () => {
    const told = noticesIn(await clean());
    const reminded = ENDS.flatMap((days, index) => (days >= 0 && days <= 60 ? [`check-due owner-${index}`] : []));
    expect(told.filter((line) => line.startsWith("check-due")).toSorted()).toEqual(reminded.toSorted());
    for (const line of ["check-lapsed owner-0", "listing-paused owner-0", "arrangement-paused user-0"]) expect(told).toContain(line);
    expect(told.length).toBe(reminded.length + 3);
  });
  it("reads nothing but what is due", async () => {
    const table = await aTable();
    await filled(table);
    let read = 0;
    const { due } = await planSweep(
      dynamoSweepStore(table.tableOf("sweep"), (items) => (read += items)),
      async () => undefined,
      AT,
    );
    expect(due).toBe(ENDS.filter((days) => days <= 60).length);
    expect(read).toBe(due);
  });
  it("skips no council: those with a policy, one whose file has gone since, and what belongs to none", async () => {
    const table = await aTable();
    const sweeps = dynamoSweepStore(table.table);
    await sweeps.noteDone("E09000001", daysAfter(TODAY, -1));
    for (const authority of [...councilCodes, "E09999999"])
      await storedCases(table, {
        entity: "case",
        after: aCase({ id: `of-${authority}`, owner: `owner-${authority}`, authority, nextSweepOn: TODAY }),
        action: "test",
      });
    await storedCases(table, { entity: "case", after: aCase({ id: "of-gone", owner: "gone", authority: "E09000001", nextSweepOn: TODAY }), action: "test" });
    // Written while the council had a policy: it stands under its own code.
    const { pk, sk } = vettingKeys.vettingCase("of-gone");
    await table.table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk, sk },
        UpdateExpression: "SET gsi3pk = :due",
        ExpressionAttributeValues: { ":due": indexes.sweep(TODAY, "E09000001") },
      }),
    );
    const found: string[] = [];
    const plan = () =>
      planSweep(
        sweeps,
        async (messages) => void found.push(...messages.flatMap(({ items }) => items.map((item) => ("case" in item ? item.case : item.listing)))),
        AT,
      );
    expect(await plan()).toEqual({ due: councilCodes.length + 2 });
    expect(found.toSorted()).toEqual([...councilCodes, "E09999999", "gone"].map((council) => `of-${council}`).toSorted());
  });
  it("leaves the same when it is killed at any point and started again", async () => {
    const wanted = await clean();
    for (const stopAfter of [0, 1, 4, 9]) {
      const table = await aTable();
      await filled(table);
      await expect(night(table, stopAfter)).rejects.toThrow("went off");
      await night(table);
      const got = await dump(table);
      expect(got.filter((line) => !wanted.includes(line))).toEqual([]);
      expect(got.length).toBe(wanted.length);
    }
  });
  it("run twice at once, and again the same night, tells everybody once", async () => {
    const wanted = await clean();
    const table = await aTable();
    await filled(table);
    await Promise.all([night(table), night(table), night(table)]);
    await night(table);
    const got = await dump(table);
    expect(noticesIn(got).toSorted()).toEqual(noticesIn(wanted).toSorted());
    expect(got.filter((line) => !wanted.includes(line))).toEqual([]);
    expect(got.length).toBe(wanted.length);
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
  it("removes an ended case with all that belongs to it when its time is over, also when it is stopped on the way", async () => {
    const table = await aTable();
    const store = dynamoCaseStore(table.tableOf("sweepOne"));
    const ended = aCase({ id: "old", owner: "gone", state: "withdrawn", endedAt: "2020-11-20T09:00:00.000Z", nextSweepOn: TODAY });
    const evidence = someEvidence({
      id: "identity",
      case: "old",
      owner: "gone",
      code: "identity",
      files: [{ id: "f", state: "clean", type: "pdf", addedAt: "x", mark: "etag" }],
    });
    await store.commit(anAuditContext(), [
      { entity: "case", after: ended, action: "test" },
      { entity: "evidence", after: evidence, action: "test" },
    ]);
    const removed: string[] = [];
    const deal = processDueItem({
      store,
      sweeps: dynamoSweepStore(table.tableOf("sweepOne")),
      newId: () => "never",
      site: new URL("https://trellis.example"),
      removeFile: async (key) => void removed.push(key),
    });
    expect(await deal({ case: "old" }, AT)).toBe("removed");
    expect(removed).toEqual(["checked/old/identity/-/f/etag"]);
    expect(await dump(table)).toEqual([]);
    expect(await deal({ case: "old" }, AT)).toBe("nothing");
  });
  it("lapses what a register said, tells whoever uses it, and leaves alone what a case has or whose time is not over", async () => {
    const table = await aTable();
    await filled(table);
    const put = async (id: string, changes: Partial<Listing>, digest = "of-an-import") => {
      const listing = aListing({ accreditedUntil: daysAfter(TODAY, -1), ...changes, id });
      table.clock.at = AT;
      expect(await table.listings.commit([{ listing, digest }], anAuditContext(), "listing:import")).toMatchObject({ ok: true });
    };
    await put("over", {});
    await put("long-over", { status: "provisional", accreditedUntil: "2020-01-01" });
    await put("last-day", { accreditedUntil: TODAY });
    await put("of-a-case", {}, MADE_FROM_CASE);
    await put("paused-already", { status: "paused" });
    const { unlisted: _, ...use } = anArrangement("use-of-it", "user-1");
    await storedCases({ table: table.table }, { entity: "arrangement", after: { ...use, listing: ListingId.parse("over") }, action: "test" });
    await night(table);
    const ids = ["over", "long-over", "last-day", "of-a-case", "paused-already"].map((id) => ListingId.parse(id));
    const statuses = [...(await table.listings.read(ids))].map(([id, { listing }]) => `${id} ${listing.status}`);
    expect(statuses.toSorted()).toEqual(["last-day accredited", "long-over lapsed", "of-a-case accredited", "over lapsed", "paused-already paused"]);
    expect(await table.directory.profile("over")).toBeUndefined();
    expect(noticesIn(await dump(table)).filter((line) => line === "arrangement-paused user-1")).toHaveLength(1);
    expect((await verifyTrails(table.table)).broken).toEqual([]);
    const after = await dump(table);
    await night(table);
    expect(await dump(table)).toEqual(after);
  });
});
