import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { text } from "../domain/fields.ts";
import { PlainDate } from "../domain/time.ts";
import marketData from "./market.json" with { type: "json" };

const whole = z.number().check(z.refine((given: number) => Number.isSafeInteger(given) && given >= 0, "must be a whole number of 0 or more"));
const positive = z.number().check(z.refine((given: number) => Number.isSafeInteger(given) && given > 0, "must be a whole number of 1 or more"));
/** A part of a whole, such as 1 of 3. */
const Part = z.object({ parts: positive, of: positive }).check(z.refine(({ parts, of }) => parts <= of, "must not be more than the whole"));

/** Groups of people whose share of direct payments the census lets us guess; one person may be in several. */
export const PEOPLE_GROUPS = ["aged-18-64", "aged-65-and-over", "disabled"] as const;
export type PeopleGroup = (typeof PEOPLE_GROUPS)[number];

/**
 * How much nearer need counts. The first band that reaches as far as a place gives the weight; the last one, without an end, all beyond. One band of the
 * whole weight means that distance changes nothing within the miles that somebody said they travel.
 */
const Decay = z
  .object({ whole: positive, bands: z.array(z.object({ toMiles: z.optional(z.number().check(z.positive())), weight: positive })).check(z.minLength(1)) })
  .check(
    z.refine(({ whole: full, bands }) => bands.every(({ weight }) => weight <= full), "must weigh no band more than the whole"),
    z.refine(
      ({ bands }) =>
        bands.every(({ toMiles }, at) => (toMiles === undefined) === (at === bands.length - 1) && (toMiles ?? 1e9) > (bands[at - 1]?.toMiles ?? 0)),
      "must have bands from the nearest to the furthest, and the last without an end",
    ),
  );
export type Decay = z.infer<typeof Decay>;

/** How gaps in the market are measured and said: versions are added, never changed. */
const MarketPolicy = z.object({
  version: whole,
  effectiveFrom: PlainDate,
  source: text(300),
  /** Hours in reach for each hundred hours needed, below which support is short, and below which it is tight. */
  standing: z
    .object({ shortBelowPercent: positive, tightBelowPercent: positive })
    .check(z.refine((limits) => limits.shortBelowPercent < limits.tightBelowPercent, "must be short below less than tight")),
  decay: Decay,
  /** Who is a choice: reaches so much of an area's people, and has so many hours a week. */
  choice: z.object({ reachPercent: positive, leastHours: positive }),
  confidence: z.object({
    /** What is measured again with people travelling so much, and with so much need. */
    travelPercents: z.array(positive).check(z.minLength(1)),
    needPercents: z.array(positive).check(z.minLength(1)),
    /** With less of the need observed than this, a figure is at best likely. */
    observedPercent: positive,
    /** Hours said longer ago than so many days, for over so much of the hours in reach: at best likely. */
    confirmedDays: positive,
    unconfirmedPercent: positive,
  }),
  /** Areas so near to where our areas end have neighbours whose need nobody counted. */
  border: z.object({ miles: positive }),
  fragile: z.object({
    /** With so few to choose from, or fewer. */
    choice: positive,
    /** More than this part of the hours from one listing. */
    oneListing: Part,
    /** More than this part of the hours from those with evidence that ends within so many days. */
    evidenceDays: positive,
    evidence: Part,
  }),
  /** What people ask for is shown of so many listings, unless the `largest` have more than so much of their hours. */
  prices: z.object({
    leastListings: positive,
    largest: positive,
    largestPercent: positive.check(z.refine((percent: number) => percent < 100, "must be less than 100")),
  }),
  /** Where the areas that cannot be served are more than so much of those that need something, support is short everywhere. */
  floor: z.object({ everywherePercent: positive }),
  /** Times of the week that support is looked at by: who is free at so many of these times of a search, or more, could work then. */
  times: z.array(
    z
      .object({ code: text(30), name: text(60), least: positive, of: z.array(text(20)) })
      .check(z.refine(({ least, of }) => least <= new Set(of).size, "must not ask for more times than there are")),
  ),
  /** How many more can be tried at once. */
  whatIf: z.object({ mostListings: positive }),
  /** How much somebody's hours are wanted in an area, by the hours there are for each hundred needed; and how few people there are of whom nothing is said. */
  wanted: z
    .object({ mostBelowPercent: positive, muchBelowPercent: positive, someBelowPercent: positive, leastPeople: positive })
    .check(
      z.refine((limits) => limits.mostBelowPercent < limits.muchBelowPercent && limits.muchBelowPercent < limits.someBelowPercent, "must go from most to some"),
    ),
  /**
   * Words of a market position statement. Supply is good where so much of the need has `goodPercent` hours in reach for each hundred needed, fair where so
   * much has `fairPercent`, else short. Demand rises or falls by `demandPercent` over so many quarters, and is not known of fewer people than `leastPeople`.
   */
  rating: z
    .object({ goodPercent: positive, fairPercent: positive, ofNeedPercent: positive, demandPercent: positive, quarters: positive, leastPeople: positive })
    .check(z.refine((rating) => rating.fairPercent < rating.goodPercent, "must be fair below good")),
  /** Who is near enough to an area to be invited: so many miles further than they say they travel; and how many are invited at once. */
  targets: z.object({ nearMiles: positive, mostInvitations: positive }),
  demand: z.object({
    /** The least weight of the model beside what was observed, in people. */
    leastPrior: z.number().check(z.positive()),
    ratesSource: text(300),
    ratesPerTenThousand: z.record(oneOf(PEOPLE_GROUPS), whole),
    classesSource: text(300),
    /** Arrangements of so many people say how much of a service people have; of fewer, the sample does. */
    leastPeople: positive,
    /** Recipients that the council imported are all of them where they are so many hundredths of how many were published; else the import is not whole. */
    leastOfPublishedPercent: whole,
    /** Classes of need: hours a week of it for each recipient on average, and how much of that is not arranged yet. Each hour belongs to one of them. */
    classes: z
      .array(
        z.object({
          ...{ code: text(60), service: text(60) },
          group: z.exactOptional(text(60)),
          language: z.exactOptional(text(10)),
          hoursEach: z.number().check(z.nonnegative()),
          unarrangedPercent: z
            .number()
            .check(z.refine((percent: number) => Number.isInteger(percent) && percent >= 0 && percent <= 99, "must be a whole number up to 99")),
        }),
      )
      .check(z.minLength(1)),
  }),
  /** How hours of need are shown: rounded to so many. */
  showing: z.object({ stepHours: positive }),
});
export type MarketPolicy = z.infer<typeof MarketPolicy>;
export type TimeOfWeek = MarketPolicy["times"][number];

