import { isDeepStrictEqual } from "node:util";
import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { changesBetween } from "../audit/changes.ts";
import { type CommitRefusal, commit, type RecordWrite } from "../audit/commit.ts";
import type { AuditContext, Versioned } from "../audit/context.ts";
import type { AuditEntry } from "../audit/entry.ts";
import { eraseReasons, type TrailPage, trailOf, trailPage } from "../audit/trail.ts";
import { ok, type Result } from "../domain/result.ts";
import type { EpochMillis } from "../domain/time.ts";
import { dueCouncilOf } from "../policy/due-council.ts";
import type { ItemKey } from "../table/definition.ts";
import { indexes, recordName } from "../table/keys.ts";
import { itemsOf, queried } from "../table/pages.ts";
import { markOf, newestBody, readStored } from "../table/stored-shape.ts";
import type { GuardedWrite, Table } from "../table/table-client.ts";
import { type AnyChange, type ChangeOf, type CouncilRecord, type Derived, type Entities, type ListPage, type Need, shapeOf } from "./entity.ts";
import { dueOf } from "./record-policy.ts";

const RECORDS_A_PAGE = 50;

/** What every audited record's item holds besides what its kind says. */
const StoredItem = z.object({
  version: z.number(),
  audit: z.object({ sequence: z.number(), hash: z.string() }),
  schemaVersion: z.optional(z.unknown()),
  body: z.unknown(),
});

export type Item = Readonly<Record<string, unknown>>;

/** Writes that belong to a change besides its records, for a transaction sent at a moment; asked for again at every try. */
export type OtherWrites = (sentAt: EpochMillis) => readonly GuardedWrite<"stale" | "clash">[];

/** What goes into one transaction, made ready. */
export interface Prepared {
  readonly records: readonly RecordWrite[];
  readonly others: readonly GuardedWrite<"stale">[];
}

/**
 * Reading and writing of the audited records of a slice. Every item is brought to the newest version of its kind and
 * parsed when it is read: one that cannot be is a fault, `UnreadableItem`.
 */
export interface RecordTable<Records> {
  /** A record from an item that was read elsewhere. */
  recordFrom<Kind extends keyof Records & string>(kind: Kind, item: Item): Versioned<Records[Kind]>;
  get<Kind extends keyof Records & string>(kind: Kind, key: ItemKey): Promise<Versioned<Records[Kind]> | undefined>;
  /** Items of a partition whose sort key begins so, read consistently. */
  items(partition: string, beginning?: string): Promise<readonly Item[]>;
  inPartition<Kind extends keyof Records & string>(kind: Kind, partition: string, beginning: string): Promise<readonly Versioned<Records[Kind]>[]>;
  /** All records of a partition of `gsi1`, newest first. */
  byPerson<Kind extends keyof Records & string>(kind: Kind, partition: string): Promise<readonly Versioned<Records[Kind]>[]>;
  /** All that is held on a person, kind by kind: of every kind that the register says is a person's, and that is found by one. */
  heldOn(person: string): Promise<Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>>;
  /** A page of a partition of `gsi2`, in its order or the other way round. */
  byCouncil<Kind extends keyof Records & string>(kind: Kind, partition: string, after?: string, order?: "rising" | "falling"): Promise<ListPage<Records[Kind]>>;
  trail<Kind extends keyof Records & string>(kind: Kind, body: Records[Kind]): Promise<readonly AuditEntry[]>;
  /** Erases why things were done to a record, where that stands beside its trail; the trail stays. Safe to repeat. */
  eraseReasons<Kind extends keyof Records & string>(kind: Kind, body: Records[Kind]): Promise<void>;
  /** Part of a record's trail, newest entry first: the newest, or those before an entry. */
  trailPage<Kind extends keyof Records & string>(kind: Kind, body: Records[Kind], limit: number, before?: number): Promise<TrailPage>;
  /** A record's body as the newest version of its kind has it, unparsed; as it is stored where the kind is another slice's. */
  newest(kind: string, schemaVersion: unknown, body: object): object;
  /** What is written and taken away with a record. */
  followers(kind: string, body: object): readonly ItemKey[];
  /** The writes of some changes, for a transaction that holds others too. */
  prepare(changes: readonly AnyChange<Records>[]): Prepared;
  commit(
    context: AuditContext,
    changes: readonly AnyChange<Records>[],
    records?: readonly RecordWrite[],
    others?: OtherWrites,
  ): Promise<Result<void, CommitRefusal>>;
}

