import { recordTable } from "../../../shared/records/record-table.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { BalanceRecords } from "../use-cases/case-ports.ts";
import type { ReceiptStore } from "../use-cases/receipt-ports.ts";
import { balancesEntities } from "./entities.ts";
import { balancesIndexes, balancesKeys } from "./keys.ts";

/** The store of receipts. */
export function dynamoReceiptStore(table: Table): ReceiptStore {
  const records = recordTable<Pick<BalanceRecords, "receipt">>(table, { receipt: balancesEntities.receipt });
  return {
    receipt: (account, movement) => records.get("receipt", balancesKeys.receipt(account, movement)),
    receiptsOf: (account) => records.inPartition("receipt", balancesKeys.receipt(account, "").pk, balancesKeys.receipt(account, "").sk),
    receiptsOfPerson: (person) => records.byPerson("receipt", balancesIndexes.receiptsOf(person)),
    trail: (one) => records.trail("receipt", one),
    commit: (context, changes) => records.commit(context, changes),
  };
}
