import { noticeWrite } from "../../../shared/notices/notice.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { StatedKinds, StatedStore } from "../use-cases/record-ports.ts";
import { statedEntities } from "./entities.ts";
import { balancesIndexes, balancesKeys } from "./keys.ts";

/** The store of what people and officers state of accounts. */
export function dynamoStatedStore(table: Table): StatedStore {
  const records = recordTable<StatedKinds>(table, statedEntities);
  return {
    setAside: (account) => records.get("set-aside", balancesKeys.setAside(account)),
    accountNote: (account) => records.get("account-note", balancesKeys.accountNote(account)),
    invoice: (id) => records.get("invoice", balancesKeys.invoice(id)),
    invoicesOf: (person) => records.byPerson("invoice", balancesIndexes.invoicesOf(person)),
    trailOf: (kind, body) => records.trail(kind, body),
    commit: (context, changes, notices = []) => records.commit(context, changes, [], () => notices.map((notice) => noticeWrite(table.name, notice))),
  };
}
