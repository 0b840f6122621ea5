import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dynamoDirectoryReader } from "../../functions/directory/dynamo-directory-reader.ts";
import { dynamoSnapshotStore } from "../../functions/directory/dynamo-snapshot-store.ts";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import { finder } from "../../functions/directory/search/find.ts";
import { parametersOf, SearchQuery } from "../../functions/directory/search/search.contract.ts";
import { answerJson, type SearchAnswer, searchListings } from "../../functions/directory/search/search.ts";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import { ensureTables, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { synthesizeLocal } from "../../infra/local/template.ts";
import { dynamoGeographyReader } from "../../shared/geography/dynamo-geography-reader.ts";
import { placeResolver } from "../../shared/geography/resolve.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { type HotReader, hotReader } from "../../shared/table/hot-reader.ts";
import { keys } from "../../shared/table/keys.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { type OracleAnswer, oracle } from "../support/oracle.ts";
import { geoRival, type Rival } from "./geo-rival.ts";
import { median, percentile, printRow, say } from "./report.ts";
import { AUTHORITY, gazetteer, syntheticDirectory } from "./synthetic.ts";

const SIZES = [1200, 20_000, 130_000];
const SEARCHES = 120;
const WARM_ROUNDS = 3;
const ROUNDS = 10;
const RIVAL_SEARCHES = 40;
const IN_FLIGHT = 8;
const NOW = Date.parse("2026-11-22T12:00:00Z");

interface Subject {
  readonly name: string;
  readonly times: number[];
  readonly meter: HotReader["meter"];
  searches: number;
  differences: number;
}

/** The table of the search design: Trellis, its floor and the rival, in one process, every answer checked. */
export async function benchSearch(only: number | undefined): Promise<void> {
  for (const size of SIZES) if (only === undefined || only === size) await benchSize(size);
}

async function benchSize(size: number): Promise<void> {
  say(`${size.toLocaleString("en-GB")} listings: building ...`);
  const system = synthesizeLocal(mkdtempSync(join(tmpdir(), "trellis-bench-")));
  const engine = await startEngine();
  const tableName = `bench-${process.pid}-${size}`;
  await ensureTables(engine.endpoint, system, () => tableName);
  const connection = awsConnectionFrom(localAwsEnvironment(engine.endpoint));
  // The made-up listings are not kept: the process that is timed is the size a real one would be.
  let { rows, queries } = await syntheticDirectory(size, SEARCHES);
  const store = dynamoSnapshotStore(openTable(connection, tableName), hotReader(connection, tableName));
  const began = performance.now();
  const built = await buildSnapshot(
    {
      ...store,
      async *allRows() {
        yield* rows;
      },
    },
    () => NOW,
    "truth",
  );
  say(`  snapshot of ${built?.tiles} tiles in ${Math.round(performance.now() - began)} ms`);

  const reader = hotReader(connection, tableName);
  const floorReader = hotReader(connection, tableName);
  const policy = councilPolicy(AUTHORITY);
  const asked = new Map<string, Criteria>();
  const found = finder(dynamoDirectoryReader(reader));
  let last: Criteria | undefined;
  const search = searchListings({
    resolve: placeResolver(dynamoGeographyReader(reader), gazetteer, () => NOW),
    finder: {
      ...found,
      find: (began, criteria, since, build) => {
        last = criteria;
        return found.find(began, criteria, since, build);
      },
    },
    now: () => NOW,
    weights: policy.fit,
  });
  const once = async (query: string): Promise<{ answer: SearchAnswer; text: string }> => {
    const parsed = SearchQuery.parse(parametersOf(new URLSearchParams(query)));
    const answered = await search(parsed);
    if (!answered.ok) throw new Error(`${query}: ${answered.refusal.kind}`);
    return { answer: answered.value, text: answerJson(answered.value) };
  };

  const trellis: Subject = { name: "trellis", times: [], meter: reader.meter, searches: 0, differences: 0 };
  const floor: Subject = { name: "floor", times: [], meter: floorReader.meter, searches: 0, differences: 0 };
  const answers = new Map<string, SearchAnswer>();
  const truths = new Map<string, OracleAnswer>();
  for (const query of queries) {
    const { answer, text } = await once(query);
    answers.set(query, answer);
    if (last) asked.set(query, last);
    const criteria = asked.get(query);
    if (!criteria) throw new Error(`${query} was not asked`);
    const truth = oracle(rows, criteria);
    truths.set(query, truth);
    if (differs(JSON.parse(text), truth)) trellis.differences += 1;
  }
  rows = [];
  // Searches with no result ask the directory many questions more: their advice is measured by itself, below.
  const hot = queries.filter((query) => (answers.get(query)?.total ?? 0) > 0);
  const empty = queries.filter((query) => answers.get(query)?.total === 0);
  for (let round = 0; round < WARM_ROUNDS; round += 1) for (const query of hot) await once(query);
  reset(trellis, floor);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, query] of hot.entries()) {
      const answer = answers.get(query);
      const turns = [
        () => timed(trellis, async () => (await once(query)).text),
        () =>
          timed(floor, async () => {
            await floorReader.get(keys.logHead());
            return answer ? answerJson(answer) : "";
          }),
      ];
      for (const turn of (index + round) % 2 === 0 ? turns : turns.reverse()) await turn();
    }
  }
  const cost = { ...reader.meter };
  const throughput = await perSecond(hot, async (query) => (await once(query)).text);
  Object.assign(reader.meter, cost);
  const rival = await rivalOf(engine.endpoint, size, hot, asked, truths);
  for (const subject of [trellis, floor, rival]) report(size, subject);
  const ratio = median(trellis.times) / median(floor.times);
  say(
    `  ${(ratio).toFixed(2)}x the floor, ${(median(rival.times) / median(trellis.times)).toFixed(0)}x faster than dynamodb-geo; ${Math.round(throughput)} searches a second with ${IN_FLIGHT} in flight; ${empty.length} of ${queries.length} searches found nobody`,
  );
  await engine.stop();
}

