import { DescribeStreamCommand, type DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-dynamodb-streams";
import { matchesPattern } from "./event-pattern.ts";
import { objectIn } from "./json.ts";

const POLL_MS = 500;

/** Who takes a stream's records. */
export interface Consumer {
  /** Whether what was there before is taken too. */
  readonly from: "LATEST" | "TRIM_HORIZON";
  /** A record is taken that matches one of them; any, where there are none. */
  readonly patterns: readonly unknown[];
  take(records: readonly unknown[]): Promise<void>;
}

/** Gives a consumer the records of a stream it wants, in order, until it is stopped. While they are `late`, what was read is kept for another turn. */
export async function follow(
  client: DynamoDBStreamsClient,
  StreamArn: string,
  { from, patterns, take }: Consumer,
  { stopped, late }: { readonly stopped: () => boolean; readonly late: () => boolean },
): Promise<void> {
  let kept: unknown[] = [];
  const iterators = new Map<string, string | undefined>();
  let first = true;
  while (!stopped()) {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      if (!ShardId || iterators.has(ShardId)) continue;
      // A shard that opens while we watch is read from its start.
      const ShardIteratorType = first ? from : "TRIM_HORIZON";
      const { ShardIterator } = await client.send(new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType }));
      iterators.set(ShardId, ShardIterator);
    }
    first = false;
    let read = 0;
    for (const [shard, ShardIterator] of iterators) {
      if (!ShardIterator) continue;
      const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
      iterators.set(shard, NextShardIterator);
      read += Records.length;
      const wanted = Records.map(objectIn).filter((record) => patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, record)));
      kept.push(...wanted);
    }
    if (kept.length > 0 && !late()) {
      const taken = kept;
      kept = [];
      await take(taken);
    }
    if (read === 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
