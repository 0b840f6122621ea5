import { sealKeyIn } from "../../shared/audit/seal.ts";
import { sealBucket } from "../../shared/audit/seal-bucket.ts";
import { type Verification, verifyTrails } from "../../shared/audit/verify.ts";
import { log } from "../../shared/runtime/log.ts";
import { readSecret } from "../../shared/runtime/secret.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { VerifyEnv } from "./verify.env.ts";

const { TABLE_NAME, TRAILS_BUCKET, SEAL_SECRET } = VerifyEnv.parse(process.env);
const table = openTable(awsConnectionFrom(process.env), TABLE_NAME);
const bucket = sealBucket(process.env, TRAILS_BUCKET);

/** Follows every audit trail of the table, as `npm run audit -- verify` does, and answers which are broken. */
export const handler = async (): Promise<Verification> => {
  const found = await verifyTrails(table, { seals: bucket.sealsWith(sealKeyIn(await readSecret(process.env, SEAL_SECRET))) });
  log("trails-verified", { records: found.records, entries: found.entries, broken: found.broken.length, unsealed: found.unsealed ?? 0 });
  return found;
};
