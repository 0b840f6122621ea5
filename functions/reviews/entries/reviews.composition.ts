import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import { actingWith } from "../../acting-with.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import { dynamoInvitationStore } from "../store/dynamo-invitation-store.ts";
import { dynamoReviewStore } from "../store/dynamo-review-store.ts";
import { dynamoSafetyStore } from "../store/dynamo-safety-store.ts";
import { reviewsLoaders } from "../store/loaders.ts";
import type { InvitationStore, ReviewsDeps, SafetyDeps } from "../use-cases/ports.ts";

/** The real thing, from the environment; built once a process. */
export function reviews(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): ReviewsDeps & SafetyDeps & { readonly invitations: InvitationStore; readonly protect: Protect } {
  const { table, store: people, guarding, loaders, site, newId, authority, limited } = signedIn(environment, now);
  const [store, safety, invitations] = [dynamoReviewStore(table), dynamoSafetyStore(table), dynamoInvitationStore(table)];
  return {
    ...{ store, safety, invitations, newId, site, authority, limited, now },
    account: people.account,
    actingFor: actingWith(people, "reviews"),
    protect: guard(guarding, { ...loaders, ...reviewsLoaders(store, safety, invitations) }),
  };
}
