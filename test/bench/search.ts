import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import { dynamoSnapshotStore } from "../../functions/directory/store/dynamo-snapshot-store.ts";
import { type Engine, ensureTables, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { hotReader } from "../../shared/table/hot-reader.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { type OracleAnswer, oracle } from "../support/oracle.ts";
import { loadRival } from "./geo-rival.ts";
import { median, printRow, say } from "./report.ts";
import { searcher } from "./searcher.ts";
import { NOW, syntheticDirectory } from "./synthetic.ts";

/** Listings of a county, a region and the country. */
export const SIZES = [1200, 20_000, 130_000];
const SEARCHES = 120;
const THROUGHPUT_ROUNDS = 15;
export const IN_FLIGHT = 8;

/** One search of the benchmark: what is asked, and what the oracle says of it. */
export interface BenchSearch {
  readonly query: string;
  readonly criteria: Criteria;
  readonly truth: OracleAnswer;
}

/** A directory in a table, and the same in the rival's, ready to be searched. */
export interface BenchDirectory {
  readonly endpoint: string;
  readonly tableName: string;
  readonly rivalTable: string;
  readonly size: number;
  readonly searches: readonly BenchSearch[];
}

/** What the process that serves answers: rows to print, words for whoever waits, or a throughput. */
export interface FromServing {
  readonly rows?: readonly Readonly<Record<string, string | number>>[];
  readonly said?: string;
  readonly perSecond?: { readonly trellis: number; readonly floor: number };
}

/** What it is told: the directory to search, then to measure its throughput, as often as asked. */
export type ToServing = { readonly directory: BenchDirectory } | { readonly measure: "throughput" };

interface Served {
  readonly size: number;
  readonly engine: Engine;
  readonly serving: ChildProcess;
}

/**
 * The table of the search design: Trellis, its floor and the rival, every answer checked. Directories are
 * built in this process and searched in another that does nothing else, as in production: a process that
 * has built one has learnt to expect other garbage. Throughputs are measured turn and turn about, so
 * that a machine having a slow minute slows every size alike.
 */
export async function benchSearch(only: number | undefined): Promise<void> {
  const served: Served[] = [];
  try {
    for (const size of SIZES) if (only === undefined || only === size) served.push(await serve(size));
    await benchThroughput(served);
  } finally {
    for (const { serving, engine } of served) {
      serving.kill();
      await engine.stop();
    }
  }
}

async function serve(size: number): Promise<Served> {
  say(`${size.toLocaleString("en-GB")} listings: building ...`);
  const engine = await startEngine();
  const directory = await buildDirectory(engine.endpoint, size);
  const serving = fork(new URL("./serving.ts", import.meta.url), { serialization: "advanced" });
  const { rows = [], said = "" } = await ask(serving, { directory });
  for (const row of rows) printRow(row);
  say(said);
  return { size, engine, serving };
}

/** A made-up directory in a new table, with its snapshot built. */
export async function buildSearchable(endpoint: string, size: number) {
  const tableName = `bench-${process.pid}-${size}`;
  await ensureTables(endpoint, synthesizeLocal(mkdtempSync(join(tmpdir(), "trellis-bench-"))), tableName);
  const { rows, queries } = await syntheticDirectory(size, SEARCHES);
  const connection = awsConnectionFrom(localAwsEnvironment(endpoint));
  const reader = hotReader(connection, tableName);
  const began = performance.now();
  const built = await buildSnapshot(
    {
      ...dynamoSnapshotStore(openTable(connection, tableName), reader),
      async *allRows() {
        yield* rows;
      },
    },
    () => NOW,
    "truth",
  );
  say(`  snapshot of ${built?.tiles} tiles in ${Math.round(performance.now() - began)} ms`);
  return { tableName, rows, queries, reader };
}

async function buildDirectory(endpoint: string, size: number): Promise<BenchDirectory> {
  const rivalTable = `geo-${process.pid}-${size}`;
  const { tableName, rows, queries, reader } = await buildSearchable(endpoint, size);
  const search = searcher(reader);
  const searches: BenchSearch[] = [];
  for (const query of queries) {
    const { criteria } = await search(query);
    searches.push({ query, criteria, truth: oracle(rows, criteria) });
  }
  say("  loading the same listings into dynamodb-geo ...");
  await loadRival(endpoint, rivalTable, rows);
  return { endpoint, tableName, rivalTable, size, searches };
}

async function benchThroughput(served: readonly Served[]): Promise<void> {
  const rates = served.map(({ size }) => ({ size, trellis: [] as number[], floor: [] as number[] }));
  for (let round = 0; round < THROUGHPUT_ROUNDS; round += 1) {
    for (const [index, { serving }] of served.entries()) {
      const { perSecond } = await ask(serving, { measure: "throughput" });
      rates[index]?.trellis.push(perSecond?.trellis ?? Number.NaN);
      rates[index]?.floor.push(perSecond?.floor ?? Number.NaN);
    }
  }
  const [smallest] = rates;
  for (const { size, trellis, floor } of rates) {
    const ofSmallest = median(trellis.map((rate, round) => rate / (smallest?.trellis[round] ?? Number.NaN)));
    say(
      `${size.toLocaleString("en-GB")} listings, ${IN_FLIGHT} in flight: ${Math.round(median(trellis))} searches a second (floor ${Math.round(median(floor))}), ${ofSmallest.toFixed(2)} of what ${smallest?.size.toLocaleString("en-GB")} listings give`,
    );
  }
}

function ask(serving: ChildProcess, message: ToServing): Promise<FromServing> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The process that serves ended with ${code}`));
    serving.once("exit", ended);
    serving.once("message", (answer: FromServing) => {
      serving.off("exit", ended);
      resolve(answer);
    });
    serving.send(message);
  });
}
