import type { Band } from "../../../shared/signals/search-event.ts";
import type { SearchedRow } from "../../../shared/signals/stored-shapes.ts";

/** What visitors' searches of a day came to, alike in all of this: how many networks they were of. Nothing tells one of them from another. */
export interface SearchCell {
  readonly area: string;
  readonly district: string;
  readonly service: string;
  readonly group: string;
  readonly language: string;
  readonly outcome: "failed" | "found";
  /** Of those that failed: the filter that kept most from them, and how far the nearest person was. */
  readonly binding?: string | undefined;
  readonly nearest?: Band | undefined;
  readonly lot: number;
  readonly count: number;
}

/** Whether a visitor found nobody all day. */
const failed = (row: SearchedRow): boolean => row.none === true && !(row["one-or-two"] || row["three-to-nine"] || row["ten-or-more"]);

const keyOfCell = ({ count: _, ...cell }: SearchCell): string => JSON.stringify(Object.entries(cell).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/**
 * The cells of a day's rows, in an order that tells nothing. A network counts once in an area and class of need, however many of its visitors searched there: as
 * failed where one of them failed.
 */
export function cellsOf(rows: readonly SearchedRow[]): readonly SearchCell[] {
  const placeOf = ({ area, service, group, language, network }: SearchedRow) => [area, service, group, language, network].join("|");
  const cells = new Map<string, SearchCell>();
  for (const alike of Map.groupBy(rows, placeOf).values()) {
    const [row] = alike.toSorted((a, b) => Number(failed(b)) - Number(failed(a)) || ((a.binding ?? "") < (b.binding ?? "") ? -1 : 1));
    if (!row) continue;
    const { area, district, service, group, language, lot, binding, nearest } = row;
    const why = failed(row) ? { outcome: "failed" as const, binding, nearest } : { outcome: "found" as const };
    const cell: SearchCell = { ...{ area, district, service, group, language, lot }, ...why, count: 1 };
    const key = keyOfCell(cell);
    cells.set(key, { ...cell, count: (cells.get(key)?.count ?? 0) + 1 });
  }
  return [...cells].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}
