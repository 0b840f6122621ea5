import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { sampleListings } from "../../functions/directory/import/seed.ts";
import { dynamoGapStore } from "../../functions/market/store/dynamo-gap-store.ts";
import { marketKeys } from "../../functions/market/store/keys.ts";
import { buildMarket } from "../../functions/market/use-cases/build-market.ts";
import { ensureTables, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import type { Census } from "../../shared/geography/census.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { AUTHORITY, gazetteer, NOW } from "./synthetic.ts";
import { counting } from "./units.ts";

/** A county's areas, and of each its small ones. */
const AREAS = 84;
const PARTS = 5;
const LISTINGS = 1200;
const KILOBYTE = 1024;

/** What the job of a county takes. */
export interface CouncilMeasured {
  readonly areas: number;
  readonly listings: number;
  /** Of a processor. */
  readonly seconds: number;
  readonly dashboardReads: number;
  readonly kilobytes: number;
  readonly inputKilobytes: number;
}

/** Areas in rows around the middle of the sample council, of which nothing but the number matters. */
function county(): Census {
  const { lat, lon } = councilPolicy(AUTHORITY).home;
  const places = Array.from({ length: AREAS }, (_, at) => ({
    code: `E02${String(at).padStart(6, "0")}`,
    lat: lat + ((at % 9) - 4) * 0.05,
    lon: lon + (Math.floor(at / 9) - 4) * 0.08,
  }));
  return {
    vintage: "made up",
    importedOn: "2026-11-01",
    areas: places.map(({ code, ...at }, index) => ({
      ...{ code, ...at, name: `Made Up ${String(index + 1).padStart(3, "0")}`, label: "Nowhere", district: "E07000133", council: AUTHORITY },
      ...{ squareKilometres: 20, rural: index % 2 === 0, people: 8000, aged18To64: 4500 + index * 10, aged65AndOver: 1600, aged85AndOver: 250 },
      ...{ disabled: 1200, carers50Hours: 200, notEnglishWell: 80 },
    })),
    small: places.flatMap(({ code, ...at }) =>
      Array.from({ length: PARTS }, (_, part) => ({
        ...{ code: `E01${code.slice(3)}${part}`, area: code, district: "E07000133", rural: false, people: 1600 },
        ...{ lat: at.lat + (part - 2) * 0.008, lon: at.lon + (part - 2) * 0.006 },
      })),
    ),
  };
}

/** Measures a county as the nightly job does, in a table of its own, and asks for its dashboard. */
export async function councilMeasured(): Promise<CouncilMeasured> {
  const engine = await startEngine(join(mkdtempSync(join(tmpdir(), "trellis-market-")), "data.db"));
  try {
    const name = "market";
    await ensureTables(engine.endpoint, synthesizeLocal(mkdtempSync(join(tmpdir(), "trellis-assembly-"))), name);
    const table = openTable(awsConnectionFrom({ ...localAwsEnvironment(engine.endpoint), TABLE_NAME: name }), name);
    const nowhere = { index: async () => undefined, sector: async () => undefined, districtNames: async () => ({}), places: async () => [] };
    const seed = { geography: nowhere, censusAreas: [], gazetteer, authority: AUTHORITY, policy: councilPolicy(AUTHORITY), now: () => NOW };
    const listings = await Array.fromAsync(sampleListings(LISTINGS, seed));
    const takeUp = [{ code: AUTHORITY, name: "Leicestershire", year: "2024-2025", recipients: 1675, perThousand: 325 }];
    const open = { census: async () => county(), takeUp: async () => takeUp, map: async () => undefined };
    const before = process.cpuUsage();
    const facts = { recipients: async () => [], listings: async () => listings };
    await buildMarket({ open, facts, gaps: dynamoGapStore(table), councils: [AUTHORITY] }, NOW);
    const { user, system } = process.cpuUsage(before);
    const { counted, reads } = counting(table);
    const snapshot = await dynamoGapStore(counted).snapshot(AUTHORITY, "now");
    const kilobytes = async (Key: { readonly pk: string; readonly sk: string }) =>
      Math.round(((await table.client.send(new GetCommand({ TableName: name, Key }))).Item?.["body"]?.length ?? 0) / KILOBYTE);
    return {
      ...{ areas: snapshot?.areas.length ?? 0, listings: listings.length, seconds: (user + system) / 1_000_000, dashboardReads: reads() },
      kilobytes: await kilobytes(marketKeys.newest(AUTHORITY, "now")),
      inputKilobytes: await kilobytes(marketKeys.inputs(AUTHORITY, "now")),
    };
  } finally {
    await engine.stop();
  }
}
