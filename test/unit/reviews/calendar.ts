import type { PlainDate } from "../../../shared/domain/time.ts";

// A calendar of its own, that shares no line with the rules: it walks from day to day as somebody does with a finger on the wall.

const STEP = (at: Date, by: 1 | -1): void => {
  at.setUTCDate(at.getUTCDate() + by);
};
const textOf = (at: Date): PlainDate => at.toISOString().slice(0, 10);
const dayOf = (text: PlainDate): Date => {
  const [year, month, day] = text.split("-");
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
};

/** So many days on, or back, one by one. */
export function walkDays(from: PlainDate, days: number): PlainDate {
  const at = dayOf(from);
  for (let left = Math.abs(days); left > 0; left -= 1) STEP(at, days < 0 ? -1 : 1);
  return textOf(at);
}

/** The day of the same number so many months on, or the last of that month where it has none: past so many firsts of a month, and on to the number. */
export function walkMonths(from: PlainDate, months: number): PlainDate {
  const at = dayOf(from);
  const wanted = at.getUTCDate();
  for (let firsts = 0; firsts < months; ) {
    STEP(at, 1);
    if (at.getUTCDate() === 1) firsts += 1;
  }
  while (at.getUTCDate() < wanted) {
    STEP(at, 1);
    if (at.getUTCDate() === 1) {
      STEP(at, -1);
      break;
    }
  }
  return textOf(at);
}

/** The last day of so many months that begin on a day. */
export const lastOfMonths = (first: PlainDate, months: number): PlainDate => walkDays(walkMonths(first, months), -1);
