import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemContext } from "../../../shared/audit/context.ts";
import { dynamoGeographyStore } from "../../../shared/geography/dynamo-geography-store.ts";
import { UnusableFile } from "../../../shared/import/encoding.ts";
import { councilCodes, councilPolicy } from "../../../shared/policy/council.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { type DroppedFile, droppedFile } from "../import/take-file.ts";
import { buildSnapshot } from "../snapshot/build-snapshot.ts";
import { dynamoListingStore } from "../store/dynamo-listing-store.ts";
import { dynamoSnapshotStore } from "../store/dynamo-snapshot-store.ts";
import type { ImportBucket } from "../store/import-bucket.ts";
import { REPORTS } from "./import-file.env.ts";
import { IMPORT_KINDS, importer, isImportKind, reportLines } from "./imports.composition.ts";

/**
 * Takes in a file that was dropped in the bucket, as `npm run import` does, and puts a report beside it. Taking a file twice changes nothing the second time.
 * What the person who dropped the file can put right stands in the report; anything else throws, and comes again.
 */
export function fileImporter(
  environment: Readonly<Record<string, string | undefined>>,
  tableName: string,
  bucket: ImportBucket,
  now: () => number = Date.now,
): (event: unknown) => Promise<void> {
  const connection = awsConnectionFrom(environment);
  const table = openTable(connection, tableName);
  const reader = hotReader(connection, tableName);
  const geography = dynamoGeographyStore(table, reader);
  const listings = dynamoListingStore(table);
  const snapshots = dynamoSnapshotStore(table, reader);

  const take = async ({ key, version, kind, authority, extension, whole }: DroppedFile): Promise<readonly string[]> => {
    if (!isImportKind(kind)) return [`There is no import ${kind}: use one of ${IMPORT_KINDS.join(", ")}`];
    if (!councilCodes.includes(authority)) return [`There is no policy for council ${authority}`];
    const file = join(tmpdir(), `${randomUUID()}.${extension}`);
    try {
      await bucket.copy(key, version, file);
      const policy = councilPolicy(authority);
      const context = systemContext("import", now());
      const report = await importer({ listings, geography, authority, policy, context, progressOf: () => () => undefined, takeOffMissing: whole })(kind, [
        file,
      ]);
      await buildSnapshot(snapshots, now);
      log("file-imported", { kind, added: report.added, changed: report.changed, unchanged: report.unchanged, refused: report.refused.length });
      const [short, full] = [reportLines(kind, report, "they are listed below"), reportLines(kind, report)];
      return short.length === full.length ? short : [...short, "", ...full];
    } catch (error) {
      const why = wrongWith(error);
      if (why === undefined) throw error;
      return [why];
    } finally {
      await rm(file, { force: true });
    }
  };

  return async (event) => {
    const dropped = droppedFile(event, REPORTS);
    if (dropped === undefined) return;
    const lines = "why" in dropped ? [dropped.why] : await take(dropped);
    await bucket.put(`${REPORTS}${dropped.key}.txt`, `${lines.join("\n")}\n`);
  };
}

/** What is wrong with a whole file, in words for who brought it; undefined where it is not the file. */
function wrongWith(error: unknown): string | undefined {
  // The name of our copy of it tells nobody anything.
  return error instanceof UnusableFile ? error.message.replace(/^\/\S+ /, "The file ") : undefined;
}
