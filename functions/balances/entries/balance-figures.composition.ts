import { dynamoMoneyFigures } from "../../../shared/figures/dynamo-money-figures.ts";
import { councilCodes } from "../../../shared/policy/council.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { knownProviders } from "../../known-providers.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import { dynamoTrialStore } from "../store/dynamo-trial-store.ts";
import type { MoneyFiguresDeps } from "../use-cases/money-figures-ports.ts";
import { BalanceFiguresEnv } from "./balance-figures.env.ts";

/** The real thing, from the environment. */
export function balanceFigures(environment: Readonly<Record<string, string | undefined>>): MoneyFiguresDeps {
  const { TABLE_NAME, LEDGER_TABLE } = BalanceFiguresEnv.parse(environment);
  const connection = awsConnectionFrom(environment);
  const [table, money] = [openTable(connection, TABLE_NAME), openTable(connection, LEDGER_TABLE)];
  return {
    ledger: dynamoLedgerStore(money),
    accounts: dynamoTrialStore(money),
    providers: knownProviders(table),
    figures: dynamoMoneyFigures(table),
    councils: councilCodes,
  };
}
