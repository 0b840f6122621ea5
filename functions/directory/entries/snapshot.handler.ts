import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { buildSnapshot } from "../snapshot/build-snapshot.ts";
import { dynamoSnapshotStore } from "../store/dynamo-snapshot-store.ts";
import { SnapshotEnv } from "./snapshot.env.ts";

const { TABLE_NAME } = SnapshotEnv.parse(process.env);
const connection = awsConnectionFrom(process.env);
const store = dynamoSnapshotStore(openTable(connection, TABLE_NAME), hotReader(connection, TABLE_NAME));

/**
 * Brings the search snapshot up to date: every quarter of an hour, and as soon as the change log has
 * grown enough. Whatever woke it, it does all there is to do, so a repeat changes nothing.
 */
export const handler = async (): Promise<void> => {
  const started = performance.now();
  const report = await buildSnapshot(store, Date.now);
  if (report) log("snapshot-built", { ...report, millis: Math.round(performance.now() - started) });
};
