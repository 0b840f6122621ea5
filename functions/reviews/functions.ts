import { allGrants, grantsFor, NOTICE_GRANTS, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { keys } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { FormsEnv } from "./entries/forms.env.ts";
import { ReviewFactsEnv } from "./entries/review-facts.env.ts";
import { ReviewPlanEnv } from "./entries/review-plan.env.ts";
import { ReviewsEnv } from "./entries/reviews.env.ts";
import { reviewsEntities } from "./store/entities.ts";
import { reviewsIndexes, reviewsKeys } from "./store/keys.ts";

const { review, "feedback-invitation": invitation } = reviewsEntities;

/** The functions of the reviews slice. */
export const reviewsFunctions = {
  reviews: {
    entry: "functions/reviews/entries/reviews.handler.ts",
    env: ReviewsEnv,
    table: { mode: "write", signedIn: true, ...allGrants(grantsFor(reviewsEntities), NOTICE_GRANTS, REQUEST_GRANTS), reads: partitionsOf(reviewsKeys.figures) },
    memoryMb: 1024,
    timeoutSeconds: 10,
    secrets: ["keys"],
    ifItFails: "Officers do not see which reviews to hold, and no one sees their own.",
  },
  // Apart from officers' pages: all it does is open to whoever has a link.
  forms: {
    entry: "functions/reviews/entries/forms.handler.ts",
    env: FormsEnv,
    table: {
      mode: "write",
      ...allGrants(grantsFor({ review, "feedback-invitation": invitation }), { partitions: partitionsOf(keys.limit) }),
      // Nothing is written for an account that is closed.
      reads: partitionsOf(keys.account),
    },
    memoryMb: 1024,
    timeoutSeconds: 10,
    ifItFails: "Forms about how someone’s support is cannot be opened or sent.",
  },
  reviewFacts: {
    entry: "functions/reviews/entries/review-facts.handler.ts",
    env: ReviewFactsEnv,
    // What it reads of other slices' records, `functions.ts` adds.
    table: { mode: "write", ...grantsFor(reviewsEntities) },
    memoryMb: 512,
    timeoutSeconds: 60,
    ifItFails: "Reviews are planned by what was known before, and those of new direct payments are not.",
    queue: { batchSize: 10, visibilitySeconds: 360, maxReceiveCount: 5, maxConcurrency: 5 },
  },
  reviewPlan: {
    entry: "functions/reviews/entries/review-plan.handler.ts",
    env: ReviewPlanEnv,
    table: {
      mode: "write",
      ...allGrants(grantsFor(reviewsEntities), NOTICE_GRANTS, {
        partitions: [keys.dayDone("reviewPlan", "").pk, ...partitionsOf(reviewsKeys.figures)],
        indexes: { gsi3: partitionsOf(reviewsIndexes.reviewsDue, reviewsIndexes.invitationsDue) },
      }),
      // Nothing is written for an account that is closed, and who acts for whom `functions.ts` adds.
      reads: partitionsOf(keys.account),
    },
    memoryMb: 512,
    timeoutSeconds: 900,
    ifItFails: "Reviews that are due are not opened, and run past the date the law sets. Forms and reminders are not sent.",
    // Before people are up, and after facts of the night before are in.
    schedule: { dailyAtUtc: "05:15" },
  },
} as const satisfies Record<string, FunctionSpec>;
