import type { EpochMillis } from "../../../shared/domain/time.ts";
import { processLimiter } from "../../../shared/limits/process-limiter.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { signedIn } from "../../signed-in.ts";
import type { SavedPeopleDeps } from "../handlers/saved.handlers.ts";
import { dynamoShortlistStore } from "../store/dynamo-shortlist-store.ts";

/** The real thing, from the environment; built once a process. Who asks is known as everywhere else, where anybody is signed in at all. */
export function shortlist(environment: Readonly<Record<string, string | undefined>>, now: () => EpochMillis = Date.now): SavedPeopleDeps {
  const { table, site, carried, sessions, protect } = signedIn(environment, now);
  return {
    store: dynamoShortlistStore(table),
    most: servicePolicy.saved.most,
    now,
    site,
    sessions,
    protect,
    carried,
    limited: processLimiter(),
  };
}
