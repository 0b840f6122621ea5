import { sealBucket } from "../../../shared/audit/seal-bucket.ts";
import { fileStore } from "../../../shared/files/file-store.ts";
import { newId } from "../../../shared/runtime/ids.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoCaseStore } from "../store/dynamo-case-store.ts";
import { dynamoSweepStore } from "../store/dynamo-sweep-store.ts";
import type { SweepDeps } from "../use-cases/nightly-sweep.ts";
import { SweepOneEnv } from "./sweep-one.env.ts";

/** What the night's work is made of, from the environment. */
export function sweepDeps(environment: Readonly<Record<string, string | undefined>>): SweepDeps {
  const { TABLE_NAME, SITE_ADDRESS, TRAILS_BUCKET } = SweepOneEnv.parse(environment);
  const table = openTable(awsConnectionFrom(environment), TABLE_NAME);
  const files = fileStore(environment);
  const trails = sealBucket(environment, TRAILS_BUCKET);
  return {
    store: dynamoCaseStore(table),
    sweeps: dynamoSweepStore(table, undefined, (record) => trails.noteRemoval(record, Date.now())),
    newId,
    site: new URL(SITE_ADDRESS),
    removeFile: (key) => files.remove(key),
  };
}
