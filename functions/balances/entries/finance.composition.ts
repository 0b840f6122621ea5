import type { EpochMillis } from "../../../shared/domain/time.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable, type Table } from "../../../shared/table/table-client.ts";
import { linkedRecipient, recipientsByRoute } from "../../known-recipients.ts";
import type { BalancesHandlersDeps } from "../handlers/balances.handlers.ts";
import type { FinanceDeps } from "../handlers/finance.handlers.ts";
import { dynamoDueStore } from "../store/dynamo-due-store.ts";
import { dynamoFiguresStore } from "../store/dynamo-figures-store.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import { dynamoOverLineStore } from "../store/dynamo-over-line-store.ts";
import { BalancesEnv } from "./balances.env.ts";

/** What finance officers' pages are made of, besides what the pages of cases have: the table of money, which they read and never write. */
export function financeDeps(
  environment: Readonly<Record<string, string | undefined>>,
  cases: BalancesHandlersDeps & { readonly table: Table },
  now: () => EpochMillis = Date.now,
): FinanceDeps {
  const { LEDGER_TABLE } = BalancesEnv.parse(environment);
  const money = openTable(awsConnectionFrom(environment), LEDGER_TABLE, now);
  return {
    ...cases,
    figures: dynamoFiguresStore(cases.table),
    ledger: dynamoLedgerStore(money),
    runs: dynamoDueStore(money),
    over: dynamoOverLineStore(money),
    paymentOf: linkedRecipient(cases.table),
    noteRecipientLook: recipientsByRoute(cases.table).noteLook,
    now,
  };
}
