import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import { dynamoArrangementStore } from "../store/dynamo-arrangement-store.ts";
import { dynamoRecipientStore } from "../store/dynamo-recipient-store.ts";
import { arrangementsKeys } from "../store/keys.ts";
import { arrangementsLoaders } from "../store/loaders.ts";
import type { ArrangementsDeps } from "../use-cases/deps.ts";
import { planOf } from "../use-cases/known-recipient.ts";

/** The real thing, from the environment; built once a process. Who asks is known as everywhere else. */
export function arrangements(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): ArrangementsDeps & { readonly protect: Protect } {
  const { table, store: people, newId, site, mayWrite, stopLink, noticeFailed, guarding, loaders } = signedIn(environment, now);
  const store = dynamoArrangementStore(table);
  const noteLook: ArrangementsDeps["noteLook"] = (person, context, concern) =>
    guarding.auditView(person, context, "concern:look-up", { name: recordName(arrangementsKeys.concern(concern)) });
  return {
    store,
    account: people.account,
    planOf: planOf(dynamoRecipientStore(table)),
    noteLook,
    newId,
    site,
    mayWrite,
    stopLink,
    noticeFailed,
    protect: guard(guarding, { ...loaders, ...arrangementsLoaders(store) }),
  };
}
