import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import type { SnapshotRow } from "../../shared/listing/public-listing.ts";
import { type OracleAnswer, oracle } from "../support/oracle.ts";

// The kept fork of dynamodb-geo, as its manual says to use it: query the radius, then filter, count
// and sort what comes back. It is heavy and unmaintained, so it is installed only here, on demand.

const FOLDER = join(import.meta.dirname, "..", "..", ".bench", "geo");
const PACKAGES = ["dynamodb-geo-regevbr@0.4.1", "aws-sdk@2.1693.0"];
const METRES_A_MILE = 1609.344;
/** The package measures on another sphere: a little more is asked for and cut to ours. */
const MARGIN = 1.01;
const WRITES_AT_ONCE = 8;

export interface Rival {
  search(criteria: Criteria): Promise<OracleAnswer>;
  readonly meter: { requests: number; readUnits: number; bytes: number };
}

async function installed(): Promise<NodeJS.Require> {
  const require = createRequire(join(FOLDER, "package.json"));
  try {
    require.resolve("dynamodb-geo-regevbr");
  } catch {
    await mkdir(FOLDER, { recursive: true });
    await writeFile(join(FOLDER, "package.json"), '{"private":true}');
    process.stderr.write(`Installing ${PACKAGES.join(" and ")} for comparison ...\n`);
    execFileSync("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", ...PACKAGES], {
      cwd: FOLDER,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return require;
}

/** The package over a table in its own key scheme, with what each search costs. */
export async function openRival(endpoint: string, tableName: string): Promise<Rival> {
  const { client, config, geo } = await rivalClient(endpoint, tableName);
  const manager = new geo.GeoDataManager(config);
  const meter = { requests: 0, readUnits: 0, bytes: 0 };
  const query = client.query.bind(client);
  client.query = (parameters: object, ...rest: unknown[]) => {
    const request = query({ ...parameters, ReturnConsumedCapacity: "TOTAL" }, ...rest);
    request.on("complete", (response: { data?: { ConsumedCapacity?: { CapacityUnits?: number } }; httpResponse: { body: { length?: number } } }) => {
      meter.requests += 1;
      meter.readUnits += response.data?.ConsumedCapacity?.CapacityUnits ?? 0;
      meter.bytes += response.httpResponse.body.length ?? 0;
    });
    return request;
  };
  return {
    meter,
    async search(criteria) {
      const items: { row: { S: string } }[] = await manager.queryRadius({
        RadiusInMeter: criteria.miles * METRES_A_MILE * MARGIN,
        CenterPoint: { latitude: criteria.point.lat, longitude: criteria.point.lon },
      });
      return oracle(
        items.map(({ row }) => JSON.parse(row.S)),
        criteria,
      );
    },
  };
}

/** Makes such a table of the same listings. */
export async function loadRival(endpoint: string, tableName: string, rows: readonly SnapshotRow[]): Promise<void> {
  const { client, config, geo } = await rivalClient(endpoint, tableName);
  const input = geo.GeoTableUtil.getCreateTableRequest(config);
  delete input.ProvisionedThroughput;
  for (const index of input.LocalSecondaryIndexes ?? []) delete index.ProvisionedThroughput;
  await client.createTable({ ...input, BillingMode: "PAY_PER_REQUEST" }).promise();
  const manager = new geo.GeoDataManager(config);
  const points = rows.map(({ area, listing }) => ({
    RangeKeyValue: { S: listing.id },
    GeoPoint: { latitude: area.lat, longitude: area.lon },
    PutItemInput: { Item: { row: { S: JSON.stringify({ area, listing }) } } },
  }));
  const batches: (typeof points)[] = [];
  while (points.length > 0) batches.push(points.splice(0, 25));
  while (batches.length > 0) await Promise.all(batches.splice(0, WRITES_AT_ONCE).map((batch) => manager.batchWritePoints(batch).promise()));
}

async function rivalClient(endpoint: string, tableName: string) {
  process.env["AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE"] = "1";
  const require = await installed();
  const AWS = require("aws-sdk");
  const geo = require("dynamodb-geo-regevbr");
  const http = require("node:http");
  const client = new AWS.DynamoDB({
    endpoint,
    region: "eu-west-2",
    accessKeyId: "local",
    secretAccessKey: "local",
    httpOptions: { agent: new http.Agent({ keepAlive: true, maxSockets: 50 }) },
  });
  return { client, geo, config: new geo.GeoDataManagerConfiguration(client, tableName) };
}
