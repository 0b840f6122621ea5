import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { actingWith, signedIn } from "../../signed-in.ts";
import { dynamoReviewStore } from "../store/dynamo-review-store.ts";
import { reviewsLoaders } from "../store/loaders.ts";
import type { ReviewsDeps } from "../use-cases/ports.ts";

/** The real thing, from the environment; built once a process. */
export function reviews(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): ReviewsDeps & { readonly protect: Protect } {
  const { table, store: people, guarding, loaders, site, newId } = signedIn(environment, now);
  const store = dynamoReviewStore(table);
  return {
    store,
    account: people.account,
    actingFor: actingWith(people, "reviews"),
    newId,
    site,
    protect: guard(guarding, { ...loaders, ...reviewsLoaders(store) }),
  };
}
