import type { EpochMillis } from "../../../shared/domain/time.ts";
import { dynamoGeographyReader } from "../../../shared/geography/dynamo-geography-reader.ts";
import { GAZETTEER_FILE, gazetteerFrom } from "../../../shared/geography/gazetteer-file.ts";
import { placeResolver } from "../../../shared/geography/resolve.ts";
import { guard } from "../../../shared/http/guard.ts";
import { processLimiter } from "../../../shared/limits/process-limiter.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { dynamoDirectoryReader } from "../../../shared/snapshot/dynamo-directory-reader.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { signedIn } from "../../signed-in.ts";
import type { AlertsDeps } from "../handlers/alert.handlers.ts";
import { finder } from "../search/find.ts";
import { dynamoAlertStore } from "../store/dynamo-alert-store.ts";
import { directoryLoaders } from "../store/loaders.ts";

/** The real thing, from the environment; built once a process. Who asks is known as everywhere else, where anybody is signed in at all. */
export function alerts(
  environment: Readonly<Record<string, string | undefined>>,
  {
    now = Date.now,
    gazetteerFile = new URL(GAZETTEER_FILE, import.meta.url),
  }: { readonly now?: () => EpochMillis; readonly gazetteerFile?: string | URL } = {},
): AlertsDeps {
  const { table, store: people, jar, sessions, guarding, loaders } = signedIn(environment, now);
  const reader = hotReader(awsConnectionFrom(environment), table.name);
  const store = dynamoAlertStore(table);
  return {
    store,
    finder: finder(dynamoDirectoryReader(reader), now),
    resolve: placeResolver(dynamoGeographyReader(reader), gazetteerFrom(gazetteerFile), now),
    now,
    policy: servicePolicy.alerts,
    sessions,
    jar,
    actingFor: people.peopleOf,
    limited: processLimiter(),
    protect: guard(guarding, { ...loaders, ...directoryLoaders(store) }),
  };
}
