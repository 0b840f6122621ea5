import { monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { wrongWithRate } from "../../../shared/policy/pay.ts";
import { SECTIONS, type VettingCase } from "./case.ts";
import { checklistLines, type Evidence, itemState, missing } from "./evidence.ts";
import { dbsIsEnough } from "./evidence-facts.ts";
import type { Accreditation } from "./moves.ts";
import type { Situation } from "./situation.ts";

const byId = (evidence: readonly Evidence[]) => new Map(evidence.map((evidence) => [evidence.id, evidence]));

/** Parts of an application that are not filled in. */
export const unfinishedSections = ({ answers }: Pick<VettingCase, "answers">) => SECTIONS.filter((section) => answers[section] === undefined);

/** Required evidence that was never sent, or was sent back. */
export function unsent({ case: vettingCase, evidence, checklist, today }: Situation): readonly string[] {
  const known = byId(evidence);
  return checklistLines(vettingCase, checklist).flatMap(({ id, need }) => {
    const state = itemState(need, known.get(id), today, checklist);
    return need === "required" && ["not-started", "needs-more", "lapsed"].includes(state) ? [id] : [];
  });
}

/**
 * Required evidence that is not accepted, no longer counts, is not of the level that the tasks now ask for, or keeps the
 * case off the list for another reason.
 */
export const stillMissing = ({ case: vettingCase, evidence, checklist, today }: Situation): readonly string[] => {
  const tooLow = evidence
    .filter(({ code, accepted }) => code === "dbs" && accepted && !dbsIsEnough(vettingCase, checklist, accepted.facts))
    .map(({ id }) => id);
  const lines = checklistLines(vettingCase, checklist).filter(({ need }) => need === "required");
  return [
    ...new Set([...missing(lines, byId(evidence), today), ...tooLow.filter((id) => lines.some((one) => one.id === id)), ...vettingCase.blockingEvidence]),
  ];
};

/** How many people who give support there are not named yet: each of them is checked. */
export function peopleMissing({ case: vettingCase, checklist }: Pick<Situation, "case" | "checklist">): number {
  const { start } = vettingCase.answers;
  if (!start || !checklist.items.some(({ eachWorker }) => eachWorker.includes(start.type))) return 0;
  return Math.max(0, start.people - 1 - vettingCase.workers.length);
}

/** What being on the list may mean for somebody now: those who have traded for less than `provisionalUnderMonths` are provisional. */
export function accreditationOpen({ case: vettingCase, evidence, checklist, today }: Situation): Accreditation {
  const history = checklistLines(vettingCase, checklist).find(({ item }) => item.code === "trading-history");
  if (!history || history.need === "not-needed") return "accredited";
  const since = evidence.find(({ id }) => id === history.id)?.accepted?.facts["tradingSince"];
  return typeof since === "string" && since <= monthsAfter(today, -checklist.figures.provisionalUnderMonths) ? "accredited" : "provisional";
}

/** What is wrong with the rate somebody asks, by the law of a day; undefined where nothing is. Source: National Minimum Wage Act 1998, section 1. */
export const wrongWithPrice = ({ start, price }: VettingCase["answers"], today: PlainDate): string | undefined =>
  start && price ? wrongWithRate(start.type === "employed-pa" ? "employed" : "self-employed", price.ratePence, today) : undefined;
