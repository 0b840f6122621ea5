import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import type { Visit, VisitTime } from "../../functions/vetting/rules/visit.ts";
import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { dynamoSweepStore } from "../../functions/vetting/store/dynamo-sweep-store.ts";
import type { CaseStore, Change } from "../../functions/vetting/use-cases/ports.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { aCase } from "../support/vetting.ts";

// A visit as the store keeps it: beside its case, changed by one at a time, and gone with it.

const TIME: VisitTime = { day: "2026-12-01", time: "10:30" };
const aVisit = (changes: Partial<Visit> = {}): Visit => ({
  case: "c1",
  owner: "pip",
  authority: COUNCIL,
  state: "proposed",
  place: { kind: "office", words: "Made-up House" },
  offered: [TIME],
  by: "ann",
  at: "2026-11-24T12:00:00.000Z",
  reminded: [],
  ...changes,
});
const ENDED = { state: "withdrawn", endedAt: "2026-11-25T09:00:00.000Z" } as const;

let table: TestTable;
let store: CaseStore;
const commit = (...changes: readonly Change[]) => store.commit(anAuditContext(), changes);
const visitOf = async () => (await store.caseWithEvidence("c1"))?.visit;

beforeEach(async () => {
  table = await aTable();
  store = dynamoCaseStore(table.tableOf("vetting"));
  expect((await commit({ entity: "case", after: aCase({ id: "c1", owner: "pip", state: "in-review" }), action: "test" })).ok).toBe(true);
});

describe("a visit in the table", () => {
  it("is read with its case, in one query, as it was written", async () => {
    expect((await store.caseWithEvidence("c1"))?.visit).toBeUndefined();
    expect(await commit({ entity: "visit", after: aVisit(), action: "visit:propose" })).toEqual({ ok: true });
    expect((await visitOf())?.body).toEqual(aVisit());
    expect((await store.caseWithEvidence("c1"))?.evidence).toEqual([]);
  });
  it("is changed by one of any number who change it at the same moment, and never overwritten unseen", async () => {
    await commit({ entity: "visit", after: aVisit(), action: "visit:propose" });
    const before = await visitOf();
    const states = ["confirmed", "none-fits", "cancelled", "confirmed"] as const;
    const done = await Promise.all(states.map((state) => commit({ entity: "visit", before, after: aVisit({ state }), action: "test" })));
    expect(done.filter(({ ok }) => ok).length).toBe(1);
    expect((await visitOf())?.body.state).toBe(states[done.findIndex(({ ok }) => ok)]);
    // A second first one is none either.
    expect(await commit({ entity: "visit", after: aVisit(), action: "visit:propose" })).toEqual({ ok: false, refusal: "stale" });
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
  it("is not arranged of a case that has ended, though the case itself is not written; what is over may still be written", async () => {
    const stored = await store.caseWithEvidence("c1");
    await commit({ entity: "case", before: stored?.case, after: aCase({ id: "c1", owner: "pip", ...ENDED }), action: "test" });
    for (const state of ["proposed", "confirmed", "none-fits"] as const)
      expect(await commit({ entity: "visit", after: aVisit({ state }), action: "test" }), state).toEqual({ ok: false, refusal: "stale" });
    expect(await visitOf()).toBeUndefined();
    expect(await commit({ entity: "visit", after: aVisit({ state: "cancelled" }), action: "test" })).toEqual({ ok: true });
  });
  it("is found on the night it is due, and on no other", async () => {
    await commit({ entity: "visit", after: aVisit({ nextSweepOn: "2026-11-29" }), action: "visit:pick" });
    const sweeps = dynamoSweepStore(table.tableOf("sweep"));
    const due = async (day: string) => {
      const found = [];
      for await (const page of sweeps.dueItems(day, COUNCIL)) found.push(...page);
      return found;
    };
    expect(await due("2026-11-29")).toEqual([{ case: "c1", visit: true }]);
    expect(await due("2026-11-28")).toEqual([]);
  });
  it("goes with its case, and so does its trail", async () => {
    await commit({ entity: "visit", after: aVisit(), action: "visit:propose" });
    await dynamoSweepStore(table.tableOf("sweepOne")).removeCase("c1");
    expect(await store.caseWithEvidence("c1")).toBeUndefined();
    const { Items = [] } = await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
    expect(Items.map(({ pk }) => String(pk)).filter((pk) => pk.includes("c1"))).toEqual([]);
  });
});
