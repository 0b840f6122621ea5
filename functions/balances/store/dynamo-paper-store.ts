import { recordTable } from "../../../shared/records/record-table.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { BalanceRecords } from "../use-cases/case-ports.ts";
import type { PaperStore } from "../use-cases/paper-ports.ts";
import { balancesEntities } from "./entities.ts";
import { balancesIndexes, balancesKeys } from "./keys.ts";

/** The store of what was typed from statements on paper. */
export function dynamoPaperStore(table: Table): PaperStore {
  const records = recordTable<Pick<BalanceRecords, "paper-statement">>(table, { "paper-statement": balancesEntities["paper-statement"] });
  return {
    papers: (account) => records.get("paper-statement", balancesKeys.paperStatement(account)),
    papersOfPerson: (person) => records.byPerson("paper-statement", balancesIndexes.paperStatementsOf(person)),
    trail: (one) => records.trail("paper-statement", one),
    commit: (context, changes) => records.commit(context, changes),
  };
}
