import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { awsConnectionFrom } from "../table/aws-connection.ts";

/** Most that SQS takes in one request. */
const MESSAGES_A_BATCH = 10;

/** Puts messages in the queue at `QueueUrl`, ten a request. Throws where the queue did not take all of them: whoever plans hands them on again. */
export function queueSender<Message extends object>(
  environment: Readonly<Record<string, string | undefined>>,
  QueueUrl: string,
): (messages: readonly Message[]) => Promise<void> {
  const { region, credentials } = awsConnectionFrom(environment);
  const endpoint = environment["AWS_ENDPOINT_URL_SQS"];
  const queue = new SQSClient({ region, credentials: async () => credentials(), ...(endpoint ? { endpoint } : {}) });
  return async (messages) => {
    for (let at = 0; at < messages.length; at += MESSAGES_A_BATCH) {
      const Entries = messages.slice(at, at + MESSAGES_A_BATCH).map((message, index) => ({ Id: String(index), MessageBody: JSON.stringify(message) }));
      const { Failed = [] } = await queue.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      if (Failed.length > 0) throw new Error("Some of what is due could not be handed on");
    }
  };
}
