import type { TakeUpOf } from "../../../shared/geography/census.ts";

/** The country all councils are compared with. */
const ENGLAND = "E92000001";

/** A council's direct payments in the year that is shown, and which it is to the one that looks. */
export interface TakeUpRow extends TakeUpOf {
  readonly is: "council" | "neighbour" | "country";
}

/** What is published of a council's direct payments, beside its neighbours' and the country's. */
export interface TakeUpShown {
  /** The newest year there is of the council: `2024-2025`. */
  readonly year: string;
  readonly council: TakeUpRow;
  /** The council, its neighbours from the highest share to the lowest, and the country: those of which that year was imported. */
  readonly rows: readonly TakeUpRow[];
  /** Year by year, the oldest first: the council, and the country where there is that year of it. */
  readonly years: readonly { readonly year: string; readonly council: TakeUpOf; readonly country?: TakeUpOf }[];
}

/** What was imported of a council's direct payments, as its page has it; undefined where nothing of that council was. */
export function takeUpShown(imported: readonly TakeUpOf[], council: string, neighbours: readonly string[]): TakeUpShown | undefined {
  const of = (code: string, year: string): TakeUpOf | undefined => imported.find((one) => one.code === code && one.year === year);
  const ours = imported.filter(({ code }) => code === council).toSorted((a, b) => (a.year < b.year ? -1 : 1));
  const newest = ours.at(-1);
  if (newest === undefined) return undefined;
  const { year } = newest;
  const country = of(ENGLAND, year);
  const beside = neighbours.flatMap((code): readonly TakeUpRow[] => {
    const one = of(code, year);
    return one ? [{ ...one, is: "neighbour" }] : [];
  });
  return {
    year,
    council: { ...newest, is: "council" },
    rows: [
      { ...newest, is: "council" },
      ...beside.toSorted((a, b) => b.perThousand - a.perThousand || (a.name < b.name ? -1 : 1)),
      ...(country ? [{ ...country, is: "country" as const }] : []),
    ],
    years: ours.map((one) => {
      const whole = of(ENGLAND, one.year);
      return { year: one.year, council: one, ...(whole ? { country: whole } : {}) };
    }),
  };
}

/** How far one share is above another, in tenths of a percentage point; below where it is negative. */
export const pointsAbove = (one: Pick<TakeUpOf, "perThousand">, other: Pick<TakeUpOf, "perThousand">): number => one.perThousand - other.perThousand;
