import { type EpochMillis, instantOf } from "../../../shared/domain/time.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable, type Table } from "../../../shared/table/table-client.ts";
import { linkedRecipient } from "../../known-recipients.ts";
import type { BalancesHandlersDeps } from "../handlers/balances.handlers.ts";
import type { MyBalanceDeps } from "../handlers/my-balance.handlers.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import { BalancesEnv } from "./balances.env.ts";

/** What a person's pages of their balance are made of, besides what the pages of cases have. */
export function myBalanceDeps(
  environment: Readonly<Record<string, string | undefined>>,
  { store, table }: Pick<BalancesHandlersDeps, "store"> & { readonly table: Table },
  now: () => EpochMillis = Date.now,
): MyBalanceDeps {
  const { LEDGER_TABLE } = BalancesEnv.parse(environment);
  return {
    store,
    ledger: dynamoLedgerStore(openTable(awsConnectionFrom(environment), LEDGER_TABLE, now)),
    paymentOf: linkedRecipient(table),
    knownBy: () => instantOf(now()),
  };
}
