import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { noSuchRecord, ruleRefused, stale } from "../../../shared/http/problem.ts";
import type { DecisionRefusal } from "../rules/decide-case.ts";
import type { EvidenceRefusal } from "../rules/decide-evidence.ts";
import type { TakingRefusal } from "../rules/take-reference.ts";
import type { SaveRefusal } from "../use-cases/apply.ts";

export const nothingHere = (): HttpAnswer => ({ kind: "problem", problem: noSuchRecord() });
export const conflict = (): HttpAnswer => ({ kind: "problem", problem: stale() });

/** What a form or a body was made from is no longer what is stored. */
export const isStale = (seen: number | undefined, version: number): boolean => seen !== undefined && seen !== version;

/** Every rule that may refuse something here, in words that say what to do. */
export const REFUSALS: Readonly<Record<Exclude<DecisionRefusal | EvidenceRefusal | SaveRefusal, CommitRefusal>, string>> = {
  "not-a-move": "You cannot do this at this stage of the case. Open it again.",
  "not-yours": "You do not have permission to do this.",
  "same-officer": "Another officer must do this. You were involved in it, or sent it yourself.",
  interest: "You declared an interest in this case, so another officer must do this.",
  "reason-missing": "Say why.",
  "under-minimum": "The price is below the legal minimum for someone who is employed. Change the price first.",
  "other-name": "Sign with your legal name, as you gave it in 'Your details'.",
  "no-texts": "Enter a UK mobile number. You chose text messages. To use another number, choose another way for us to contact you first.",
  unfinished: "Something is missing or not accepted yet. Check the list.",
  referred: "You may need to register with the Care Quality Commission first. Contact us.",
  renewal: "The listing it renews is suspended, or has ended or been renewed. Decide about that first.",
  "no-reference": "Not enough referees have answered yet.",
  "too-late": "It is too late to ask for a review. Contact us if you think the decision was wrong.",
  outcome: "You cannot choose this here.",
  "not-open": "You cannot change this at this stage of the application.",
  "not-asked": "We did not ask for this, or you have not sent anything yet.",
  "not-seen": "Enter where you saw the original. You must see it in person before you accept it.",
  "seen-when": "Enter a day on or after the day they started their application, and not after today.",
  "not-enough": "The certificate does not have the level and workforce that these tasks need. Ask for another one.",
  "no-file": "Send a file first, then wait until we have checked it.",
  over: "It has already expired. Ask for a new one.",
};

/** Why an officer cannot write down what a referee says, in words that say what to do. */
export const TAKING_REFUSALS: Readonly<Record<TakingRefusal, string>> = {
  "not-yours": REFUSALS["not-yours"],
  interest: REFUSALS.interest,
  "same-officer": "Another officer must do this. You named this person for the applicant.",
  "not-taken": "Take this case first. Then you can contact the people who give a reference.",
  "not-open": "You cannot do this at this stage of the case. Open it again.",
  over: "This has been answered, or it is too late. Open the case again to see who is asked.",
};

/** A refusal as an answer where no form is shown again. */
export function refusal(kind: DecisionRefusal | EvidenceRefusal | SaveRefusal | CommitRefusal): HttpAnswer {
  if (kind === "repeat") return REPEATED;
  if (kind === "stale") return conflict();
  return { kind: "problem", problem: ruleRefused(kind, "This cannot be done", REFUSALS[kind]) };
}
