import { createHash } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { allow, intervalOf, type Limit, roomUntil } from "../domain/rate-limit.ts";
import { type EpochMillis, expiryAt } from "../domain/time.ts";
import { keys } from "../table/keys.ts";
import { markOf, storedShape } from "../table/stored-shape.ts";
import type { Table } from "../table/table-client.ts";

/** When an allowance is whole again (epoch ms), and when it may be forgotten (seconds). */
export const limitShape = storedShape({ entity: "limit", schemaVersion: 1 }, z.object({ nextAt: z.number(), expiresAt: z.number() }));

/** Undefined when allowed; otherwise the seconds to wait. */
export type Limiter = (name: string, limit: Limit, now: EpochMillis) => Promise<number | undefined>;

/** A name for somebody's allowance that does not say who they are: addresses are personal data. */
export const allowanceName = (what: string, who: string): string => createHash("sha256").update(`${what}\n${who}`).digest("base64url").slice(0, 27);

/**
 * Allowances kept in the table: the same for every process, however many there are. Two racing uses
 * never both take the last one. Nothing is read: a use is one conditional write, two when it is not the
 * first of its moment.
 */
export const tableLimiter =
  ({ name: TableName, client }: Table): Limiter =>
  async (name, limit, now) => {
    const interval = intervalOf(limit);
    const { entity, schemaVersion } = markOf(limitShape);
    const update = async (set: string, condition: string, values: Record<string, number>): Promise<number | true> => {
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key: keys.limit(name),
            UpdateExpression: `SET nextAt = ${set}, expiresAt = :expires, entity = :entity, schemaVersion = :schema`,
            ConditionExpression: condition,
            ExpressionAttributeValues: { ...values, ":expires": expiryAt(now + limit.burst * interval + 60_000), ":entity": entity, ":schema": schemaVersion },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return Number(error.Item?.["nextAt"]?.N ?? 0);
        throw error;
      }
    };
    const first = await update(":next", "attribute_not_exists(nextAt) OR nextAt < :now", { ":next": now + interval, ":now": now });
    if (first === true) return undefined;
    const more = await update("nextAt + :interval", "nextAt <= :room", { ":interval": interval, ":room": roomUntil(limit, now) });
    if (more === true) return undefined;
    const allowance = allow(limit, more, now);
    return allowance.ok ? undefined : allowance.retryAfterSeconds;
  };
