import { answerJson, type SearchAnswer } from "../../functions/directory/search/search.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import type { Meter } from "../../shared/table/hot-call.ts";
import { hotReader } from "../../shared/table/hot-reader.ts";
import { keys } from "../../shared/table/keys.ts";
import type { OracleAnswer } from "../support/oracle.ts";
import { openRival } from "./geo-rival.ts";
import { median, percentile } from "./report.ts";
import { type BenchDirectory, type BenchSearch, type FromServing, IN_FLIGHT, type ToServing } from "./search.ts";
import { searcher } from "./searcher.ts";
import { NOW } from "./synthetic.ts";

// A process that serves one directory and measures itself: nothing is built here.

const WARM_ROUNDS = 3;
const ROUNDS = 10;
const RIVAL_SEARCHES = 40;

interface Subject {
  readonly name: string;
  readonly times: number[];
  readonly meter: Meter;
  differences: number;
}

let throughput: (() => Promise<FromServing>) | undefined;

process.on("message", async (message: ToServing) => {
  const answer = "directory" in message ? await measured(message.directory) : await throughput?.();
  process.send?.(answer ?? {});
});

async function measured({ endpoint, tableName, rivalTable, size, searches }: BenchDirectory): Promise<FromServing> {
  const connection = awsConnectionFrom(localAwsEnvironment(endpoint));
  const reader = hotReader(connection, tableName);
  const floorReader = hotReader(connection, tableName);
  const search = searcher(reader);
  const trellis: Subject = { name: "trellis", times: [], meter: reader.meter, differences: 0 };
  const floor: Subject = { name: "floor", times: [], meter: floorReader.meter, differences: 0 };

  const answers = new Map<string, SearchAnswer>();
  for (const { query, truth } of searches) {
    const { answer, text } = await search(query);
    answers.set(query, answer);
    if (differs(JSON.parse(text), truth)) trellis.differences += 1;
  }
  // Searches that find nobody ask the directory many questions more, for their advice: they are checked, not timed.
  const hot = searches.filter(({ query }) => (answers.get(query)?.total ?? 0) > 0);
  const searchOnce = async ({ query }: BenchSearch) => (await search(query)).text;
  const floorOnce = async ({ query }: BenchSearch) => {
    // The record that tells of the snapshot: the smallest item there is.
    await floorReader.get(keys.logRecord(NOW, "", 1));
    const answer = answers.get(query);
    return answer ? answerJson(answer) : "";
  };
  for (let round = 0; round < WARM_ROUNDS; round += 1) {
    for (const one of hot) {
      await searchOnce(one);
      await floorOnce(one);
    }
  }
  for (const { meter } of [trellis, floor]) Object.assign(meter, { requests: 0, readUnits: 0, bytes: 0 });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, one] of hot.entries()) {
      const turns = [() => timed(trellis, () => searchOnce(one)), () => timed(floor, () => floorOnce(one))];
      for (const turn of (index + round) % 2 === 0 ? turns : turns.reverse()) await turn();
    }
  }
  const rows = [rowOf(size, trellis), rowOf(size, floor)];
  const rival = await measuredRival(endpoint, rivalTable, hot.slice(0, RIVAL_SEARCHES));
  rows.push(rowOf(size, rival));
  throughput = async () => ({ perSecond: { trellis: await perSecond(hot, searchOnce), floor: await perSecond(hot, floorOnce) } });
  const ratio = (a: Subject, b: Subject) => median(a.times) / median(b.times);
  return {
    rows,
    said: `  ${ratio(trellis, floor).toFixed(2)}x the floor, ${ratio(rival, trellis).toFixed(0)}x faster than dynamodb-geo; ${searches.length - hot.length} of ${searches.length} searches found no one`,
  };
}

async function timed<Answer>({ times }: Subject, act: () => Promise<Answer>): Promise<Answer> {
  const began = performance.now();
  const answer = await act();
  times.push(performance.now() - began);
  return answer;
}

async function measuredRival(endpoint: string, table: string, searches: readonly BenchSearch[]): Promise<Subject> {
  const rival = await openRival(endpoint, table);
  const subject: Subject = { name: "dynamodb-geo", times: [], meter: rival.meter, differences: 0 };
  for (const { criteria } of searches.slice(0, 3)) await rival.search(criteria);
  Object.assign(rival.meter, { requests: 0, readUnits: 0, bytes: 0 });
  for (const { criteria, truth } of searches) {
    const text = await timed(subject, async () => {
      const { ids, miles, ...answer } = await rival.search(criteria);
      return JSON.stringify({ ...answer, results: ids.map((id, index) => ({ id, miles: miles[index] })) });
    });
    if (differs(JSON.parse(text), truth)) subject.differences += 1;
  }
  return subject;
}

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Whether an answer of the API is not what the oracle says. */
function differs(answer: { total: number; results: { id: string; miles: number }[]; facets: Counts }, truth: OracleAnswer): boolean {
  const counts = (facets: Counts) =>
    JSON.stringify(
      Object.entries(facets)
        .map(([facet, measured]) => [
          facet,
          Object.entries(measured)
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

async function perSecond(searches: readonly BenchSearch[], act: (search: BenchSearch) => Promise<string>): Promise<number> {
  let next = 0;
  const total = searches.length * ROUNDS;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next < total) {
        const one = searches[next % searches.length];
        next += 1;
        if (one) await act(one);
      }
    }),
  );
  return total / ((performance.now() - began) / 1000);
}

const rowOf = (size: number, { name, times, meter, differences }: Subject) => ({
  bench: "search",
  size,
  subject: name,
  p50Ms: Number(median(times).toFixed(3)),
  p95Ms: Number(percentile(times, 95).toFixed(3)),
  readUnits: Number((meter.readUnits / times.length).toFixed(2)),
  requests: Number((meter.requests / times.length).toFixed(2)),
  kilobytes: Number((meter.bytes / times.length / 1024).toFixed(2)),
  differences,
});
