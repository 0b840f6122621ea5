import { text } from "../../../shared/domain/fields.ts";
import type { ParameterError } from "../../../shared/domain/input.ts";
import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { readTypedAmount } from "../../../shared/domain/typed-amount.ts";
import { readTypedDate } from "../../../shared/domain/typed-date.ts";
import { type Checklist, DBS_LEVELS, dbsWanted } from "../../../shared/policy/checklists.ts";
import { conditionsOf, type VettingCase } from "./case.ts";
import { type ChecklistLine, endOf, type Facts } from "./evidence.ts";
import { type FactFault, factSentence, type SaidFigures } from "./evidence-errors.ts";
import { evidenceKinds, type FactField } from "./evidence-kinds.ts";

/** What was typed, field by field, as text; `undefined` where nothing was. */
export type Typed = (field: FactField) => string | undefined;

/** Nothing that is shown here began before, or goes on for more days than this (20 years). */
const FIRST_YEAR = "1940-01-01";
const FURTHEST_DAYS = 20 * 365;

/**
 * Reads the facts of one kind of evidence as they were typed. Every field that is wrong is named, with the sentence that
 * says what to do; nothing is taken unless all is right. Money is typed in pounds and read as pence.
 */
export function readFacts(
  { item }: Pick<ChecklistLine, "item">,
  typed: Typed,
  today: PlainDate,
): { readonly ok: true; readonly value: Facts } | { readonly ok: false; readonly errors: readonly ParameterError[] } {
  const facts: Facts = {};
  const errors: ParameterError[] = [];
  const wrong = (name: string, fault: FactFault, figures?: SaidFigures) => errors.push({ parameter: name, detail: factSentence(name, fault, figures) });
  for (const field of evidenceKinds[item.code].fields) {
    const written = typed(field)?.trim() ?? "";
    // Numbers are printed in groups, and typed so.
    const given = field.kind === "text" && field.pattern ? written.replace(/\s/g, "") : written;
    const read = given === "" && field.kind !== "yes" ? (field.optional ? undefined : { wrong: "missing" as const }) : readField(field, given, today);
    if (read === undefined) continue;
    if ("wrong" in read) wrong(field.name, read.wrong);
    else facts[field.name] = read.value;
  }
  const { coverPence, method, shareCode } = facts;
  if (item.leastCoverPence !== undefined && typeof coverPence === "number" && coverPence < item.leastCoverPence)
    wrong("coverPence", "low", { pounds: item.leastCoverPence / 100 });
  if (method === "share-code" && shareCode === undefined && !errors.some(({ parameter }) => parameter === "shareCode")) wrong("shareCode", "missing");
  const until = endOf(item, facts);
  const dated = evidenceKinds[item.code].fields.find(({ kind, name }) => kind === "date" && typeof facts[name] === "string");
  if (until !== undefined && until < today && dated) wrong(dated.name, "old", { months: item.validMonths });
  if (item.code === "dbs" && facts["level"] === "basic" && facts["workforce"] !== "any" && facts["workforce"] !== undefined) wrong("workforce", "basic");
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: facts };
}

function readField(field: FactField, given: string, today: PlainDate): { readonly value: string | number | boolean } | { readonly wrong: FactFault } {
  switch (field.kind) {
    case "text":
      return text(field.most).safeParse(given).success && (field.pattern?.test(given) ?? true) ? { value: given } : { wrong: "form" };
    case "date": {
      const read = readTypedDate(given);
      if ("fault" in read) return { wrong: read.fault };
      const { date } = read;
      if (date < FIRST_YEAR || date > daysAfter(today, FURTHEST_DAYS)) return { wrong: "far" };
      if (field.when === "past" && date > today) return { wrong: "future" };
      if (field.when === "ahead" && date < today) return { wrong: "past" };
      return { value: date };
    }
    case "choice":
      return field.options.some(({ value }) => value === given) ? { value: given } : { wrong: "form" };
    case "yes":
      return field.must && given !== "yes" ? { wrong: "missing" } : { value: given === "yes" };
    case "pounds": {
      const amount = readTypedAmount(given, "pounds");
      return amount !== undefined && Number.isInteger(amount) ? { value: amount * 100 } : { wrong: "form" };
    }
  }
}

/** Whether a DBS certificate is of the level and workforce that the tasks ask for. Source: Safeguarding Vulnerable Groups Act 2006, schedule 4. */
export function dbsIsEnough({ answers }: Pick<VettingCase, "answers">, checklist: Checklist, facts: Facts): boolean {
  const wanted = dbsWanted(checklist, conditionsOf(answers));
  const levels: readonly string[] = DBS_LEVELS;
  const level = levels.indexOf(String(facts["level"]));
  const workforce = String(facts["workforce"]);
  const covered = wanted.workforce === "any" || workforce === wanted.workforce || workforce === "adult-and-child";
  return level >= levels.indexOf(wanted.level) && covered;
}
