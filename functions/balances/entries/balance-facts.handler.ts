import * as z from "zod/mini";
import { queueSender } from "../../../shared/due/queue-sender.ts";
import { queueWorker } from "../../../shared/due/queue-worker.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { recordsBehind } from "../../account-records.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import type { CheckMessage } from "../use-cases/plan-checks.ts";
import { refreshFacts } from "../use-cases/refresh-facts.ts";
import { BalanceFactsEnv } from "./balance-facts.env.ts";

const { TABLE_NAME, LEDGER_TABLE, BALANCE_CHECK_QUEUE_URL, REVIEW_FACTS_QUEUE_URL } = BalanceFactsEnv.parse(process.env);
const connection = awsConnectionFrom(process.env);
const refresh = refreshFacts({
  records: recordsBehind(openTable(connection, TABLE_NAME)),
  store: dynamoLedgerStore(openTable(connection, LEDGER_TABLE)),
  policyOn: balancePolicyOn,
  send: queueSender<CheckMessage>(process.env, BALANCE_CHECK_QUEUE_URL),
  now: Date.now,
});
const Changed = z.object({ record: z.string() });
const passOn = queueSender<z.infer<typeof Changed>>(process.env, REVIEW_FACTS_QUEUE_URL);

/** Brings facts to the accounts that a changed record is about, and passes the record on to reviews. A message that fails comes again, and the others do not. */
export const handler = queueWorker(
  async (message) => {
    const changed = Changed.parse(message);
    await passOn([changed]);
    await refresh(changed);
    log("balance-facts-brought", {});
  },
  (error) => log("balances-failed", { fault: error instanceof Error ? error.name : typeof error }),
);
