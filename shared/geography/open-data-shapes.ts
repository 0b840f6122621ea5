import * as z from "zod/mini";
import { storedShape } from "../table/stored-shape.ts";
import type { CouncilMap, LargeCensusArea, SmallCensusArea, TakeUpOf } from "./census.ts";
import type { AreasOfCensus, BorderLines, DistrictCouncil } from "./open-data-ports.ts";

// Each is JSON, packed, and made anew by an import.

const [text, number] = [z.string(), z.number()];
const place = { code: text, district: text, lat: number, lon: number, people: number, rural: z.boolean() };
const census = { vintage: text, importedOn: text };
const Line = z.array(z.object({ lat: number, lon: number }));

const Small: z.ZodMiniType<SmallCensusArea> = z.object({ ...place, area: text });
const Large: z.ZodMiniType<LargeCensusArea> = z.object({
  ...place,
  ...{ name: text, label: text, council: text, squareKilometres: number },
  ...{ aged18To64: number, aged65AndOver: number, aged85AndOver: number, disabled: number, carers50Hours: number, notEnglishWell: number },
});
const SmallAreas: z.ZodMiniType<AreasOfCensus<SmallCensusArea>> = z.object({ ...census, areas: z.array(Small) });
const LargeAreas: z.ZodMiniType<AreasOfCensus<LargeCensusArea>> = z.object({ ...census, areas: z.array(Large) });
const Councils: z.ZodMiniType<Readonly<Record<string, DistrictCouncil>>> = z.record(text, z.object({ council: text, name: text }));
const TakeUp: z.ZodMiniType<{ readonly years: readonly TakeUpOf[] }> = z.object({
  years: z.array(
    z.object({ code: text, name: text, year: text, recipients: z.exactOptional(number), supported: z.exactOptional(number), perThousand: number }),
  ),
});
const MapOfAreas: z.ZodMiniType<CouncilMap> = z.object({
  ...{ width: number, height: number, borders: text, unitsAMile: number },
  areas: z.array(z.object({ code: text, path: text, x: number, y: number, size: number })),
  towns: z.array(z.object({ name: text, x: number, y: number })),
});
const Border: z.ZodMiniType<{ readonly lines: BorderLines }> = z.object({ lines: z.array(Line) });

/** Small areas of the census (LSOA). */
export const smallAreasShape = storedShape({ entity: "small-areas", schemaVersion: 1 }, SmallAreas);

/** Areas of the census (MSOA). */
export const largeAreasShape = storedShape({ entity: "large-areas", schemaVersion: 1 }, LargeAreas);

/** The council of each district. */
export const districtCouncilsShape = storedShape({ entity: "district-councils", schemaVersion: 1 }, Councils);

/** Direct payments by council and year, as published. */
export const takeUpShape = storedShape({ entity: "take-up", schemaVersion: 1 }, TakeUp);

/** The map of a council or a district. */
export const areaMapShape = storedShape({ entity: "area-map", schemaVersion: 1 }, MapOfAreas);

/** The outer border of all areas. */
export const areaBorderShape = storedShape({ entity: "area-border", schemaVersion: 1 }, Border);
