import type { EpochMillis } from "../../../shared/domain/time.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import type { Protect } from "../../handlers-by-route.ts";
import type { BalancesHandlersDeps } from "../handlers/balances.handlers.ts";
import type { FinanceDeps } from "../handlers/finance.handlers.ts";
import { dynamoDueStore } from "../store/dynamo-due-store.ts";
import { dynamoFiguresStore } from "../store/dynamo-figures-store.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import { dynamoOverLineStore } from "../store/dynamo-over-line-store.ts";
import { BalancesEnv } from "./balances.env.ts";
import { balanceCases } from "./cases.composition.ts";

/** Cases with what finance officers see besides: the table of money, which they read and never write. */
export function financeOffice(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): BalancesHandlersDeps & FinanceDeps & { readonly protect: Protect } {
  const { TABLE_NAME, LEDGER_TABLE } = BalancesEnv.parse(environment);
  const connection = awsConnectionFrom(environment);
  const money = openTable(connection, LEDGER_TABLE, now);
  return {
    ...balanceCases(environment, now),
    figures: dynamoFiguresStore(openTable(connection, TABLE_NAME, now)),
    ledger: dynamoLedgerStore(money),
    runs: dynamoDueStore(money),
    over: dynamoOverLineStore(money),
  };
}
