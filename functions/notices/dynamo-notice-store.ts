import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, QueryCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { hasExpired, instantOf, millisOf } from "../../shared/domain/time.ts";
import { noticeShape, Undelivered, Way } from "../../shared/notices/stored-notice.ts";
import { sentPlace, waitingPlace } from "../../shared/notices/waiting.ts";
import { indexes, keys } from "../../shared/table/keys.ts";
import { newestBody } from "../../shared/table/stored-shape.ts";
import { type Table, transactUntilClear } from "../../shared/table/table-client.ts";
import type { NoticeStore } from "./ports.ts";

const StoredNotice = z.discriminatedUnion("state", [
  z.object({
    id: z.string(),
    state: z.literal("waiting"),
    code: z.string(),
    template: Way.shape.template,
    to: z.object({ account: z.optional(z.string()), address: z.string() }),
    values: z.record(z.string(), z.string()),
    otherWays: z._default(z.array(Way), []),
    way: z._default(z.number(), 1),
  }),
  z.object({
    id: z.string(),
    state: z.literal("sent"),
    code: z.string(),
    template: Way.shape.template,
    otherWays: z._default(z.array(Way), []),
    way: z._default(z.number(), 1),
    mark: z.optional(z.string()),
    endedAt: z.string(),
    /** Where it is found as long as it is not known to have arrived. */
    gsi3pk: z.optional(z.string()),
  }),
  z.object({ id: z.string(), state: z.enum(["failed", "nobody-to-tell"]) }),
]);

/** The sender's reference for a notice by the nth of its ways: one by another way is another message. */
const referenceOf = (id: string, nth: number): string => (nth === 1 ? id : `${id}.way-${nth}`);
/** So many of an account's newest notices are looked at for addresses that take nothing. */
const LOOKED_AT = 50;
const Failing = z.object({ undelivered: z._default(z.array(Undelivered), []) });

