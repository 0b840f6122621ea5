import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { InvitationStore, ReviewStore, RouteRecords, SafetyStore } from "../use-cases/ports.ts";
import { reviewsKeys } from "./keys.ts";

/** How the reviews of a direct payment, an invitation to say how support is, and a worry about somebody, are found, and what deciding may know of them. */
export const reviewsLoaders = (
  store: Pick<ReviewStore, "review">,
  safety: Pick<SafetyStore, "report">,
  invitations: Pick<InvitationStore, "invitation">,
): Loaders<Versioned<Account>, RouteRecords> => ({
  async feedbackForm(id) {
    const found = await invitations.invitation(id);
    if (!found) return undefined;
    const { owner, authority } = found.body;
    return { subject: { owner, authority }, name: recordName(reviewsKeys.invitation(id)), value: found };
  },
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
