import type { EpochMillis } from "../../../shared/domain/time.ts";
import { dynamoOpenData } from "../../../shared/geography/dynamo-open-data.ts";
import { guard } from "../../../shared/http/guard.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import { dynamoGapStore } from "../store/dynamo-gap-store.ts";
import { keptMaps } from "../store/kept-maps.ts";
import type { MarketDeps } from "../use-cases/ports.ts";

/** The real thing, from the environment; built once a process. */
export function market(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): MarketDeps & { readonly protect: Protect } {
  const { table, guarding, loaders } = signedIn(environment, now);
  const open = dynamoOpenData(hotReader(awsConnectionFrom(environment), table.name));
  return { gaps: dynamoGapStore(table), map: keptMaps(open.map, now), takeUpYears: open.takeUpYears, protect: guard(guarding, loaders) };
}
