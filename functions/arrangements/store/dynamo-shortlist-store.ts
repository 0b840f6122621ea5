import { readPublicProfiles } from "../../../shared/listing/public-profiles.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { Records, ShortlistStore } from "../use-cases/ports.ts";
import { arrangementsEntities } from "./entities.ts";
import { arrangementsKeys } from "./keys.ts";

/** The store of the people that accounts have saved. */
export function dynamoShortlistStore(table: Table): ShortlistStore {
  const records = recordTable<Pick<Records, "shortlist">>(table, { shortlist: arrangementsEntities.shortlist });
  return {
    shortlist: (account) => records.get("shortlist", arrangementsKeys.shortlist(account)),
    trail: (shortlist) => records.trail("shortlist", shortlist),
    profiles: (ids) => readPublicProfiles(table, ids),
    commit: (context, changes) => records.commit(context, changes),
  };
}
