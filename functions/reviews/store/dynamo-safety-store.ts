import { noteLook } from "../../../shared/audit/looks.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { ReviewRecords, SafetyStore } from "../use-cases/ports.ts";
import { reviewsEntities } from "./entities.ts";
import { reviewsIndexes, reviewsKeys } from "./keys.ts";

/** The store of worries about somebody's safety. */
export function dynamoSafetyStore(table: Table): SafetyStore {
  const records = recordTable<ReviewRecords>(table, reviewsEntities);
  return {
    report: (id) => records.get("safety-report", reviewsKeys.safetyReport(id)),
    openReports: (council, after) => records.byCouncil("safety-report", reviewsIndexes.safetyReports(council), after, "falling"),
    async noteLook({ id }, context, action) {
      const key = reviewsKeys.safetyReport(id);
      await noteLook(table, context, { account: id, key, action: `looked:${action}`, about: recordName(key) });
    },
    commit: (context, changes) => records.commit(context, changes),
  };
}
