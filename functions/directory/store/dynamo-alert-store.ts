import { readPublicProfiles } from "../../../shared/listing/public-profiles.ts";
import { noticeWrite } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import { accountEntity } from "../../../shared/people/entities.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { keys } from "../../../shared/table/keys.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { AlertStore, Records } from "../use-cases/ports.ts";
import { directoryEntities } from "./entities.ts";
import { directoryIndexes, directoryKeys } from "./keys.ts";

/** The store of the searches that people want to hear of. */
export function dynamoAlertStore(table: Table): AlertStore {
  const records = recordTable<Records>(table, directoryEntities);
  const accounts = recordTable<{ account: Account }>(table, { account: accountEntity });
  return {
    alert: (id) => records.get("alert", directoryKeys.alert(id)),
    alertsOf: (person) => records.byPerson("alert", directoryIndexes.alertsOf(person)),
    councilAlerts: (council, after) => records.byCouncil("alert", directoryIndexes.councilAlerts(council), after),
    trail: (alert) => records.trail("alert", alert),
    account: (id) => accounts.get("account", keys.account(id)),
    profiles: (ids) => readPublicProfiles(table, ids),
    commit: (context, changes, notices = []) => records.commit(context, changes, [], () => notices.map((notice) => noticeWrite(table.name, notice))),
  };
}
