import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { noSuchRecord, ruleRefused, stale } from "../../../shared/http/problem.ts";
import type { DecisionRefusal } from "../rules/decide-case.ts";
import type { EvidenceRefusal } from "../rules/decide-evidence.ts";
import type { SaveRefusal } from "../use-cases/apply.ts";

export const nothingHere = (): HttpAnswer => ({ kind: "problem", problem: noSuchRecord() });
export const conflict = (): HttpAnswer => ({ kind: "problem", problem: stale() });

/** What a form or a body was made from is no longer what is stored. */
export const isStale = (seen: number | undefined, version: number): boolean => seen !== undefined && seen !== version;

/** Every rule that may refuse something here, in words that say what to do. */
export const REFUSALS: Readonly<Record<Exclude<DecisionRefusal | EvidenceRefusal | SaveRefusal, CommitRefusal>, string>> = {
  "not-a-move": "This cannot be done where the case stands now. Open it again.",
  "not-yours": "This is not yours to do.",
  "same-officer": "Another officer has to do this: you had a part in it, or sent it yourself.",
  interest: "You declared an interest in this case, so another officer has to do this.",
  "reason-missing": "Say why.",
  "under-minimum": "The price is under the legal minimum for somebody who is employed. Change the price first.",
  unfinished: "Something is missing or not accepted yet. The list shows what.",
  referred: "The Care Quality Commission may have to register you first. Talk to us.",
  renewal: "The place it renews is suspended, or was given up or renewed meanwhile. Decide about that first.",
  "no-reference": "Not enough of the people who were named have answered yet.",
  "too-late": "The time to ask for a review is over. Talk to us if you think the decision was wrong.",
  outcome: "This is not one of the choices that are open here.",
  "not-open": "This cannot be changed where the application stands now.",
  "not-asked": "This is not asked for here, or nothing was sent yet.",
  "not-seen": "Say where you saw the original. Without having seen it in person it cannot be accepted.",
  "not-enough": "The certificate is not of the level and workforce that these tasks ask for. Another one is needed.",
  "no-file": "Send a file first, and wait until it has been checked.",
  over: "It has run out already. Ask for a new one.",
};

/** A refusal as an answer where no form is shown again. */
export function refusal(kind: DecisionRefusal | EvidenceRefusal | SaveRefusal | CommitRefusal): HttpAnswer {
  if (kind === "repeat") return REPEATED;
  if (kind === "stale") return conflict();
  return { kind: "problem", problem: ruleRefused(kind, "This cannot be done", REFUSALS[kind]) };
}
