import { createHash } from "node:crypto";
import type { RequestListener } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { dynamoSweepStore } from "../../functions/vetting/store/dynamo-sweep-store.ts";
import type { SweepMessage } from "../../functions/vetting/use-cases/nightly-sweep.ts";
import type { Change } from "../../functions/vetting/use-cases/ports.ts";
import { councilsToPlan } from "../../shared/policy/due-council.ts";
import { COUNCIL } from "../support/councils.ts";
import { aServer } from "../support/stand-in-server.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { aCase, storedCases } from "../support/vetting.ts";

// The sweep's own module, with a queue that can refuse what it is given.

const DUE = 250;
const batches: SweepMessage[][] = [];
let refuses = false;
let table: TestTable;
let handler: (event: { readonly time?: string }) => Promise<void>;
let stop: () => void;

const takeBatch: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { Entries } = JSON.parse(Buffer.concat(chunks).toString()) as { Entries: { Id: string; MessageBody: string }[] };
    const [failed, taken] = refuses ? [Entries.slice(0, 1), Entries.slice(1)] : [[], Entries];
    batches.push(taken.map(({ MessageBody }) => JSON.parse(MessageBody)));
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(
      JSON.stringify({
        Successful: taken.map(({ Id, MessageBody }) => ({ Id, MessageId: Id, MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex") })),
        Failed: failed.map(({ Id }) => ({ Id, Code: "InternalError", SenderFault: false })),
      }),
    );
  });
};

beforeAll(async () => {
  table = await aTable();
  for (let from = 0; from < DUE; from += 25) {
    const due = Array.from({ length: 25 }, (_, index) => aCase({ id: `case-${from + index}`, owner: `owner-${from + index}`, nextSweepOn: "2026-11-24" }));
    await storedCases(table, ...due.map((after): Change => ({ entity: "case", after, action: "test" })));
  }
  const { url, stop: close } = await aServer(takeBatch);
  stop = close;
  for (const [name, value] of Object.entries({ ...table.environmentOf("sweep"), AWS_ENDPOINT_URL_SQS: url, SWEEP_ONE_QUEUE_URL: `${url}/queue` }))
    vi.stubEnv(name, value);
  handler = (await import("../../functions/vetting/entries/sweep.handler.ts")).handler;
});
afterAll(() => {
  vi.unstubAllEnvs();
  stop();
});

const night = { time: "2026-11-24T03:00:00Z" };

describe("the sweep's function", () => {
  it("fails where the queue does not take something, and does not say that the day is done", async () => {
    refuses = true;
    await expect(handler(night)).rejects.toThrow("could not be handed on");
    const done = await dynamoSweepStore(table.table).lastDone();
    expect(done.get(COUNCIL)).toBe("2026-11-23");
    // What fails with one council keeps none from its turn.
    for (const council of councilsToPlan()) if (council !== COUNCIL) expect(done.get(council), council).toBe("2026-11-24");
  });
  it("hands on everything that is due, twenty to a message and ten messages at a time, when it is started again", async () => {
    refuses = false;
    batches.length = 0;
    await handler(night);
    expect(batches.map((batch) => batch.length)).toEqual([10, 3]);
    const handed = batches.flat().flatMap(({ items }) => items.map((item) => ("case" in item ? item.case : item.listing)));
    expect(handed.length).toBe(DUE);
    expect(new Set(handed).size).toBe(DUE);
    expect(new Set(batches.flat().map(({ at }) => at))).toEqual(new Set([Date.parse(night.time)]));
    for (const council of councilsToPlan()) expect((await dynamoSweepStore(table.table).lastDone()).get(council), council).toBe("2026-11-24");
  });
});