function reset(...subjects: readonly Subject[]): void {
  for (const { meter } of subjects) Object.assign(meter, { requests: 0, readUnits: 0, bytes: 0 });
}

async function timed(subject: Subject, act: () => Promise<string>): Promise<void> {
  const began = performance.now();
  await act();
  subject.times.push(performance.now() - began);
  subject.searches += 1;
}

/** Whether an answer of the API is not what the oracle says. */
function differs(
  answer: { total: number; results: { id: string; miles: number }[]; facets: Readonly<Record<string, Readonly<Record<string, number>>>> },
  truth: ReturnType<typeof oracle>,
): boolean {
  const counts = (facets: Readonly<Record<string, Readonly<Record<string, number>>>>) =>
    JSON.stringify(
      Object.entries(facets)
        .map(([facet, own]) => [
          facet,
          Object.entries(own)
            .filter(([, count]) => count > 0)
            .sort(),
        ])
        .sort(),
    );
  return (
    answer.total !== truth.total ||
    answer.results.map(({ id }) => id).join() !== truth.ids.join() ||
    answer.results.map(({ miles }) => miles).join() !== truth.miles.join() ||
    counts(answer.facets) !== counts(truth.facets)
  );
}

async function perSecond(queries: readonly string[], act: (query: string) => Promise<string>): Promise<number> {
  let next = 0;
  const total = queries.length * ROUNDS;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next < total) {
        const query = queries[next % queries.length] ?? "";
        next += 1;
        await act(query);
      }
    }),
  );
  return total / ((performance.now() - began) / 1000);
}

async function rivalOf(
  endpoint: string,
  size: number,
  queries: readonly string[],
  asked: ReadonlyMap<string, Criteria>,
  truths: ReadonlyMap<string, OracleAnswer>,
): Promise<Subject> {
  const { rows } = await syntheticDirectory(size, SEARCHES);
  say("  loading the same listings into dynamodb-geo ...");
  const rival: Rival = await geoRival(endpoint, `geo-${process.pid}-${size}`, rows);
  const subject: Subject = { name: "dynamodb-geo", times: [], meter: rival.meter, searches: 0, differences: 0 };
  const few = queries.slice(0, RIVAL_SEARCHES);
  for (const query of few.slice(0, 3)) {
    const criteria = asked.get(query);
    if (criteria) await rival.search(criteria);
  }
  reset(subject);
  for (const query of few) {
    const criteria = asked.get(query);
    const truth = truths.get(query);
    if (!criteria || !truth) continue;
    let answer: ReturnType<typeof oracle> | undefined;
    await timed(subject, async () => {
      answer = await rival.search(criteria);
      return JSON.stringify(answer);
    });
    const miles = answer?.miles ?? [];
    const results = (answer?.ids ?? []).map((id, index) => ({ id, miles: miles[index] ?? Number.NaN }));
    if (!answer || differs({ ...answer, results, facets: { ...answer.facets } }, truth)) subject.differences += 1;
  }
  return subject;
}

function report(size: number, { name, times, meter, searches, differences }: Subject): void {
  printRow({
    bench: "search",
    size,
    subject: name,
    p50Ms: Number(median(times).toFixed(3)),
    p95Ms: Number(percentile(times, 95).toFixed(3)),
    readUnits: Number((meter.readUnits / searches).toFixed(2)),
    requests: Number((meter.requests / searches).toFixed(2)),
    kilobytes: Number((meter.bytes / searches / 1024).toFixed(2)),
    differences,
  });
}
