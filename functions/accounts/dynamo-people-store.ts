import { BatchGetCommand, GetCommand, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { type ActsFor, DELEGATE_KINDS, SCOPES } from "../../shared/access/roles.ts";
import type { Kept } from "../../shared/audit/act.ts";
import { changesBetween } from "../../shared/audit/changes.ts";
import { commit, note, type RecordWrite } from "../../shared/audit/commit.ts";
import { trailOf } from "../../shared/audit/trail.ts";
import { ok } from "../../shared/domain/result.ts";
import { dueOf } from "../../shared/policy/records.ts";
import type { ItemKey } from "../../shared/table/definition.ts";
import { indexes, keys, recordName } from "../../shared/table/keys.ts";
import type { GuardedWrite, Table } from "../../shared/table/table-client.ts";
import type { ChangeOf, ListPage, PeopleStore, RecordKind, Records } from "./ports.ts";
import { type Derived, recordEntities } from "./record-entities.ts";

const SCHEMA_VERSION = 1;
const RECORDS_A_PAGE = 50;

const StoredItem = z.object({ version: z.number(), audit: z.object({ sequence: z.number(), hash: z.string() }), body: z.unknown() });
const StoredActsFor = z.object({
  actsFor: z.object({
    delegation: z.string(),
    person: z.string(),
    kind: z.enum(DELEGATE_KINDS),
    scopes: z.array(z.enum(SCOPES)),
    from: z.string(),
    until: z.optional(z.string()),
  }),
});

const StoredInvitation = z.object({ kind: z.string(), id: z.string() });

type Item = Readonly<Record<string, unknown>>;

/** The store of accounts and what belongs to them. Every item is parsed when it is read: one that cannot be is a fault. */
export function dynamoPeopleStore(table: Table): PeopleStore {
  const { name: TableName, client } = table;

  const get = async ({ pk, sk }: ItemKey): Promise<Item | undefined> =>
    (await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }))).Item;

  const one = async <Kind extends RecordKind>(kind: Kind, key: ItemKey): Promise<Kept<Records[Kind]> | undefined> => {
    const item = await get(key);
    return item && kept(kind, item);
  };

  /** Every item a query finds, all pages. */
  const all = async (input: Omit<QueryCommandInput, "TableName">): Promise<readonly Item[]> => {
    const items: Item[] = [];
    let ExclusiveStartKey: QueryCommandInput["ExclusiveStartKey"];
    do {
      const page = await client.send(new QueryCommand({ TableName, ...input, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }));
      items.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return items;
  };

  const inPartition = (pk: string, beginning: string) =>
    all({
      KeyConditionExpression: beginning === "" ? "pk = :pk" : "pk = :pk AND begins_with(sk, :beginning)",
      ExpressionAttributeValues: { ":pk": pk, ...(beginning === "" ? {} : { ":beginning": beginning }) },
      ConsistentRead: true,
    });

  const byIndex = (partition: string) =>
    all({ IndexName: "gsi1", KeyConditionExpression: "gsi1pk = :partition", ExpressionAttributeValues: { ":partition": partition }, ScanIndexForward: false });

  const councilPage = async <Kind extends RecordKind>(kind: Kind, partition: string, after: string | undefined): Promise<ListPage<Records[Kind]>> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: "gsi2",
        KeyConditionExpression: after === undefined ? "gsi2pk = :partition" : "gsi2pk = :partition AND gsi2sk > :after",
        ExpressionAttributeValues: { ":partition": partition, ...(after === undefined ? {} : { ":after": after }) },
        Limit: RECORDS_A_PAGE + 1,
      }),
    );
    const shown = Items.slice(0, RECORDS_A_PAGE);
    const next = Items.length > RECORDS_A_PAGE ? shown.at(-1)?.["gsi2sk"] : undefined;
    return { records: shown.map((item) => kept(kind, item)), ...(typeof next === "string" ? { next } : {}) };
  };

  return {
    async standing(subject, person) {
      const wanted = [keys.account(subject), ...(person === undefined || person === subject ? [] : [keys.actsFor(subject, person)])];
      const Keys = wanted.map(({ pk, sk }) => ({ pk, sk }));
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }));
      // Half an answer must not pass for a refusal, nor for leave.
      if ((UnprocessedKeys?.[TableName]?.Keys ?? []).length > 0) throw new Error("The table was too busy to say who is asking");
      const items = Responses?.[TableName] ?? [];
      const account = items.find(({ sk }) => sk === keys.account(subject).sk);
      const link = items.find((item) => item !== account);
      return { ...(account ? { account: kept("account", account) } : {}), ...(link ? { actsFor: actsForIn(link) } : {}) };
    },
    account: (id) => one("account", keys.account(id)),
    worker: (account, id) => one("worker", keys.worker(account, id)),
    workersOf: async (account) => (await inPartition(keys.account(account).pk, keys.worker(account, "").sk)).map((item) => kept("worker", item)),
    delegation: (id) => one("delegation", keys.delegation(id)),
    delegationsFor: async (person) => (await byIndex(indexes.delegationsFor(person))).map((item) => kept("delegation", item)),
    peopleOf: async (delegate) => (await inPartition(keys.account(delegate).pk, keys.actsFor(delegate, "").sk)).map(actsForIn),
    async invitedAt(addressHash) {
      const waiting = (await inPartition(keys.invitation(addressHash, "", "").pk, "")).map((item) => StoredInvitation.parse(item));
      const of = async <Kind extends RecordKind>(kind: Kind, key: (id: string) => ItemKey) => {
        const found = await Promise.all(waiting.filter((own) => own.kind === kind).map(({ id }) => one(kind, key(id))));
        return found.filter((record) => record !== undefined);
      };
      return { delegations: await of("delegation", keys.delegation), appointments: await of("appointment", keys.appointment) };
    },
    appointmentsOf: async (account) => (await byIndex(indexes.appointmentsOf(account))).map((item) => kept("appointment", item)),
    appointment: (id) => one("appointment", keys.appointment(id)),
    staffOf: (authority, after) => councilPage("appointment", indexes.councilStaff(authority), after),
    councilDelegations: (authority, after) => councilPage("delegation", indexes.councilDelegations(authority), after),
    councilErasures: (authority, after) => councilPage("erasure", indexes.councilErasures(authority), after),
    erasure: (id) => one("erasure", keys.erasure(id)),
    erasuresOf: async (person) => (await byIndex(indexes.erasuresOf(person))).map((item) => kept("erasure", item)),
    policyVersions: async (authority) => (await inPartition(keys.policyVersion(authority, 0).pk, "VERSION#")).map((item) => kept("policy-version", item)),
    trail: (kind, body) => trailOf(table, recordEntities[kind].key(body)),

    async commit(act, changes) {
      const records = changes.map((change) => recordWrite(change));
      const done = await commit(table, act, records, async () => changes.flatMap((change) => derivedWrites(TableName, change)));
      return done.ok ? ok(undefined) : done;
    },

    async noteOn(account, act, action, about) {
      const changes = about === undefined ? [] : [{ field: "about", to: about }];
      await note(table, act, { key: keys.account(account), action, changes });
    },
  };
}

