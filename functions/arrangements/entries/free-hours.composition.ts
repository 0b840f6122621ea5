import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import type { FreeHoursDeps } from "../handlers/free-hours.handlers.ts";
import { dynamoHoursStore } from "../store/dynamo-hours-store.ts";
import { providedLoaders } from "../store/loaders.ts";

/** The real thing, from the environment; built once a process. Who asks is known as everywhere else. */
export function freeHours(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): FreeHoursDeps & { readonly protect: Protect } {
  const { table, limited, guarding, loaders } = signedIn(environment, now);
  const store = dynamoHoursStore(table);
  return { store, now, limited, protect: guard(guarding, { ...loaders, ...providedLoaders(store) }) };
}
