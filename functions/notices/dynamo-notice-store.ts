import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { hasExpired, instantOf } from "../../shared/domain/time.ts";
import { noticeShape } from "../../shared/notices/stored-notice.ts";
import { keys } from "../../shared/table/keys.ts";
import { newestBody } from "../../shared/table/stored-shape.ts";
import { type Table, transactUntilClear } from "../../shared/table/table-client.ts";
import type { NoticeStore } from "./ports.ts";

const StoredNotice = z.discriminatedUnion("state", [
  z.object({
    id: z.string(),
    state: z.literal("waiting"),
    code: z.string(),
    template: z.object({ id: z.string(), channel: z.string() }),
    to: z.object({ address: z.string() }),
    values: z.record(z.string(), z.string()),
  }),
  z.object({ id: z.string(), state: z.enum(["sent", "failed", "nobody-to-tell"]) }),
]);

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

  /** Notes how it ended. Where it goes and what it says are no longer needed, and go. */
  const end = async (id: string, state: "sent" | "failed", field: "notifyId" | "fault", value: string, at: number): Promise<void> => {
    await update(id, {
      UpdateExpression: "SET #state = :state, #field = :value, endedAt = :at REMOVE #to.address, #values, claimedAt, gsi3pk, gsi3sk",
      ConditionExpression: "#state = :waiting",
      ExpressionAttributeNames: { "#state": "state", "#field": field, "#to": "to", "#values": "values" },
      ExpressionAttributeValues: { ":state": state, ":value": value, ":at": instantOf(at), ":waiting": "waiting" },
    });
  };

  return {
    async read(id, at) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.notice(id), ConsistentRead: true }));
      // Past its time it is gone, though the table may take days to remove it.
      if (!Item || hasExpired(Item["expiresAt"], at)) return undefined;
      const stored = StoredNotice.parse(newestBody(noticeShape, Item["schemaVersion"], Item));
      if (stored.state !== "waiting") return stored;
      const { to, ...notice } = stored;
      return { ...notice, address: to.address };
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
    sent: (id, { notifyId, at }) => end(id, "sent", "notifyId", notifyId, at),
    failed: (id, { fault, at }) => end(id, "failed", "fault", fault, at),
  };
}
