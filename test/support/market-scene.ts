import { sampleListings } from "../../functions/directory/import/seed.ts";
import { marketBuild } from "../../functions/market/entries/market-build.composition.ts";
import { buildMarket } from "../../functions/market/use-cases/build-market.ts";
import { gazetteerFrom } from "../../shared/geography/gazetteer-file.ts";
import { importAreas } from "../../shared/geography/import-areas.ts";
import type { OpenDataStore } from "../../shared/geography/open-data-ports.ts";
import type { GeographyStore } from "../../shared/geography/ports.ts";
import { MADE_FROM_CASE } from "../../shared/listing/change.ts";
import type { Listing } from "../../shared/listing/listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { boundariesFile, outlinesOfAreas } from "./areas.ts";
import { anAuditContext } from "./builders.ts";
import { COUNCIL } from "./councils.ts";
import { gazetteerFile } from "./http.ts";
import { aFile } from "./open-data.ts";
import { built } from "./snapshots.ts";
import type { TestTable } from "./tables.ts";

// Three councils side by side, in made-up areas around Melton, with people who work there.

export const MARKET_DAY = "2026-11-24";
export const MARKET_NIGHT = Date.parse(`${MARKET_DAY}T05:30:00Z`);

/** The districts that stripes of the made-up areas lie in, and their councils, from west to east. */
const DISTRICTS = [
  { code: "E07000130", name: "Charnwood", council: "E10000018", authority: "Leicestershire" },
  { code: "E07000133", name: "Melton", council: "E10000018", authority: "Leicestershire" },
  { code: "E06000016", name: "Leicester", council: "E06000016", authority: "Leicester" },
  { code: "E06000017", name: "Rutland", council: "E06000017", authority: "Rutland" },
] as const;
/** The stripe of each column of areas. */
const STRIPES = [0, 0, 1, 1, 2, 3] as const;
const ROWS = 6;

const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;

/** A folder of open data on these areas: four small ones in each, of more or fewer people. */
export function marketFiles(): readonly string[] {
  const outlines = outlinesOfAreas().map((outline, at) => ({ ...outline, district: DISTRICTS[STRIPES[Math.floor(at / ROWS)] ?? 0].code }));
  const areas = outlines.map(({ code, district }, at) => ({ code, district, at, lat: 52.62 + (at % ROWS) * 0.04, lon: -1.08 + Math.floor(at / ROWS) * 0.04 }));
  const numbers = new Map<string, number>();
  const nameOf = (district: string): string => {
    const number = (numbers.get(district) ?? 0) + 1;
    numbers.set(district, number);
    return `${DISTRICTS.find(({ code }) => code === district)?.name} ${String(number).padStart(3, "0")}`;
  };
  const people = (at: number, part: number): number => 1200 + ((at * 37 + part * 53) % 9) * 100;
  return [
    aFile(
      "districts.csv",
      lines(
        "lad_code,lad_name,social_care_authority_code,social_care_authority_name",
        ...DISTRICTS.map(({ code, name, council, authority }) => [code, name, council, authority].join(",")),
      ),
    ),
    aFile(
      "large.csv",
      lines(
        "msoa21_code,msoa21_name,lad_code,label_from_wards,pw_lat,pw_lon,area_km2,rural,pop_total,pop_18_64,pop_65_plus,pop_85_plus,disabled_people,unpaid_carers_50h_plus,cannot_speak_english_well_or_at_all",
        ...areas.map(({ code, district, at, lat, lon }) =>
          [
            code,
            nameOf(district),
            district,
            `Ward ${at} / Ward ${at + 1}`,
            lat,
            lon,
            12,
            at % 3 === 0 ? 1 : 0,
            6000,
            3000 + at * 20,
            900 + ((at * 7) % 11) * 90,
            150,
            700 + ((at * 5) % 7) * 100,
            90,
            40,
          ].join(","),
        ),
      ),
    ),
    aFile(
      "small.csv",
      lines(
        "lsoa21_code,msoa21_code,lad_code,pw_lat,pw_lon,rural,pop_total",
        ...areas.flatMap(({ code, district, at, lat, lon }) =>
          [0, 1, 2, 3].map((part) =>
            [
              `E0100${String(at * 4 + part).padStart(4, "0")}`,
              code,
              district,
              (lat + (part % 2) * 0.018 - 0.009).toFixed(4),
              (lon + Math.floor(part / 2) * 0.018 - 0.009).toFixed(4),
              at % 3 === 0 ? 1 : 0,
              people(at, part),
            ].join(","),
          ),
        ),
      ),
    ),
    aFile(
      "payments.csv",
      lines(
        "metric,ons_area_code,area_name,year,measure,value",
        ...[
          ["E10000018", "Leicestershire", 420, 1300, "32.3"],
          ["E06000016", "Leicester", 160, 400, "40.0"],
          ["E06000017", "Rutland", 18, 75, "24.0"],
        ].flatMap(([code, name, recipients, supported, share]) => [
          `3D(2a),${code},${name},2024-2025,numerator,${recipients}`,
          `3D(2a),${code},${name},2024-2025,denominator,${supported}`,
          `3D(2a),${code},${name},2024-2025,outcome,${share}`,
        ]),
      ),
    ),
    boundariesFile(outlines),
  ];
}

export interface MarketStores {
  readonly geography: GeographyStore;
  readonly openData: OpenDataStore;
}

/** Imports that folder. */
export const withAreas = ({ geography, openData }: MarketStores, file = gazetteerFile) =>
  importAreas(marketFiles(), { geography, openData, gazetteer: gazetteerFrom(file), today: "2026-11-20" }, () => undefined);

/** Sample people near these areas, the same every time: some of them are agencies that said no hours, and one came to the list too late. */
export async function marketListings(count: number): Promise<readonly Listing[]> {
  const nowhere = { index: async () => undefined, sector: async () => undefined, districtNames: async () => ({}), places: async () => [] };
  const made = await Array.fromAsync(
    sampleListings(count, {
      geography: nowhere,
      censusAreas: [],
      gazetteer: gazetteerFrom(gazetteerFile),
      authority: COUNCIL,
      policy: councilPolicy(COUNCIL),
      now: () => MARKET_NIGHT,
    }),
  );
  return made.map(({ hoursFree = 0, ...listing }, at): Listing => {
    const place = { lat: 52.61 + ((at * 13) % 23) * 0.01, lon: -1.09 + ((at * 7) % 22) * 0.01 };
    const known =
      at % 9 === 0 ? {} : { hoursFree, ...(at % 4 === 0 ? { hours: { arranged: 6.5 } } : {}), ...(at % 2 === 0 ? { hoursSaidOn: "2026-11-10" } : {}) };
    return { ...listing, area: { key: `place:${(at * 13) % 23}-${(at * 7) % 22}`, ...place }, travelMiles: [2, 4, 7][at % 3] ?? 2, ...known };
  });
}

/** Those areas and people in a table, with the snapshot of the directory. */
export async function marketTable(table: TestTable, listings: readonly Listing[]): Promise<void> {
  await withAreas(table);
  for (let from = 0; from < listings.length; from += 20)
    await table.listings.commit(
      listings.slice(from, from + 20).map((listing) => ({ listing, digest: MADE_FROM_CASE })),
      anAuditContext(),
      "listing:sample",
    );
  await built(table);
}

/** The nightly job, as its role lets it. */
export const measured = (table: TestTable, at = MARKET_NIGHT) => buildMarket(marketBuild(table.environmentOf("marketBuild")), at);
