import { dynamoGeographyReader } from "../../../shared/geography/dynamo-geography-reader.ts";
import { GAZETTEER_FILE, gazetteerFrom } from "../../../shared/geography/gazetteer-file.ts";
import { placeResolver } from "../../../shared/geography/resolve.ts";
import { cookieJar } from "../../../shared/http/cookies.ts";
import { savedPeopleCookie } from "../../../shared/http/saved-people-cookie.ts";
import { processLimiter } from "../../../shared/limits/process-limiter.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { log } from "../../../shared/runtime/log.ts";
import { searchCounter } from "../../../shared/signals/count-search.ts";
import { dynamoSearchedStore } from "../../../shared/signals/dynamo-searched-store.ts";
import { countingCookies } from "../../../shared/signals/objection.ts";
import { dynamoDirectoryReader } from "../../../shared/snapshot/dynamo-directory-reader.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { type HotReader, hotReader } from "../../../shared/table/hot-reader.ts";
import { hotWriter } from "../../../shared/table/hot-writer.ts";
import type { PublicDirectory } from "../handlers/public.handlers.ts";
import { finder } from "../search/find.ts";
import { searchListings } from "../search/search.ts";
import { publishedPolicy } from "../store/dynamo-published-policy.ts";
import { PagesEnv } from "./public.env.ts";

export interface PublicOverrides {
  readonly now?: () => number;
  readonly gazetteerFile?: string | URL;
}

/** The real thing, from the environment; built once a process. */
export function publicDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  { now = Date.now, gazetteerFile = new URL(GAZETTEER_FILE, import.meta.url) }: PublicOverrides = {},
): PublicDirectory & { readonly reader: HotReader } {
  const { TABLE_NAME, AUTHORITY, SITE_ADDRESS } = PagesEnv.parse(environment);
  const site = new URL(SITE_ADDRESS);
  const jar = cookieJar(site);
  const carried = savedPeopleCookie(jar, servicePolicy);
  const connection = awsConnectionFrom(environment);
  const reader = hotReader(connection, TABLE_NAME);
  const counting = searchCounter({
    store: dynamoSearchedStore(reader, hotWriter(connection, TABLE_NAME)),
    now,
    ...servicePolicy.counting,
    failed: (fault) => log("search-not-counted", { fault }),
  });
  const directory = dynamoDirectoryReader(reader);
  const geography = dynamoGeographyReader(reader);
  const towns = gazetteerFrom(gazetteerFile);
  const policy = publishedPolicy(reader, AUTHORITY, now);
  const search = searchListings({
    resolve: placeResolver(geography, towns, now),
    finder: finder(directory, now),
    now,
    weights: async () => (await policy()).fit,
  });
  return { search, directory, geography, towns, reader, now, carried, counting, cookies: countingCookies(jar), site, limited: processLimiter() };
}
