import type { EpochMillis } from "../../../shared/domain/time.ts";
import { coarsePlaceFinder } from "../../../shared/geography/coarse-place.ts";
import { dynamoGeographyReader } from "../../../shared/geography/dynamo-geography-reader.ts";
import { GAZETTEER_FILE, gazetteerFrom } from "../../../shared/geography/gazetteer-file.ts";
import { placeResolver } from "../../../shared/geography/resolve.ts";
import { guard } from "../../../shared/http/guard.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import { dynamoRequestStore } from "../store/dynamo-request-store.ts";
import { requestLoaders } from "../store/loaders.ts";
import type { RequestDeps } from "../use-cases/request-ports.ts";
import { RequestsEnv } from "./requests.env.ts";

export interface RequestOverrides {
  readonly now?: () => EpochMillis;
  readonly gazetteerFile?: string | URL;
  readonly handOn?: RequestDeps["handOn"];
}

/** Puts a request in the queue of the function that tells providers. Read with the first that is published: whoever only looks starts without. */
function handOnTo(environment: Readonly<Record<string, string | undefined>>, queue: string): RequestDeps["handOn"] {
  return async (request) => {
    try {
      const { queueSender } = await import("../../../shared/due/queue-sender.ts");
      await queueSender(environment, queue)([{ request }]);
    } catch (error) {
      log("requests-failed", { fault: error instanceof Error ? error.name : typeof error });
    }
  };
}

/** The real thing, from the environment; built once a process. Who asks is known as everywhere else. */
export function requests(
  environment: Readonly<Record<string, string | undefined>>,
  { now = Date.now, gazetteerFile = new URL(GAZETTEER_FILE, import.meta.url), handOn }: RequestOverrides = {},
): RequestDeps & { readonly protect: Protect } {
  const { TABLE_NAME, REQUEST_TELL_QUEUE_URL } = RequestsEnv.parse(environment);
  const { table, newId, site, guarding, loaders } = signedIn(environment, now);
  const store = dynamoRequestStore(table);
  const geography = dynamoGeographyReader(hotReader(awsConnectionFrom(environment), TABLE_NAME));
  return {
    store,
    policy: servicePolicy.requests,
    newId,
    site,
    handOn: handOn ?? handOnTo(environment, REQUEST_TELL_QUEUE_URL),
    placeOf: coarsePlaceFinder(geography, placeResolver(geography, gazetteerFrom(gazetteerFile), now)),
    protect: guard(guarding, { ...loaders, ...requestLoaders(store) }),
  };
}
