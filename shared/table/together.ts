import type { Result } from "../domain/result.ts";
import { type GuardedWrite, type Table, transact } from "./table-client.ts";

/** Writes everything or nothing: `transact` of one table. */
export type Transact<Refusal> = (writes: readonly GuardedWrite<Refusal>[]) => Promise<Result<void, Refusal | "clash">>;

/** Most writes of a transaction. Source: DynamoDB API reference, TransactWriteItems: 100 of 4 MB together, of which no two are of one item. */
const WRITES_AT_ONCE = 100;

/** What a transaction came to, or why it could not be sent. */
export type Settled<Refusal> = PromiseSettledResult<Result<void, Refusal | "clash">>;

/**
 * Several small transactions, in as few requests as they go into: what became of each, in their order. Each is written whole or not at all. Where one is in
 * the way of itself, or cannot be sent as it is, those it went with are sent again, each alone.
 */
export async function transactEach<Refusal>(table: Table, each: readonly (readonly GuardedWrite<Refusal>[])[]): Promise<readonly Settled<Refusal>[]> {
  const settled: Settled<Refusal>[] = [];
  for (const group of inGroups(each)) {
    const value = group.length > 1 ? await transact<Refusal>(table, group.flat()).catch(() => undefined) : undefined;
    settled.push(
      ...(value?.ok
        ? group.map((): Settled<Refusal> => ({ status: "fulfilled", value }))
        : await Promise.allSettled(group.map((one) => transact<Refusal>(table, one)))),
    );
  }
  return settled;
}

/**
 * Transactions that are put together: what is written while another is on its way waits for it, and goes as one. For whoever writes for many at the same time,
 * each apart from the others: a request costs more than what it writes (docs/decisions/0079-checks-written-together.md).
 */
export function transactTogether<Refusal>(table: Table): Transact<Refusal> {
  let waiting: Waiting<Refusal>[] = [];
  let isSending = false;
  const send = async (): Promise<void> => {
    isSending = true;
    while (waiting.length > 0) {
      const some = waiting;
      waiting = [];
      const settled = await transactEach(
        table,
        some.map(({ writes }) => writes),
      );
      for (const [at, one] of some.entries()) {
        const done = settled[at];
        if (done?.status === "fulfilled") one.resolve(done.value);
        else one.reject(done?.reason);
      }
    }
    isSending = false;
  };
  return (writes) => {
    const { promise, resolve, reject } = Promise.withResolvers<Result<void, Refusal | "clash">>();
    waiting.push({ writes, resolve, reject });
    if (!isSending) void send();
    return promise;
  };
}

interface Waiting<Refusal> {
  readonly writes: readonly GuardedWrite<Refusal>[];
  readonly resolve: (result: Result<void, Refusal | "clash">) => void;
  readonly reject: (error: unknown) => void;
}

/** As many together as go into one request, in their order; one that alone is too much for it is left to say so. */
function inGroups<Refusal>(each: readonly (readonly GuardedWrite<Refusal>[])[]): readonly (readonly (readonly GuardedWrite<Refusal>[])[])[] {
  const groups: (readonly GuardedWrite<Refusal>[])[][] = [];
  let items = new Set<string>();
  for (const writes of each) {
    const theirs = writes.map(itemOf);
    if (groups.length === 0 || items.size + theirs.length > WRITES_AT_ONCE || theirs.some((item) => items.has(item))) {
      groups.push([]);
      items = new Set();
    }
    for (const item of theirs) items.add(item);
    groups.at(-1)?.push(writes);
  }
  return groups;
}

/** The item a write is about. */
function itemOf<Refusal>({ write: { Put, Update, Delete, ConditionCheck } }: GuardedWrite<Refusal>): string {
  const { pk, sk } = Put?.Item ?? (Update ?? Delete ?? ConditionCheck)?.Key ?? {};
  return JSON.stringify([pk, sk]);
}
