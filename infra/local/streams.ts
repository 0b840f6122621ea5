import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { adminClient } from "./engine.ts";
import { patternsIn } from "./event-pattern.ts";
import { diceOf, type Faults } from "./faults.ts";
import { type Consumer, follow } from "./follow.ts";
import type { LocalFunction } from "./functions.ts";
import { objectIn, resourceIn } from "./json.ts";
import { pipeConsumer } from "./pipes.ts";
import type { LocalQueues } from "./queues.ts";
import type { SynthesizedSystem } from "./template.ts";

/** Follows the tables' streams for whatever the template feeds from them: functions, and pipes to queues. */
export async function startStreams(
  system: SynthesizedSystem,
  endpoint: string,
  functions: ReadonlyMap<string, LocalFunction>,
  queues: LocalQueues,
  faults?: Faults,
): Promise<{ stop(): void }> {
  let stopped = false;
  const client = new DynamoDBStreamsClient({ endpoint, region: "eu-west-2", credentials: { accessKeyId: "local", secretAccessKey: "local" } });
  const admin = adminClient(endpoint);
  const begin = async (source: string, consumer: Consumer) => {
    const { Table } = await admin.send(new DescribeTableCommand({ TableName: resourceIn(source) }));
    const StreamArn = Table?.LatestStreamArn;
    if (!StreamArn) throw new Error("A stream consumer of the template has no stream");
    const draws = faults && diceOf(faults, `stream ${source}`);
    void follow(client, StreamArn, consumer, { stopped: () => stopped, late: () => draws?.raises("late") ?? false }).catch((error: unknown) => {
      if (!stopped) process.stderr.write(`The table's stream is no longer followed: ${String(error)}\n`);
    });
  };
  for (const { properties } of system.ofType("AWS::Lambda::EventSourceMapping")) {
    const source = system.text(properties["EventSourceArn"]);
    if (source.endsWith("/StreamArn")) await begin(source, functionConsumer(system, properties, functions, queues));
  }
  for (const { properties } of system.ofType("AWS::Pipes::Pipe")) await begin(system.text(properties["Source"]), pipeConsumer(system, properties, queues));
  return {
    stop() {
      stopped = true;
      client.destroy();
      admin.destroy();
    },
  };
}

type Properties = Readonly<Record<string, unknown>>;

/** A record as Lambda hands it on: its time in seconds. */
function asLambdaHasIt(record: unknown): unknown {
  const { dynamodb, ...rest } = objectIn(record);
  const { ApproximateCreationDateTime: at, ...change } = objectIn(dynamodb);
  return { ...rest, dynamodb: { ...change, ApproximateCreationDateTime: Math.floor(new Date(String(at)).getTime() / 1000) } };
}

/** A function the template feeds from a stream: batches, retries, then the queue for failures. */
function functionConsumer(system: SynthesizedSystem, properties: Properties, functions: ReadonlyMap<string, LocalFunction>, queues: LocalQueues): Consumer {
  const target = functions.get(system.text(properties["FunctionName"]));
  if (!target) throw new Error("A stream consumer of the template has no function");
  const failed = objectIn(objectIn(properties["DestinationConfig"])["OnFailure"])["Destination"];
  const attempts = Number(properties["MaximumRetryAttempts"] ?? 0) + 1;
  return {
    from: "LATEST",
    patterns: patternsIn(properties["FilterCriteria"]),
    async take(records) {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        try {
          await target.invoke({ Records: records.map(asLambdaHasIt) });
          return;
        } catch (error) {
          process.stderr.write(`A stream consumer failed (${attempt} of ${attempts}): ${String(error)}\n`);
        }
      }
      if (failed) await queues.send(resourceIn(system.text(failed)), { requestPayload: records });
    },
  };
}
