import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { isUndecided, type VettingCase } from "./case.ts";
import type { Evidence } from "./evidence.ts";
import { isTheirs, type MovedBy } from "./moves.ts";
import { type AttemptOutcome, type Reference, type ReferenceAnswers, referenceState, type TakenBy, withoutContact } from "./reference.ts";

/**
 * Why an officer may not write down what a referee said. `not-taken`: the case is not theirs. `same-officer`: they named the referee in the
 * applicant's place. `interest`: they declared one. `not-open`: the case is over, or not sent. `over`: the request is.
 */
export type TakingRefusal = "not-yours" | "interest" | "same-officer" | "not-taken" | "not-open" | "over";

/** States in which an officer may reach a referee: while the case is checked, and for as long as somebody is on the list. */
const OPEN_TO_REACH = ["submitted", "in-review", "needs-more", "recommended", "accredited", "provisional", "paused", "suspended"];

/** Why somebody may not reach a case's referees, where they may not: only the officer who has it may, while it is checked. */
export function mayReach(
  vettingCase: VettingCase,
  evidence: Pick<Evidence, "offered"> | undefined,
  officer: MovedBy,
): Exclude<TakingRefusal, "over"> | undefined {
  const has = (account: string | undefined) => isTheirs(officer, account);
  if (officer.kind !== "officer" || has(vettingCase.owner)) return "not-yours";
  if (vettingCase.conflicts.some(has)) return "interest";
  if ([...vettingCase.enteredBy, evidence?.offered?.by].some(has)) return "same-officer";
  if (!OPEN_TO_REACH.includes(vettingCase.state)) return "not-open";
  return isUndecided(vettingCase) && !has(vettingCase.assignedTo) ? "not-taken" : undefined;
}

/** What an officer heard of a referee: what they said, that they would rather not, or that they were not reached. */
export type Heard =
  | { readonly kind: "given"; readonly answers: ReferenceAnswers; readonly how: TakenBy }
  | { readonly kind: "declined" }
  | { readonly kind: "attempt"; readonly outcome: AttemptOutcome };

/**
 * A request once an officer heard of its referee; the same where it says that already: one try of a kind counts a day. Refused as `over` where it was
 * answered, its days are over, or nobody is to be phoned or written to.
 */
export function afterHearing(
  reference: Reference,
  heard: Heard,
  officer: string,
  { today, sentOn }: { readonly today: PlainDate; readonly sentOn: PlainDate | undefined },
): Result<Reference, "over"> {
  if (reference.by === undefined || referenceState(reference, today, sentOn) !== "asked") return refused("over");
  if (heard.kind === "attempt") {
    const { attempts = [] } = reference;
    if (attempts.some(({ on, outcome }) => on === today && outcome === heard.outcome)) return ok(reference);
    return ok({ ...reference, attempts: [...attempts, { on: today, by: officer, outcome: heard.outcome }] });
  }
  const over = { ...withoutContact(reference), answeredOn: today };
  return ok(
    heard.kind === "given"
      ? { ...over, state: "given", answers: heard.answers, taken: { by: officer, how: heard.how } }
      : { ...over, state: "declined", taken: { by: officer } },
  );
}
