import { systemContext } from "../../../shared/audit/context.ts";
import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { reviewPolicyOn } from "../../../shared/policy/reviews.ts";
import { withFacts } from "../rules/review-facts.ts";
import type { PaymentRecords, ReviewStore } from "./ports.ts";

export interface BringDeps {
  readonly records: PaymentRecords;
  readonly store: Pick<ReviewStore, "review" | "commit">;
}

/**
 * Brings the reviews of every direct payment that a changed record is about to what records say now. The first payment begins them; they stay when the record of
 * the payment is gone, as long as the register says. Safe to repeat.
 */
export const bringReviews =
  ({ records, store }: BringDeps) =>
  async (record: string, at: EpochMillis): Promise<void> => {
    const today = londonDate(at);
    for (const id of await records.paymentsOf(record))
      await changeUntilDone(async () => {
        const [facts, before] = [await records.payment(id, record, today), await store.review(id)];
        if (!facts || (!before && facts.firstPaymentOn === undefined)) return "done";
        const after = withFacts(before?.body, facts, reviewPolicyOn(facts.authority, today), today);
        if (after === before?.body) return "done";
        const done = await store.commit(systemContext("review-facts", at), [{ entity: "review", before, after, action: "review:bring" }]);
        return done.ok ? "done" : "again";
      });
  };
