import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { vettingFunctions } from "../../functions/vetting/functions.ts";
import { evidenceId } from "../../functions/vetting/rules/evidence.ts";
import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { dynamoSweepStore } from "../../functions/vetting/store/dynamo-sweep-store.ts";
import { vettingEntities } from "../../functions/vetting/store/entities.ts";
import { vettingKeys } from "../../functions/vetting/store/keys.ts";
import { planSweep, processMessage, type SweepMessage } from "../../functions/vetting/use-cases/nightly-sweep.ts";
import { NO_ENTRIES } from "../../shared/audit/entry.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { repeatableNumbers } from "../../shared/domain/hash.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { queueWorker } from "../../shared/due/queue-worker.ts";
import { accountEntity } from "../../shared/people/entities.ts";
import { EVIDENCE_CODES } from "../../shared/policy/checklists.ts";
import { councilCodes } from "../../shared/policy/council.ts";
import { indexes, keys, recordName } from "../../shared/table/keys.ts";
import { anAccount } from "../support/accounts.ts";
import { emptied } from "../support/rough-queue.ts";
import { runs } from "../support/runs.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { TEST_MS } from "../support/time-outs.ts";
import { aCase, someEvidence } from "../support/vetting.ts";

// A night on which very much lapses: what the planner finds goes through a queue with the rules of the real one, to consumers
// that meet other transactions, lose answers and get messages twice and out of order.

const TODAY = "2026-11-24";
const AT = Date.parse(`${TODAY}T03:00:00Z`);
const PIECES = 10;
const CASES = Math.ceil(runs(13_000, 200) / PIECES);
/** Of all transactions so many meet another one. */
const CONFLICTS = 0.05;
const SPEC = vettingFunctions.sweepOne.queue;

/** A provider on the list and ten pieces of evidence, all of which ran out yesterday; they fell due on three nights. */
function itemsOf(index: number): readonly Record<string, unknown>[] {
  const authority = councilCodes[index % councilCodes.length] ?? "";
  const vettingCase = aCase({
    id: `case-${index}`,
    owner: `owner-${index}`,
    authority,
    state: "accredited",
    accreditation: "accredited",
    listing: `listing-${index}`,
    submittedAt: "2026-01-01T09:00:00.000Z",
    accreditedOn: "2026-01-01",
    accreditedUntil: "2030-01-01",
  });
  const account = anAccount({ id: vettingCase.owner, authority, email: `${vettingCase.owner}@people.example`, displayName: vettingCase.owner });
  const stored = { version: 1, audit: NO_ENTRIES, authority };
  const night = daysAfter(TODAY, -(index % 3));
  return [
    { ...keys.account(account.id), entity: "account", ...stored, schemaVersion: accountEntity.schemaVersion, body: account },
    { ...vettingKeys.vettingCase(vettingCase.id), entity: "case", ...stored, schemaVersion: vettingEntities.case.schemaVersion, body: vettingCase },
    ...EVIDENCE_CODES.slice(0, PIECES).map((code) => {
      const evidence = someEvidence({
        id: evidenceId(code),
        case: vettingCase.id,
        owner: vettingCase.owner,
        authority,
        code,
        accepted: { facts: {}, by: "x", on: "2026-01-01", until: daysAfter(TODAY, -1) },
        nextSweepOn: night,
      });
      const key = vettingKeys.evidence(vettingCase.id, evidence.id);
      const due = { gsi3pk: indexes.sweep(night, authority), gsi3sk: recordName(key) };
      return { ...key, entity: "evidence", ...stored, schemaVersion: vettingEntities.evidence.schemaVersion, body: evidence, ...due };
    }),
  ];
}

async function fill({ table: { name, client } }: TestTable): Promise<void> {
  const items = Array.from({ length: CASES }, (_, index) => itemsOf(index)).flat();
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, at) => items.slice(at * 25, at * 25 + 25)).values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const batch of batches) await client.send(new BatchWriteCommand({ RequestItems: { [name]: batch.map((Item) => ({ PutRequest: { Item } })) } }));
    }),
  );
}

