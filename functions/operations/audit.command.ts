import { verifyTrails } from "../../shared/audit/verify.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";

// npm run audit -- verify: follows every audit trail of a table.

const EVERY_MS = 2000;

async function verify(): Promise<number> {
  const table = openTable(awsConnectionFrom(process.env), process.env["TABLE_NAME"] ?? "");
  let said = performance.now();
  const { records, entries, broken } = await verifyTrails(table, (count) => {
    if (performance.now() - said < EVERY_MS) return;
    said = performance.now();
    process.stdout.write(`  ${count.toLocaleString("en-GB")} records so far\n`);
  });
  for (const { record, what } of broken) process.stdout.write(`${record}: ${what}\n`);
  const counted = `${entries.toLocaleString("en-GB")} entries of ${records.toLocaleString("en-GB")} records`;
  process.stdout.write(broken.length === 0 ? `Every audit trail is whole: ${counted}.\n` : `${broken.length} of the audit trails are broken (${counted}).\n`);
  return broken.length === 0 ? 0 : 1;
}

const [word] = process.argv.slice(2);
if (word === "verify") process.exitCode = await verify();
else {
  process.stderr.write("Usage: npm run audit -- verify\n");
  process.exitCode = 2;
}
