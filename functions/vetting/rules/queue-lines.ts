import { dayNumber, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import { isUndecided, type VettingCase } from "./case.ts";
import { mustBeSeen } from "./decide-evidence.ts";
import { checklistLines, isValidOn } from "./evidence.ts";
import type { Situation } from "./situation.ts";
import { visitWaitsFor } from "./visit.ts";

/** Who a case waits for now. `visit`: nobody, until the day of a visit. */
export const WAITS_FOR = ["us", "applicant", "referee", "visit", "no-one"] as const;
export type WaitsFor = (typeof WAITS_FOR)[number];

/** How much of what is required counts on the day. */
export interface Progress {
  readonly accepted: number;
  readonly of: number;
}

const requiredLines = ({ case: vettingCase, checklist }: Situation) => checklistLines(vettingCase, checklist).filter(({ need }) => need === "required");

/** How many pieces of required evidence count, of how many. */
export function progressOf(situation: Situation): Progress {
  const counting = new Set(situation.evidence.filter((one) => isValidOn(one, situation.today)).map(({ id }) => id));
  const required = requiredLines(situation);
  return { accepted: required.filter(({ id }) => counting.has(id)).length, of: required.length };
}

/** Whether the references of a case are with us while nothing else that is required is: it depends on how many have answered. */
export function onlyReferencesWait({ case: vettingCase, ...rest }: Situation): boolean {
  if (vettingCase.state !== "submitted" && vettingCase.state !== "in-review") return false;
  const required = new Set(requiredLines({ case: vettingCase, ...rest }).map(({ id }) => id));
  const waiting = rest.evidence.filter(({ id, offered }) => required.has(id) && offered?.state === "with-us");
  return waiting.length > 0 && waiting.every(({ code }) => code === "references");
}

/** Whether all of what is with us and required are originals to be seen in person. */
function onlyOriginalsWait(situation: Situation): boolean {
  const lines = requiredLines(situation);
  return situation.evidence.every(({ id, offered }) => {
    const line = lines.find((one) => one.id === id);
    return line === undefined || offered?.state !== "with-us" || mustBeSeen(line, offered.facts);
  });
}

/** The references of a case, as far as a list of cases goes by them. */
export interface ReferenceCount {
  readonly given: number;
  readonly wanted: number;
  /** Requests that may still be answered; nobody knows where it is left out. */
  readonly open?: number;
  /** Whether an officer is to phone or write to a referee. */
  readonly forOfficer?: boolean;
}

/** Who a case waits for once nothing but its references is left: us for whom an officer is to reach, the applicant where too few are asked, else those who are. */
const waitsForReferences = ({ given, wanted, open = wanted, forOfficer = false }: ReferenceCount): WaitsFor =>
  given >= wanted || forOfficer ? "us" : given + open < wanted ? "applicant" : "referee";

/**
 * Who a case waits for: the applicant where something is asked of them, such as which time of a visit fits, referees where nothing but their answers is left,
 * a visit's day where nothing else is left before it, else us.
 */
export function waitsFor(situation: Situation, references: ReferenceCount): WaitsFor {
  const { state, tasks, endedAt } = situation.case;
  if (endedAt !== undefined) return tasks.length > 0 ? "us" : "no-one";
  const visit = visitWaitsFor(situation.visit, millisOf(situation.at));
  if (visit === "us") return "us";
  if (["draft", "referred", "needs-more"].includes(state)) return "applicant";
  if (state === "submitted" || state === "in-review") {
    if (visit === "applicant") return "applicant";
    if (visit === "visit" && onlyOriginalsWait(situation)) return "visit";
    return onlyReferencesWait(situation) ? waitsForReferences(references) : "us";
  }
  if (isUndecided(situation.case) || state === "review-asked" || tasks.length > 0) return "us";
  return visit ?? (state === "paused" ? "applicant" : "no-one");
}

/** Days until a decision was promised, below 0 where it is late; undefined where none is due. */
export const daysLeft = ({ decideBy, decision }: Pick<VettingCase, "decideBy" | "decision">, today: PlainDate): number | undefined =>
  decideBy === undefined || decision !== undefined ? undefined : dayNumber(decideBy) - dayNumber(today);

/** What a list of open cases can be sorted by. */
export const SORTS = ["name", "type", "sent", "decide-by", "officer"] as const;
export type SortBy = (typeof SORTS)[number];

/** What a case is sorted by, as words that sort as they should; `names` are of officers, by account. */
function sortKey(by: SortBy, { answers, submittedAt, createdAt, decideBy, decision, assignedTo, id }: VettingCase, names: ReadonlyMap<string, string>): string {
  switch (by) {
    case "name":
      return (answers.profile?.displayName ?? id).toLocaleLowerCase("en-GB");
    case "type":
      return answers.start?.type ?? "";
    case "sent":
      return submittedAt ?? createdAt;
    // What is not to be decided comes after all that is.
    case "decide-by":
      return decideBy === undefined || decision ? "9" : decideBy;
    case "officer":
      return assignedTo === undefined ? "" : (names.get(assignedTo) ?? assignedTo).toLocaleLowerCase("en-GB");
  }
}

/** Cases in an order: by one of the columns, then by when they were sent, so that it is the same every time. */
export const sorted = <One extends { readonly body: VettingCase }>(
  cases: readonly One[],
  by: SortBy,
  descending: boolean,
  names: ReadonlyMap<string, string>,
): readonly One[] => {
  const turn = descending ? -1 : 1;
  const key = (of: SortBy, { body }: One) => sortKey(of, body, names);
  return cases.toSorted(
    (a, b) =>
      turn * key(by, a).localeCompare(key(by, b), "en-GB") || key("sent", a).localeCompare(key("sent", b), "en-GB") || a.body.id.localeCompare(b.body.id),
  );
};

const letters = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase("en-GB").replaceAll(/\s+/gu, " ").trim();

/** Whether a name holds every word that is looked for, in any order, without regard to case and accents. Nothing is found by nothing. */
export function nameMatches(name: string, wanted: string): boolean {
  const words = letters(wanted).split(" ").filter(Boolean);
  const within = letters(name);
  return words.length > 0 && words.every((word) => within.includes(word));
}
