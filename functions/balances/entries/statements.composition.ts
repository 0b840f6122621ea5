import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import { takenAsFile } from "../../../shared/import/file-of-bytes.ts";
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
    take: (bytes, { account, ...brought }) => takenAsFile(bytes, (file) => importer.take([file], { ...brought, only: account })),
    protect: guard(guarding, loaders),
  };
}
