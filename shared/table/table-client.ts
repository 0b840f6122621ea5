import { type AttributeValue, DynamoDBClient, DynamoDBServiceException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, DynamoDBDocumentClient, TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { TooBusy } from "../domain/busy.ts";
import type { Result } from "../domain/result.ts";
import { ok, refused } from "../domain/result.ts";
import type { EpochMillis } from "../domain/time.ts";
import { servicePolicy } from "../policy/service.ts";
import { pause } from "../runtime/pause.ts";
import type { AwsConnection } from "./aws-connection.ts";
import type { ItemKey } from "./definition.ts";

/** A table and the full client: for everything that writes. */
export interface Table {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
  /** The clock by which what is written is stamped. */
  readonly now: () => EpochMillis;
}

export function openTable({ endpoint, region, credentials }: AwsConnection, name: string, now: () => EpochMillis = Date.now): Table {
  const client = new DynamoDBClient({
    endpoint: endpoint.href,
    region,
    credentials: async () => credentials(),
    maxAttempts: 5,
  });
  // It goes through each request and answer once more, for a log that nobody writes: what is logged is our own list of fields.
  client.middlewareStack.remove("loggerMiddleware");
  // Outside of what reads the answer, inside of what tries again.
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        throw markedForRetry(error);
      }
    },
    { step: "deserialize", priority: "high", name: "markForRetry" },
  );
  return {
    name,
    now,
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  };
}

const TOO_BUSY = ["ThrottlingError", "ProvisionedThroughputExceeded"];

/**
 * Says of an error that the same request may succeed in a moment, where DynamoDB means that and the SDK does not know:
 * another transaction is at work on the item, or a transaction was cancelled for nothing but that the table was too busy.
 * Source: DynamoDB Developer Guide, "Error handling with DynamoDB" and "Transaction conflict handling".
 */
function markedForRetry(error: unknown): unknown {
  if (!(error instanceof DynamoDBServiceException)) return error;
  if (error.name === "TransactionConflictException") error.$retryable = {};
  if (!(error instanceof TransactionCanceledException)) return error;
  const codes = (error.CancellationReasons ?? []).flatMap(({ Code = "None" }) => (Code === "None" ? [] : [Code]));
  if (codes.length > 0 && codes.every((code) => TOO_BUSY.includes(code))) error.$retryable = { throttling: true };
  return error;
}

type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** An item as it was when a condition on it failed, in DynamoDB's own typing. */
export type OldItem = Readonly<Record<string, AttributeValue>>;

/** One write of a transaction, and what it means to the domain if its condition does not hold. */
export interface GuardedWrite<Refusal> {
  readonly write: TransactItem;
  readonly ifConditionFails: Refusal;
  /** Tells refusals apart by the item the condition failed on; the write must ask for it (`ALL_OLD`). */
  readonly explain?: (old: OldItem | undefined) => Refusal;
}

const COMMIT_MS = servicePolicy.changeLog.commitSeconds * 1000;

/**
 * Writes everything or nothing. A failed condition returns the refusal beside it, and a clash with
 * another transaction in flight returns `clash`; anything else is thrown. What is stamped with a moment, `stampedAt`, is
 * committed soon after it or not at all: sent late it is a `clash` too, and where no answer comes in time `TooBusy` is thrown.
 */
export async function transact<Refusal>(
  { client, now }: Table,
  writes: readonly GuardedWrite<Refusal>[],
  stampedAt?: EpochMillis,
): Promise<Result<void, Refusal | "clash">> {
  const left = stampedAt === undefined ? undefined : stampedAt + COMMIT_MS - now();
  if (left !== undefined && left <= 0) return refused("clash");
  const abortSignal = left === undefined ? undefined : AbortSignal.timeout(left);
  try {
    await client.send(new TransactWriteCommand({ TransactItems: writes.map(({ write }) => write) }), { ...(abortSignal ? { abortSignal } : {}) });
    return ok(undefined);
  } catch (error) {
    if (abortSignal?.aborted) throw new TooBusy("The table did not answer in time", { cause: error });
    if (error instanceof Error && error.name === "TransactionConflictException") return refused("clash");
    if (!(error instanceof TransactionCanceledException)) throw error;
    // DynamoDB lists one reason per write, in the order they were sent.
    const reasons = error.CancellationReasons ?? [];
    const failed = reasons.findIndex(({ Code }) => Code === "ConditionalCheckFailed");
    const guard = writes[failed];
    if (guard) return refused(guard.explain ? guard.explain(reasons[failed]?.Item) : guard.ifConditionFails);
    if (reasons.some(({ Code }) => Code === "TransactionConflict")) return refused("clash");
    throw error;
  }
}

/**
 * The same for writes that need nothing read anew: tried again while others are in the way, until it is done or refused.
 * An answer that was lost is not taken for a refusal, as it is of a single conditional write: a transaction that is
 * tried again is known by its token. Throws `TooBusy` in the end.
 */
export async function transactUntilClear<Refusal>(table: Table, writes: readonly GuardedWrite<Refusal>[]): Promise<Result<void, Refusal>> {
  for (let clash = 0; ; clash += 1) {
    const done = await transact<Refusal>(table, writes);
    if (done.ok) return done;
    if (done.refusal !== "clash") return refused(done.refusal);
    await pause(clash);
  }
}

const KEYS_A_BATCH = 100;

/** Items by key, read consistently, in any order; those that do not exist are left out. */
export async function readItems({ name, client }: Table, wanted: readonly ItemKey[]): Promise<readonly Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let at = 0; at < wanted.length; at += KEYS_A_BATCH) {
    let request: Record<string, { Keys: Record<string, unknown>[]; ConsistentRead: boolean }> | undefined = {
      [name]: { Keys: wanted.slice(at, at + KEYS_A_BATCH).map(({ pk, sk }) => ({ pk, sk })), ConsistentRead: true },
    };
    for (let pause = 20; request; pause *= 2) {
      const answer: Awaited<ReturnType<typeof batchGet>> = await batchGet(client, request);
      items.push(...(answer.Responses?.[name] ?? []));
      const left = answer.UnprocessedKeys?.[name]?.Keys ?? [];
      request = left.length > 0 ? { [name]: { Keys: left, ConsistentRead: true } } : undefined;
      if (request) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return items;
}

const batchGet = (client: DynamoDBDocumentClient, RequestItems: Record<string, { Keys: Record<string, unknown>[]; ConsistentRead: boolean }>) =>
  client.send(new BatchGetCommand({ RequestItems }));
