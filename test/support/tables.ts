import { afterAll, inject } from "vitest";
import { dynamoListingStore } from "../../functions/directory/store/dynamo-listing-store.ts";
import { dynamoSnapshotStore } from "../../functions/directory/store/dynamo-snapshot-store.ts";
import type { FunctionName } from "../../functions/functions.ts";
import { credentialsOf } from "../../infra/local/callers.ts";
import { adminClient, createTables, ledgerNameOf, localAwsEnvironment } from "../../infra/local/engine.ts";
import { dynamoGeographyStore } from "../../shared/geography/dynamo-geography-store.ts";
import { dynamoOpenDataStore } from "../../shared/geography/dynamo-open-data-store.ts";
import { dynamoDirectoryReader } from "../../shared/snapshot/dynamo-directory-reader.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { type HotReader, hotReader } from "../../shared/table/hot-reader.ts";
import { hotRangesOf, type RangeReader } from "../../shared/table/range-reader.ts";
import { openTable, type Table } from "../../shared/table/table-client.ts";
import { engineLayer } from "./engine-layer.ts";

let administrator: ReturnType<typeof adminClient> | undefined;
afterAll(() => administrator?.destroy());

/** A new table, made from the synthesized template, with every store over it: what imports do as the administrator, what functions do by their roles. Its stores go by a clock that stands still until it is set. */
export async function aTable() {
  const { endpoint } = await engineLayer();
  const name = `${inject("tables")}${crypto.randomUUID()}`;
  administrator ??= adminClient(inject("endpoint"));
  await createTables(administrator, { ofType: () => inject("tableResources") }, name);
  const clock = { at: Date.now() };
  const now = () => clock.at;
  const environment = {
    ...localAwsEnvironment(endpoint),
    TABLE_NAME: name,
    LEDGER_TABLE: ledgerNameOf(name),
    KEYS_SECRET: name,
    FIELD_KEYS_SECRET: `${name}-fields`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: inject("secrets"),
    AUTHORITY: "E10000018",
  };
  const environmentOf = (of: FunctionName): Readonly<Record<string, string>> => ({ ...environment, ...credentialsOf(inject("functionIds")[of] ?? "") });
  const tableOf = (of: FunctionName): Table => openTable(awsConnectionFrom(environmentOf(of)), name, now);
  const ledgerOf = (of: FunctionName): Table => openTable(awsConnectionFrom(environmentOf(of)), ledgerNameOf(name), now);
  const readerOf = (of: FunctionName): HotReader => hotReader(awsConnectionFrom(environmentOf(of)), name);
  const table = openTable(awsConnectionFrom(environment), name, now);
  const reader = readerOf("public");
  return {
    name,
    /** Of the administrator, who may do everything: what a test sets up, and looks at afterwards. */
    environment,
    /** Of a function, which may do what its role allows. */
    environmentOf,
    /** The table as a function may use it. */
    tableOf,
    /** The table of money as a function may use it. */
    ledgerOf,
    /** Ranges of the table of money, as a function reads them without the SDK. */
    ledgerRangesOf: (of: FunctionName): RangeReader => hotRangesOf(hotReader(awsConnectionFrom(environmentOf(of)), ledgerNameOf(name))),
    /** The table of money, of the administrator. */
    ledger: openTable(awsConnectionFrom(environment), ledgerNameOf(name), now),
    clock,
    now,
    table,
    reader,
    listings: dynamoListingStore(table),
    snapshots: dynamoSnapshotStore(tableOf("snapshot"), readerOf("snapshot")),
    /** What makes the snapshot anew may read every listing. */
    rebuilds: dynamoSnapshotStore(openTable(awsConnectionFrom(environmentOf("rebuild")), name, now), readerOf("rebuild")),
    directory: dynamoDirectoryReader(reader),
    geography: dynamoGeographyStore(table, reader),
    openData: dynamoOpenDataStore(table, reader),
  };
}
export type TestTable = Awaited<ReturnType<typeof aTable>>;
