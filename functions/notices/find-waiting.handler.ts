import { queueSender } from "../../shared/due/queue-sender.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { log } from "../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { dynamoWaitingNotices } from "./dynamo-waiting-notices.ts";
import { FindWaitingEnv } from "./find-waiting.env.ts";
import { type DeliverMessage, findWaiting } from "./find-waiting.ts";

const { TABLE_NAME, DELIVER_QUEUE_URL } = FindWaitingEnv.parse(process.env);
const find = findWaiting({
  store: dynamoWaitingNotices(openTable(awsConnectionFrom(process.env), TABLE_NAME)),
  send: queueSender<DeliverMessage>(process.env, DELIVER_QUEUE_URL),
  againMinutes: servicePolicy.notices.againMinutes,
});

/** Every hour: has notices delivered that still wait, by the time the clock gives. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const found = await find(event.time === undefined ? Date.now() : Date.parse(event.time));
  if (found > 0) log("notices-waiting", { found });
};
