import { readFileSync } from "node:fs";
import { copyFile, mkdtemp, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fileImporter } from "../../functions/directory/entries/import-file.composition.ts";
import { importBucket } from "../../shared/import/import-bucket.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { boundariesFile, openDataFiles } from "../support/areas.ts";
import { aRegisterRow } from "../support/builders.ts";
import { gazetteerFile } from "../support/http.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// A file dropped in the bucket is taken in by the same code as `npm run import`, and answered by a report beside it.

const NOON = Date.parse("2026-11-26T12:00:00Z");
const REGISTER = [aRegisterRow(), aRegisterRow({ id: "pa-2", displayName: "" })].map((row) => JSON.stringify(row)).join("\n");
const POSTCODES = `postcode,lat,lon\nLE13 1GH,52.766,-0.887\nLE13 1XX,NORTH,-0.88\n${["A", "B", "D", "E"].map((end) => `LE13 1A${end},52.766,-0.887\n`).join("")}`;

let table: TestTable;
let folder: string;
let files: Map<string, string>;
let reports: Map<string, string>;

const bucket = {
  async copy(key: string, _version: string | undefined, to: string) {
    const from = files.get(key);
    if (from === undefined) throw new Error("NoSuchKey");
    await copyFile(from, to);
  },
  put: async (key: string, text: string) => void reports.set(key, text),
};
const dropped = (key: string) => ({ source: "aws.s3", detail: { bucket: { name: "imports" }, object: { key, "version-id": "v1" } } });
const drop = async (key: string, text: string) => {
  const file = join(folder, `${files.size}`);
  await writeFile(file, text);
  files.set(key, file);
  await fileImporter(table.environmentOf("importFile"), table.name, bucket, () => NOON, gazetteerFile)(dropped(key));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trellis-dropped-"));
});
beforeEach(async () => {
  table = await aTable();
  [files, reports] = [new Map(), new Map()];
});

