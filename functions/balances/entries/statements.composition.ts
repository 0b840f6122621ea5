import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import { UnusableFile } from "../../../shared/import/encoding.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { paymentAccounts } from "../../known-recipients.ts";
import { signedIn } from "../../signed-in.ts";
import type { StatementsDeps } from "../handlers/statements.handlers.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import type { CheckMessage } from "../use-cases/plan-checks.ts";
import { statementImporter } from "./statement-import.composition.ts";
import { StatementsEnv } from "./statements.env.ts";

/** The real thing, from the environment; built once a process. A statement is taken in by the import that takes those of suppliers, and for one account alone. */
export function statements(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
  handOn?: (messages: readonly CheckMessage[]) => Promise<void>,
): StatementsDeps & { readonly protect: Protect } {
  const { LEDGER_TABLE } = StatementsEnv.parse(environment);
  const { table, guarding, loaders } = signedIn(environment, now);
  const ledgers = dynamoLedgerStore(openTable(awsConnectionFrom(environment), LEDGER_TABLE, now));
  const importer = statementImporter(environment, now, handOn);
  return {
    accountOf: paymentAccounts(table),
    ledgers,
    async take(bytes, { authority, layout, account, reference }) {
      const file = join(tmpdir(), `${randomUUID()}.csv`);
      try {
        await writeFile(file, bytes);
        return await importer.take([file], { authority, layout, reference, only: account });
      } catch (error) {
        if (!(error instanceof UnusableFile)) throw error;
        // The name of our copy of it tells nobody anything.
        return { unusable: error.message.replace(`${file} `, "") };
      } finally {
        await rm(file, { force: true });
      }
    },
    protect: guard(guarding, loaders),
  };
}
