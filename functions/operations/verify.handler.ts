import { type Verification, verifyTrails } from "../../shared/audit/verify.ts";
import { log } from "../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { VerifyEnv } from "./verify.env.ts";

const table = openTable(awsConnectionFrom(process.env), VerifyEnv.parse(process.env).TABLE_NAME);

/** Follows every audit trail of the table, as `npm run audit -- verify` does, and answers which are broken. */
export const handler = async (): Promise<Verification> => {
  const found = await verifyTrails(table);
  log("trails-verified", { records: found.records, entries: found.entries, broken: found.broken.length });
  return found;
};