describe("a file dropped for import", () => {
  it("is taken in for the council it is dropped for, shown to the public, and answered row by row", async () => {
    await drop("postcodes/E06000016/all.csv", POSTCODES);
    expect(reports.get("reports/postcodes/E06000016/all.csv.txt")).toMatch(
      /^ {2}line 3: lat .+\npostcodes: 5 rows taken \(5 new, 0 changed, 0 unchanged\), 1 refused\n$/,
    );
    await drop("listings/E06000016/register.jsonl", REGISTER);
    expect(reports.get("reports/listings/E06000016/register.jsonl.txt")).toMatch(
      /^ {2}line 2: displayName .+\nlistings: 1 rows taken \(1 new, 0 changed, 0 unchanged\), 1 refused\n$/,
    );
    expect((await table.directory.profile("pa-1"))?.row.area.lat).toBeCloseTo(52.766, 5);
    expect((await table.listings.read([ListingId.parse("pa-1")])).get("pa-1")?.listing.authority).toBe("E06000016");
  });
  it("may be one of a folder of open data, in any order that leaves districts first: each is known by what it holds", async () => {
    const { districts, large, small } = openDataFiles(false);
    for (const [name, from] of Object.entries({ "one.csv": districts, "two.geojson": boundariesFile(), "three.csv": small, "four.csv": large }))
      await drop(`areas/E10000018/${name}`, readFileSync(from, "utf8"));
    expect(reports.get("reports/areas/E10000018/two.geojson.txt")).toBe(
      "  The file was taken as boundaries of areas, for maps\nareas: 3 rows taken (3 new, 0 changed, 0 unchanged), 0 refused\n",
    );
    expect((await table.openData.census())?.areas).toHaveLength(2);
    expect((await table.openData.map("E10000018"))?.areas).toHaveLength(36);
  });
  it("changes nothing when it is dropped again", async () => {
    await drop("postcodes/E06000016/all.csv", POSTCODES);
    for (const _ of [1, 2]) await drop("listings/E06000016/register.jsonl", REGISTER);
    expect(reports.get("reports/listings/E06000016/register.jsonl.txt")).toContain("1 rows taken (0 new, 0 changed, 1 unchanged), 1 refused");
  });
  it("is refused in words where it is another's, or where nobody expects it, and nothing is stored", async () => {
    await drop("listings/E06000016/wrong.csv", "name,postcode\nA,LE1 1AA\n");
    expect(reports.get("reports/listings/E06000016/wrong.csv.txt")).toBe("The file has no column kind, displayName\n");
    await drop("listings/E99999999/register.csv", REGISTER);
    expect(reports.get("reports/listings/E99999999/register.csv.txt")).toBe("There is no policy for council E99999999\n");
    await drop("secrets/E06000016/register.csv", REGISTER);
    expect(reports.get("reports/secrets/E06000016/register.csv.txt")).toContain("There is no import secrets: use one of postcodes,");
    for (const key of ["register.csv", "listings/register.csv", "listings/E06000016/more/register.csv", "listings/E06000016/register"]) {
      await drop(key, REGISTER);
      expect(reports.get(`reports/${key}.txt`)).toContain("must be dropped as KIND/COUNCIL/NAME.csv");
    }
    expect(await table.directory.profile("pa-1")).toBeUndefined();
  });
  it("takes off what it no longer has where it is dropped as whole, and lists every row refused below the summary", async () => {
    await drop("postcodes/E06000016/all.csv", POSTCODES);
    const row = (id: string) => JSON.stringify(aRegisterRow({ id }));
    await drop("listings/E06000016/register.jsonl", `${row("pa-1")}\n${row("pa-2")}`);
    await drop("listings/E06000016/register.jsonl", row("pa-1"));
    expect(await table.directory.profile("pa-2")).toBeDefined();
    await drop("listings/E06000016/register.whole.jsonl", row("pa-1"));
    expect(await table.directory.profile("pa-2")).toBeUndefined();
    await drop("listings/E06000016/bad.jsonl", "[]\n".repeat(30));
    const report = reports.get("reports/listings/E06000016/bad.jsonl.txt") ?? "";
    expect(report).toMatch(/^ {2}30 rows, the first on line 1: line is not a JSON object \(they are listed below\)/m);
    expect(report).toContain("  line 30: line is not a JSON object");
  });
  it("is not taken from among the reports, or a report would start an import", async () => {
    await drop("reports/listings/E06000016/register.csv.txt", REGISTER);
    expect(reports.size).toBe(0);
  });
  it("comes again where it is ours to put right", async () => {
    await expect(fileImporter(table.environmentOf("importFile"), table.name, bucket, () => NOON)(dropped("listings/E06000016/gone.csv"))).rejects.toThrow(
      "NoSuchKey",
    );
    expect(reports.size).toBe(0);
  });
});

describe("the bucket of files for import", () => {
  let server: Server;
  const asked: { method: string | undefined; url: string | undefined; body: string }[] = [];
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      asked.push({ method: request.method, url: request.url, body });
      response.writeHead(200, { "content-type": "text/csv" }).end(request.method === "GET" ? "a,b\n1,2\n" : "");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => server.close());

  it("gives the version that was dropped, and takes a text", async () => {
    const address: AddressInfo | string | null = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const environment = { ...table.environment, AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` };
    const file = join(folder, "copy.csv");
    await importBucket(environment, "imports").copy("listings/E06000016/register.csv", "v1", file);
    await importBucket(environment, "imports").put("reports/x.txt", "done\n");
    expect(asked.map(({ method, url }) => [method, url?.split("?")[0]])).toEqual([
      ["GET", "/imports/listings/E06000016/register.csv"],
      ["PUT", "/imports/reports/x.txt"],
    ]);
    expect(asked[0]?.url).toContain("versionId=v1");
    expect(asked[1]?.body).toContain("done");
  });
});
