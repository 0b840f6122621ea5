import { SECTIONS, type Section } from "./case.ts";
import { checklistLines } from "./evidence.ts";
import type { Situation } from "./situation.ts";
import { peopleMissing, unsent } from "./what-is-missing.ts";

/** Where an application goes on: a part, the people who work there, a piece of evidence, or the answers to check before they are sent. */
export type Step =
  | { readonly kind: "part"; readonly part: Section }
  | { readonly kind: "evidence"; readonly id: string }
  | { readonly kind: "people" | "check" };

/**
 * What to ask for next, in the order of the task list: the first thing missing after the one that was just saved, else
 * the first of all, else checking the answers. Nothing that is there already is asked for again.
 */
export function nextStep(situation: Situation, after?: Section | "people" | { readonly evidence: string }): Step {
  const { case: vettingCase, checklist } = situation;
  const wanted = unsent(situation);
  const steps: readonly { readonly step: Step; readonly missing: boolean; readonly key: string }[] = [
    ...SECTIONS.map((part) => ({ step: { kind: "part", part } as const, missing: vettingCase.answers[part] === undefined, key: part })),
    { step: { kind: "people" }, missing: peopleMissing(situation) > 0, key: "people" },
    ...checklistLines(vettingCase, checklist).map(({ id }) => ({
      step: { kind: "evidence", id } as const,
      missing: wanted.includes(id),
      key: `evidence ${id}`,
    })),
  ];
  const key = after === undefined ? undefined : typeof after === "string" ? after : `evidence ${after.evidence}`;
  const at = steps.findIndex((one) => one.key === key);
  const others = [...steps.slice(at + 1), ...steps.slice(0, Math.max(at, 0))];
  return others.find(({ missing }) => missing)?.step ?? { kind: "check" };
}
