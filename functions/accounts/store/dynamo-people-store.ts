import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { ActsFor } from "../../../shared/access/roles.ts";
import { lookCounts, looksPerEntry, noteLook } from "../../../shared/audit/looks.ts";
import { hasExpired, instantOf } from "../../../shared/domain/time.ts";
import { failingMarks } from "../../../shared/notices/failing-addresses.ts";
import { noticeWrite } from "../../../shared/notices/notice.ts";
import { noticeShape } from "../../../shared/notices/stored-notice.ts";
import { identityId, identityShape } from "../../../shared/people/identity.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { type Item, recordTable } from "../../../shared/records/record-table.ts";
import type { ItemKey } from "../../../shared/table/definition.ts";
import { indexes, keys } from "../../../shared/table/keys.ts";
import { queried } from "../../../shared/table/pages.ts";
import { newestBody, readItem } from "../../../shared/table/stored-shape.ts";
import { readItems, type Table } from "../../../shared/table/table-client.ts";
import type { PeopleStore, RecordKind, Records } from "../use-cases/ports.ts";
import { accountsEntities } from "./entities.ts";
import { accountsIndexes, accountsKeys } from "./keys.ts";
import { actsForShape, invitationShape } from "./shapes.ts";

const StoredNotice = z.object({
  id: z.string(),
  code: z.string(),
  state: z.string(),
  createdAt: z.string(),
  endedAt: z.optional(z.string()),
  template: z.optional(z.object({ channel: z.string(), format: z.string(), language: z.string() })),
  to: z.optional(z.object({ address: z.optional(z.string()) })),
  values: z.optional(z.record(z.string(), z.string())),
});

const actsForIn = (item: Item): ActsFor => readItem(actsForShape, item).actsFor;

/** The store of accounts and what belongs to them. */
export function dynamoPeopleStore(table: Table): PeopleStore {
  const { name: TableName, client } = table;
  const records = recordTable<Records>(table, accountsEntities);
  const { get } = records;
  return {
    async callerProfile(subject, person) {
      const wanted = [keys.account(subject), ...(person === undefined || person === subject ? [] : [accountsKeys.actsFor(subject, person)])];
      // All of it or a fault: half an answer must not pass for a refusal, nor for leave.
      const items = await readItems(table, wanted);
      const account = items.find(({ sk }) => sk === keys.account(subject).sk);
      const link = items.find((item) => item !== account);
      return { ...(account ? { account: records.recordFrom("account", account) } : {}), ...(link ? { actsFor: actsForIn(link) } : {}) };
    },
    account: (id) => get("account", keys.account(id)),
    async accountOf(identity) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: { ...keys.identity(identityId(identity)) }, ConsistentRead: true }));
      return Item && readItem(identityShape, Item).account;
    },
    worker: (account, id) => get("worker", keys.worker(account, id)),
    workersOf: (account) => records.inPartition("worker", keys.account(account).pk, keys.worker(account, "").sk),
    delegation: (id) => get("delegation", accountsKeys.delegation(id)),
    delegationsFor: (person) => records.byPerson("delegation", accountsIndexes.delegationsFor(person)),
    peopleOf: async (delegate) => (await records.items(keys.account(delegate).pk, accountsKeys.actsFor(delegate, "").sk)).map(actsForIn),
    async invitedAt(addressHash) {
      const waiting = (await records.items(accountsKeys.invitation(addressHash, "", "").pk)).map((item) => readItem(invitationShape, item));
      const of = async <Kind extends RecordKind>(kind: Kind, key: (id: string) => ItemKey) => {
        const found = await Promise.all(waiting.filter((item) => item.kind === kind).map(({ id }) => get(kind, key(id))));
        return found.filter((record) => record !== undefined);
      };
      return { delegations: await of("delegation", accountsKeys.delegation), appointments: await of("appointment", accountsKeys.appointment) };
    },
    appointmentsOf: (account) => records.byPerson("appointment", accountsIndexes.appointmentsOf(account)),
    appointment: (id) => get("appointment", accountsKeys.appointment(id)),
    staffOf: (authority, after) => records.byCouncil("appointment", accountsIndexes.councilStaff(authority), after),
    councilDelegations: (authority, after) => records.byCouncil("delegation", accountsIndexes.councilDelegations(authority), after),
    councilErasures: (authority, after) => records.byCouncil("erasure", accountsIndexes.councilErasures(authority), after),
    erasure: (id) => get("erasure", accountsKeys.erasure(id)),
    erasuresOf: (person) => records.byPerson("erasure", accountsIndexes.erasuresOf(person)),
    mailStop: (id) => get("mail-stop", accountsKeys.mailStop(id)),
    policyVersions: (authority) => records.inPartition("policy-version", accountsKeys.policyVersion(authority, 0).pk, "VERSION#"),
    async noticesOf(account, at) {
      const sent = await queried(table, {
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :partition",
        ExpressionAttributeValues: { ":partition": indexes.noticesOf(account) },
        ScanIndexForward: false,
      });
      const current = sent.filter(({ expiresAt }) => !hasExpired(expiresAt, at));
      return current.map((item) => StoredNotice.parse(newestBody(noticeShape, item["schemaVersion"], item)));
    },
    failingMarks: (account, at) => failingMarks(table, account, at),
    async noticeFailed(id) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.notice(id) }));
      return Item?.["state"] === "failed";
    },
    async forgetNotices(account, at) {
      for (const { id, state } of await this.noticesOf(account, at)) {
        // One that was sent may have words left, for another way to go.
        if (state !== "waiting" && state !== "sent") continue;
        const update = new UpdateCommand({
          TableName,
          Key: keys.notice(id),
          UpdateExpression: "SET #state = :state, endedAt = :at REMOVE #to.address, #values, otherWays, undelivered, mark, claimedAt, gsi3pk, gsi3sk",
          ConditionExpression: "#state = :was",
          ExpressionAttributeNames: { "#state": "state", "#to": "to", "#values": "values" },
          ExpressionAttributeValues: { ":state": state === "waiting" ? "nobody-to-tell" : state, ":at": instantOf(at), ":was": state },
        });
        // Sent meanwhile: then its address is forgotten already.
        await client.send(update).catch((error: unknown) => {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        });
      }
    },
    trail: records.trail,
    newestOf: (kind, body, before) => records.trailPage(kind, body, servicePolicy.entriesAtOnce, before),
    commit: (context, changes, notices = []) => records.commit(context, changes, [], () => notices.map((notice) => noticeWrite(TableName, notice))),
    async noteOn(account, context, action, about, head) {
      await noteLook(table, context, { account, key: keys.account(account), action, about, head });
    },
    looksIn: async (account, entries) => looksPerEntry(entries, await lookCounts(table, account)),
  };
}
