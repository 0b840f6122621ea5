import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settled } from "../../functions/reviews/rules/review-facts.ts";
import { dynamoDueReviews, dynamoReviewStore } from "../../functions/reviews/store/dynamo-review-store.ts";
import { reviewsEntities } from "../../functions/reviews/store/entities.ts";
import { reviewsKeys } from "../../functions/reviews/store/keys.ts";
import { planReviews } from "../../functions/reviews/use-cases/plan-reviews.ts";
import { ensureTables, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import { NO_ENTRIES } from "../../shared/audit/entry.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { councilCodes } from "../../shared/policy/council.ts";
import { reviewPolicyOn } from "../../shared/policy/reviews.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { recordName } from "../../shared/table/keys.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { planDeps } from "../support/review-plan.ts";
import { aReview } from "../support/reviews.ts";
import { sweptUntil } from "../support/swept-until.ts";
import { fillTable } from "./fill.ts";
import { printRow, say } from "./report.ts";
import { counting } from "./units.ts";

const SIZES = [3000, 130_000];
const DAY = "2026-11-24";
/** Over how many days the last reviews of all are spread: as each comes again every year, so many are due a day. */
const DAYS = 330;

/**
 * The daily job of reviews: what it reads of the index beside what is due, how long it takes, and how many reads the dashboard takes. Nearly everybody had a review in
 * the last year; whose comes today is looked at.
 */
export async function benchReviews(only: number | undefined): Promise<void> {
  const system = synthesizeLocal(mkdtempSync(join(tmpdir(), "trellis-assembly-")));
  for (const size of SIZES) {
    if (only !== undefined && only !== size) continue;
    const engine = await startEngine(join(mkdtempSync(join(tmpdir(), "trellis-reviews-")), "data.db"));
    try {
      const tableName = "reviews";
      await ensureTables(engine.endpoint, system, tableName);
      const table = openTable(awsConnectionFrom({ ...localAwsEnvironment(engine.endpoint), TABLE_NAME: tableName }), tableName);
      say(`${size.toLocaleString("en-GB")} direct payments: writing ...`);
      await fillTable(table, size, itemsOf);
      await sweptUntil(dynamoDueReviews(table), daysAfter(DAY, -1));
      const began = performance.now();
      const { due, itemsRead } = await planReviews(planDeps(table), Date.parse(`${DAY}T05:15:00Z`));
      const seconds = (performance.now() - began) / 1000;
      const { counted, reads } = counting(table);
      await dynamoReviewStore(counted).figures(councilCodes[0] ?? "", 13);
      printRow({ bench: "reviews", recipients: size, due, itemsRead, dashboardReads: reads(), seconds: Number(seconds.toFixed(2)) });
      say(`  reads ${(itemsRead / due).toFixed(2)}x what is due`);
    } finally {
      await engine.stop();
    }
  }
}

function itemsOf(index: number): readonly Record<string, unknown>[] {
  const authority = councilCodes[index % councilCodes.length] ?? "";
  const on = daysAfter(DAY, -((index * 7919) % DAYS));
  const { openedOn: _, ...review } = aReview({ id: `r${index}`, reference: `R-${index}`, authority, firstPaymentOn: "2024-05-01", lookedOn: on });
  const held = [{ ...{ id: "held", kind: "review" as const, on, completedAt: `${on}T10:00:00.000Z`, by: "ruth" }, heard: "person" as const }];
  const body = settled({ ...review, held }, reviewPolicyOn(authority, on), on);
  const key = reviewsKeys.review(body.id);
  const due = reviewsEntities.review.due?.(body);
  return [
    {
      ...{ ...key, entity: "review", schemaVersion: reviewsEntities.review.schemaVersion, version: 1, audit: NO_ENTRIES, authority, body },
      ...(due === undefined ? {} : { gsi3pk: due, gsi3sk: recordName(key) }),
    },
  ];
}
