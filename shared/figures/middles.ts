import * as z from "zod/mini";
import type { Publication } from "../domain/small-numbers/publication.ts";
import type { DisclosureRules } from "../domain/small-numbers/rules.ts";
import { middleFrom, ShownMiddle } from "../domain/small-numbers/shares.ts";

/** What a median of a period is made of: the figure that is its base, and one value of each person who is counted in it. */
export interface CountedValues {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly values: readonly number[];
}

/** A median as it is stored with the figures of its period, by the figure that is its base. */
export const StoredMiddle = z.object({ table: z.string(), row: z.string(), column: z.string(), shown: ShownMiddle });
export type StoredMiddle = z.infer<typeof StoredMiddle>;

/**
 * Medians of a period, each beside the shown figure that is its base. Whether there is one follows from that figure alone: were it worked out where the base is
 * shown lower, or left out where it is not, that would tell more of the base than is shown. Source: docs/disclosure.md, rule 6.
 */
export function middlesOf({ tables }: Publication, counted: readonly CountedValues[], rules: DisclosureRules): readonly StoredMiddle[] {
  return counted.map(({ table, row, column, values }) => {
    const found = tables.find(({ id }) => id === table);
    const at = found?.columns.findIndex(({ id }) => id === column) ?? -1;
    const base = found?.rows.find(({ id }) => id === row)?.cells[at];
    const enough = base && "atLeast" in base && base.atLeast >= rules.middles.leastPeople;
    const { shown } = middleFrom(undefined, { values: enough ? values : [], of: "median" }, rules);
    return { table, row, column, shown: ShownMiddle.parse("middle" in shown ? { middle: shown.middle, of: base } : shown) };
  });
}
