import { queueWorker } from "../../../shared/due/queue-worker.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import { tellCases } from "../use-cases/tell-cases.ts";
import { BalanceAskEnv } from "./balance-ask.env.ts";
import { balanceCases } from "./cases.composition.ts";

const { LEDGER_TABLE } = BalanceAskEnv.parse(process.env);
const ledger = dynamoLedgerStore(openTable(awsConnectionFrom(process.env), LEDGER_TABLE));
const tell = tellCases({ ...balanceCases(process.env), ledger, now: Date.now });

/** Opens a case for what a check found, adds it to the open one, or withdraws a question. A message that fails comes again, and the others do not. */
export const handler = queueWorker(
  async (message) => {
    log("balances-told", await tell(message));
  },
  (error) => log("balances-failed", { fault: error instanceof Error ? error.name : typeof error }),
);
