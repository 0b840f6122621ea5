import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { FeedbackStore, RouteRecords } from "../use-cases/ports.ts";
import { feedbackKeys } from "./keys.ts";

/** How feedback, and an entry of "You said, we did", are found, and what deciding may know of them: whose council's they are. */
export const feedbackLoaders = (store: Pick<FeedbackStore, "feedback" | "youSaid">): Loaders<Versioned<Account>, RouteRecords> => ({
  async feedback(id) {
    const found = await store.feedback(id);
    return found && { subject: { authority: found.body.authority }, name: recordName(feedbackKeys.feedback(id)), value: found };
  },
  async youSaid(id) {
    const found = await store.youSaid(id);
    return found && { subject: { authority: found.body.authority }, name: recordName(feedbackKeys.youSaid(id)), value: found };
  },
});