/** That two councils tell each other's listed providers of gaps, from a day on. */
const Sharing = z.object({ councils: z.tuple([z.string(), z.string()]), from: PlainDate, until: z.optional(PlainDate), source: text(300) });

const Market = z.object({
  sharing: z.array(Sharing),
  /** Rules by name, in versions. */
  rules: z.record(z.string(), z.array(MarketPolicy).check(z.minLength(1))),
  /** Which rules each council (GSS code) goes by. */
  councils: z.record(z.string(), z.string()),
});
let parsed: z.infer<typeof Market> | undefined;

/** Councils (GSS codes) that share with another on a day, each with each: the one sees where support is short in the other's areas, and may invite its listed providers. Those it has agreed that with. In order. */
export function sharingOn(authority: string, day: PlainDate): readonly string[] {
  parsed ??= Market.parse(marketData);
  const agreed = parsed.sharing.filter(({ councils, from, until }) => councils.includes(authority) && from <= day && (until === undefined || day <= until));
  return [...new Set(agreed.flatMap(({ councils }) => councils.filter((code) => code !== authority)))].sort();
}

/** Reads rules as they are written down; throws where they cannot be. */
export const readMarketPolicy = (given: unknown): MarketPolicy => MarketPolicy.parse(given);

/** A council's rules for gaps in the market on a day: of the versions begun by then the latest. Throws where it has none. */
export function marketPolicyOn(authority: string, day: PlainDate): MarketPolicy {
  parsed ??= Market.parse(marketData);
  const versions = parsed.rules[parsed.councils[authority] ?? ""] ?? [];
  const [latest] = versions.filter(({ effectiveFrom }) => effectiveFrom <= day).toSorted((a, b) => b.version - a.version);
  if (!latest) throw new Error(`No rules for gaps in the market of ${authority} on ${day}`);
  return latest;
}
