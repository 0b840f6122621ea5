import { compareMatches, servedBy } from "../../functions/arrangements/rules/match.ts";
import type { Wanted } from "../../functions/arrangements/rules/request.ts";
import { matchFinder } from "../../functions/arrangements/use-cases/find-matches.ts";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import { startEngine } from "../../infra/local/engine.ts";
import { londonDate } from "../../shared/domain/time.ts";
import { dynamoDirectoryReader } from "../../shared/snapshot/dynamo-directory-reader.ts";
import { median, printRow, say } from "./report.ts";
import { buildSearchable, SIZES } from "./search.ts";
import { searcher } from "./searcher.ts";
import { NOW } from "./synthetic.ts";

const WARM_ROUNDS = 3;
const ROUNDS = 10;

/** A request for support from where somebody searches, for what they search for. */
const wantedOf = ({ point, district, service, skill, when, language, gender, maxRate, hours }: Criteria): Wanted => ({
  services: service.length > 0 ? [...service] : ["personal-care"],
  skills: [...skill],
  times: [...when],
  hours: hours ?? 2,
  must: [],
  place: { key: "bench", label: "bench", ...point, ...(district === undefined ? {} : { district }) },
  ...(language[0] === undefined ? {} : { language: language[0] }),
  ...(gender[0] === undefined ? {} : { gender: gender[0] }),
  ...(maxRate === undefined ? {} : { maxRatePence: maxRate }),
});

/**
 * Matching a request against a search from the same place, turn and turn about in one process: both ask the change log first. Every
 * answer is held against looking at each listing, one by one.
 */
export async function benchMatch(only: number | undefined): Promise<void> {
  for (const size of SIZES) {
    if (only !== undefined && only !== size) continue;
    say(`${size.toLocaleString("en-GB")} listings: building ...`);
    const engine = await startEngine();
    try {
      await measured(engine.endpoint, size);
    } finally {
      await engine.stop();
    }
  }
}

async function measured(endpoint: string, size: number): Promise<void> {
  const { rows, queries, reader } = await buildSearchable(endpoint, size);
  const search = searcher(reader);
  const match = matchFinder(dynamoDirectoryReader(reader), () => NOW + 60_000);
  const pairs: { readonly query: string; readonly wanted: Wanted }[] = [];
  let differences = 0;
  let found = 0;
  for (const query of queries) {
    const { criteria, answer } = await search(query);
    const wanted = wantedOf(criteria);
    const matches = await match(wanted);
    const truth = rows.flatMap((row) => servedBy(row, wanted, londonDate(NOW)) ?? []).toSorted(compareMatches);
    found += matches.length;
    if (JSON.stringify(matches) !== JSON.stringify(truth)) differences += 1;
    // Searches that find nobody ask the directory many questions more, for their advice: they are checked, not timed.
    if (answer.total > 0) pairs.push({ query, wanted });
  }
  const times = { match: [] as number[], search: [] as number[] };
  const timed = async (figures: number[], act: () => Promise<unknown>) => {
    const began = performance.now();
    await act();
    figures.push(performance.now() - began);
  };
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round += 1) {
    if (round === WARM_ROUNDS) for (const figures of Object.values(times)) figures.length = 0;
    for (const [index, { query, wanted }] of pairs.entries()) {
      const turns = [() => timed(times.match, () => match(wanted)), () => timed(times.search, () => search(query))];
      for (const turn of (index + round) % 2 === 0 ? turns : turns.reverse()) await turn();
    }
  }
  const [p50Ms, searchP50Ms] = [median(times.match), median(times.search)];
  printRow({ bench: "match", size, p50Ms: Number(p50Ms.toFixed(3)), searchP50Ms: Number(searchP50Ms.toFixed(3)), differences });
  say(`  ${(p50Ms / searchP50Ms).toFixed(2)} of a search; ${(found / queries.length).toFixed(0)} matches a request on average`);
}
