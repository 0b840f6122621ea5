import type { Section } from "./case.ts";
import { referralOf } from "./cqc-referral.ts";
import { afterMove } from "./decide-case.ts";
import type { Evidence } from "./evidence.ts";
import type { MovedBy } from "./moves.ts";
import type { Outcome, Situation } from "./situation.ts";
import { peopleMissing, unfinishedSections, unsent } from "./what-is-missing.ts";

/** Evidence of a case with what changed of it. */
function merged(before: readonly Evidence[], changed: readonly Evidence[]): readonly Evidence[] {
  const all = new Map([...before, ...changed].map((one) => [one.id, one]));
  return [...all.values()];
}

/**
 * What becomes of a case when something was saved that its applicant had been asked for: where it was the last thing, the case goes back to the
 * council by the same change. Where something is still missing, or stands in the way of sending it, the case stays with its applicant.
 */
export function withCaseSent(situation: Situation, outcome: Outcome, mover: MovedBy): Outcome {
  if (outcome.case.state !== "needs-more") return outcome;
  const sent = afterMove({ ...situation, case: outcome.case, evidence: merged(situation.evidence, outcome.evidence) }, "answer", mover);
  return sent.ok ? { case: sent.value.case, evidence: outcome.evidence, notices: [...outcome.notices, ...sent.value.notices] } : outcome;
}

/** What is about to be saved. */
export interface ToSave {
  readonly part?: Section;
  readonly evidence?: string;
  readonly people?: true;
}

/** Whether this is the last thing that a case which was asked for more waits for: saving it sends the case. */
export function isLast(situation: Situation, { part, evidence, people }: ToSave): boolean {
  const { case: vettingCase, checklist } = situation;
  return (
    vettingCase.state === "needs-more" &&
    referralOf(vettingCase.answers, checklist) === undefined &&
    unfinishedSections(vettingCase).every((one) => one === part) &&
    unsent(situation).every((id) => id === evidence) &&
    (people === true || peopleMissing(situation) === 0)
  );
}

/** Whether a case goes back to the council once this is all that is saved of it: evidence named is taken as sent. */
export function sendsCase(situation: Situation, mover: MovedBy, evidence?: Evidence): boolean {
  const at = situation.at;
  const sent = evidence && { ...evidence, offered: { facts: {}, at, state: "with-us" as const } };
  return withCaseSent(situation, { case: situation.case, evidence: sent ? [sent] : [], notices: [] }, mover).case.state !== situation.case.state;
}
