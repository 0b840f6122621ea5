import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { keysOfPartition, removeItems } from "../../../shared/due/dynamo-due.ts";
import { dueCouncilOf } from "../../../shared/policy/due-council.ts";
import { itemsOf, type StoredItem } from "../../../shared/table/pages.ts";
import { type RangeReader, rangesOf } from "../../../shared/table/range-reader.ts";
import { markOf, readItem, readStored } from "../../../shared/table/stored-shape.ts";
import { type GuardedWrite, type Table, transact } from "../../../shared/table/table-client.ts";
import { type Settled, type Transact, transactEach, transactTogether } from "../../../shared/table/together.ts";
import type { Head } from "../rules/head.ts";
import { periodOf, turnOf } from "../rules/periods.ts";
import type { AccountAlias, AccountRead, HowSince, LedgerAddition, LedgerRefusal, LedgerStore, SegmentRows } from "../use-cases/ledger-ports.ts";
import { ledgerKeys } from "./keys.ts";
import { aliasShape, dueShape, factsShape, headShape, resultShape, segmentShape } from "./ledger-entities.ts";
import { packed, unpacked } from "./packing.ts";
import { namesOf, namesWrites, onlyOnce, unname } from "./reference-names.ts";
import { segmentRows, storedSegment } from "./segment-rows.ts";
import { shardOf } from "./shards.ts";

type Write = GuardedWrite<LedgerRefusal>;

const isSegment = ({ entity }: StoredItem): boolean => entity === segmentShape.entity;
const isHead = ({ entity }: StoredItem): boolean => entity === headShape.entity;
const isAlias = ({ entity }: StoredItem): boolean => entity === aliasShape.entity;
const isFacts = ({ entity }: StoredItem): boolean => entity === factsShape.entity;

/** What a segment's key says: `DAYS#0736#file`. */
const segmentKeyOf = ({ sk }: StoredItem): Pick<SegmentRows, "period" | "importId"> => {
  const [, period, ...rest] = String(sk).split("#");
  return { period: Number(period), importId: rest.join("#") };
};

/** A body that is stored as bytes. */
const bodyIn = <Body>(shape: Parameters<typeof readStored<Body>>[0], item: StoredItem): Body =>
  readStored(shape, item["schemaVersion"], unpacked(item["packed"]));

/** How accounts are read and written, where that is not by the SDK and one by one. */
interface LedgerAccess {
  readonly ranges?: RangeReader;
  /** Writes the result of a check. */
  readonly conclude?: Transact<LedgerRefusal>;
}

/** The store as whoever checks many accounts at a time has it: read without the SDK, and what is written at the same time goes together. */
export const dynamoCheckStore = (table: Table, ranges: RangeReader): LedgerStore =>
  dynamoLedgerStore(table, { ranges, conclude: transactTogether<LedgerRefusal>(table) });

