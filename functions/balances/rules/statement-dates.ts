import { londonDate, millisOf, PlainDate } from "../../../shared/domain/time.ts";
import type { DateFormat } from "../../../shared/policy/statement-layouts.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Day, month and year of a text in a format: undefined where it is not in it. */
const READERS: Readonly<Record<DateFormat, (written: string) => string | undefined>> = {
  "dd/mm/yyyy": (written) => put(/^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})$/.exec(written)),
  "dd/mm/yy": (written) => put(/^(?<d>\d{2})\/(?<m>\d{2})\/(?<y>\d{2})$/.exec(written)),
  "d mmm yyyy": (written) => put(/^(?<d>\d{1,2})[ -](?<m>[A-Za-z]{3})[ -](?<y>\d{4})$/.exec(written)),
  "yyyy-mm-dd": (written) => put(/^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})$/.exec(written)),
  "utc-instant": inLondon,
};

function put(match: RegExpExecArray | null): string | undefined {
  const { d = "", m = "", y = "" } = match?.groups ?? {};
  const month = /^\d/.test(m) ? m : String(MONTHS.indexOf(m.toLowerCase()) + 1);
  return match ? `${y.padStart(4, "20")}-${month.padStart(2, "0")}-${d.padStart(2, "0")}` : undefined;
}

function inLondon(written: string): string | undefined {
  const [, day = "", time] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.\d{1,6})?(?:Z| UTC)?$/.exec(written) ?? [];
  // A day that is not in the calendar never becomes one of the next month.
  const at = PlainDate.safeParse(day).success ? millisOf(`${day}T${time}Z`) : Number.NaN;
  return Number.isNaN(at) ? undefined : londonDate(at);
}

/** The day a text names in one of the formats its layout declares, in their order: whether others would fit too decides nothing. Undefined where it names none. */
export function readDay(written: string, formats: readonly DateFormat[]): PlainDate | undefined {
  for (const format of formats) {
    const day = READERS[format](written);
    if (day !== undefined && PlainDate.safeParse(day).success) return day;
  }
  return undefined;
}

/** The same for the rows of one file, that name few days many times. */
export function dayReader(formats: readonly DateFormat[]): (written: string) => PlainDate | undefined {
  const known = new Map<string, PlainDate | undefined>();
  return (written) => {
    if (!known.has(written)) {
      // Instants are many: what is kept of them does not grow with the file.
      if (known.size >= MOST_KEPT) known.clear();
      known.set(written, readDay(written, formats));
    }
    return known.get(written);
  };
}

const MOST_KEPT = 5000;
