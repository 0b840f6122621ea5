import { systemContext } from "../../../shared/audit/context.ts";
import { dynamoGeographyStore } from "../../../shared/geography/dynamo-geography-store.ts";
import { dynamoOpenDataStore } from "../../../shared/geography/dynamo-open-data-store.ts";
import { GAZETTEER_FILE, gazetteerFrom } from "../../../shared/geography/gazetteer-file.ts";
import type { ImportBucket } from "../../../shared/import/import-bucket.ts";
import { KINDS_OF_SLICE } from "../../../shared/import/kinds.ts";
import { droppedFileTaker } from "../../../shared/import/take-dropped.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { buildSnapshot } from "../snapshot/build-snapshot.ts";
import { dynamoListingStore } from "../store/dynamo-listing-store.ts";
import { dynamoSnapshotStore } from "../store/dynamo-snapshot-store.ts";
import { directoryReport, importer, isImportKind } from "./imports.composition.ts";

/** Takes in the files of the directory that are dropped in the bucket, and has them searched at once. */
export function fileImporter(
  environment: Readonly<Record<string, string | undefined>>,
  tableName: string,
  bucket: ImportBucket,
  now: () => number = Date.now,
  gazetteerFile: string | URL = new URL(GAZETTEER_FILE, import.meta.url),
): (event: unknown) => Promise<void> {
  const connection = awsConnectionFrom(environment);
  const table = openTable(connection, tableName);
  const reader = hotReader(connection, tableName);
  const geography = dynamoGeographyStore(table, reader);
  const openData = dynamoOpenDataStore(table, reader);
  const gazetteer = gazetteerFrom(gazetteerFile);
  const listings = dynamoListingStore(table);
  const snapshots = dynamoSnapshotStore(table, reader);

  return droppedFileTaker(bucket, KINDS_OF_SLICE.directory, async ({ kind, authority, whole }, file) => {
    if (!isImportKind(kind)) throw new Error("The directory takes no such file");
    const policy = councilPolicy(authority);
    const context = systemContext("import", now());
    const report = await importer({
      listings,
      geography,
      openData,
      gazetteer,
      authority,
      policy,
      context,
      progressOf: () => () => undefined,
      takeOffMissing: whole,
    })(kind, [file]);
    await buildSnapshot(snapshots, now);
    return directoryReport(report);
  });
}
