import { inject } from "vitest";
import { dynamoDirectoryReader } from "../../functions/directory/store/dynamo-directory-reader.ts";
import { dynamoListingStore } from "../../functions/directory/store/dynamo-listing-store.ts";
import { dynamoSnapshotStore } from "../../functions/directory/store/dynamo-snapshot-store.ts";
import { ensureTables, localAwsEnvironment } from "../../infra/local/engine.ts";
import { dynamoGeographyStore } from "../../shared/geography/dynamo-geography-store.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { hotReader } from "../../shared/table/hot-reader.ts";
import { openTable } from "../../shared/table/table-client.ts";

/** A new table, made from the synthesized template, with every store over it. Its stores go by a clock that stands still until it is set. */
export async function aTable() {
  const endpoint = inject("endpoint");
  const name = `${inject("tables")}${crypto.randomUUID()}`;
  await ensureTables(endpoint, { ofType: () => inject("tableResources") }, () => name);
  const environment = { ...localAwsEnvironment(endpoint), TABLE_NAME: name, AUTHORITY: "E10000018" };
  const connection = awsConnectionFrom(environment);
  const clock = { at: Date.now() };
  const now = () => clock.at;
  const table = openTable(connection, name, now);
  const reader = hotReader(connection, name);
  return {
    name,
    environment,
    clock,
    now,
    table,
    reader,
    listings: dynamoListingStore(table),
    snapshots: dynamoSnapshotStore(table, reader),
    directory: dynamoDirectoryReader(reader),
    geography: dynamoGeographyStore(table, reader),
  };
}
export type TestTable = Awaited<ReturnType<typeof aTable>>;
