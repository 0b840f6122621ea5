import { text } from "../../../shared/domain/fields.ts";
import type { ParameterError } from "../../../shared/domain/input.ts";
import { daysAfter, PlainDate } from "../../../shared/domain/time.ts";
import { type Checklist, DBS_LEVELS, dbsWanted } from "../../../shared/policy/checklists.ts";
import { conditionsOf, type VettingCase } from "./case.ts";
import { type ChecklistLine, endOf, type Facts } from "./evidence.ts";
import { evidenceKinds, type FactField } from "./evidence-kinds.ts";

/** What was typed, field by field, as text; `undefined` where nothing was. */
export type Typed = (field: FactField) => string | undefined;

/** Nothing that is shown here began before, or goes on for more days than this (20 years). */
const FIRST_YEAR = "1940-01-01";
const FURTHEST_DAYS = 20 * 365;

const POUNDS = /^£?\s*(\d{1,9}|\d{1,3}(,\d{3})*)(\.00)?$/;

/**
 * Reads the facts of one kind of evidence as they were typed. Every field that is wrong is named, with what it must
 * be; nothing is taken unless all is right. Money is typed in pounds and read as pence.
 */
export function readFacts(
  { item }: Pick<ChecklistLine, "item">,
  typed: Typed,
  today: PlainDate,
): { readonly ok: true; readonly value: Facts } | { readonly ok: false; readonly errors: readonly ParameterError[] } {
  const facts: Facts = {};
  const errors: ParameterError[] = [];
  for (const field of evidenceKinds[item.code].fields) {
    const written = typed(field)?.trim() ?? "";
    // Numbers are printed in groups, and typed so.
    const given = field.kind === "text" && field.pattern ? written.replace(/\s/g, "") : written;
    const read = given === "" && field.kind !== "yes" ? (field.optional ? undefined : { wrong: "is missing" }) : readField(field, given, today);
    if (read === undefined) continue;
    if ("wrong" in read) errors.push({ parameter: field.name, detail: read.wrong });
    else facts[field.name] = read.value;
  }
  const { coverPence, method, shareCode } = facts;
  if (item.leastCoverPence !== undefined && typeof coverPence === "number" && coverPence < item.leastCoverPence)
    errors.push({ parameter: "coverPence", detail: `must be at least ${item.leastCoverPence / 100} pounds` });
  if (method === "share-code" && shareCode === undefined && !errors.some(({ parameter }) => parameter === "shareCode"))
    errors.push({ parameter: "shareCode", detail: "is missing" });
  const until = endOf(item, facts);
  const dated = evidenceKinds[item.code].fields.find(({ kind, name }) => kind === "date" && typeof facts[name] === "string");
  if (until !== undefined && until < today && dated) errors.push({ parameter: dated.name, detail: `must not be more than ${item.validMonths} months ago` });
  if (item.code === "dbs" && facts["level"] === "basic" && facts["workforce"] !== "any" && facts["workforce"] !== undefined)
    errors.push({ parameter: "workforce", detail: "must be none: a basic certificate names no workforce" });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: facts };
}

function readField(field: FactField, given: string, today: PlainDate): { readonly value: string | number | boolean } | { readonly wrong: string } {
  switch (field.kind) {
    case "text": {
      if (!text(field.most).safeParse(given).success) return { wrong: `must be plain text of at most ${field.most} characters` };
      if (field.pattern && !field.pattern.test(given)) return { wrong: field.wrong ?? "is not in the right form" };
      return { value: given };
    }
    case "date": {
      if (!PlainDate.safeParse(given).success) return { wrong: "must be a real date, like 31 3 2027" };
      if (given < FIRST_YEAR || given > daysAfter(today, FURTHEST_DAYS)) return { wrong: "must be a year near to now" };
      if (field.when === "past" && given > today) return { wrong: "must be today or earlier" };
      if (field.when === "ahead" && given < today) return { wrong: "must be today or later" };
      return { value: given };
    }
    case "choice":
      return field.options.some(({ value }) => value === given) ? { value: given } : { wrong: "is not one of the choices" };
    case "yes":
      return field.must && given !== "yes" ? { wrong: "must be agreed to" } : { value: given === "yes" };
    case "pounds":
      return POUNDS.test(given) ? { value: Number(given.replace(/[£,\s]/g, "")) * 100 } : { wrong: "must be an amount in pounds, like 5000000" };
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
