import fc from "fast-check";
import { type Wanted, WISHES } from "../../functions/arrangements/rules/request.ts";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import { SORTS } from "../../functions/directory/search/criteria.ts";
import { dayNumber } from "../../shared/domain/time.ts";
import { TIMES, WHEN_CODES } from "../../shared/listing/availability.ts";
import { publicProfileOf, type SnapshotRow } from "../../shared/listing/public-listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { clientGroups, codesOf, kinds, publicStatuses, services, skills } from "../../shared/taxonomy/taxonomy.ts";
import { aListing } from "./builders.ts";

// Few values of each, so that filters meet; distances from next door to out of reach.
const few = (codes: readonly string[], count: number) => fc.subarray(codes.slice(0, count));

const area = fc
  .integer({ min: 0, max: 11 })
  .map((index) => ({ key: `LE${index} 1`, lat: 52.6 + (index % 4) * 0.06, lon: -1.2 + Math.floor(index / 4) * 0.11 }));

const availability = fc.subarray(TIMES.slice(0, 8)).map((times) => {
  const free: Record<string, string[]> = {};
  for (const time of times) {
    const [day = "", part = ""] = time.split("-");
    free[day] = [...(free[day] ?? []), part];
  }
  return free;
});

/** The days around which accreditations of such a directory begin and end, or none. */
const DAYS = ["2026-11-23", "2026-11-24", "2026-11-25"] as const;
const someDay = fc.option(fc.constantFrom(...DAYS), { nil: undefined, freq: 3 });

/** A listing's public row, with the id it is given. */
export const row = (id: string): fc.Arbitrary<SnapshotRow> =>
  fc
    .record({
      area,
      kind: fc.constantFrom(...codesOf(kinds)),
      status: fc.constantFrom(...codesOf(publicStatuses)),
      services: fc.subarray(codesOf(services).slice(0, 4), { minLength: 1 }),
      clientGroups: few(codesOf(clientGroups), 3),
      skills: few(codesOf(skills), 3),
      languages: few(["en", "gu", "pl"], 3),
      gender: fc.option(fc.constantFrom("female", "male"), { nil: undefined }),
      districts: few(["E07000133", "E07000130"], 2),
      travelMiles: fc.constantFrom(0, 2, 4.5, 10, 25),
      hoursFree: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
      ratePence: fc.option(fc.constantFrom(1150, 1300, 1500, 2200), { nil: undefined }),
      availability,
      accreditedOn: someDay,
      accreditedUntil: someDay,
    })
    .map(({ gender, hoursFree, ratePence, accreditedOn, accreditedUntil, ...rest }): SnapshotRow => {
      const { hoursFree: _hours, ratePence: _rate, accreditedOn: _on, accreditedUntil: _until, ...plain } = aListing({ id, ...rest });
      const listing = {
        ...plain,
        ...(accreditedOn === undefined ? {} : { accreditedOn }),
        ...(accreditedUntil === undefined ? {} : { accreditedUntil }),
        ...(gender ? { gender } : {}),
        ...(hoursFree === undefined ? {} : { hoursFree }),
        ...(ratePence === undefined ? {} : { ratePence }),
      };
      const profile = publicProfileOf(listing);
      if (!profile) throw new Error("Every status here is public");
      return profile.row;
    });

/** A directory of up to `most` listings with ids of their own. */
export const directory = (most: number): fc.Arbitrary<SnapshotRow[]> =>
  fc.integer({ min: 0, max: most }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => row(`pa-${index}`))));

/** A search over such a directory. */
export const criteria: fc.Arbitrary<Criteria> = fc
  .record({
    point: fc.record({ lat: fc.double({ min: 52.5, max: 52.9, noNaN: true }), lon: fc.double({ min: -1.3, max: -0.8, noNaN: true }) }),
    district: fc.option(fc.constantFrom("E07000133", "E07000130"), { nil: undefined }),
    miles: fc.constantFrom(1, 5, 10, 20, 50),
    service: few(codesOf(services), 3),
    group: few(codesOf(clientGroups), 2),
    skill: few(codesOf(skills), 2),
    when: few(WHEN_CODES, 2),
    language: few(["en", "gu", "pl"], 3),
    kind: few(codesOf(kinds), 3),
    gender: few(["female", "male"], 2),
    status: few(codesOf(publicStatuses), 3),
    maxRate: fc.option(fc.constantFrom(1150, 1400, 3000), { nil: undefined }),
    hours: fc.option(fc.integer({ min: 0, max: 15 }), { nil: undefined }),
    sort: fc.constantFrom(...SORTS),
    limit: fc.integer({ min: 1, max: 50 }),
    day: fc.integer({ min: dayNumber("2026-11-22"), max: dayNumber("2026-11-26") }),
    week: fc.integer({ min: 2900, max: 3000 }),
  })
  .map(({ district, maxRate, hours, ...rest }) => ({
    ...rest,
    weights: councilPolicy("E10000018").fit,
    ...(district === undefined ? {} : { district }),
    ...(maxRate === undefined ? {} : { maxRate }),
    ...(hours === undefined ? {} : { hours }),
  }));

/** What somebody needs and wishes, over the same few values. */
export const wantedSupport: fc.Arbitrary<Wanted> = fc
  .record({
    lat: fc.double({ min: 52.5, max: 52.9, noNaN: true }),
    lon: fc.double({ min: -1.3, max: -0.8, noNaN: true }),
    district: fc.option(fc.constantFrom("E07000133", "E07000130", "E07000999"), { nil: undefined }),
    services: fc.subarray(codesOf(services).slice(0, 3), { minLength: 1, maxLength: 2 }),
    skills: few(codesOf(skills), 1),
    times: few(["mon-morning", "tue-morning", "any-morning", "weekdays-morning"], 2),
    hours: fc.constantFrom(0.25, 4, 10.5, 20),
    language: fc.option(fc.constantFrom("en", "gu", "cy"), { nil: undefined }),
    gender: fc.option(fc.constantFrom("female", "male"), { nil: undefined }),
    must: fc.subarray([...WISHES]),
    maxRatePence: fc.option(fc.constantFrom(1150, 1400, 3000), { nil: undefined }),
  })
  .map(({ lat, lon, district, language, gender, maxRatePence, must, ...rest }) => ({
    ...rest,
    must: must.filter((wish) => (wish === "language" ? language : gender) !== undefined),
    place: { key: "LE13 1", label: "LE13 1", lat, lon, ...(district === undefined ? {} : { district }) },
    ...(language === undefined ? {} : { language }),
    ...(gender === undefined ? {} : { gender }),
    ...(maxRatePence === undefined ? {} : { maxRatePence }),
  }));
