import type { EpochMillis } from "../../../shared/domain/time.ts";
import { dynamoGeographyReader } from "../../../shared/geography/dynamo-geography-reader.ts";
import { GAZETTEER_FILE, gazetteerFrom } from "../../../shared/geography/gazetteer-file.ts";
import { baseFinder } from "../../../shared/geography/public-area.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import { dynamoArrangementStore } from "../store/dynamo-arrangement-store.ts";
import { dynamoPoolStore } from "../store/dynamo-pool-store.ts";
import type { PoolPagesDeps } from "../use-cases/pool-ports.ts";
import { PoolingEnv } from "./pooling.env.ts";

/** The real thing, from the environment; built once a process. Who asks is known as everywhere else. */
export function pooling(
  environment: Readonly<Record<string, string | undefined>>,
  {
    now = Date.now,
    gazetteerFile = new URL(GAZETTEER_FILE, import.meta.url),
  }: { readonly now?: () => EpochMillis; readonly gazetteerFile?: string | URL } = {},
): PoolPagesDeps & { readonly protect: Protect } {
  const { TABLE_NAME } = PoolingEnv.parse(environment);
  const { table, store: people, newId, site, protect } = signedIn(environment, now);
  const geography = dynamoGeographyReader(hotReader(awsConnectionFrom(environment), TABLE_NAME));
  return {
    store: dynamoPoolStore(table),
    account: people.account,
    listing: dynamoArrangementStore(table).listing,
    baseOf: baseFinder(geography, gazetteerFrom(gazetteerFile), now),
    ...{ newId, site, protect },
  };
}
