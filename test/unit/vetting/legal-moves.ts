import type { CaseMove } from "../../../functions/vetting/rules/moves.ts";

const OPEN = ["submitted", "in-review", "needs-more", "recommended"];
/**
 * What may happen to a case, said once more and plainly, by hand: from where, by whom, and where it leads. The table
 * the product goes by is held against it.
 */
export const LEGAL: Readonly<Record<CaseMove, { readonly from: readonly string[]; readonly by: string; readonly to: readonly string[] }>> = {
  refer: { from: ["draft"], by: "applicant", to: ["referred"] },
  reconsider: { from: ["referred"], by: "applicant", to: ["draft"] },
  submit: { from: ["draft"], by: "applicant", to: ["submitted"] },
  withdraw: { from: ["draft", "referred", ...OPEN, "accredited", "provisional", "paused", "review-asked"], by: "applicant", to: ["withdrawn"] },
  close: { from: ["draft", "referred", ...OPEN, "accredited", "provisional", "paused", "suspended", "review-asked"], by: "system", to: ["withdrawn"] },
  assign: { from: ["submitted"], by: "officer", to: ["in-review"] },
  reassign: { from: ["in-review", "needs-more", "recommended"], by: "officer", to: [] },
  "declare-interest": {
    from: [...OPEN, "review-asked", "accredited", "provisional", "paused", "suspended"],
    by: "officer",
    to: [...OPEN, "review-asked", "accredited", "provisional", "paused", "suspended"],
  },
  "ask-erasure": { from: ["suspended", "refused", "review-asked", "withdrawn"], by: "system", to: [] },
  "answer-erasure": { from: ["suspended", "refused", "review-asked", "withdrawn"], by: "officer", to: [] },
  confirm: { from: ["accredited", "provisional", "paused", "suspended"], by: "second", to: [] },
  "change-checklist": { from: ["draft", "submitted", "in-review", "needs-more"], by: "officer", to: [] },
  "ask-more": { from: ["in-review"], by: "officer", to: ["needs-more"] },
  answer: { from: ["needs-more"], by: "applicant", to: ["in-review"] },
  recommend: { from: ["in-review"], by: "officer", to: ["recommended"] },
  return: { from: ["recommended"], by: "second", to: ["in-review"] },
  approve: { from: ["recommended"], by: "second", to: ["accredited", "provisional", "refused"] },
  refuse: { from: ["recommended"], by: "second", to: ["refused"] },
  "ask-review": { from: ["refused"], by: "applicant", to: ["review-asked"] },
  uphold: { from: ["review-asked"], by: "third", to: ["refused"] },
  overturn: { from: ["review-asked"], by: "third", to: ["in-review"] },
  "agree-page": { from: ["accredited", "provisional", "paused", "suspended"], by: "second", to: [] },
  "refuse-page": { from: ["accredited", "provisional", "paused", "suspended"], by: "second", to: [] },
  pause: { from: ["accredited", "provisional"], by: "system", to: ["paused"] },
  resume: { from: ["paused"], by: "system", to: ["accredited", "provisional"] },
  suspend: { from: ["accredited", "provisional", "paused"], by: "officer", to: ["suspended"] },
  lift: { from: ["suspended"], by: "second", to: ["accredited", "provisional", "paused", "lapsed"] },
  lapse: { from: ["accredited", "provisional", "paused"], by: "system", to: ["lapsed"] },
  renew: { from: ["accredited", "provisional", "paused", "lapsed"], by: "system", to: ["renewed"] },
};
