import type { MarketStatement, StatementFigures } from "../../functions/market/rules/statement.ts";
import type { MarketTarget } from "../../functions/market/rules/target.ts";
import { dynamoGapStore } from "../../functions/market/store/dynamo-gap-store.ts";
import { buildMarket } from "../../functions/market/use-cases/build-market.ts";
import { ShownAmount, ShownMiddle } from "../../shared/domain/small-numbers/shares.ts";
import { londonTime, type PlainDate } from "../../shared/domain/time.ts";
import type { Census, LargeCensusArea } from "../../shared/geography/census.ts";
import type { Listing } from "../../shared/listing/listing.ts";
import { COUNCIL } from "./councils.ts";
import type { TestTable } from "./tables.ts";

const MELTON = "E07000133";
const RUTLAND = "E06000017";

const area = (code: string, name: string, lat: number, people: number): LargeCensusArea => ({
  ...{ code, name, label: `${name} ward`, district: MELTON, council: COUNCIL, lat, lon: -0.88, squareKilometres: 20, rural: true },
  ...{
    people,
    aged18To64: Math.round(people * 0.6),
    aged65AndOver: Math.round(people * 0.2),
    aged85AndOver: 100,
    disabled: Math.round(people * 0.08),
    carers50Hours: 50,
    notEnglishWell: 20,
  },
});

/** Three areas going north from Melton Mowbray, of which the last has hardly anybody; and one of the council beside it. */
export const MELTON_CENSUS: Census = {
  ...{ vintage: "Census 2021", importedOn: "2026-11-01" },
  small: [
    ["E01000001", "E02000001", 52.76, 3000],
    ["E01000002", "E02000001", 52.77, 3000],
    ["E01000003", "E02000002", 52.86, 2500],
    ["E01000004", "E02000002", 52.9, 2500],
    ["E01000005", "E02000003", 52.92, 60],
    ["E01000009", "E02000009", 52.67, 4000],
  ].map(([code = "", of = "", lat = 0, people = 0]) => ({
    ...{
      code: String(code),
      area: String(of),
      district: of === "E02000009" ? RUTLAND : MELTON,
      lat: Number(lat),
      lon: of === "E02000009" ? -0.73 : -0.88,
      people: Number(people),
      rural: true,
    },
  })),
  areas: [
    area("E02000001", "Melton 001", 52.765, 6000),
    area("E02000002", "Melton 002", 52.88, 5000),
    area("E02000003", "Melton 003", 52.92, 60),
    { ...area("E02000009", "Rutland 001", 52.67, 4000), lon: -0.73, district: RUTLAND, council: RUTLAND },
  ],
};

/** The measure of a day, as the job makes it of these listings for so many recipients. */
export async function measured({ table }: Pick<TestTable, "table">, listings: readonly Listing[], day: PlainDate, recipients = 240): Promise<void> {
  const nothing = async () => undefined;
  await buildMarket(
    {
      open: {
        census: async () => MELTON_CENSUS,
        takeUp: async () => [{ code: COUNCIL, name: "", year: "2024-2025", recipients, perThousand: 0 }],
        map: nothing,
      },
      facts: { recipients: async () => [], listings: async () => listings },
      gaps: dynamoGapStore(table),
      councils: [COUNCIL],
    },
    londonTime(day, "05:00"),
  );
}

/** Figures of a statement. */
export const someFigures = (more: Partial<StatementFigures> = {}): StatementFigures => ({
  ...{
    day: "2026-11-24",
    policyVersion: 1,
    vintage: "Census 2021",
    supply: { word: "short", goodPercent: 10, fairPercent: 40 },
    demand: { word: "not-enough-data" },
  },
  ...{ needHours: 120, observedPercent: 0, offered: ShownAmount.parse({ notShown: "few-listings" }), listings: 3, hoursNotKnown: 1, fragile: 2 },
  ...{ gaps: [], areasLeftOut: 1, floors: [], prices: { councilPence: 1500, median: ShownMiddle.parse({ notShown: "few-listings" }) }, since: { gaps: [] } },
  ...more,
});

/** A statement that is a draft. */
export const aStatement = (more: Partial<MarketStatement> = {}): MarketStatement => ({
  ...{ id: `${COUNCIL}.personal-care`, authority: COUNCIL, service: "personal-care", editions: 0, earlier: [] },
  draft: { words: {}, figures: someFigures(), startedBy: "colm", startedAt: "2026-11-24T09:00:00.000Z" },
  ...more,
});

/** A target that is open. */
export const aTarget = (more: Partial<MarketTarget> = {}): MarketTarget => ({
  ...{ id: "target-1", authority: COUNCIL, needed: "personal-care-dementia", areas: ["E02000001"], aimHours: 5, by: "2027-06-30" },
  ...{ words: "We look for people who work in the evening. Ask Colm on 0116 000 0000.", start: { day: "2026-11-24", shortHours: 40 } },
  ...{ state: "open", invited: [], createdBy: "colm", createdAt: "2026-11-24T09:00:00.000Z" },
  ...more,
});
