import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { ParameterError, Read } from "../../../shared/domain/input.ts";
import { type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import { type ReviewPolicy, reviewPolicyOn } from "../../../shared/policy/reviews.ts";
import { completed, outcomesToSay, planChecked } from "../rules/complete-review.ts";
import { type Doing, type KeepRefusal, withContact, withOutcome, withoutOutcome, withReason, withReassessment, withValue } from "../rules/keep-review.ts";
import { readOutcome } from "../rules/read-outcome.ts";
import { heldIn, outcomeIn, type ReviewMove, readContact, readPlanCheck, readReason, readValue } from "../rules/read-review-move.ts";
import type { Review } from "../rules/review.ts";
import { lastReviewOn } from "../rules/review-facts.ts";
import type { ReviewsDeps } from "./ports.ts";
import { reviewNotices } from "./review-notices.ts";

/** `fields`: what is wrong with the form. */
export type MoveRefusal = KeepRefusal | CommitRefusal | { readonly fields: readonly ParameterError[] };

/** What an officer may do now. */
export function movesOf(review: Review, today: PlainDate): readonly ReviewMove[] {
  const { firstPaymentOn, endedOn, openedOn, outcomes, held, reassessment } = review;
  const isRunning = firstPaymentOn !== undefined && firstPaymentOn <= today && (endedOn === undefined || endedOn >= today);
  const isLooked = lastReviewOn(review) !== undefined || held.some(({ kind, on }) => kind === "plan-check" && on >= (firstPaymentOn ?? ""));
  const moves: readonly (ReviewMove | false)[] = [
    isRunning && "complete",
    isRunning && !isLooked && "plan-check",
    openedOn !== undefined && "contact",
    isRunning && "reason",
    isRunning && "outcome",
    reassessment !== undefined && reassessment.doneOn === undefined && "reassessed",
    outcomes.some(({ closedOn }) => closedOn === undefined) && "value",
    outcomes.some(({ closedOn }) => closedOn === undefined) && "end-outcome",
  ];
  return moves.flatMap((move) => (move === false ? [] : [move]));
}

type Made = Result<Review, KeepRefusal | { readonly fields: readonly ParameterError[] }>;

/** What a read form makes of a record; its errors, where it could not be read. */
const withRead = <Value>(read: Read<Value>, make: (value: Value) => Result<Review, KeepRefusal>): Made =>
  read.ok ? make(read.value) : refused({ fields: read.errors });

/** The record as a step makes it, by the rules alone. */
function made(before: Review, move: ReviewMove, form: URLSearchParams, newId: () => string, doing: Doing): Made {
  const outcome = form.get("outcome") ?? "";
  switch (move) {
    case "complete": {
      const read = completed(before, heldIn(form, outcomesToSay(before), doing.policy), newId(), doing);
      return read.ok ? read : refused({ fields: read.errors });
    }
    case "plan-check":
      return withRead(readPlanCheck(form), (given) => {
        const after = planChecked(before, given, newId(), doing);
        return after ? { ok: true, value: after } : refused("day");
      });
    case "contact":
      return withRead(readContact(form), ({ answered, ...given }) => withContact(before, { ...given, answered: answered === "yes" }, doing));
    case "reason":
      return withRead(readReason(form), (given) => withReason(before, given, doing));
    case "outcome": {
      const today = londonDate(millisOf(doing.at));
      const support = before.support.map(({ arrangement, from, to }) => ({ arrangement, from, to }));
      return withRead(readOutcome(outcomeIn(form), { id: newId(), today, support, policy: doing.policy }), (given) => withOutcome(before, given, doing));
    }
    case "value":
      return withRead(readValue(form), (given) => withValue(before, outcome, given, doing));
    case "end-outcome":
      return withoutOutcome(before, outcome, doing);
    case "reassessed":
      return withReassessment(before, doing);
  }
}

/** Makes a step of an officer's, with its audit entry; the copy of a review that was held goes out in the same write. */
export const moveReview =
  (deps: Pick<ReviewsDeps, "store" | "account" | "actingFor" | "newId" | "site">) =>
  async (before: Versioned<Review>, move: ReviewMove, form: URLSearchParams, by: string, context: AuditContext): Promise<Result<void, MoveRefusal>> => {
    const policy = policyOf(before.body, context.at);
    const done = made(before.body, move, form, deps.newId, { by, at: instantOf(context.at), policy });
    if (!done.ok) return done;
    const held = move === "complete" ? done.value.held.at(-1) : undefined;
    const notices = held ? await reviewNotices(deps)(done.value, held, context.at) : [];
    return deps.store.commit(context, [{ entity: "review", before, after: done.value, action: `review:${move}` }], notices);
  };

/** A person's request for a review, by themselves or whoever acts for them in reviews. */
export const requestReview =
  ({ store }: Pick<ReviewsDeps, "store">) =>
  async (before: Versioned<Review>, words: string | undefined, by: string, context: AuditContext): Promise<Result<void, KeepRefusal | CommitRefusal>> => {
    const doing: Doing = { by, at: instantOf(context.at), policy: policyOf(before.body, context.at) };
    const done = withReason(before.body, { reason: "person-request", since: londonDate(context.at), words }, doing);
    return done.ok ? store.commit(context, [{ entity: "review", before, after: done.value, action: "review:request" }]) : done;
  };

const policyOf = ({ authority }: Review, at: number): ReviewPolicy => reviewPolicyOn(authority, londonDate(at));
