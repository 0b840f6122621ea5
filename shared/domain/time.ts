import * as z from "zod/mini";

/** Milliseconds since 1970-01-01T00:00:00Z, as the runtime's clock gives them. */
export type EpochMillis = number;

/** A minute, in milliseconds. */
export const MINUTE_MS = 60_000;
/** An hour, in milliseconds. */
export const HOUR_MS = 60 * MINUTE_MS;
/** A day of 24 hours, in milliseconds. */
export const DAY_MS = 24 * HOUR_MS;

/**
 * Counts ISO weeks (Monday 00:00 UTC to the next): equal for two instants exactly when they share
 * an ISO week. 1 January 1970 was a Thursday, hence the three days.
 */
export const isoWeekIndex = (at: EpochMillis): number => Math.floor((Math.floor(at / DAY_MS) + 3) / 7);

/** Days that were looked up, as many as a century has: what is stored names the same days over and over. */
const realDates = new Set<string>();
const MOST_DATES = 36_525;

const isRealDate = (text: string): boolean => {
  if (realDates.has(text)) return true;
  const at = Date.parse(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
  if (isReal && realDates.size < MOST_DATES) realDates.add(text);
  return isReal;
};

/** A calendar day, `YYYY-MM-DD`, that exists. */
export const PlainDate = z.string().check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date such as 2026-05-31"),
  z.refine((text: string) => isRealDate(text), "is not a day in the calendar"),
);
export type PlainDate = z.infer<typeof PlainDate>;

/**
 * A date formatter made when it is first used and then kept: making the first one loads the
 * language data, which is most of the start of a process that may never need it.
 */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): (at: Date | number) => string {
  let made: Intl.DateTimeFormat | undefined;
  return (at) => {
    made ??= new Intl.DateTimeFormat(locale, options);
    return made.format(at);
  };
}

// The Swedish locale writes ISO dates.
const isoInLondon = formatter("sv-SE", { timeZone: "Europe/London" });
const long = formatter("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const month = formatter("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** The calendar day in London at an instant. */
export const londonDate = (at: EpochMillis): PlainDate => isoInLondon(at);

/** Days whose number was asked for: rows of a file name few days, thousands of times. */
const dayNumbers = new Map<PlainDate, number>();

/** A day as the count of days since 1 January 1970: days as numbers, for columns of them. */
export function dayNumber(date: PlainDate): number {
  const known = dayNumbers.get(date);
  if (known !== undefined) return known;
  const day = Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
  if (dayNumbers.size < MOST_DATES) dayNumbers.set(date, day);
  return day;
}

/** Days that were written out: as few, as often. */
const datesOfNumbers = new Map<number, PlainDate>();

/** The day of a count of days since 1 January 1970. Throws for one that no calendar has. */
export function dateOfDay(day: number): PlainDate {
  const known = datesOfNumbers.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  if (datesOfNumbers.size < MOST_DATES) datesOfNumbers.set(day, date);
  return date;
}

let hourKnown = Number.NaN;
let dayThen = 0;

/** The number of the day in London at an instant. Worked out once an hour: a day there begins on an hour of UTC. */
export function londonDayNumber(at: EpochMillis): number {
  const hour = Math.floor(at / HOUR_MS);
  if (hour !== hourKnown) {
    dayThen = dayNumber(londonDate(at));
    hourKnown = hour;
  }
  return dayThen;
}

const middayOf = (date: PlainDate): Date => new Date(`${date}T12:00:00Z`);

/** '3 May 2026'. */
export const longDate = (date: PlainDate): string => long(middayOf(date));

/** 'May 2026'. */
export const monthAndYear = (date: PlainDate): string => month(middayOf(date));

/** An instant as text, UTC, with exactly three fraction digits, so that text order is time order. */
export type Instant = string;

/** The text of an instant. */
export const instantOf = (at: EpochMillis): Instant => new Date(at).toISOString();

/** The instant a text names, in milliseconds since 1970; not a number where it names none. */
export const millisOf = (instant: Instant): EpochMillis => Date.parse(instant);

/** Seconds since 1970: the unit of the table's time to live, and of nothing else. */
export type EpochSeconds = number;

/** When something may be cleared away, in seconds since 1970: never before `at`. */
export const expiryAt = (at: EpochMillis): EpochSeconds => Math.ceil(at / 1000);

/**
 * Whether an item's time to live is over. DynamoDB removes it some time after that, by days: until then whoever reads it
 * takes it for gone. Source: DynamoDB developer guide, "Using time to live".
 */
export const hasExpired = (expiresAt: unknown, at: EpochMillis): boolean => typeof expiresAt === "number" && expiresAt * 1000 <= at;

const weekday = formatter("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "Europe/London" });
const clock = formatter("en-GB", { hour: "numeric", minute: "2-digit", hour12: true, timeZone: "Europe/London" });

/** 'Tuesday 24 November 2026, 3pm', as clocks in London show it. */
export function dayAndTime(at: EpochMillis): string {
  const time = clock(at)
    .replace(":00", "")
    .replace(/\s/g, "")
    .toLowerCase()
    .replace(/^0(?=[ap])/, "12");
  return `${weekday(at).replace(",", "")}, ${time}`;
}

/** The day so many days later, or earlier. */
export const daysAfter = (date: PlainDate, days: number): PlainDate => dateOfDay(dayNumber(date) + days);

/**
 * The same day so many months later; the last day of that month where it has no such day
 * (31 August and six months: 28 or 29 February).
 */
export function monthsAfter(date: PlainDate, months: number): PlainDate {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

const localInLondon = formatter("sv-SE", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/**
 * The instant at which clocks in London show a time of day (`HH:MM`) on a day. Of an hour that comes twice, in October, the first; of one that
 * does not come, in March, as if the clocks had not gone forward yet.
 */
export function londonTime(day: PlainDate, time: string): EpochMillis {
  const utc = Date.parse(`${day}T${time}:00Z`);
  const inSummer = utc - HOUR_MS;
  return localInLondon(inSummer) === `${day} ${time}` ? inSummer : utc;
}
