import * as z from "zod/mini";

/** Milliseconds since 1970-01-01T00:00:00Z, as the runtime's clock gives them. */
export type EpochMillis = number;

const DAY_MS = 86_400_000;

/**
 * Counts ISO weeks (Monday 00:00 UTC to the next): equal for two instants exactly when they share
 * an ISO week. 1 January 1970 was a Thursday, hence the three days.
 */
export const isoWeekIndex = (at: EpochMillis): number => Math.floor((Math.floor(at / DAY_MS) + 3) / 7);

const isRealDate = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
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

const middayOf = (date: PlainDate): Date => new Date(`${date}T12:00:00Z`);

/** '3 May 2026'. */
export const longDate = (date: PlainDate): string => long(middayOf(date));

/** 'May 2026'. */
export const monthAndYear = (date: PlainDate): string => month(middayOf(date));
