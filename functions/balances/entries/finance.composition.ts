import type { EpochMillis } from "../../../shared/domain/time.ts";
import { newId } from "../../../shared/runtime/ids.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable, type Table } from "../../../shared/table/table-client.ts";
import { linkedRecipient, recipientsByRoute } from "../../known-recipients.ts";
import type { BalancesHandlersDeps } from "../handlers/balances.handlers.ts";
import type { FinanceDeps } from "../handlers/finance.handlers.ts";
import type { TrialDeps } from "../handlers/trial.handlers.ts";
import { dynamoDueStore } from "../store/dynamo-due-store.ts";
import { dynamoFiguresStore } from "../store/dynamo-figures-store.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import { dynamoOverLineStore } from "../store/dynamo-over-line-store.ts";
import { dynamoTrialStore } from "../store/dynamo-trial-store.ts";
import { BalancesEnv } from "./balances.env.ts";

/** What finance officers' pages are made of, besides what the pages of cases have: the table of money, which they read and never write. */
export function financeDeps(
  environment: Readonly<Record<string, string | undefined>>,
  cases: BalancesHandlersDeps & { readonly table: Table },
  now: () => EpochMillis = Date.now,
  send: TrialDeps["send"] = sendTo(environment),
): FinanceDeps & TrialDeps {
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
    trials: dynamoTrialStore(money),
    send,
    newId,
    now,
  };
}

/** Puts parts of a trial in the queue of the function that tries. Read with the first: whoever only looks starts without. */
function sendTo(environment: Readonly<Record<string, string | undefined>>): TrialDeps["send"] {
  return async (messages) => {
    const { queueSender } = await import("../../../shared/due/queue-sender.ts");
    await queueSender(environment, BalancesEnv.parse(environment).BALANCE_TRIAL_QUEUE_URL)(messages);
  };
}
