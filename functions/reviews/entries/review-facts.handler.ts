import * as z from "zod/mini";
import { queueWorker } from "../../../shared/due/queue-worker.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { reviewRecords } from "../../review-records.ts";
import { dynamoReviewStore } from "../store/dynamo-review-store.ts";
import { bringReviews } from "../use-cases/bring-review.ts";
import { ReviewFactsEnv } from "./review-facts.env.ts";

const { TABLE_NAME } = ReviewFactsEnv.parse(process.env);
const table = openTable(awsConnectionFrom(process.env), TABLE_NAME);
const bring = bringReviews({ records: reviewRecords(table), store: dynamoReviewStore(table) });
const Changed = z.object({ record: z.string() });

/** Brings what changed records say to the reviews they are about. A message that fails comes again, and the others do not. */
export const handler = queueWorker(
  async (message) => bring(Changed.parse(message).record, Date.now()),
  (error) => log("reviews-failed", { fault: error instanceof Error ? error.name : typeof error }),
);
