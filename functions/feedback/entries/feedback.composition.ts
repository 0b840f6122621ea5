import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { newReferenceCode } from "../../../shared/runtime/ids.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import { dynamoFeedbackStore } from "../store/dynamo-feedback-store.ts";
import { feedbackLoaders } from "../store/loaders.ts";
import type { FeedbackDeps } from "../use-cases/ports.ts";

/** The real thing, from the environment; built once a process. */
export function feedback(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): FeedbackDeps & { readonly protect: Protect } {
  const { table, store: people, guarding, loaders, site, newId, authority, limited } = signedIn(environment, now);
  const store = dynamoFeedbackStore(table);
  return {
    ...{ store, newId, site, authority, limited, now },
    account: people.account,
    newReceipt: (council) => newReferenceCode(councilPolicy(council).referencePrefix),
    answerOf: guarding.answerOf,
    protect: guard(guarding, { ...loaders, ...feedbackLoaders(store) }),
  };
}