/** Has a share of all transactions meet another, as DynamoDB tells of it; counts what is asked. */
function conflicting(client: DynamoDBDocumentClient, random: () => number): { transactions: number; conflicts: number; reads: number } {
  const counts = { transactions: 0, conflicts: 0, reads: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (/Get|Query/.test(String(context.commandName))) counts.reads += 1;
      if (context.commandName !== "TransactWriteItemsCommand") return next(args);
      counts.transactions += 1;
      if (random() >= CONFLICTS) return next(args);
      counts.conflicts += 1;
      throw new TransactionCanceledException({ message: "conflict", $metadata: {}, CancellationReasons: [{ Code: "TransactionConflict" }] });
    },
    { step: "initialize" },
  );
  return counts;
}

async function everything({ table: { name, client } }: TestTable): Promise<readonly Record<string, any>[]> {
  const items: Record<string, any>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: name, ConsistentRead: true, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

describe("a night on which very much lapses", () => {
  it("lapses each piece of evidence once, leaves none and puts nothing aside, though the planner is stopped on the way", {
    timeout: TEST_MS * runs(15, 1),
  }, async () => {
    const table = await aTable();
    await fill(table);
    const random = repeatableNumbers(13);
    const counts = conflicting(table.table.client, random);
    const sweeps = dynamoSweepStore(table.table);
    const consumer = queueWorker(
      async (message) => {
        await deal(message);
      },
      () => undefined,
    );
    const deal = processMessage({
      store: dynamoCaseStore(table.table),
      sweeps,
      newId: () => "never",
      site: new URL("https://trellis.example"),
      removeFile: async () => undefined,
    });
    const queue: string[] = [];
    // A tenth of what is due is handed on twice.
    let takes = Math.ceil((CASES * PIECES) / 200);
    const send = async (messages: readonly SweepMessage[]) => {
      if (messages.length > takes) throw new Error("The planner is out of time");
      takes -= messages.length;
      queue.push(...messages.map((message) => JSON.stringify(message)));
    };
    await expect(planSweep(sweeps, send, AT)).rejects.toThrow("out of time");
    takes = Number.POSITIVE_INFINITY;
    await planSweep(sweeps, send, AT);
    const handed = queue.flatMap((body) =>
      (JSON.parse(body) as SweepMessage).items.map((item) => ("case" in item ? `${item.case} ${item.evidence}` : item.listing)),
    );
    expect(new Set(handed).size).toBe(CASES * PIECES);

    const night = await emptied(queue, SPEC, consumer, { random, twice: 0.01, lost: 0.02 });
    expect(night.dead).toEqual([]);
    expect(night.mostAtOnce).toBeGreaterThan(1);
    expect(night.mostAtOnce).toBeLessThanOrEqual(SPEC.maxConcurrency);
    expect(counts.conflicts).toBeGreaterThan(0);

    const items = await everything(table);
    const evidence = items.filter(({ entity }) => entity === "evidence");
    expect(evidence.length).toBe(CASES * PIECES);
    expect(evidence.filter(({ body, version, gsi3pk }) => body.lapsedOn !== TODAY || version !== 2 || gsi3pk !== undefined)).toEqual([]);
    const cases = items.filter(({ entity, body }) => entity === "case" && body.state === "paused");
    expect(cases.length).toBe(CASES);
    const paused = items.filter(({ entity, code }) => entity === "notice" && code === "listing-paused").map(({ to }) => to.account);
    expect(paused.toSorted()).toEqual(cases.map(({ body }) => body.owner).toSorted());
    expect((await verifyTrails(table.table)).broken).toEqual([]);
    expect(await planSweep(sweeps, send, AT)).toEqual({ due: 0 });
  });
});
