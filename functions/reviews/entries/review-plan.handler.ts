import { londonDate } from "../../../shared/domain/time.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { peopleToWriteTo } from "../../acting-with.ts";
import { dynamoInvitationStore } from "../store/dynamo-invitation-store.ts";
import { dynamoDueReviews, dynamoReviewStore } from "../store/dynamo-review-store.ts";
import { planReviews } from "../use-cases/plan-reviews.ts";
import { ReviewPlanEnv } from "./review-plan.env.ts";

const { TABLE_NAME, SITE_ADDRESS } = ReviewPlanEnv.parse(process.env);
const table = openTable(awsConnectionFrom(process.env), TABLE_NAME);
const deps = {
  ...{ store: dynamoReviewStore(table), invitations: dynamoInvitationStore(table), due: dynamoDueReviews(table) },
  ...{ ...peopleToWriteTo(table, "reviews"), site: new URL(SITE_ADDRESS) },
};

/** Every morning: opens the reviews whose time has come, by the time the clock gives, and sends the forms and reminders that are due. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  const { due, opened, invited } = await planReviews(deps, at);
  log("reviews-opened", { day: londonDate(at), due, done: opened, sent: invited });
};