/** A record from its item. */
function kept<Kind extends RecordKind>(kind: Kind, item: Item): Kept<Records[Kind]> {
  const { version, audit, body } = StoredItem.parse(item);
  return { version, audit, body: recordEntities[kind].schema.parse(body) };
}

const actsForIn = (item: Item): ActsFor => StoredActsFor.parse(item).actsFor;

function recordWrite<Kind extends RecordKind>({ entity, before, after, action, reason }: ChangeOf<Kind>): RecordWrite {
  const { key, told, byPerson, byCouncil } = recordEntities[entity];
  const [person, council, due] = [byPerson?.(after), byCouncil?.(after), dueOf(entity, after)?.day];
  const address = key(after);
  return {
    key: address,
    entity,
    schemaVersion: SCHEMA_VERSION,
    attributes: {
      body: after,
      authority: after.authority,
      ...(person ? { gsi1pk: person.partition, gsi1sk: person.sort } : {}),
      ...(council ? { gsi2pk: council.partition, gsi2sk: council.sort } : {}),
      ...(due ? { gsi3pk: indexes.due(due), gsi3sk: recordName(address) } : {}),
    },
    replaces: before,
    action,
    changes: changesBetween(before?.body, after, told),
    reason,
    authority: after.authority,
  };
}

/** What follows from a record, put in place, and what followed from it before and no longer does, taken away. */
function derivedWrites<Kind extends RecordKind>(TableName: string, { entity, before, after }: ChangeOf<Kind>): readonly GuardedWrite<"stale">[] {
  const { derived } = recordEntities[entity];
  if (!derived) return [];
  const now = derived(after);
  const gone = before ? derived(before.body).filter(({ key }) => !now.some((own) => recordName(own.key) === recordName(key))) : [];
  return [
    ...now.map(({ key, entity: name, attributes, owner }) => ({
      Put: { TableName, Item: { ...attributes, ...key, entity: name, schemaVersion: SCHEMA_VERSION }, ...unlessAnothers(owner) },
    })),
    ...gone.map(({ key, owner }) => ({ Delete: { TableName, Key: key, ...unlessAnothers(owner) } })),
  ].map((write) => ({ write, ifConditionFails: "stale" }));
}

const unlessAnothers = (owner: Derived["owner"]) =>
  owner ? { ConditionExpression: `attribute_not_exists(pk) OR ${owner.path} = :owner`, ExpressionAttributeValues: { ":owner": owner.value } } : {};
