import { PlainDate } from "./time.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const FULL_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
/** A year of two digits up to this one is of this century: '26' is 2026, '87' is 1987. */
const LAST_SHORT_YEAR = 60;

/** What keeps a typed text from being a date. `parts`: its day, month or year is not there. `unreal`: no calendar has it. */
export type DateFault = "parts" | "unreal";

/**
 * A date as people write it, day first: '3 May 2026', '3rd may 26', '3/5/26', '2026-05-03'. The month may be a number,
 * its name or the beginning of it (three letters at least).
 */
export function readTypedDate(typed: string): { readonly date: PlainDate } | { readonly fault: DateFault } {
  if (PlainDate.safeParse(typed.trim()).success) return { date: typed.trim() };
  const parts = typed
    .toLowerCase()
    .split(/[\s/.,-]+/)
    .filter((part) => part !== "" && part !== "of");
  const known = parts.every((part) => /^\d{1,4}(st|nd|rd|th)?$/.test(part) || monthOf(part) !== undefined);
  if (parts.length < 3 && known) return { fault: "parts" };
  if (parts.length !== 3 || !known) return { fault: "unreal" };
  const [first = "", second = "", third = ""] = parts;
  // The year comes first only where it has four digits; the month's name may come before the day.
  const [day, month, year] = /^\d{4}$/.test(first)
    ? [third, second, first]
    : monthByName(first) === undefined
      ? [first, second, third]
      : [second, first, third];
  const number = monthOf(month);
  const date = `${fullYear(year)}-${String(number ?? 0).padStart(2, "0")}-${day.replace(/\D/g, "").padStart(2, "0")}`;
  return PlainDate.safeParse(date).success ? { date } : { fault: "unreal" };
}

function monthByName(part: string): number | undefined {
  if (part === "sept") return 9;
  const at = MONTHS.indexOf(part.slice(0, 3));
  return at >= 0 && FULL_MONTHS[at]?.startsWith(part) ? at + 1 : undefined;
}

const monthOf = (part: string): number | undefined => (/^\d{1,2}$/.test(part) ? Number(part) : monthByName(part));

function fullYear(year: string): string {
  if (!/^\d{2}$/.test(year)) return year;
  return `${Number(year) <= LAST_SHORT_YEAR ? "20" : "19"}${year}`;
}

/** A date as its three boxes would have it typed, without leading zeros. */
export function partsOf(date: PlainDate): Readonly<Record<"day" | "month" | "year", string>> {
  const [year = "", month = "", day = ""] = date.split("-").map((part) => String(Number(part)));
  return { day, month, year };
}

/** A date typed in three boxes, or whole in one of them, as `YYYY-MM-DD`; undefined when all are empty; the typed text, which is no date, when it is none. */
export function dateIn(form: URLSearchParams, name: string): string | undefined {
  const typed = ["day", "month", "year"]
    .map((part) => (form.get(`${name}-${part}`) ?? "").trim())
    .join(" ")
    .trim();
  if (typed === "") return undefined;
  const read = readTypedDate(typed);
  return "date" in read ? read.date : typed;
}
