import type { Publication, ShownCount, ShownRow, ShownTable } from "../../../shared/domain/small-numbers/publication.ts";
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

/** The steps in which a publication shows counts. */
type Steps = Pick<Publication["rules"], "base">;

/** What a figure would be, were none shown lower than it is. */
function seeming(shown: ShownCount | undefined, { base }: Steps): readonly [least: number, most: number] {
  if (shown && "atLeast" in shown) return [shown.atLeast, shown.atLeast + base - 1];
  return shown && "fewerThan" in shown ? [0, shown.fewerThan - 1] : [0, Number.POSITIVE_INFINITY];
}

/** Whether parts can add up to their total as all of them are shown. Where they cannot, one is shown lower than it is, to protect another, and a share of it would be wrong. */
function canAddUp(parts: readonly (ShownCount | undefined)[], total: ShownCount | undefined, steps: Steps): boolean {
  const ranges = parts.map((part) => seeming(part, steps));
  const [low, high] = seeming(total, steps);
  return ranges.reduce((sum, [fewest]) => sum + fewest, 0) <= high && ranges.reduce((sum, [, most]) => sum + most, 0) >= low;
}

const rowAddsUp = (row: Pick<ShownRow, "cells" | "total">, steps: Steps): boolean => canAddUp(row.cells, row.total, steps);
const columnAddsUp = (table: ShownTable, column: string, steps: Steps): boolean =>
  canAddUp(
    table.rows.map((row) => shownIn(table, row, column)),
    shownIn(table, table.totals, column),
    steps,
  );
const totalsAddUp = ({ rows, totals }: ShownTable, steps: Steps): boolean =>
  canAddUp(
    rows.map(({ total }) => total),
    totals?.total,
    steps,
  );

/**
 * How the bands of a table were heard. There is no share of figures of which one is shown lower than it is, as far as their sums tell. Where fewer answers than
 * `leastAnswers` are shown, nobody is said to be heard less: chance alone does that.
 */
export function heardIn(table: ShownTable, steps: Steps, { leastAnswers, heard }: SatisfactionPolicy): readonly BandHeard[] {
  const all = table.totals;
  const answers = shownIn(table, all, ANSWERED);
  const whole = all !== undefined && rowAddsUp(all, steps);
  const [invitedAddUp, answersAddUp] = [whole && totalsAddUp(table, steps), whole && columnAddsUp(table, ANSWERED, steps)];
  return table.rows.map((row) => {
    const answered = shownIn(table, row, ANSWERED);
    const addsUp = rowAddsUp(row, steps);
    const ofInvited = addsUp && invitedAddUp ? share(row.total, all?.total) : undefined;
    const ofAnswered = addsUp && answersAddUp ? share(answered, answers) : undefined;
    const rate = addsUp && invitedAddUp && answersAddUp ? share(answered, row.total) : undefined;
    return { id: row.id, name: row.name, rate, ofInvited, ofAnswered, hearing: rate ? hearingOf(ofInvited, ofAnswered) : "cannot-tell" };
  });

  function hearingOf(invited: ShownShare | undefined, answered: ShownShare | undefined): Hearing {
    if (!invited || !answered || invited.percent === 0 || least(answers) < leastAnswers) return "cannot-tell";
    const ratio = (100 * answered.percent) / invited.percent;
    return ratio < heard.lessBelowPercent ? "less" : ratio > heard.moreAbovePercent ? "more" : "as-invited";
  }
}

/**
 * The share of good answers with each band weighted as it was invited; undefined below `leastAnswers` answers, where a figure of any band that is shown is
 * hidden, and where sums tell that one is shown lower than it is. Made of shown figures: whoever has the tables can work it out.
 */
export function weightedShare(answered: ShownTable, said: ShownTable, good: string, steps: Steps, policy: SatisfactionPolicy): ShownShare | undefined {
  if (least(shownIn(answered, answered.totals, ANSWERED)) < policy.leastAnswers || !columnAddsUp(said, good, steps)) return undefined;
  const rates = new Map(heardIn(answered, steps, policy).map(({ id, rate }) => [id, rate]));
  const bands = answered.rows
    .filter(({ total }) => least(total) > 0)
    .map((row) => {
      const of = said.rows.find(({ id }) => id === row.id);
      const known = of && rates.get(row.id) && rowAddsUp(of, steps);
      return { weight: least(row.total), share: known ? share(shownIn(said, of, good), shownIn(answered, row, ANSWERED)) : undefined };
    });
  const weights = bands.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0 || bands.some((band) => band.share === undefined)) return undefined;
  return ShownShare.parse({ percent: Math.round(bands.reduce((sum, band) => sum + band.weight * (band.share?.percent ?? 0), 0) / weights) });
}
