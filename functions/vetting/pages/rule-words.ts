import { pounds } from "../../../shared/domain/money.ts";
import { dayNumber, longDate, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { ChecklistLine, Facts } from "../rules/evidence.ts";
import { dbsIsEnough } from "../rules/evidence-facts.ts";
import type { Situation } from "../rules/situation.ts";

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

/** How far a day is from another: 'in 35 days', 'today', '2 days ago'. */
export function daysWords(day: PlainDate, today: PlainDate): string {
  const days = dayNumber(day) - dayNumber(today);
  if (days === 0) return "today";
  const count = counted(Math.abs(days), "day");
  return days > 0 ? `in ${count}` : `${count} ago`;
}

const met = (isMet: boolean): string => (isMet ? "met" : "not met");

/**
 * What the council's checklist says of one fact, as it stands beside it: how long it still counts, what is wanted at least, and whether
 * that is met. Undefined where no rule is about the fact. Every figure is of the checklist the case follows.
 */
export function ruleBeside(name: string, facts: Facts, { item }: Pick<ChecklistLine, "item">, situation: Situation): string | undefined {
  const { today, checklist } = situation;
  const value = facts[name];
  if (name === "endsOn" || name === "followUpOn") return typeof value === "string" ? daysWords(value, today) : undefined;
  if (["issuedOn", "safeguardingOn", "mcaOn"].includes(name) && typeof value === "string" && item.validMonths !== undefined) {
    const end = monthsAfter(value, item.validMonths);
    return `${met(end >= today)} (counts for ${counted(item.validMonths, "month")}, until ${longDate(end)}, ${daysWords(end, today)})`;
  }
  if (name === "coverPence" && typeof value === "number" && item.leastCoverPence !== undefined)
    return `${met(value >= item.leastCoverPence)} (at least ${pounds(item.leastCoverPence)})`;
  if (name === "level" && item.code === "dbs" && value !== undefined) return met(dbsIsEnough(situation.case, checklist, facts));
  if (name === "tradingSince" && typeof value === "string") {
    const { provisionalUnderMonths } = checklist.figures;
    return `${met(monthsAfter(value, provisionalUnderMonths) <= today)} (at least ${counted(provisionalUnderMonths, "month")})`;
  }
  return undefined;
}
