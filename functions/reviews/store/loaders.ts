import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { ReviewStore, RouteRecords, SafetyStore } from "../use-cases/ports.ts";
import { reviewsKeys } from "./keys.ts";

/** How the reviews of a direct payment, and a worry about somebody, are found, and what deciding may know of them. */
export const reviewsLoaders = (store: Pick<ReviewStore, "review">, safety: Pick<SafetyStore, "report">): Loaders<Versioned<Account>, RouteRecords> => ({
  async review(id) {
    const found = await store.review(id);
    if (!found) return undefined;
    const { owner, authority } = found.body;
    return { subject: { owner, authority }, name: recordName(reviewsKeys.review(id)), value: found };
  },
  async safetyReport(id) {
    const found = await safety.report(id);
    return found && { subject: { authority: found.body.authority }, name: recordName(reviewsKeys.safetyReport(id)), value: found };
  },
});
