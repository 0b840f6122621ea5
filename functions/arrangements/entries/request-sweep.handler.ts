import { londonDate } from "../../../shared/domain/time.ts";
import { queueSender } from "../../../shared/due/queue-sender.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoRequestSweepStore } from "../store/dynamo-request-store.ts";
import { type DueMessage, planRequests } from "../use-cases/tell-providers.ts";
import { RequestSweepEnv } from "./request-sweep.env.ts";

const { TABLE_NAME, REQUEST_TELL_QUEUE_URL } = RequestSweepEnv.parse(process.env);
const store = dynamoRequestSweepStore(openTable(awsConnectionFrom(process.env), TABLE_NAME));
const send = queueSender<DueMessage>(process.env, REQUEST_TELL_QUEUE_URL);

/** Every morning: finds which requests, and which messages to providers, are due, by the time the clock gives, and hands them on. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  const { due } = await planRequests(store, send, at);
  log("requests-found", { day: londonDate(at), due });
};
