import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { noteLook } from "../../../shared/audit/looks.ts";
import { dayMarks, duePages } from "../../../shared/due/dynamo-due.ts";
import { noticeWrite } from "../../../shared/notices/notice.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { recordName } from "../../../shared/table/keys.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import { readItems, type Table } from "../../../shared/table/table-client.ts";
import { caseId } from "../rules/balance-case.ts";
import type { BalanceRecords, CaseStore, DueCases } from "../use-cases/case-ports.ts";
import { caseEntities } from "./entities.ts";
import { balancesIndexes, balancesKeys } from "./keys.ts";
import { caseAmountShape } from "./shapes.ts";

const CASES_A_PAGE = 50;

/** The key of a case by its id; undefined where it is none. */
export function caseKey(id: string): { readonly pk: string; readonly sk: string } | undefined {
  const [, account, number] = /^(.+)\.([1-9]\d{0,3})$/.exec(id) ?? [];
  return account === undefined ? undefined : balancesKeys.balanceCase(account, Number(number));
}

const ACCOUNT = balancesKeys.balanceCase("", 0).pk;

/** The store of cases about balances. */
export function dynamoCaseStore(table: Table): CaseStore {
  const records = recordTable<BalanceRecords>(table, caseEntities);
  const read: CaseStore["balanceCase"] = async (id) => {
    const key = caseKey(id);
    return key && records.get("balance-case", key);
  };
  return {
    balanceCase: read,
    newestOf: async (account) => (await records.inPartition("balance-case", balancesKeys.balanceCase(account, 0).pk, "CASE#")).at(-1),
    casesOf: (person) => records.byPerson("balance-case", balancesIndexes.balanceCasesOf(person)),
    byAge: (council, after) => records.byCouncil("balance-case", balancesIndexes.councilBalances(council), after),
    async byAmount(council, after) {
      const { pk } = balancesKeys.caseAmount(council, 0, "", 0);
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: after === undefined ? "pk = :pk" : "pk = :pk AND sk < :after",
          ExpressionAttributeValues: { ":pk": pk, ...(after === undefined ? {} : { ":after": placeIn(after) }) },
          ScanIndexForward: false,
          Limit: CASES_A_PAGE + 1,
          ConsistentRead: true,
        }),
      );
      const shown = Items.slice(0, CASES_A_PAGE);
      const ids = shown.map((item) => readItem(caseAmountShape, item).case);
      const items = await readItems(
        table,
        ids.flatMap((id) => caseKey(id) ?? []),
      );
      const found = new Map(items.map((item) => records.recordFrom("balance-case", item)).map((one) => [one.body.id, one]));
      const last = shown.at(-1)?.["sk"];
      return {
        records: ids.flatMap((id) => found.get(id) ?? []),
        ...(Items.length > CASES_A_PAGE && typeof last === "string" ? { next: last.replaceAll("#", ".") } : {}),
      };
    },
    trail: (one) => records.trail("balance-case", one),
    async noteLook({ id, account, number }, context, action) {
      const key = balancesKeys.balanceCase(account, number);
      await noteLook(table, context, { account: id, key, action: `looked:${action}`, about: recordName(key) });
    },
    commit: (context, changes, notices = []) => records.commit(context, changes, [], () => notices.map((notice) => noticeWrite(table.name, notice))),
  };
}

/** Where a page by amount ended, as an address may say it: an account's id can hold a full stop, and the numbers beside it cannot. */
const placeIn = (after: string): string => after.replace(/^(\d+)\./, "$1#").replace(/\.(\d+)$/, "#$1");

/** What of cases is due, and how far the sweep came. */
export const dynamoDueCases = (table: Table): DueCases => ({
  ...dayMarks(table, "balanceSweep"),
  async *dueCases(day, council) {
    for await (const page of duePages(table, balancesIndexes.balancesDue(day, council)))
      yield page.map(({ pk, sk }) => caseId(pk.slice(ACCOUNT.length), Number(sk.replace("CASE#", ""))));
  },
});
