import { milesBetween, type Point } from "../../../shared/domain/geo.ts";
import type { DisclosureRules } from "../../../shared/domain/small-numbers/rules.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { Census, LargeCensusArea, TakeUpOf } from "../../../shared/geography/census.ts";
import type { MarketPolicy, PeopleGroup } from "../../../shared/policy/market.ts";
import { classHoursOf, type SourcedClass } from "../rules/class-hours.ts";
import { type Recipients, recipientsOf } from "../rules/demand.ts";
import type { GapSnapshot } from "../rules/snapshot.ts";
import type { CountedRecipient, MarketFacts } from "./ports.ts";

/** The recipients of a council, area by area, and where their number is from. */
export interface CouncilRecipients {
  readonly council: string;
  readonly total: GapSnapshot["total"];
  readonly areas: readonly Recipients[];
}

/** People of an area by the groups that rates are for. */
const peopleIn = ({ aged18To64, aged65AndOver, disabled }: LargeCensusArea): Readonly<Record<PeopleGroup, number>> => ({
  "aged-18-64": aged18To64,
  "aged-65-and-over": aged65AndOver,
  disabled,
});

/** How many recipients live in each area: each counts where the small area is whose middle is nearest to the middle of their sector. */
function observedIn({ small }: Census, people: readonly CountedRecipient[]): ReadonlyMap<string, number> {
  const areaAt = new Map<string, string | undefined>();
  const nearest = ({ lat, lon }: Point): string | undefined => {
    const key = `${lat},${lon}`;
    if (!areaAt.has(key)) {
      let best = { miles: Number.POSITIVE_INFINITY, area: "" };
      for (const one of small) {
        const miles = milesBetween(lat, lon, one.lat, one.lon);
        if (miles < best.miles) best = { miles, area: one.area };
      }
      areaAt.set(key, best.area === "" ? undefined : best.area);
    }
    return areaAt.get(key);
  };
  const counts = new Map<string, number>();
  for (const { at } of people) {
    const area = at && nearest(at);
    if (area !== undefined) counts.set(area, (counts.get(area) ?? 0) + 1);
  }
  return counts;
}

/** What is read once a run, whichever council is measured. */
export interface Known {
  readonly census: Census;
  readonly takeUp: readonly TakeUpOf[];
  /** Recipients by council. */
  readonly people: ReadonlyMap<string, readonly CountedRecipient[]>;
}

/** Reads the recipients of every council that has areas, on a day: one of each month, so that nobody sees in two nights' figures who came between them. */
export async function knownPeople(census: Census, facts: Pick<MarketFacts, "recipients">, day: PlainDate): Promise<Known["people"]> {
  const people = new Map<string, readonly CountedRecipient[]>();
  for (const council of [...new Set(census.areas.map((area) => area.council))].sort()) people.set(council, await facts.recipients(council, day));
  return people;
}

/**
 * A number of recipients as the measure may know it: the middle of the step that figures for staff have (`docs/disclosure.md`), so that nobody finds the
 * number itself in any hours that are worked out from it.
 */
const counted = (people: number, { base }: Pick<DisclosureRules, "base">): number => Math.floor(people / base) * base + Math.floor(base / 2);

/**
 * Recipients of every council by area, by one council's rules: those it imported, where they are enough (`leastPeople`) and not far fewer than were
 * published (`leastOfPublishedPercent`), else how many were published. A council of which neither is known is left out, and its areas need nothing.
 */
export function recipientsByCouncil(
  { census, takeUp, people }: Known,
  { demand }: Pick<MarketPolicy, "demand">,
  rules: Pick<DisclosureRules, "base">,
): readonly CouncilRecipients[] {
  return [...Map.groupBy(census.areas, ({ council }) => council)].flatMap(([council, areas]) => {
    const all = people.get(council) ?? [];
    const published = takeUp.find(({ code }) => code === council)?.recipients;
    // Of fewer people the number itself would tell too much; and whoever is half-way through bringing them in has not fewer recipients than before.
    const isWhole = all.length >= demand.leastPeople && all.length * 100 >= (published ?? 0) * demand.leastOfPublishedPercent;
    const theirs = isWhole ? all : [];
    const recipients = isWhole ? counted(theirs.length, rules) : published;
    if (recipients === undefined) return [];
    const observed = observedIn(census, theirs);
    const given = areas.map((area) => ({
      area: area.code,
      people: peopleIn(area),
      observed: isWhole ? counted(observed.get(area.code) ?? 0, rules) : 0,
    }));
    return [{ council, total: { recipients, from: isWhole ? "council" : "published" }, areas: recipientsOf(given, recipients, demand) }];
  });
}

/** What a council's recipients need of each class, by what they have arranged where enough of them have. */
export const classesOfCouncil = ({ people }: Known, council: string, { demand }: Pick<MarketPolicy, "demand">): readonly SourcedClass[] =>
  classHoursOf(
    (people.get(council) ?? []).flatMap(({ arranged }) => (arranged ? [arranged] : [])),
    demand,
  );
