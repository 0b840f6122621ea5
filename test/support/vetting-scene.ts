import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, expect } from "vitest";
import type { VettingCase } from "../../functions/vetting/rules/case.ts";
import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { dynamoSweepStore } from "../../functions/vetting/store/dynamo-sweep-store.ts";
import { beginRenewal } from "../../functions/vetting/use-cases/apply.ts";
import { planSweep, processDueItem } from "../../functions/vetting/use-cases/nightly-sweep.ts";
import type { StoredCase } from "../../functions/vetting/use-cases/ports.ts";
import { councilsToPlan } from "../../shared/policy/due-council.ts";
import { indexes } from "../../shared/table/keys.ts";
import { type AccountFunctions, accountFunctions, anAccount, stored } from "./accounts.ts";
import { aCompleteApplication } from "./applications.ts";
import { anAuditContext } from "./builders.ts";
import { COUNCIL } from "./councils.ts";
import { aTable, type TestTable } from "./tables.ts";
import { answers, storedCases } from "./vetting.ts";

// One provider, four officers and a case, as tests that attack vetting find them. Imported, it is set before every test.

export let table: TestTable;
export let functions: AccountFunctions;
const SWEEP = indexes.sweep("", "").slice(0, -1);
const START = Date.parse("2026-11-24T12:00:00Z");
/** The time of the next request; it goes on by itself. */
export const clock = { now: START };
const OFFICERS = ["ann", "ben", "cat", "pat"] as const;

beforeEach(async () => {
  clock.now = START;
  table = await aTable();
  functions = accountFunctions(table, { now: () => (clock.now += 1000) });
  const officers = OFFICERS.map((id) =>
    anAccount({
      id,
      email: `${id}@council.example`,
      grants: [{ role: "vetting-officer", authority: COUNCIL }, ...(id === "pat" ? [{ role: "provider" as const }] : [])],
    }),
  );
  const pip = anAccount({ id: "pip", email: "pip@people.example", grants: [{ role: "provider" }] });
  await stored(functions.accounts, ...[...officers, pip].map((after) => ({ entity: "account" as const, after, action: "test" })));
});

export const IDS = ["identity", "right-to-work", "dbs", "references", "training", "public-liability", "hmrc"];

/** Stores a complete application: everything of it waits, or was accepted by Ann. */
export const ready = async (changes: Partial<VettingCase> = {}, state: "offered" | "accepted" = "offered", facts: Record<string, object> = {}) => {
  const application = aCompleteApplication({ changes, state, facts });
  await storedCases(functions.accounts, ...application.changes);
  return application.vettingCase;
};
export const store = () => dynamoCaseStore(functions.accounts.table);
export const theCase = async (id = "pips-case"): Promise<StoredCase> => {
  const s = await store().caseWithEvidence(id);
  if (!s) throw new Error("none");
  return s;
};
export const move = (as: string, name: string, form: Record<string, string> = {}, id = "pips-case") =>
  functions.call(`/cases/${id}/moves/${name}`, { as, form });
/** An officer's answer to what was sent last, as their page would have it. */
export const check = async (as: string, id: string, form: Record<string, string> = { answer: "accept", seenWhere: "The library" }, of = "pips-case") => {
  const sentAt = (await theCase(of)).evidence.find(({ body }) => body.id === id)?.body.offered?.at ?? "";
  return functions.call(`/cases/${of}/evidence/${id}`, { as, form: { sentAt, ...form } });
};
export const acceptAll = async (c = "pips-case") => {
  for (const id of IDS) {
    const d = await check("ann", id, undefined, c);
    expect(d.status, id + d.body).toBe(303);
  }
};
export const deps = () => ({
  store: store(),
  newId: () => crypto.randomUUID(),
  newReferenceCode: () => crypto.randomUUID(),
  site: new URL("https://trellis.example"),
  addressHash: functions.accounts.addressHash,
});
const DAY = "2026-11-24".length;
/** The days on which anything stored is due. */
const dueDays = async (): Promise<readonly string[]> => {
  const days = (await all()).flatMap(({ gsi3pk }) =>
    typeof gsi3pk === "string" && gsi3pk.startsWith(SWEEP) ? [gsi3pk.slice(SWEEP.length).slice(0, DAY)] : [],
  );
  return [...new Set(days)].toSorted();
};
/**
 * Every night from one day to another: the first, the last, and those between on which anything is due. A night on
 * which nothing is due reads nothing but that, which the contract of the sweep tests day by day.
 */
export const nights = async (from: string, until: string) => {
  const sweeps = dynamoSweepStore(table.tableOf("sweep"));
  const dealing = table.tableOf("sweepOne");
  const deal = processDueItem({ ...deps(), store: dynamoCaseStore(dealing), sweeps: dynamoSweepStore(dealing), removeFile: async () => undefined });
  let day: string | undefined = from;
  while (day !== undefined) {
    const at = Date.parse(`${day}T03:00:00Z`);
    await planSweep(
      sweeps,
      async (messages) => {
        for (const { items } of messages) for (const item of items) await deal(item, at);
      },
      at,
    );
    const swept: string = day;
    day = swept === until ? undefined : ((await dueDays()).find((due) => due > swept && due < until) ?? until);
    // Nothing is due on the days between.
    if (day !== undefined) for (const council of councilsToPlan()) await sweeps.noteDone(council, day);
  }
};
/** Everything in the table. */
export const all = async () => {
  const items: any[] = [];
  let k: any;
  do {
    const p = await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true, ...(k ? { ExclusiveStartKey: k } : {}) }));
    items.push(...(p.Items ?? []));
    k = p.LastEvaluatedKey;
  } while (k);
  return items;
};
export const listings = async () => (await all()).filter((i) => i.pk.startsWith("PUBLIC#LISTING#"));
export const through = async () => {
  await move("ann", "assign");
  await acceptAll();
  expect((await move("ann", "recommend", { outcome: "provisional" })).status).toBe(303);
  expect((await move("ben", "approve")).status).toBe(303);
};

export const listed = async () => {
  await ready();
  await nights("2026-11-23", "2026-11-24");
  await through();
};
export const setCase = async (over: object, id = "pips-case") => {
  const c = (await theCase(id)).case;
  await storedCases(functions.accounts, { entity: "case", before: c, after: { ...c.body, ...over } as any, action: "test" });
};
export const setEvidence = async (eid: string, over: object, id = "pips-case") => {
  const e = (await theCase(id)).evidence.find(({ body }) => body.id === eid);
  if (!e) throw new Error(`There is no ${eid}`);
  await storedCases(functions.accounts, { entity: "evidence", before: e, after: { ...e.body, ...over } as any, action: "test" });
};

/** What must be there for a test to go on. */
export function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("It is not there");
  return value;
}

/** A renewal of the case that an officer works on. */
export const renewalInReview = async (id = "r1") => {
  await beginRenewal(deps())(await theCase(), there(await store().account("pip")), id, undefined, anAuditContext());
  await setCase({ answers, state: "in-review", submittedAt: "2026-11-24T12:00:00.000Z", assignedTo: "ann" }, id);
};
/** A case whose evidence is all accepted, when its applicant is asked for more. */
export const needsMore = async () => {
  await move("ann", "assign");
  await acceptAll();
  await move("ann", "ask-more", { reason: "r" });
};
