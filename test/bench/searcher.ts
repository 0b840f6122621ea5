import type { Criteria } from "../../functions/directory/search/criteria.ts";
import { finder } from "../../functions/directory/search/find.ts";
import { parametersOf, SearchQuery } from "../../functions/directory/search/search.contract.ts";
import { answerJson, type SearchAnswer, searchListings } from "../../functions/directory/search/search.ts";
import { dynamoGeographyReader } from "../../shared/geography/dynamo-geography-reader.ts";
import { placeResolver } from "../../shared/geography/resolve.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { dynamoDirectoryReader } from "../../shared/snapshot/dynamo-directory-reader.ts";
import type { HotReader } from "../../shared/table/hot-reader.ts";
import { AUTHORITY, gazetteer, NOW } from "./synthetic.ts";

/** A search from its query string to the text of its answer, and the criteria it came to on the way. */
export type Searcher = (query: string) => Promise<{ readonly answer: SearchAnswer; readonly text: string; readonly criteria: Criteria }>;

/** Word of the snapshot has left the window that every search looks at again. */
const A_MINUTE_LATER = 60_000;

/** Searches as the public function does, over a table. One at a time for whoever wants the criteria. */
export function searcher(reader: HotReader): Searcher {
  const found = finder(dynamoDirectoryReader(reader), () => NOW + A_MINUTE_LATER);
  let last: Criteria | undefined;
  const search = searchListings({
    resolve: placeResolver(dynamoGeographyReader(reader), gazetteer, () => NOW),
    finder: {
      ...found,
      find: (freshness, criteria, since, build) => {
        last = criteria;
        return found.find(freshness, criteria, since, build);
      },
    },
    now: () => NOW,
    weights: async () => councilPolicy(AUTHORITY).fit,
  });
  return async (query) => {
    const answered = await search(SearchQuery.parse(parametersOf(new URLSearchParams(query))));
    if (!answered.ok || !last) throw new Error(`${query}: ${answered.ok ? "no criteria" : answered.refusal.kind}`);
    return { answer: answered.value, text: answerJson(answered.value), criteria: last };
  };
}