export function recordTable<Records extends { readonly [Kind in keyof Records]: CouncilRecord }>(
  table: Table,
  entities: Entities<Records>,
): RecordTable<Records> {
  const { name: TableName, client } = table;

  const recordFrom = <Kind extends keyof Records & string>(kind: Kind, item: Item): Versioned<Records[Kind]> => {
    const { version, audit, schemaVersion, body } = StoredItem.parse(item);
    return { version, audit, body: readStored(shapeOf(kind, entities[kind]), schemaVersion, body) };
  };

  const itemsByPerson = (partition: string) =>
    queried(table, {
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :partition",
      ExpressionAttributeValues: { ":partition": partition },
      ScanIndexForward: false,
    });

  const recordWrite = <Kind extends keyof Records>({ entity, before, after, action, reason }: ChangeOf<Records, Kind>): RecordWrite => {
    const rules = entities[entity];
    const { schema, key, policy, auditedFields, byPerson, byCouncil, due } = rules;
    // What could not be read again is not written: a fault of ours, with nothing lost.
    schema.parse(after);
    const [person, council] = [byPerson?.(after), byCouncil?.(after)];
    const day = dueOf(policy, after)?.day;
    const waits = due?.(after) ?? (day && indexes.due(day, dueCouncilOf(after.authority)));
    const address = key(after);
    return {
      key: address,
      ...markOf(shapeOf(String(entity), rules)),
      attributes: {
        body: after,
        authority: after.authority,
        ...(person ? { gsi1pk: person.partition, gsi1sk: person.sort } : {}),
        ...(council ? { gsi2pk: council.partition, gsi2sk: council.sort } : {}),
        ...(waits ? { gsi3pk: waits, gsi3sk: recordName(address) } : {}),
      },
      replaces: before,
      action,
      changes: changesBetween(before?.body, after, auditedFields),
      reason,
      authority: after.authority,
    };
  };

  /** What follows from a record, put in place unless it stands there as it was, and what followed from it before and no longer does, taken away. */
  const derivedWrites = <Kind extends keyof Records>({ entity, before, after }: ChangeOf<Records, Kind>): readonly GuardedWrite<"stale">[] => {
    const { derived } = entities[entity];
    if (!derived) return [];
    const now = derived.flatMap(({ of }) => of(after));
    const was = before ? derived.flatMap(({ of }) => of(before.body)) : [];
    const gone = was.filter(({ key }) => !now.some((item) => recordName(item.key) === recordName(key)));
    return [
      ...now
        .filter((item) => !was.some((old) => isDeepStrictEqual(old, item)))
        .map(({ key, shape, attributes, owner }) => ({
          Put: { TableName, Item: { ...attributes, ...key, ...markOf(shape) }, ...unlessAnothers(owner) },
        })),
      ...gone.map(({ key, owner }) => ({ Delete: { TableName, Key: key, ...unlessAnothers(owner) } })),
    ].map((write) => ({ write, ifConditionFails: "stale" }));
  };

  const needsOf = <Kind extends keyof Records>({ entity, after }: ChangeOf<Records, Kind>): readonly Need[] => entities[entity].needs?.(after) ?? [];

  const prepare = (changes: readonly AnyChange<Records>[]): Prepared => {
    const records = changes.map((change) => recordWrite(change));
    // What is written here anyway is held by its own version; a transaction names each item once.
    const named = new Set(records.map(({ key }) => recordName(key)));
    const checks = new Map(changes.flatMap((change) => needsOf(change)).map((need) => [recordName(need.key), need]));
    const held = [...checks].filter(([name]) => !named.has(name));
    return {
      records,
      others: [
        ...changes.flatMap((change) => derivedWrites(change)),
        ...held.map(
          ([, { key: Key, condition }]): GuardedWrite<"stale"> => ({
            write: { ConditionCheck: { TableName, Key, ConditionExpression: condition } },
            ifConditionFails: "stale",
          }),
        ),
      ],
    };
  };

  return {
    recordFrom,
    items: (partition, beginning) => itemsOf(table, partition, beginning),
    prepare,
    newest(kind, schemaVersion, body) {
      const current = isKind(entities, kind) ? newestBody(shapeOf(kind, entities[kind]), schemaVersion, body) : body;
      return typeof current === "object" && current !== null ? current : body;
    },
    followers(kind, body) {
      if (!isKind(entities, kind)) return [];
      const { schema, derived = [] } = entities[kind];
      const record = schema.parse(body);
      return derived.flatMap(({ of }) => of(record)).map(({ key }) => key);
    },
    async get(kind, { pk, sk }) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
      return Item && recordFrom(kind, Item);
    },
    inPartition: async (kind, partition, beginning) => (await itemsOf(table, partition, beginning)).map((item) => recordFrom(kind, item)),
    byPerson: async (kind, partition) => (await itemsByPerson(partition)).map((item) => recordFrom(kind, item)),
    async heldOn(person) {
      const held: Record<string, readonly Readonly<Record<string, unknown>>[]> = {};
      for (const kind in entities) {
        const { policy, byPerson } = entities[kind];
        if (policy === "not-personal" || policy.whose !== "person" || !byPerson) continue;
        const found = await itemsByPerson(byPerson.partition.replace(/\{\w+\}/, () => person));
        held[kind] = found.map((item) => Object.fromEntries<unknown>(Object.entries(recordFrom(kind, item).body)));
      }
      return held;
    },
    async byCouncil(kind, partition, after, order = "rising") {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          IndexName: "gsi2",
          KeyConditionExpression: after === undefined ? "gsi2pk = :partition" : `gsi2pk = :partition AND gsi2sk ${order === "rising" ? ">" : "<"} :after`,
          ExpressionAttributeValues: { ":partition": partition, ...(after === undefined ? {} : { ":after": after }) },
          ScanIndexForward: order === "rising",
          Limit: RECORDS_A_PAGE + 1,
        }),
      );
      const shown = Items.slice(0, RECORDS_A_PAGE);
      const next = Items.length > RECORDS_A_PAGE ? shown.at(-1)?.["gsi2sk"] : undefined;
      return { records: shown.map((item) => recordFrom(kind, item)), ...(typeof next === "string" ? { next } : {}) };
    },
    trail: (kind, body) => trailOf(table, entities[kind].key(body)),
    eraseReasons: (kind, body) => eraseReasons(table, entities[kind].key(body)),
    trailPage: (kind, body, limit, before) => trailPage(table, entities[kind].key(body), limit, before),
    async commit(context, changes, records = [], others = () => []) {
      const prepared = prepare(changes);
      const done = await commit(table, context, [...prepared.records, ...records], (sentAt) => [...prepared.others, ...others(sentAt)]);
      return done.ok ? ok(undefined) : done;
    },
  };
}

const isKind = <Records>(entities: Entities<Records>, kind: string): kind is keyof Records & string => kind in entities;

const unlessAnothers = (owner: Derived["owner"]) =>
  owner ? { ConditionExpression: `attribute_not_exists(pk) OR ${owner.path} = :owner`, ExpressionAttributeValues: { ":owner": owner.value } } : {};
