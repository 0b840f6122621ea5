import type { ShownCount, ShownRow, ShownTable } from "../../../shared/domain/small-numbers/publication.ts";
import { ShownShare, shareOf } from "../../../shared/domain/small-numbers/shares.ts";
import type { SatisfactionPolicy } from "../../../shared/policy/satisfaction.ts";
import { ANSWERED } from "./feedback-tables.ts";

// What follows from shown figures, and from nothing else: how many of a band answered, and whether a band is heard as it was invited.

/** `less`, `more`: their share among those who answered is far from their share among those who were invited. */
export type Hearing = "as-invited" | "less" | "more" | "cannot-tell";

/** A row of a table of who answered: shares in whole per cent, none where a figure is hidden. */
export interface BandHeard {
  readonly id: string;
  readonly name: string;
  readonly rate: ShownShare | undefined;
  readonly ofInvited: ShownShare | undefined;
  readonly ofAnswered: ShownShare | undefined;
  readonly hearing: Hearing;
}

/** The figure of a column in a row of a table, or in its totals. */
export const shownIn = ({ columns }: ShownTable, row: Pick<ShownRow, "cells"> | undefined, column: string): ShownCount | undefined =>
  row?.cells[columns.findIndex(({ id }) => id === column)];

const share = (part: ShownCount | undefined, base: ShownCount | undefined) => (part && base ? shareOf(part, base) : undefined);
const least = (shown: ShownCount | undefined): number => (shown && "atLeast" in shown ? shown.atLeast : 0);

/** How the bands of a table were heard. Where fewer answers than `leastAnswers` are shown, nobody is said to be heard less: chance alone does that. */
export function heardIn(table: ShownTable, { leastAnswers, heard }: SatisfactionPolicy): readonly BandHeard[] {
  const all = table.totals;
  const answers = shownIn(table, all, ANSWERED);
  return table.rows.map((row) => {
    const answered = shownIn(table, row, ANSWERED);
    const ofInvited = share(row.total, all?.total);
    const ofAnswered = share(answered, answers);
    return { id: row.id, name: row.name, rate: share(answered, row.total), ofInvited, ofAnswered, hearing: hearingOf(ofInvited, ofAnswered) };
  });

  function hearingOf(invited: ShownShare | undefined, answered: ShownShare | undefined): Hearing {
    if (!invited || !answered || invited.percent === 0 || least(answers) < leastAnswers) return "cannot-tell";
    const ratio = (100 * answered.percent) / invited.percent;
    return ratio < heard.lessBelowPercent ? "less" : ratio > heard.moreAbovePercent ? "more" : "as-invited";
  }
}

/**
 * The share of good answers with each band weighted as it was invited; undefined below `leastAnswers` answers, and where a figure of any band that is shown is
 * hidden. Made of shown figures: whoever has the tables can work it out.
 */
export function weightedShare(answered: ShownTable, said: ShownTable, good: string, { leastAnswers }: SatisfactionPolicy): ShownShare | undefined {
  if (least(shownIn(answered, answered.totals, ANSWERED)) < leastAnswers) return undefined;
  const bands = answered.rows
    .filter(({ total }) => least(total) > 0)
    .map((row) => ({
      weight: least(row.total),
      share: share(
        shownIn(
          said,
          said.rows.find(({ id }) => id === row.id),
          good,
        ),
        shownIn(answered, row, ANSWERED),
      ),
    }));
  const weights = bands.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0 || bands.some((band) => band.share === undefined)) return undefined;
  return ShownShare.parse({ percent: Math.round(bands.reduce((sum, band) => sum + band.weight * (band.share?.percent ?? 0), 0) / weights) });
}
