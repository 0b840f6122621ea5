import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { ListingId } from "../../../shared/listing/listing.ts";
import { readListings } from "../../../shared/listing/listing-writes.ts";
import { noticeWrite } from "../../../shared/notices/notice.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { itemsOf } from "../../../shared/table/pages.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { ActingStore, MarketRecords } from "../use-cases/acting-ports.ts";
import { marketEntities } from "./entities.ts";
import { marketIndexes, marketKeys } from "./keys.ts";
import { listedStatementShape, publicStatementShape } from "./statement-shape.ts";

/** The store of what a council says of gaps, and does about them. */
export function dynamoActingStore(table: Table): ActingStore {
  const records = recordTable<MarketRecords>(table, marketEntities);
  return {
    statement: (id) => records.get("market-statement", marketKeys.statement(id)),
    statements: (council) => records.byCouncil("market-statement", marketIndexes.statementsOf(council)),
    async publicStatement(council, service) {
      const { pk, sk } = marketKeys.publicStatement(council, service);
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk, sk } }));
      return Item && readItem(publicStatementShape, Item);
    },
    async publicStatements(council) {
      return (await itemsOf(table, marketKeys.publicStatement(council, "").pk, "")).map((item) => readItem(publicStatementShape, item));
    },
    async listedStatements() {
      return (await itemsOf(table, marketKeys.listedStatement("", "").pk)).map((item) => readItem(listedStatementShape, item));
    },
    target: (id) => records.get("market-target", marketKeys.target(id)),
    targets: (council, after) => records.byCouncil("market-target", marketIndexes.targetsOf(council), after, "falling"),
    listings: (ids) =>
      readListings(
        table,
        ids.flatMap((id) => ListingId.safeParse(id).data ?? []),
      ),
    commit: (context, changes, notices = []) => records.commit(context, changes, [], () => notices.map((notice) => noticeWrite(table.name, notice))),
  };
}
