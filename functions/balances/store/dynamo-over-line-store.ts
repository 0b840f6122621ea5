import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { CYCLE_DAYS } from "../../../shared/domain/cycles.ts";
import { DAY_MS, expiryAt, hasExpired } from "../../../shared/domain/time.ts";
import { itemsOf } from "../../../shared/table/pages.ts";
import { markOf, readItem } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { OverLineStore } from "../use-cases/finance-ports.ts";
import { ledgerKeys } from "./keys.ts";
import { overLineShape } from "./ledger-entities.ts";

/** So long one stands that no later check notes again: a cycle, and one more for a statement that comes late. */
const KEPT_MS = 2 * CYCLE_DAYS * DAY_MS;

/** Accounts that were over the line for some cycles, in the table of money. */
export const dynamoOverLineStore = (table: Table): OverLineStore => ({
  async noteOver(authority, over) {
    const key = ledgerKeys.overLine(authority, over.account);
    const expiresAt = expiryAt(table.now() + KEPT_MS);
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, ...markOf(overLineShape), ...over, expiresAt } }));
  },
  async overLine(authority) {
    const { pk } = ledgerKeys.overLine(authority, "");
    return (await itemsOf(table, pk)).filter(({ expiresAt }) => !hasExpired(expiresAt, table.now())).map((item) => readItem(overLineShape, item));
  },
});
