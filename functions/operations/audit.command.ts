import { sealKeyIn } from "../../shared/audit/seal.ts";
import { sealBucket } from "../../shared/audit/seal-bucket.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { readSecret } from "../../shared/runtime/secret.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";

// npm run audit -- verify: follows every audit trail of a table.

const EVERY_MS = 2000;

async function verify(): Promise<number> {
  const table = openTable(awsConnectionFrom(process.env), process.env["TABLE_NAME"] ?? "");
  let said = performance.now();
  const { TRAILS_BUCKET, SEAL_SECRET } = process.env;
  const seals = TRAILS_BUCKET && SEAL_SECRET ? await sealsFrom({ TRAILS_BUCKET, SEAL_SECRET }) : undefined;
  const progress = (count: number) => {
    if (performance.now() - said < EVERY_MS) return;
    said = performance.now();
    process.stdout.write(`  ${count.toLocaleString("en-GB")} records so far\n`);
  };
  const { records, entries, broken, unsealed } = await verifyTrails(table, { progress, ...(seals ? { seals } : {}) });
  for (const { record, what } of broken) process.stdout.write(`${record}: ${what}\n`);
  const counted = `${entries.toLocaleString("en-GB")} entries of ${records.toLocaleString("en-GB")} records`;
  process.stdout.write(broken.length === 0 ? `Every audit trail is whole: ${counted}.\n` : `${broken.length} of the audit trails are broken (${counted}).\n`);
  process.stdout.write(
    unsealed === undefined
      ? "The seals were not checked: name them by TRAILS_BUCKET and SEAL_SECRET. Without them, a trail that was rewritten as a whole is not found.\n"
      : `Not sealed yet: the last entries of ${unsealed.toLocaleString("en-GB")} records.\n`,
  );
  return broken.length === 0 ? 0 : 1;
}

const sealsFrom = async ({ TRAILS_BUCKET, SEAL_SECRET }: { readonly TRAILS_BUCKET: string; readonly SEAL_SECRET: string }) =>
  sealBucket(process.env, TRAILS_BUCKET).sealsWith(sealKeyIn(await readSecret(process.env, SEAL_SECRET)));

const [word] = process.argv.slice(2);
if (word === "verify") process.exitCode = await verify();
else {
  process.stderr.write("Usage: npm run audit -- verify\n");
  process.exitCode = 2;
}
