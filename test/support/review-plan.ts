import { peopleToWriteTo } from "../../functions/acting-with.ts";
import { dynamoInvitationStore } from "../../functions/reviews/store/dynamo-invitation-store.ts";
import { dynamoDueReviews, dynamoReviewStore } from "../../functions/reviews/store/dynamo-review-store.ts";
import type { PlanDeps } from "../../functions/reviews/use-cases/plan-reviews.ts";
import type { Table } from "../../shared/table/table-client.ts";

/** What the daily job of reviews is made of, on a table. */
export function planDeps(table: Table): PlanDeps {
  return {
    ...{ store: dynamoReviewStore(table), invitations: dynamoInvitationStore(table), due: dynamoDueReviews(table) },
    ...{ ...peopleToWriteTo(table, "reviews"), site: new URL("https://trellis.example") },
  };
}
