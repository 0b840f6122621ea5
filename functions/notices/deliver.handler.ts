import { queueWorker } from "../../shared/due/queue-worker.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { addressMark } from "../../shared/runtime/address-mark.ts";
import { log } from "../../shared/runtime/log.ts";
import { readSecret } from "../../shared/runtime/secret.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { DeliverEnv } from "./deliver.env.ts";
import { deliver, TryLater } from "./deliver.ts";
import { dynamoNoticeStore } from "./dynamo-notice-store.ts";
import { DeliverMessage } from "./find-waiting.ts";
import { notifySender } from "./notify-sender.ts";

const { TABLE_NAME, NOTIFY_URL, NOTIFY_SECRET } = DeliverEnv.parse(process.env);
const deliverOne = deliver({
  store: dynamoNoticeStore(openTable(awsConnectionFrom(process.env), TABLE_NAME)),
  sender: notifySender(NOTIFY_URL, () => readSecret(process.env, NOTIFY_SECRET)),
  now: Date.now,
  markOf: addressMark,
  ...servicePolicy.notices,
  tell: log,
});

/** Sends the notices of a batch. Those that could not be sent come again; the others do not. */
export const handler = queueWorker(
  async (message) => {
    await deliverOne(DeliverMessage.parse(message).notice);
  },
  (error) => log("notice-delayed", { fault: error instanceof TryLater ? error.message : error instanceof Error ? error.name : "unknown" }),
);
