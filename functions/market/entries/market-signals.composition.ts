import { dayMarks } from "../../../shared/due/dynamo-due.ts";
import type { Census } from "../../../shared/geography/census.ts";
import { dynamoGeographyReader } from "../../../shared/geography/dynamo-geography-reader.ts";
import { dynamoOpenData } from "../../../shared/geography/dynamo-open-data.ts";
import { councilCodes, councilPolicy } from "../../../shared/policy/council.ts";
import type { SearchAreas } from "../../../shared/signals/search-areas.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { countedCases } from "../../counted-cases.ts";
import { dynamoApplicationFigures } from "../store/dynamo-application-store.ts";
import { dynamoSignalFigures, dynamoSignalStore } from "../store/dynamo-signal-store.ts";
import type { SignalDeps } from "../use-cases/signal-ports.ts";
import { MarketSignalsEnv } from "./market-signals.env.ts";

/** A coordinate to some ten metres: nearer than any middle of an area is exact. */
const atSteps = (degrees: number): number => Math.round(degrees * 10_000) / 10_000;

/** The areas that searches are counted by: those of the districts of councils that are served. */
function searchAreasOf({ vintage, importedOn, areas, small }: Census): SearchAreas {
  const served = new Set(councilCodes.flatMap((code) => councilPolicy(code).districts));
  const within = areas.filter(({ district }) => served.has(district));
  const placeOf = new Map(within.map(({ code }, at) => [code, at]));
  return {
    vintage: `${vintage} ${importedOn}`,
    areas: within.map(({ code, district }) => ({ code, district })),
    points: small.flatMap(({ lat, lon, area }) => {
      const at = placeOf.get(area);
      return at === undefined ? [] : [[atSteps(lat), atSteps(lon), at] as const];
    }),
  };
}

/** The real thing, from the environment. */
export function marketSignals(environment: Readonly<Record<string, string | undefined>>): SignalDeps {
  const { TABLE_NAME } = MarketSignalsEnv.parse(environment);
  const connection = awsConnectionFrom(environment);
  const table = openTable(connection, TABLE_NAME);
  const reader = hotReader(connection, TABLE_NAME);
  const [geography, open] = [dynamoGeographyReader(reader), dynamoOpenData(reader)];
  return {
    signals: dynamoSignalStore(table),
    figures: dynamoSignalFigures(table),
    cases: countedCases(table),
    applications: dynamoApplicationFigures(table),
    places: {
      async census() {
        const census = await open.census();
        return census && { large: census.areas, areas: searchAreasOf(census) };
      },
      districtNames: () => geography.districtNames(),
      async districtOf() {
        const outcodes = (await geography.index())?.outcodes;
        return (outcode) => outcodes?.get(outcode)?.district;
      },
    },
    done: dayMarks(table, "marketSignals"),
  };
}
