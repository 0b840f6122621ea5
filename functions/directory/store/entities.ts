import { openAccount } from "../../../shared/people/open-account.ts";
import { dueCouncilOf } from "../../../shared/policy/due-council.ts";
import { type Entities, keyed, placed } from "../../../shared/records/entity.ts";
import { Alert } from "../rules/alert.ts";
import type { Records } from "../use-cases/ports.ts";
import { directoryIndexes, directoryKeys } from "./keys.ts";
import register from "./records.json" with { type: "json" };

export const directoryEntities: Entities<Records> = {
  alert: {
    schema: Alert,
    schemaVersion: 1,
    key: keyed(directoryKeys.alert, ({ id }) => [id]),
    policy: register.records.alert,
    // What somebody looks for, and whom they found, is told by no trail: it would stay there when it is removed.
    auditedFields: ["id", "toldOn", "until", "endTold", "endedAt"],
    needs: ({ owner, endedAt }) => (endedAt === undefined ? [openAccount(owner)] : []),
    byPerson: placed(directoryIndexes.alertsOf, ({ owner, createdAt, id }) => ({ in: [owner], sort: `${createdAt}#${id}` })),
    byCouncil: placed(directoryIndexes.councilAlerts, ({ authority, id, endedAt }) =>
      endedAt === undefined ? { in: [dueCouncilOf(authority)], sort: id } : undefined,
    ),
  },
};
