import type { EpochMillis } from "../../../shared/domain/time.ts";
import { dayMarks } from "../../../shared/due/dynamo-due.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoDueStore } from "../store/dynamo-due-store.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import type { AllWellDeps, DueAccounts } from "../use-cases/tell-all-well.ts";
import { BalanceSweepEnv } from "./balance-sweep.env.ts";
import type { BalanceCases } from "./cases.composition.ts";

/** What the sweep tells people with, once a year, that all is well; and whose turn it is. */
export function allWell(
  environment: Readonly<Record<string, string | undefined>>,
  cases: BalanceCases,
  now: () => EpochMillis = Date.now,
): { readonly deps: AllWellDeps; readonly due: DueAccounts } {
  const { LEDGER_TABLE } = BalanceSweepEnv.parse(environment);
  const money = openTable(awsConnectionFrom(environment), LEDGER_TABLE, now);
  const { table } = cases;
  return {
    deps: {
      ...cases,
      ledger: dynamoLedgerStore(money),
      tell: cases.tellOnce,
    },
    due: { ...dayMarks(table, "balanceAllWell"), dueOn: dynamoDueStore(money).dueOn },
  };
}
