import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { londonDate } from "../../../shared/domain/time.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoSweepStore } from "../store/dynamo-sweep-store.ts";
import { planSweep, type SweepMessage } from "../use-cases/nightly-sweep.ts";
import { SweepEnv } from "./sweep.env.ts";

const { TABLE_NAME, SWEEP_ONE_QUEUE_URL } = SweepEnv.parse(process.env);
const connection = awsConnectionFrom(process.env);
const store = dynamoSweepStore(openTable(connection, TABLE_NAME));
const endpoint = process.env["AWS_ENDPOINT_URL_SQS"];
const queue = new SQSClient({ region: connection.region, credentials: async () => connection.credentials(), ...(endpoint ? { endpoint } : {}) });
const MESSAGES_A_BATCH = 10;

async function send(messages: readonly SweepMessage[]): Promise<void> {
  for (let at = 0; at < messages.length; at += MESSAGES_A_BATCH) {
    const Entries = messages.slice(at, at + MESSAGES_A_BATCH).map((message, index) => ({ Id: String(index), MessageBody: JSON.stringify(message) }));
    const { Failed = [] } = await queue.send(new SendMessageBatchCommand({ QueueUrl: SWEEP_ONE_QUEUE_URL, Entries }));
    // The day is not noted as done: the next run hands it on again.
    if (Failed.length > 0) throw new Error("Some of what is due could not be handed on");
  }
}

/** Every night: finds what falls due, by the time the clock gives, and hands it on. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  const { due } = await planSweep(store, send, at);
  log("sweep-found", { day: londonDate(at), due });
};