/** The outbox in the table. */
export function dynamoNoticeStore(table: Table): NoticeStore {
  const { name: TableName, client } = table;
  /** Changes a notice if it is as expected. */
  const update = async (id: string, change: Omit<UpdateCommandInput, "TableName" | "Key">): Promise<void> => {
    try {
      await client.send(new UpdateCommand({ TableName, Key: keys.notice(id), ...change }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };

  const noted = (undelivered: Undelivered | undefined) => ({
    set: undelivered ? ", undelivered = list_append(if_not_exists(undelivered, :none), :undelivered)" : "",
    values: undelivered ? { ":none": [], ":undelivered": [undelivered] } : {},
  });

  return {
    async read(id, at) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.notice(id), ConsistentRead: true }));
      // Past its time it is gone, though the table may take days to remove it.
      if (!Item || hasExpired(Item["expiresAt"], at)) return undefined;
      const stored = StoredNotice.parse(newestBody(noticeShape, Item["schemaVersion"], Item));
      switch (stored.state) {
        case "waiting": {
          const { to, way: nth, otherWays: others, ...notice } = stored;
          return { ...notice, others, nth, reference: referenceOf(id, nth), account: to.account, address: to.address };
        }
        case "sent": {
          const { code, template, otherWays: others, way: nth, mark, endedAt, gsi3pk } = stored;
          if (gsi3pk === undefined || mark === undefined) return { id, state: "sent" };
          const { channel } = template;
          return { id, state: "on its way", code, nth, reference: referenceOf(id, nth), channel, mark, sentAt: millisOf(endedAt), others };
        }
        default:
          return stored;
      }
    },
    async claim(id, at, staleBefore) {
      const Update = {
        TableName,
        Key: keys.notice(id),
        UpdateExpression: "SET claimedAt = :at ADD attempts :one",
        ConditionExpression: "#state = :waiting AND (attribute_not_exists(claimedAt) OR claimedAt < :stale)",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":at": instantOf(at), ":one": 1, ":waiting": "waiting", ":stale": instantOf(staleBefore) },
      };
      const claimed = await transactUntilClear(table, [{ write: { Update }, ifConditionFails: "claimed" }]);
      if (!claimed.ok) return undefined;
      // Whoever claimed it has it alone: nobody has counted on since.
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.notice(id), ConsistentRead: true }));
      return z.number().parse(Item?.["attempts"]);
    },
    async release(id, claimedAt) {
      await update(id, {
        UpdateExpression: "REMOVE claimedAt",
        ConditionExpression: "claimedAt = :own",
        ExpressionAttributeValues: { ":own": instantOf(claimedAt) },
      });
    },
    async sent(id, { notifyId, mark, at, lookAt }) {
      const { gsi3pk, gsi3sk } = sentPlace(id, lookAt);
      const done = (removing: string, condition: string) =>
        update(id, {
          UpdateExpression: `SET #state = :sent, notifyId = :notifyId, mark = :mark, endedAt = :at, gsi3pk = :pk, gsi3sk = :sk REMOVE #to.address, claimedAt${removing}`,
          ConditionExpression: `#state = :waiting AND ${condition}`,
          ExpressionAttributeNames: { "#state": "state", "#to": "to", ...(removing === "" ? {} : { "#values": "values" }) },
          ExpressionAttributeValues: {
            ":sent": "sent",
            ":waiting": "waiting",
            ":notifyId": notifyId,
            ":mark": mark,
            ":at": instantOf(at),
            ":pk": gsi3pk,
            ":sk": gsi3sk,
            ":none": 0,
          },
        });
      // What it says is kept only where it may have to go another way. Of the two, one holds.
      await done(", #values, otherWays", "(attribute_not_exists(otherWays) OR size(otherWays) = :none)");
      await done("", "size(otherWays) > :none");
    },
    async failed(id, { fault, at, undelivered }) {
      const { set, values } = noted(undelivered);
      await update(id, {
        UpdateExpression: `SET #state = :failed, fault = :fault, endedAt = :at${set} REMOVE #to.address, #values, otherWays, claimedAt, gsi3pk, gsi3sk`,
        ConditionExpression: "#state IN (:waiting, :sent)",
        ExpressionAttributeNames: { "#state": "state", "#to": "to", "#values": "values" },
        ExpressionAttributeValues: { ":failed": "failed", ":fault": fault, ":at": instantOf(at), ":waiting": "waiting", ":sent": "sent", ...values },
      });
    },
    async passOn(id, nth, { way, others, undelivered, lookAt }) {
      const { set, values } = noted(undelivered);
      const { gsi3pk, gsi3sk } = waitingPlace(id, lookAt);
      await update(id, {
        UpdateExpression: `SET #state = :waiting, template = :template, #to.address = :address, otherWays = :others, way = :next, attempts = :zero, gsi3pk = :pk, gsi3sk = :sk${set} REMOVE claimedAt, endedAt, notifyId, mark`,
        ConditionExpression:
          nth === 1 ? "#state IN (:waiting, :sent) AND (attribute_not_exists(way) OR way = :nth)" : "#state IN (:waiting, :sent) AND way = :nth",
        ExpressionAttributeNames: { "#state": "state", "#to": "to" },
        ExpressionAttributeValues: {
          ":waiting": "waiting",
          ":sent": "sent",
          ":template": way.template,
          ":address": way.address,
          ":others": others,
          ":next": nth + 1,
          ":nth": nth,
          ":zero": 0,
          ":pk": gsi3pk,
          ":sk": gsi3sk,
          ...values,
        },
      });
    },
    async settled(id) {
      await update(id, {
        UpdateExpression: "REMOVE #values, otherWays, gsi3pk, gsi3sk",
        ConditionExpression: "#state = :sent",
        ExpressionAttributeNames: { "#state": "state", "#values": "values" },
        ExpressionAttributeValues: { ":sent": "sent" },
      });
    },
    async failing(account, at) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          IndexName: "gsi1",
          KeyConditionExpression: "gsi1pk = :partition",
          ExpressionAttributeValues: { ":partition": indexes.noticesOf(account) },
          ScanIndexForward: false,
          Limit: LOOKED_AT,
        }),
      );
      const current = Items.filter(({ expiresAt }) => !hasExpired(expiresAt, at));
      return new Set(current.flatMap((item) => Failing.parse(item).undelivered.map(({ mark }) => mark)));
    },
  };
}
