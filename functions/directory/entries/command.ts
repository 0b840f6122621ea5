import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { systemContext } from "../../../shared/audit/context.ts";
import { dynamoGeographyStore } from "../../../shared/geography/dynamo-geography-store.ts";
import { dynamoOpenDataStore } from "../../../shared/geography/dynamo-open-data-store.ts";
import { gazetteerFrom } from "../../../shared/geography/gazetteer-file.ts";
import { UnusableFile } from "../../../shared/import/encoding.ts";
import { EVERY_KIND } from "../../../shared/import/kinds.ts";
import { reportLines } from "../../../shared/import/report.ts";
import { sayProgress } from "../../../shared/import/say-progress.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { sampleListings } from "../import/seed.ts";
import { listingWriter } from "../import/write-listings.ts";
import { buildSnapshot } from "../snapshot/build-snapshot.ts";
import { dynamoListingStore } from "../store/dynamo-listing-store.ts";
import { dynamoSnapshotStore } from "../store/dynamo-snapshot-store.ts";
import { directoryReport, importer, isImportKind } from "./imports.composition.ts";
import { DirectoryEnv } from "./public.env.ts";

// The directory from the command line: import KIND FILE..., first-start, rebuild, summary.

const { TABLE_NAME, AUTHORITY } = DirectoryEnv.parse(process.env);
const connection = awsConnectionFrom(process.env);
const table = openTable(connection, TABLE_NAME);
const reader = hotReader(connection, TABLE_NAME);
const geography = dynamoGeographyStore(table, reader);
const openData = dynamoOpenDataStore(table, reader);
const gazetteer = gazetteerFrom(process.env["GAZETTEER"] ?? "");
const listings = dynamoListingStore(table);
const snapshots = dynamoSnapshotStore(table, reader);
const policy = councilPolicy(AUTHORITY);

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const progressOf = (what: string) => sayProgress(say, what);

/** An import is run by whoever may reach the table itself; the trail says that it was one, and when. */
const importing = () => systemContext("import", Date.now());

const OPTIONS = ["--verbose", "--take-off-missing"];

/** The files of a folder of open data, in the order of their names; a file is itself. */
async function filesOfFolder(word: string): Promise<readonly string[]> {
  if (!(await stat(word)).isDirectory()) return [word];
  const names = await readdir(word);
  return names
    .filter((name) => /\.(?:csv|geojson)$/i.test(name))
    .sort()
    .map((name) => join(word, name));
}

async function importFiles(kind: string, words: readonly string[]): Promise<number> {
  const named = words.filter((word) => !OPTIONS.includes(word));
  const files = kind === "areas" ? (await Promise.all(named.map(filesOfFolder))).flat() : named;
  const [verbose, takeOffMissing] = OPTIONS.map((option) => words.includes(option));
  if (!isImportKind(kind) || files.length === 0) {
    process.stderr.write(`Usage: npm run import -- KIND FILE... [--verbose] [--take-off-missing]\nKIND is one of ${EVERY_KIND.join(", ")}.\n`);
    return 2;
  }
  const began = performance.now();
  const report = await importer({
    listings,
    geography,
    openData,
    gazetteer,
    authority: AUTHORITY,
    policy,
    progressOf,
    context: importing(),
    takeOffMissing: takeOffMissing ?? false,
  })(kind, files);
  // Whatever was left unfinished by an import that was stopped is in the log: the snapshot takes it in.
  // The first is made from the listings: of the log it would take only what has settled.
  await buildSnapshot(snapshots, Date.now, (await snapshots.manifest()) ? "log" : "truth");
  const [...lines] = reportLines(kind, directoryReport(report), verbose ? undefined : "--verbose lists them");
  const last = lines.pop() ?? "";
  for (const line of lines) say(line);
  say(`${last}, ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return 0;
}

/** On an empty table: the open data that is named, then sample listings. Afterwards nothing. */
async function firstStart(): Promise<number> {
  if (!(await snapshots.isEmpty()) || !(await listings.claimFirstStart())) return 0;
  const folder = process.env["TRELLIS_DATA_DIR"];
  if (folder && !(await geography.index())) {
    const names = await readdir(folder).catch(() => {
      process.stderr.write(`TRELLIS_DATA_DIR names ${folder}, which cannot be read.\n`);
      return [];
    });
    const files = (wanted: RegExp) =>
      names
        .filter((name) => wanted.test(name))
        .sort()
        .map((name) => join(folder, name));
    for (const [kind, wanted] of [
      ["districts", /^(?:districts|lads_.*)\.csv$/],
      ["places", /^(?:places.*|wards)\.csv$/],
      ["areas", /^(?:[lm]soa\d\d|ascof_\d.*)\.csv$|^msoa\d\d\.geojson$/],
      ["postcodes", /^postcodes_.*\.csv$/],
      ["cqc", /^cqc_.*\.csv$/],
    ] as const) {
      const found = files(wanted);
      if (found.length > 0) {
        say(`Importing ${kind} ...`);
        const code = await importFiles(kind, found);
        if (code !== 0) return code;
      }
    }
  }
  const wanted = process.env["TRELLIS_SEED"];
  const count = wanted === "none" ? 0 : wanted === undefined ? policy.sampleListings : Number(wanted);
  if (!Number.isInteger(count) || count < 0) {
    process.stderr.write(`TRELLIS_SEED must be a number or none, not ${wanted}\n`);
    return 2;
  }
  if (count > 0) {
    const progress = progressOf("sample listings");
    const writer = listingWriter(listings, systemContext("first-start", Date.now()), "listing:sample");
    const seedDeps = {
      geography,
      censusAreas: (await openData.smallAreas())?.areas ?? [],
      gazetteer,
      authority: AUTHORITY,
      policy,
      now: Date.now,
    };
    let line = 0;
    for await (const listing of sampleListings(count, seedDeps)) {
      line += 1;
      progress(line);
      await writer.take({ line, listing });
    }
    await writer.finish();
    await buildSnapshot(snapshots, Date.now, "truth");
    say(`Made ${count.toLocaleString("en-GB")} sample listings: no one in them is real.`);
  }
  return 0;
}

async function summary(): Promise<number> {
  const manifest = await snapshots.manifest();
  const index = await geography.index();
  const held = manifest?.tiles.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const postcodes = index ? [...index.sectors.values()].reduce((sum, sector) => sum + sector.postcodes, 0) : 0;
  say(`It holds ${held.toLocaleString("en-GB")} public listings and ${postcodes.toLocaleString("en-GB")} postcodes.`);
  if (postcodes === 0)
    say("Places can be searched by name. For postcodes, import them, or name a folder of open data: TRELLIS_DATA_DIR=... npm start -- --fresh");
  return 0;
}

/** Makes the snapshot anew from the listings themselves, while searches go on. */
async function rebuild(): Promise<number> {
  const report = await buildSnapshot(snapshots, Date.now, "truth");
  say(report ? `Snapshot ${report.version}: ${report.listings} listings in ${report.tiles} tiles` : "Another builder came first; nothing was changed.");
  return 0;
}

async function run([command = "", ...words]: readonly string[]): Promise<number> {
  if (command === "import" && words[0] === "rebuild") return rebuild();
  if (command === "import") return importFiles(words[0] ?? "", words.slice(1));
  if (command === "first-start") return firstStart();
  if (command === "summary") return summary();
  process.stderr.write(`There is no command ${command}\n`);
  return 2;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const known = error instanceof UnusableFile || (error instanceof Error && "code" in error && error.code === "ENOENT");
  process.stderr.write(`${known && error instanceof Error ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
} finally {
  table.client.destroy();
}
