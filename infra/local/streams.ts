import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-dynamodb-streams";
import { adminClient } from "./engine.ts";
import { matchesPattern } from "./event-pattern.ts";
import type { LocalFunction } from "./functions.ts";
import type { LocalQueues } from "./queues.ts";
import { isObject, listIn, objectIn, resourceIn, type SynthesizedSystem } from "./template.ts";

const POLL_MS = 500;

/** Feeds the template's stream consumers from the tables' streams: filters, batches, retries, then the queue for failures. */
export async function startStreams(
  system: SynthesizedSystem,
  endpoint: string,
  functions: ReadonlyMap<string, LocalFunction>,
  queues: LocalQueues,
): Promise<{ stop(): void }> {
  let stopped = false;
  const client = new DynamoDBStreamsClient({ endpoint, region: "eu-west-2", credentials: { accessKeyId: "local", secretAccessKey: "local" } });
  const admin = adminClient(endpoint);
  for (const { properties } of system.ofType("AWS::Lambda::EventSourceMapping")) {
    const source = system.text(properties["EventSourceArn"]);
    if (!source.endsWith("/StreamArn")) continue;
    const target = functions.get(system.text(properties["FunctionName"]));
    const { Table } = await admin.send(new DescribeTableCommand({ TableName: resourceIn(source) }));
    const StreamArn = Table?.LatestStreamArn;
    if (!target || !StreamArn) throw new Error("A stream consumer of the template has no stream or no function");
    const patterns = listIn(objectIn(properties["FilterCriteria"])["Filters"]).map((filter): unknown => JSON.parse(String(objectIn(filter)["Pattern"])));
    // Refuses at once a pattern that cannot be matched here.
    for (const pattern of patterns) matchesPattern(pattern, {});
    const failed = objectIn(objectIn(properties["DestinationConfig"])["OnFailure"])["Destination"];
    const consumer: Consumer = {
      target,
      patterns,
      attempts: Number(properties["MaximumRetryAttempts"] ?? 0) + 1,
      giveUp: async (records) => {
        if (failed) await queues.send(resourceIn(system.text(failed)), { requestPayload: records });
      },
    };
    void follow(client, StreamArn, consumer, () => stopped).catch((error: unknown) => {
      if (!stopped) process.stderr.write(`The table's stream is no longer followed: ${String(error)}\n`);
    });
  }
  return {
    stop() {
      stopped = true;
      client.destroy();
      admin.destroy();
    },
  };
}

interface Consumer {
  readonly target: LocalFunction;
  readonly patterns: readonly unknown[];
  readonly attempts: number;
  giveUp(records: readonly unknown[]): Promise<void>;
}

async function follow(client: DynamoDBStreamsClient, StreamArn: string, consumer: Consumer, stopped: () => boolean): Promise<void> {
  const iterators = new Map<string, string | undefined>();
  let first = true;
  while (!stopped()) {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      if (!ShardId || iterators.has(ShardId)) continue;
      // A shard that opens while we watch is read from its start; what was there before us is past.
      const ShardIteratorType = first ? "LATEST" : "TRIM_HORIZON";
      const { ShardIterator } = await client.send(new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType }));
      iterators.set(ShardId, ShardIterator);
    }
    first = false;
    for (const [shard, ShardIterator] of iterators) {
      if (!ShardIterator) continue;
      const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
      iterators.set(shard, NextShardIterator);
      const wanted = Records.filter((record) => consumer.patterns.length === 0 || consumer.patterns.some((pattern) => matchesPattern(pattern, plain(record))));
      if (wanted.length > 0) await deliver(consumer, wanted.map(plain));
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const plain = (record: unknown): unknown => (isObject(record) ? record : {});

async function deliver({ target, attempts, giveUp }: Consumer, records: readonly unknown[]): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      await target.invoke({ Records: records });
      return;
    } catch (error) {
      process.stderr.write(`A stream consumer failed (${attempt} of ${attempts}): ${String(error)}\n`);
    }
  }
  await giveUp(records);
}
