import { mustBeSeen } from "./decide-evidence.ts";
import { type ChecklistLine, checklistLines, type Facts, itemState } from "./evidence.ts";
import { evidenceKinds, titleOf } from "./evidence-kinds.ts";
import type { Situation } from "./situation.ts";

/** An original to bring, with what was said of it. */
export interface ToBring {
  readonly line: ChecklistLine;
  readonly facts: Facts;
}

/**
 * The originals an officer has still to see in person, by the case's checklist: of what is required, and of anything else that was sent.
 * What counts already is not brought again.
 */
export function toBring(situation: Situation): readonly ToBring[] {
  const { case: vettingCase, checklist, evidence, today } = situation;
  const known = new Map(evidence.map((one) => [one.id, one]));
  return checklistLines(vettingCase, checklist).flatMap((line) => {
    const one = known.get(line.id);
    const facts = one?.offered?.facts ?? {};
    const state = itemState(line.need, one, today, checklist);
    const isWanted = line.need === "required" ? state !== "accepted" && state !== "expires-soon" : one?.offered !== undefined && line.need === "optional";
    return isWanted && mustBeSeen(line, facts) ? [{ line, facts }] : [];
  });
}

/** An original as somebody is asked to bring it: by the document they named, where they named one. `names` are those of people who work there, by id. */
export function bringWords({ line, facts }: ToBring, names: ReadonlyMap<string, string> = new Map()): string {
  const field = evidenceKinds[line.item.code].fields.find(({ name }) => name === "document");
  const named = field?.kind === "choice" ? field.options.find(({ value }) => value === facts["document"])?.text : undefined;
  const title = titleOf(line, names);
  if (named !== undefined) return `${title}: ${named.replace(/^./, (letter) => letter.toLowerCase())}`;
  if (line.item.code === "identity") return `${title}: a document with your photo, such as a passport`;
  if (line.item.code === "right-to-work") return `${title}: the document that shows it`;
  return title;
}
