import { queueWorker } from "../../../shared/due/queue-worker.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoCaseStore } from "../store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import { dynamoTrialStore } from "../store/dynamo-trial-store.ts";
import { tryPart } from "../use-cases/try-rules.ts";
import { BalanceTrialEnv } from "./balance-trial.env.ts";

const { TABLE_NAME, LEDGER_TABLE } = BalanceTrialEnv.parse(process.env);
const connection = awsConnectionFrom(process.env);
const money = openTable(connection, LEDGER_TABLE);
const tryOne = tryPart({
  trials: dynamoTrialStore(money),
  ledger: dynamoLedgerStore(money),
  cases: dynamoCaseStore(openTable(connection, TABLE_NAME)),
  policyOn: balancePolicyOn,
});

/** Tries other rules over stored accounts. A message that fails comes again, and the others do not. */
export const handler = queueWorker(
  async (message) => {
    log("balance-rules-tried", await tryOne(message));
  },
  (error) => log("balances-failed", { fault: error instanceof Error ? error.name : typeof error }),
);
