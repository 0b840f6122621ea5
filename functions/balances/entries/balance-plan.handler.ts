import { londonDate } from "../../../shared/domain/time.ts";
import { dayMarks } from "../../../shared/due/dynamo-due.ts";
import { queueSender } from "../../../shared/due/queue-sender.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoDueStore } from "../store/dynamo-due-store.ts";
import { type CheckMessage, planChecks } from "../use-cases/plan-checks.ts";
import { BalancePlanEnv } from "./balance-plan.env.ts";

const { LEDGER_TABLE, BALANCE_CHECK_QUEUE_URL } = BalancePlanEnv.parse(process.env);
const table = openTable(awsConnectionFrom(process.env), LEDGER_TABLE);
const deps = {
  marks: dayMarks(table, "balancePlan"),
  store: dynamoDueStore(table),
  send: queueSender<CheckMessage>(process.env, BALANCE_CHECK_QUEUE_URL),
};

/** Every day: finds the accounts that are due, by the time the clock gives, and hands them on. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  const { due } = await planChecks(deps, at);
  log("balances-found", { day: londonDate(at), due });
};
