import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { markOf, readItem } from "../../../shared/table/stored-shape.ts";
import { type GuardedWrite, readItems, type Table } from "../../../shared/table/table-client.ts";
import type { AccountAlias, LedgerRefusal } from "../use-cases/ledger-ports.ts";
import { ledgerKeys } from "./keys.ts";
import { namedShape } from "./ledger-entities.ts";

// Beside the aliases of a reference stands which accounts they name, under a key that is known beforehand: so a file's references are read a hundred at a time.

type Reference = Pick<AccountAlias, "authority" | "reference">;

/** So many references are read together. Source: DynamoDB API reference, BatchGetItem. */
const REFERENCES_A_BATCH = 100;

/** The accounts that references name, by their reference. Those without such an item are left out: whose they are, their aliases say. */
export async function namesOf(table: Table, authority: string, references: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const batches = Array.from({ length: Math.ceil(references.length / REFERENCES_A_BATCH) }, (_, at) =>
    references.slice(at * REFERENCES_A_BATCH, (at + 1) * REFERENCES_A_BATCH).map((reference) => ledgerKeys.named(authority, reference)),
  );
  const referenceOf = new Map(references.map((reference) => [ledgerKeys.named(authority, reference).pk, reference]));
  const found = await Promise.all(batches.map((keys) => readItems(table, keys)));
  return new Map(
    found.flat().flatMap((item) => {
      const { accounts = new Set<string>() } = readItem(namedShape, item);
      return accounts.size === 0 ? [] : [[referenceOf.get(String(item["pk"])) ?? "", [...accounts].toSorted()] as const];
    }),
  );
}

/** What goes into the transaction that changes an account's aliases: which accounts a reference names besides, and which it names this one no more. Each reference once. */
export function namesWrites(
  { name: TableName }: Table,
  account: string,
  { named, left }: { readonly named: readonly (Reference & { readonly accounts: ReadonlySet<string> })[]; readonly left: readonly Reference[] },
): readonly GuardedWrite<LedgerRefusal>[] {
  const mark = markOf(namedShape);
  const update = ({ authority, reference }: Reference, how: "ADD" | "DELETE", accounts: ReadonlySet<string>): GuardedWrite<LedgerRefusal> => ({
    write: {
      Update: {
        TableName,
        Key: { ...ledgerKeys.named(authority, reference) },
        UpdateExpression: `SET entity = :entity, schemaVersion = :mark ${how} accounts :accounts`,
        ExpressionAttributeValues: { ":entity": mark.entity, ":mark": mark.schemaVersion, ":accounts": accounts },
      },
    },
    ifConditionFails: "stale",
  });
  return [...named.map((one) => update(one, "ADD", one.accounts)), ...onlyOnce(left).map((one) => update(one, "DELETE", new Set([account])))];
}

/** Each reference once, the one said last. */
export const onlyOnce = <One extends Reference>(some: readonly One[]): readonly One[] => [
  ...new Map(some.map((one) => [ledgerKeys.named(one.authority, one.reference).pk, one])).values(),
];

/** Has references name an account no more, and leaves nothing of those that name none. Safe to repeat. */
export async function unname({ name: TableName, client }: Table, account: string, references: readonly Reference[]): Promise<void> {
  for (const { authority, reference } of onlyOnce(references)) {
    const Key = { ...ledgerKeys.named(authority, reference) };
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: "DELETE accounts :accounts",
        ExpressionAttributeValues: { ":accounts": new Set([account]) },
        ReturnValues: "ALL_NEW",
      }),
    );
    if (Attributes?.["accounts"] !== undefined) continue;
    try {
      await client.send(new DeleteCommand({ TableName, Key, ConditionExpression: "attribute_not_exists(accounts)" }));
    } catch (error) {
      // Another account was called so meanwhile.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}
