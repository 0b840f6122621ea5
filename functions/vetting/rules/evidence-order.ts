import { sentByThem } from "./decide-evidence.ts";
import { type ChecklistLine, checklistLines, type Evidence } from "./evidence.ts";
import { type MovedBy, moveRefusal } from "./moves.ts";
import type { Situation } from "./situation.ts";
import { stillMissing } from "./what-is-missing.ts";

/** The lines of a case of which anything was sent, in the order of its checklist. */
const sentLines = ({ case: vettingCase, checklist, evidence }: Situation): readonly ChecklistLine[] => {
  const known = new Set(evidence.map(({ id }) => id));
  return checklistLines(vettingCase, checklist).filter(({ id }) => known.has(id));
};

/** What stands before and after a piece of evidence in its case, of what was sent; the first has none before it, the last none after. */
export function neighboursOf(situation: Situation, id: string): { readonly previous: ChecklistLine | undefined; readonly next: ChecklistLine | undefined } {
  const lines = sentLines(situation);
  const at = lines.findIndex((line) => line.id === id);
  return at < 0 ? { previous: undefined, next: undefined } : { previous: lines[at - 1], next: lines[at + 1] };
}

/**
 * The id of what an officer checks next: the first that waits for a decision after `id`, then the first before it; the very first where
 * no `id` is given. Never what they sent themselves, for another officer accepts it. Undefined where nothing else waits for them.
 */
export function nextToCheck(situation: Situation, officer: MovedBy, id?: string): string | undefined {
  const lines = sentLines(situation);
  const after = lines.findIndex((line) => line.id === id) + 1;
  const waits = new Set(
    situation.evidence.filter((one) => one.id !== id && one.offered?.state === "with-us" && !sentByThem(one, officer)).map((one) => one.id),
  );
  return [...lines.slice(after), ...lines.slice(0, after)].find((line) => line.need !== "not-needed" && waits.has(line.id))?.id;
}

/** Whether nothing but a recommendation is left to do for an officer once a piece of evidence is accepted. */
export const isLastToAccept = (situation: Situation, officer: MovedBy, id: string): boolean =>
  moveRefusal("recommend", situation.case, officer) === undefined && stillMissing(situation).every((missing) => missing === id);

/** Every piece of a case that waits for an officer, in the order of its checklist: what they can decide, and what they sent themselves. */
export function piecesToCheck({ case: vettingCase, checklist, evidence }: Situation): readonly { readonly line: ChecklistLine; readonly evidence: Evidence }[] {
  const waiting = new Map(evidence.filter(({ offered }) => offered?.state === "with-us").map((one) => [one.id, one]));
  return checklistLines(vettingCase, checklist).flatMap((line) => {
    const one = line.need === "not-needed" ? undefined : waiting.get(line.id);
    return one ? [{ line, evidence: one }] : [];
  });
}
