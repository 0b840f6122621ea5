import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type Checklist, NEEDS, PROVIDER_TYPES } from "../../../shared/policy/checklists.ts";

/** A figure of the checklist that a council may set, with the words and limits of its form. */
export interface ChecklistFigure {
  readonly name: Exclude<keyof Checklist["figures"], "reminderDays">;
  readonly label: string;
  readonly least: number;
  readonly most: number;
}

export const checklistFigures: readonly ChecklistFigure[] = [
  { name: "targetDays", label: "Days from application to decision that you promise", least: 1, most: 90 },
  { name: "accreditedMonths", label: "Months on the list until it is renewed", least: 6, most: 60 },
  { name: "provisionalMonths", label: "Months on the list as provisional", least: 1, most: 24 },
  { name: "statusCheckMonths", label: "Months between checks with the DBS Update Service", least: 1, most: 36 },
  { name: "dbsFactsMonths", label: "Months after the decision until the details of a DBS certificate are deleted", least: 1, most: 6 },
  { name: "referenceDays", label: "Days a referee has to answer", least: 7, most: 90 },
  { name: "askForReviewDays", label: "Days to ask for a review of a refusal", least: 14, most: 180 },
];

/** The name of a need's control in the form. */
export const needName = (code: string, type: string): string => `${code}.${type}`;
export const monthsName = (code: string): string => `${code}.months`;

const wholeIn = (typed: string | null, least: number, most: number): number | undefined => {
  const value = typed !== null && /^\s*\d{1,4}\s*$/.test(typed) ? Number(typed) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
};

export interface ChecklistErrors {
  readonly field: string;
  readonly text: string;
}

/** Reads a checklist from its form, made from another: what the form does not ask stays as it was. */
export function readChecklist(from: Checklist, form: URLSearchParams): Result<Pick<Checklist, "items" | "figures">, readonly ChecklistErrors[]> {
  const errors: ChecklistErrors[] = [];
  const items = from.items.map((item) => {
    const need = Object.fromEntries(
      PROVIDER_TYPES.map((type) => {
        const chosen = NEEDS.find((one) => one === form.get(needName(item.code, type)));
        if (!chosen) errors.push({ field: needName(item.code, type), text: `Choose whether ${item.code} is needed of each` });
        return [type, chosen ?? "not-needed"];
      }),
    );
    if (item.validMonths === undefined) return { ...item, need };
    const validMonths = wholeIn(form.get(monthsName(item.code)), 1, 120);
    if (validMonths === undefined) errors.push({ field: monthsName(item.code), text: `For ${item.code}, enter a number of months from 1 to 120` });
    return { ...item, need, validMonths: validMonths ?? item.validMonths };
  });
  for (const type of PROVIDER_TYPES)
    if (!items.some(({ need }) => need[type] === "required"))
      errors.push({
        field: needName(items[0]?.code ?? "", type),
        text: `Nothing is required of one kind of provider (${type}): everyone on the list must have been checked`,
      });
  const figures = { ...from.figures };
  for (const { name, label, least, most } of checklistFigures) {
    const value = wholeIn(form.get(name), least, most);
    if (value === undefined) errors.push({ field: name, text: `${label}: enter a whole number from ${least} to ${most}` });
    else figures[name] = value;
  }
  return errors.length > 0 ? refused(errors) : ok({ items, figures });
}
