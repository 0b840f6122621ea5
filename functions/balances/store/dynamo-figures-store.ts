import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { recordTable } from "../../../shared/records/record-table.ts";
import { itemsOf, queryPages } from "../../../shared/table/pages.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import { readItems, type Table } from "../../../shared/table/table-client.ts";
import type { BalanceRecords } from "../use-cases/case-ports.ts";
import type { FiguresStore } from "../use-cases/finance-ports.ts";
import { caseKey } from "./dynamo-case-store.ts";
import { caseEntities } from "./entities.ts";
import { balancesKeys } from "./keys.ts";
import { caseAmountShape, caseQuestionShape, caseWorkedShape } from "./shapes.ts";

const CASES_A_PAGE = 50;

/** What is counted and overdue of the cases of a council: lists of their own, so that no case is read for a figure. */
export function dynamoFiguresStore(table: Table): FiguresStore {
  const records = recordTable<BalanceRecords>(table, caseEntities);
  return {
    async idleCases(council, before, after) {
      const { pk } = balancesKeys.caseWorked(council, before, "", 0);
      const from = after === undefined ? undefined : placeAfter(after);
      if (from !== undefined && from > before) return { cases: [] };
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: from === undefined ? "pk = :pk AND sk < :before" : "pk = :pk AND sk BETWEEN :after AND :before",
          ExpressionAttributeValues: { ":pk": pk, ":before": before, ...(from === undefined ? {} : { ":after": from }) },
          Limit: CASES_A_PAGE + 1,
          ConsistentRead: true,
        }),
      );
      const shown = Items.slice(0, CASES_A_PAGE);
      const ids = shown.map((item) => readItem(caseWorkedShape, item).case);
      const items = await readItems(
        table,
        ids.flatMap((id) => caseKey(id) ?? []),
      );
      const found = new Map(items.map((item) => records.recordFrom("balance-case", item)).map((one) => [one.body.id, one]));
      const last = shown.at(-1)?.["sk"];
      return {
        cases: ids.flatMap((id) => found.get(id) ?? []),
        ...(Items.length > CASES_A_PAGE && typeof last === "string" ? { next: last.replaceAll("#", ".") } : {}),
      };
    },
    async accountsWithCase(council) {
      const { pk } = balancesKeys.caseAmount(council, 0, "", 0);
      const accounts = new Set<string>();
      const pages = queryPages(table, { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk }, ConsistentRead: true });
      for await (const { items } of pages) for (const item of items) accounts.add(readItem(caseAmountShape, item).case.replace(/\.\d+$/, ""));
      return accounts;
    },
    questionsSentIn: async (council, month) => {
      const { pk } = balancesKeys.caseQuestion(council, month, "", 0);
      return (await itemsOf(table, pk)).map((item) => readItem(caseQuestionShape, item));
    },
  };
}

/** Just after where a page ended, as an address may say it: an account's id can hold a full stop, and the day and the number beside it cannot. */
const placeAfter = (after: string): string => `${after.replace(/^([\d-]+)\./, "$1#").replace(/\.(\d+)$/, "#$1")}!`;
