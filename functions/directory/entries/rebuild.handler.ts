import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { buildSnapshot, type SnapshotReport } from "../snapshot/build-snapshot.ts";
import { dynamoSnapshotStore } from "../store/dynamo-snapshot-store.ts";
import { SnapshotEnv } from "./snapshot.env.ts";

const { TABLE_NAME } = SnapshotEnv.parse(process.env);
const connection = awsConnectionFrom(process.env);
const store = dynamoSnapshotStore(openTable(connection, TABLE_NAME), hotReader(connection, TABLE_NAME));

/** Started by an operator: makes the snapshot anew from the listings themselves, as `npm run import -- rebuild` does. Answers nothing where another builder came first. */
export const handler = async (): Promise<SnapshotReport | undefined> => {
  const started = performance.now();
  const report = await buildSnapshot(store, Date.now, "truth");
  if (report) log("snapshot-built", { ...report, millis: Math.round(performance.now() - started) });
  return report;
};
