import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { startFauxqs } from "fauxqs";
import type { LocalFunction } from "./functions.ts";
import { objectIn, resourceIn, type SynthesizedSystem } from "./template.ts";

/** The template's queues, kept in memory while the local system runs. */
export interface LocalQueues {
  send(queueId: string, message: object): Promise<void>;
  stop(): Promise<void>;
}

const WAIT_SECONDS = 5;

/** Starts the queues of the template with their redrive, and feeds the functions that consume them. */
export async function startQueues(system: SynthesizedSystem, functions: ReadonlyMap<string, LocalFunction>): Promise<LocalQueues> {
  const queues = system.ofType("AWS::SQS::Queue");
  if (queues.length === 0) return { send: () => Promise.reject(new Error("The template has no queues")), stop: async () => undefined };
  const server = await startFauxqs({ port: 0, logger: false });
  const client = new SQSClient({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: "eu-west-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const made = new Map<string, { readonly queueUrl: string; readonly queueArn: string }>();
  // Queues that others redrive to come first.
  const ordered = [...queues].sort((a, b) => Number("RedrivePolicy" in a.properties) - Number("RedrivePolicy" in b.properties));
  for (const { id, properties } of ordered) {
    const { deadLetterTargetArn, maxReceiveCount } = objectIn(properties["RedrivePolicy"]);
    const target = deadLetterTargetArn === undefined ? undefined : made.get(resourceIn(system.text(deadLetterTargetArn)));
    const attributes: Record<string, string> = {
      VisibilityTimeout: String(properties["VisibilityTimeout"] ?? 30),
      ...(target ? { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: target.queueArn, maxReceiveCount }) } : {}),
    };
    made.set(id, server.createQueue(id, { region: "eu-west-2", attributes }));
  }
  let stopped = false;
  const consume = async (QueueUrl: string, target: LocalFunction) => {
    while (!stopped) {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: WAIT_SECONDS, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) continue;
      try {
        await target.invoke({
          Records: Messages.map(({ MessageId, Body, ReceiptHandle }) => ({
            messageId: MessageId,
            body: Body,
            receiptHandle: ReceiptHandle,
            eventSource: "aws:sqs",
          })),
        });
        for (const { ReceiptHandle } of Messages) await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      } catch (error) {
        process.stderr.write(`A queue's consumer failed; its messages come again: ${String(error)}\n`);
      }
    }
  };
  for (const { properties } of system.ofType("AWS::Lambda::EventSourceMapping")) {
    const queue = made.get(resourceIn(system.text(properties["EventSourceArn"])));
    const target = functions.get(system.text(properties["FunctionName"]));
    if (queue && target) {
      void consume(queue.queueUrl, target).catch((error: unknown) => {
        if (!stopped) process.stderr.write(`A queue is no longer followed: ${String(error)}\n`);
      });
    }
  }
  return {
    async send(queueId, message) {
      const queue = made.get(queueId);
      if (!queue) throw new Error(`The template has no queue ${queueId}`);
      await client.send(new SendMessageCommand({ QueueUrl: queue.queueUrl, MessageBody: JSON.stringify(message) }));
    },
    async stop() {
      stopped = true;
      client.destroy();
      await server.stop();
    },
  };
}
