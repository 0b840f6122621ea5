import { queueSender } from "../../../shared/due/queue-sender.ts";
import { queueWorker } from "../../../shared/due/queue-worker.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { hotRangesOf } from "../../../shared/table/range-reader.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { checkCycle } from "../rules/check.ts";
import { dynamoDueStore } from "../store/dynamo-due-store.ts";
import { dynamoCheckStore } from "../store/dynamo-ledger-store.ts";
import { dynamoOverLineStore } from "../store/dynamo-over-line-store.ts";
import { checkDue } from "../use-cases/check-due.ts";
import { noteOverLine } from "../use-cases/note-over-line.ts";
import type { FoundMessage } from "../use-cases/tell-cases.ts";
import { BalanceCheckEnv } from "./balance-check.env.ts";

const { LEDGER_TABLE, BALANCE_ASK_QUEUE_URL } = BalanceCheckEnv.parse(process.env);
const connection = awsConnectionFrom(process.env);
const table = openTable(connection, LEDGER_TABLE);
const store = dynamoCheckStore(table, hotRangesOf(hotReader(connection, LEDGER_TABLE)));
const send = queueSender<FoundMessage>(process.env, BALANCE_ASK_QUEUE_URL);
const deal = checkDue({
  store,
  runs: dynamoDueStore(table),
  check: checkCycle,
  policyOn: balancePolicyOn,
  tell: (account, results) => send([{ account, results }]),
  now: Date.now,
  noteOverLine: noteOverLine({ store, over: dynamoOverLineStore(table) }),
});

/** Looks at the accounts that were found due, or of which something became known. A message that fails comes again, and the others do not. */
export const handler = queueWorker(
  async (message) => {
    log("balances-checked", await deal(message));
  },
  (error) => log("balances-failed", { fault: error instanceof Error ? error.name : typeof error }),
);
