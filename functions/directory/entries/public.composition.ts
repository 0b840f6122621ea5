import { dynamoGeographyReader } from "../../../shared/geography/dynamo-geography-reader.ts";
import { GAZETTEER_FILE, gazetteerFrom } from "../../../shared/geography/gazetteer-file.ts";
import type { GeographyReader } from "../../../shared/geography/ports.ts";
import { placeResolver } from "../../../shared/geography/resolve.ts";
import { processLimiter } from "../../../shared/limits/process-limiter.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { type HotReader, hotReader } from "../../../shared/table/hot-reader.ts";
import type { DirectoryReader } from "../ports.ts";
import { finder } from "../search/find.ts";
import { type SearchListings, searchListings } from "../search/search.ts";
import { dynamoDirectoryReader } from "../store/dynamo-directory-reader.ts";
import { publishedPolicy } from "../store/dynamo-published-policy.ts";
import { PublicEnv } from "./public.env.ts";

/** What the public routes are made of. */
export interface PublicDirectory {
  readonly search: SearchListings;
  readonly directory: DirectoryReader;
  readonly geography: GeographyReader;
  readonly reader: HotReader;
  readonly now: () => number;
  /** Seconds to wait, where one address asks too often. */
  readonly limited: ReturnType<typeof processLimiter>;
}

export interface PublicOverrides {
  readonly now?: () => number;
  readonly gazetteerFile?: string | URL;
}

/** The real thing, from the environment; built once a process. */
export function publicDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  { now = Date.now, gazetteerFile = new URL(GAZETTEER_FILE, import.meta.url) }: PublicOverrides = {},
): PublicDirectory {
  const { TABLE_NAME, AUTHORITY } = PublicEnv.parse(environment);
  const reader = hotReader(awsConnectionFrom(environment), TABLE_NAME);
  const directory = dynamoDirectoryReader(reader);
  const geography = dynamoGeographyReader(reader);
  const policy = publishedPolicy(reader, AUTHORITY, now);
  const search = searchListings({
    resolve: placeResolver(geography, gazetteerFrom(gazetteerFile), now),
    finder: finder(directory),
    now,
    weights: async () => (await policy()).fit,
  });
  return { search, directory, geography, reader, now, limited: processLimiter() };
}
