import { londonDate, millisOf } from "../../../shared/domain/time.ts";
import { publicReplyShape } from "../../../shared/listing/stored-shapes.ts";
import { derivedKind, type Entities, keyed, placed } from "../../../shared/records/entity.ts";
import { keys } from "../../../shared/table/keys.ts";
import { ProviderReply } from "../rules/reply.ts";
import type { SatisfactionRecords } from "../use-cases/ports.ts";
import { satisfactionIndexes, satisfactionKeys } from "./keys.ts";
import register from "./records.json" with { type: "json" };

export const satisfactionEntities: Entities<SatisfactionRecords> = {
  "provider-reply": {
    schema: ProviderReply,
    schemaVersion: 1,
    key: keyed(satisfactionKeys.reply, ({ id }) => [id]),
    policy: register.records["provider-reply"],
    // The words, and why they are not shown, stand in the record alone: the trail says that they changed.
    auditedFields: ["id", "state", "sentAt", "decidedAt", "decidedBy"],
    derived: [
      derivedKind(publicReplyShape, register.records["public-reply"], keys.publicReply, ({ id, state, words, decidedAt }) =>
        state === "shown" && words !== undefined && decidedAt !== undefined
          ? { key: [id], attributes: { body: JSON.stringify({ words, on: londonDate(millisOf(decidedAt)) }) } }
          : undefined,
      ),
    ],
    byPerson: placed(satisfactionIndexes.repliesOf, ({ owner, id }) => (owner === undefined ? undefined : { in: [owner], sort: id })),
    byCouncil: placed(satisfactionIndexes.replies, ({ authority, state, sentAt, id }) =>
      state === "waiting" ? { in: [authority], sort: `${sentAt.replaceAll(/[-:]/g, "")}-${id}` } : undefined,
    ),
  },
};