/** The store of the money of accounts, over the table of money; read by the SDK, and written one by one, unless there is something lighter. */
export function dynamoLedgerStore(table: Table, access: LedgerAccess = {}): LedgerStore {
  const { name: TableName, client } = table;
  const { ranges = rangesOf(table), conclude = (writes) => transact<LedgerRefusal>(table, writes) } = access;

  /** What a query of an account's partition found; undefined where not all of what the head speaks of is there yet. */
  const readFrom = (items: readonly StoredItem[], day: number, beyondCarried: boolean): AccountRead | "none" | undefined => {
    const headItem = items.find(isHead);
    if (!headItem) return items.length === 0 ? "none" : undefined;
    const head = readItem(headShape, headItem);
    const factsItem = items.find(isFacts);
    if ((factsItem?.["at"] ?? 0) !== head.factsAt) return undefined;
    const since = beyondCarried && head.carried ? Math.max(day, periodOf(daysAfter(head.carried.on, 1))) : day;
    const segments = items.filter(isSegment).flatMap((item): SegmentRows[] => {
      const key = segmentKeyOf(item);
      return key.period < since ? [] : [segmentRows(bodyIn(segmentShape, item), key)];
    });
    const last = new Set(segments.filter(({ at }) => at === head.segmentsAt).map(({ period }) => period));
    if (!head.segmentsIn.every((period) => period < since || last.has(period))) return undefined;
    return { head, segments, ...(factsItem ? { facts: bodyIn(factsShape, factsItem) } : {}) };
  };

  const accountFrom = async (account: string, period: number, { consistent, beyondCarried = false }: HowSince): Promise<AccountRead | undefined> => {
    const { pk, sk: end } = ledgerKeys.head(account);
    const { sk: beginning } = ledgerKeys.segment(account, period, "");
    // The facts stand between the segments and the head.
    const { sk: facts } = ledgerKeys.facts(account);
    if (!(beginning < facts && facts < end)) throw new Error("Segments, facts and head must stand in this order");
    const found = await ranges(pk, beginning, end, consistent);
    const read = readFrom(found, period, beyondCarried);
    if (read === "none" || read === undefined) {
      if (!consistent) return accountFrom(account, period, { consistent: true, beyondCarried });
      if (read === undefined) throw new Error("An account is not whole");
      return undefined;
    }
    return read;
  };

  const headWrite = (before: Head | undefined, after: Head): Write => ({
    write: {
      Put: {
        TableName,
        Item: { ...ledgerKeys.head(after.account), ...markOf(headShape), ...after },
        ...(before
          ? { ConditionExpression: "version = :version", ExpressionAttributeValues: { ":version": before.version } }
          : { ConditionExpression: "attribute_not_exists(pk)" }),
      },
    },
    ifConditionFails: "stale",
  });

  /** Where an account stands among what is due; nowhere where nothing is due of it. */
  const placeOf = ({ account, authority, nextDueOn }: Head) =>
    nextDueOn === undefined ? undefined : ledgerKeys.due(dueCouncilOf(authority), shardOf(account), turnOf(nextDueOn), account);

  /** The due item put where it belongs, and taken from where it was: nothing as long as the account keeps its turn. */
  const dueWrites = (before: Head | undefined, after: Head): readonly Write[] => {
    const [was, is] = [before && placeOf(before), placeOf(after)];
    if (was?.pk === is?.pk && was?.sk === is?.sk) return [];
    return [
      ...(was ? [{ write: { Delete: { TableName, Key: was } }, ifConditionFails: "stale" as const }] : []),
      ...(is
        ? [
            {
              write: { Put: { TableName, Item: { ...is, ...markOf(dueShape), account: after.account, from: after.nextDueOn } } },
              ifConditionFails: "stale" as const,
            },
          ]
        : []),
    ];
  };

  const appendWrites = ({ before, after, segments }: LedgerAddition): readonly Write[] => [
    ...segments.map(
      ({ importId, ...rows }): Write => ({
        write: {
          Put: {
            TableName,
            Item: {
              ...ledgerKeys.segment(after.account, rows.period, importId),
              ...markOf(segmentShape),
              packed: packed(storedSegment({ ...rows, at: after.version })),
            },
            ConditionExpression: "attribute_not_exists(pk)",
          },
        },
        ifConditionFails: "stale",
      }),
    ),
    headWrite(before, after),
    ...dueWrites(before, after),
  ];

  /** An alias stands by its reference, for statements, and by its account. */
  const aliasKeys = ({ account, authority, reference, from }: AccountAlias) => [
    ledgerKeys.alias(authority, reference, from, account),
    ledgerKeys.accountAlias(account, from, reference),
  ];
  const aliasWrites = (alias: AccountAlias): readonly Write[] =>
    aliasKeys(alias).map((key) => ({ write: { Put: { TableName, Item: { ...key, ...markOf(aliasShape), ...alias } } }, ifConditionFails: "stale" }));
  const aliasesAt: LedgerStore["aliasesAt"] = async (authority, reference) => {
    const { pk } = ledgerKeys.alias(authority, reference, "", "");
    return (await itemsOf(table, pk)).filter(isAlias).map((item) => readItem(aliasShape, item));
  };
  /** Which accounts stand beside the aliases of a reference from now on: with this one those that its aliases name already, where nothing stands there yet. */
  const alsoNamed = async ({ account, authority, reference }: AccountAlias) => {
    const isThere = (await namesOf(table, authority, [reference])).has(reference);
    const others = isThere ? [] : await aliasesAt(authority, reference);
    return { authority, reference, accounts: new Set([account, ...others.map((one) => one.account)]) };
  };
  const aliasesOf: LedgerStore["aliasesOf"] = async (account) => {
    const { pk, sk } = ledgerKeys.accountAlias(account, "", "");
    return (await itemsOf(table, pk, sk.slice(0, sk.indexOf("#") + 1))).map((item) => readItem(aliasShape, item));
  };

  const head: LedgerStore["head"] = async (account) => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { ...ledgerKeys.head(account) }, ConsistentRead: true }));
    return Item && readItem(headShape, Item);
  };

  return {
    head,
    accountSince: (account, day: PlainDate, how = { consistent: false }) => accountFrom(account, periodOf(day), how),
    wholeAccount: (account) => accountFrom(account, 0, { consistent: true }),
    async results(account, from = 0) {
      const { pk, sk: beginning } = ledgerKeys.result(account, from, 0);
      const { sk: end } = ledgerKeys.result(account, LAST_CYCLE, 0);
      return (await ranges(pk, beginning, end, true)).map((item) => bodyIn(resultShape, item));
    },
    aliasesAt,
    append: (before, after, segments) => transact<LedgerRefusal>(table, appendWrites({ before, after, segments })),
    async appendAll(additions) {
      const settled = await transactEach(table, additions.map(appendWrites));
      return additions.flatMap(({ after }, at) => (isStored(settled[at]) ? [] : [after.account]));
    },
    conclude: (before, after, result) =>
      conclude([
        {
          write: {
            Put: {
              TableName,
              Item: { ...ledgerKeys.result(result.account, result.cycle, result.revision), ...markOf(resultShape), packed: packed(result) },
              ConditionExpression: "attribute_not_exists(pk)",
            },
          },
          ifConditionFails: "stale",
        },
        headWrite(before, after),
        ...dueWrites(before, after),
      ]),
    settle: (before, after) => conclude([headWrite(before, after), ...dueWrites(before, after)]),
    aliasesOf,
    async learn(before, after, facts, aliases, wrong = []) {
      const isWrong = (one: AccountAlias): boolean => wrong.some(({ reference, from }) => reference === one.reference && from === one.from);
      const still = wrong.length === 0 ? [] : (await aliasesOf(after.account)).filter((one) => !isWrong(one));
      const left = wrong.filter(({ reference }) => ![...still, ...aliases].some((one) => one.reference === reference));
      const named = await Promise.all(onlyOnce(aliases).map((one) => alsoNamed(one)));
      const done = await transact<LedgerRefusal>(table, [
        {
          write: {
            Put: { TableName, Item: { ...ledgerKeys.facts(after.account), ...markOf(factsShape), at: after.version, packed: packed(facts) } },
          },
          ifConditionFails: "stale",
        },
        headWrite(before, after),
        ...dueWrites(before, after),
        ...wrong.flatMap(aliasKeys).map((Key): Write => ({ write: { Delete: { TableName, Key } }, ifConditionFails: "stale" })),
        ...aliases.flatMap(aliasWrites),
        ...namesWrites(table, after.account, { named, left }),
      ]);
      if (done.ok) await unname(table, after.account, left);
      return done;
    },
    async remove(account) {
      const [known, aliases] = [await head(account), await aliasesOf(account)];
      const place = known && placeOf(known);
      const partition = await keysOfPartition(table, ledgerKeys.head(account).pk);
      // The head goes last: whoever is stopped half-way finds by it what is left.
      const { sk: last } = ledgerKeys.head(account);
      await unname(table, account, aliases);
      await removeItems(table, [
        ...aliases.flatMap((alias) => aliasKeys(alias).slice(0, 1)),
        ...(place ? [place] : []),
        ...partition.filter(({ sk }) => sk !== last),
        ...partition.filter(({ sk }) => sk === last),
      ]);
    },
  };
}

/** Whether a transaction was written, and not refused. Throws why it could not be sent. */
function isStored(settled: Settled<LedgerRefusal> | undefined): boolean {
  if (settled?.status !== "fulfilled") throw settled?.reason;
  return settled.value.ok;
}

/** After every cycle there will be. */
const LAST_CYCLE = 9999;
