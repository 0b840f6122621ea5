import { derivedKind, type Entities, keyed, placed } from "../../../shared/records/entity.ts";
import { MarketStatement } from "../rules/statement.ts";
import { MarketTarget } from "../rules/target.ts";
import type { MarketRecords } from "../use-cases/acting-ports.ts";
import { marketIndexes, marketKeys } from "./keys.ts";
import register from "./records.json" with { type: "json" };
import { listedStatementShape, publicStatementShape } from "./statement-shape.ts";

export const marketEntities: Entities<MarketRecords> = {
  "market-statement": {
    schema: MarketStatement,
    schemaVersion: 2,
    // Version 2 may say which words figures gave.
    upcasters: { 1: (body) => body },
    key: keyed(marketKeys.statement, ({ id }) => [id]),
    policy: register.records["market-statement"],
    // Words and figures stand in the record alone.
    auditedFields: ["id", "service", "editions"],
    derived: [
      derivedKind(publicStatementShape, "not-personal", marketKeys.publicStatement, ({ authority, service, published }) => {
        if (published === undefined) return undefined;
        const { publishedBy: _, drawn: _drawn, ...edition } = published;
        return { key: [authority, service], attributes: { ...edition, service } };
      }),
      derivedKind(listedStatementShape, "not-personal", marketKeys.listedStatement, ({ authority, service, published }) =>
        published === undefined ? undefined : { key: [authority, service], attributes: { authority, service, publishedOn: published.publishedOn } },
      ),
    ],
    byCouncil: placed(marketIndexes.statementsOf, ({ authority, service }) => ({ in: [authority], sort: service })),
  },
  "market-target": {
    schema: MarketTarget,
    schemaVersion: 1,
    key: keyed(marketKeys.target, ({ id }) => [id]),
    policy: register.records["market-target"],
    auditedFields: ["id", "needed", "areas", "aimHours", "by", "state", "createdBy"],
    byCouncil: placed(marketIndexes.targetsOf, ({ authority, by, id }) => ({ in: [authority], sort: `${by.replaceAll("-", "")}-${id}` })),
  },
};
