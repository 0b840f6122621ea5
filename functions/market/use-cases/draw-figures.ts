import type { DisclosureRules } from "../../../shared/domain/small-numbers/rules.ts";
import { amountOf, middleFrom } from "../../../shared/domain/small-numbers/shares.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { hasTooFew } from "../rules/gap-rows.ts";
import { inHours } from "../rules/hours.ts";
import { demandRating, supplyRating } from "../rules/rating.ts";
import { inSteps, shownHours } from "../rules/shown-hours.ts";
import type { GapArea, GapCell, GapSnapshot, MarketInputs } from "../rules/snapshot.ts";
import type { StatedGap, StatementFigures } from "../rules/statement.ts";

const MOST_GAPS = 10;
/** Rates are shown in steps of so many pence. */
const RATE_STEP = 10;

/** What figures of a service are drawn from. */
export interface DrawnFrom {
  readonly snapshot: GapSnapshot;
  /** The measure so many quarters before, where there is one, and its month. */
  readonly before: { readonly snapshot: GapSnapshot; readonly month: string } | undefined;
  readonly inputs: MarketInputs;
  readonly service: string;
  readonly policy: MarketPolicy;
  readonly rules: DisclosureRules;
  readonly councilPence: number;
  /** The gaps of an earlier edition, and the day of its figures. */
  readonly lookedBackOn: Pick<StatementFigures, "day" | "gaps"> | undefined;
}

/** One class of a service in one area. */
interface Row {
  readonly area: GapArea;
  readonly needed: string;
  readonly cell: GapCell;
}

function rowsOf({ areas, classes, cells }: GapSnapshot, service: string): readonly Row[] {
  return areas.flatMap((area, at) =>
    classes.flatMap(({ code: needed, service: of }, index) => {
      const cell = cells[at * classes.length + index];
      return of === service && cell ? [{ area, needed, cell }] : [];
    }),
  );
}

const needIn = (rows: readonly Row[]): number => rows.reduce((sum, { cell }) => sum + cell.need, 0);

/** What is short in a row as it can be shown; undefined where it cannot be, or where nothing is. */
function gapShown({ area, needed, cell }: Row, policy: MarketPolicy): StatedGap | undefined {
  const short = shownHours(cell.shortfall, area, policy);
  if (!short) return undefined;
  const { standing, confidence, choice } = cell;
  return { area: area.code, name: area.name, needed, shortHours: short, standing, confidence, choice };
}

/**
 * The figures of a service that a statement is published with: hours in steps, of areas with people enough, amounts of providers by the rules of disclosure.
 * Undefined where so few people receive direct payments that no figure can be shown.
 */
export function drawFigures({ snapshot, before, inputs, service, policy, rules, councilPence, lookedBackOn }: DrawnFrom): StatementFigures | undefined {
  const people = snapshot.total.recipients;
  if (people < rules.threshold) return undefined;
  const rows = rowsOf(snapshot, service);
  const need = needIn(rows);
  const gaps = rows
    .flatMap((row) => gapShown(row, policy) ?? [])
    .toSorted((a, b) => b.shortHours - a.shortHours || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.needed < b.needed ? -1 : 1));
  const places = new Set(snapshot.classes.flatMap(({ service: of }, at) => (of === service ? [at] : [])));
  const listings = inputs.listings.filter(({ classes }) => classes.some((at) => places.has(at)));
  const rates = listings.flatMap(({ ratePence }) => ratePence ?? []);
  const then = before && rowsOf(before.snapshot, service);
  return {
    ...{ day: snapshot.day, policyVersion: snapshot.policyVersion, vintage: snapshot.vintage },
    supply: supplyRating(
      rows.map(({ cell }) => cell),
      people,
      policy.rating,
    ),
    demand: {
      ...demandRating(before && then && { need: needIn(then), people: before.snapshot.total.recipients }, { need, people }, policy.rating),
      ...(before ? { sinceMonth: before.month } : {}),
    },
    needHours: inSteps(need, policy),
    observedPercent: observedShare(rows, need),
    offered: amountOf({ byListing: listings.map(({ hours = 0 }) => Math.round(inHours(hours))), people }, rules),
    listings: listings.length,
    hoursNotKnown: listings.filter(({ hours }) => hours === undefined).length,
    fragile: rows.filter(({ area, cell }) => !hasTooFew(area, policy.wanted.leastPeople) && cell.fragile.length > 0).length,
    gaps: gaps.slice(0, MOST_GAPS),
    areasLeftOut: snapshot.areas.filter((area) => hasTooFew(area, policy.wanted.leastPeople)).length,
    floors: snapshot.floors.flatMap(({ classes: [needed = "", ...others], short }) =>
      others.length === 0 && rows.some((row) => row.needed === needed) && inSteps(short, policy) > 0 ? [{ needed, shortHours: inSteps(short, policy) }] : [],
    ),
    prices: { councilPence, median: middleFrom(undefined, { values: rates, of: "median", byListing: rates.map(() => 1), step: RATE_STEP }, rules).shown },
    since: {
      ...(lookedBackOn ? { day: lookedBackOn.day } : {}),
      gaps: (lookedBackOn?.gaps ?? []).map(({ area, name, needed, shortHours }) => {
        const row = rows.find((one) => one.area.code === area && one.needed === needed);
        const now = row && shownHours(row.cell.shortfall, row.area, policy);
        return { name, needed, thenHours: shortHours, ...(now === undefined ? {} : { nowHours: now }) };
      }),
    },
  };
}

/** How much of the need is observed, in hundredths rounded down. */
function observedShare(rows: readonly Row[], need: number): number {
  const observed = rows.reduce((sum, { area, cell }) => sum + cell.need * area.observedPercent, 0);
  return need === 0 ? 0 : Math.floor(observed / need);
}
