import { ChangeMessageVisibilityCommand, DeleteMessageCommand, type Message, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { startFauxqs } from "fauxqs";
import { type Roles, rolesOf } from "./callers.ts";
import type { Faults } from "./faults.ts";
import type { LocalFunction } from "./functions.ts";
import type { QueuesPlace } from "./home.ts";
import { listIn, objectIn, resourceIn } from "./json.ts";
import { queueFaults } from "./queue-faults.ts";
import { startQueueFront } from "./queue-front.ts";
import type { LocalPlace, SynthesizedSystem } from "./template.ts";

/** The template's queues, kept in memory while the local system runs. */
export interface LocalQueues {
  send(queueId: string, message: object): Promise<void>;
  /** Begins to feed the functions that consume them. */
  feed(functions: ReadonlyMap<string, LocalFunction>): void;
  stop(): Promise<void>;
}

const WAIT_SECONDS = 5;
const BATCH = 10;
/** What failed comes again after a second here, not after a queue's own time: nobody waits a quarter of an hour at their desk. */
const AGAIN_AFTER_SECONDS = 1;

/** Where commands beside a running system hand work on: the queues that functions of the template are told of. */
export const queuesPlaceOf = (system: Pick<SynthesizedSystem, "ofType" | "resolve">, endpoint: string): QueuesPlace => ({
  endpoint,
  urls: Object.fromEntries(
    system
      .ofType("AWS::Lambda::Function")
      .flatMap(({ properties }) => Object.entries(objectIn(objectIn(system.resolve(properties["Environment"] ?? {}))["Variables"] ?? {})))
      .filter(([name]) => name.endsWith("_QUEUE_URL"))
      .map(([name, url]) => [name, String(url)]),
  ),
});

/** Starts the queues of the template with their redrive. By faults, messages come late, out of order, and twice. */
export async function startQueues(
  system: SynthesizedSystem,
  place: Pick<LocalPlace, "queues">,
  { roles = rolesOf(system), faults }: { readonly roles?: Roles; readonly faults?: Faults | undefined } = {},
): Promise<LocalQueues> {
  const server = await startFauxqs({ port: 0, logger: false });
  const front = await startQueueFront(Number(new URL(place.queues).port), `http://127.0.0.1:${server.port}`, roles);
  const client = new SQSClient({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: "eu-west-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const made = new Map<string, { readonly queueUrl: string; readonly queueArn: string }>();
  // Queues that others redrive to come first.
  const ordered = [...system.ofType("AWS::SQS::Queue")].sort((a, b) => Number("RedrivePolicy" in a.properties) - Number("RedrivePolicy" in b.properties));
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

  const { inDisorder, isTaken } = queueFaults(faults);
  const settle = async (QueueUrl: string, messages: readonly Message[], failed: ReadonlySet<string | undefined>) => {
    for (const { MessageId, ReceiptHandle } of messages) {
      if (failed.has(MessageId) || !isTaken(MessageId)) {
        await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: AGAIN_AFTER_SECONDS }));
      } else await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  };

  const consume = async (QueueUrl: string, target: LocalFunction, { batchSize, partial }: { readonly batchSize: number; readonly partial: boolean }) => {
    while (!stopped) {
      const received = await client.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: WAIT_SECONDS, MaxNumberOfMessages: batchSize, MessageSystemAttributeNames: ["All"] }),
      );
      const { now: messages, later } = inDisorder(received.Messages ?? []);
      await settle(QueueUrl, later, new Set(later.map(({ MessageId }) => MessageId)));
      if (messages.length === 0) continue;
      const all = new Set(messages.map(({ MessageId }) => MessageId));
      try {
        const answer = await target.invoke({
          Records: messages.map(({ MessageId, Body, ReceiptHandle, Attributes }) => ({
            messageId: MessageId,
            body: Body,
            receiptHandle: ReceiptHandle,
            attributes: Attributes,
            eventSource: "aws:sqs",
          })),
        });
        await settle(QueueUrl, messages, partial ? failuresIn(answer, all) : new Set());
      } catch (error) {
        if (stopped) return;
        process.stderr.write(`A queue's consumer failed; its messages come again: ${String(error)}\n`);
        await settle(QueueUrl, messages, all);
      }
    }
  };

  return {
    async send(queueId, message) {
      const queue = made.get(queueId);
      if (!queue) throw new Error(`The template has no queue ${queueId}`);
      await client.send(new SendMessageCommand({ QueueUrl: queue.queueUrl, MessageBody: JSON.stringify(message) }));
    },
    feed(functions) {
      for (const { properties } of system.ofType("AWS::Lambda::EventSourceMapping")) {
        const queue = made.get(resourceIn(system.text(properties["EventSourceArn"])));
        const target = functions.get(system.text(properties["FunctionName"]));
        if (!queue || !target) continue;
        const batchSize = Math.min(BATCH, Number(properties["BatchSize"] ?? BATCH));
        const partial = listIn(properties["FunctionResponseTypes"]).includes("ReportBatchItemFailures");
        void consume(queue.queueUrl, target, { batchSize, partial }).catch((error: unknown) => {
          if (!stopped) process.stderr.write(`A queue is no longer followed: ${String(error)}\n`);
        });
      }
    },
    async stop() {
      stopped = true;
      client.destroy();
      front.closeAllConnections();
      front.close();
      await server.stop();
    },
  };
}

/** The messages a function says failed. As Lambda has it: an answer that names one it was not given fails them all. */
export function failuresIn(answer: unknown, given: ReadonlySet<string | undefined>): ReadonlySet<string | undefined> {
  const named = listIn(objectIn(answer)["batchItemFailures"]).map((one) => objectIn(one)["itemIdentifier"]);
  const failed = named.filter((id) => typeof id === "string" && given.has(id)).map(String);
  return failed.length === named.length ? new Set(failed) : given;
}
