import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { ReviewStore, RouteRecords } from "../use-cases/ports.ts";
import { reviewsKeys } from "./keys.ts";

/** How the reviews of a direct payment are found, and what deciding may know of them. */
export const reviewsLoaders = (store: Pick<ReviewStore, "review">): Loaders<Versioned<Account>, RouteRecords> => ({
  async review(id) {
    const found = await store.review(id);
    if (!found) return undefined;
    const { owner, authority } = found.body;
    return { subject: { owner, authority }, name: recordName(reviewsKeys.review(id)), value: found };
  },
});
