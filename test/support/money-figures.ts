import { periodOf } from "../../functions/balances/rules/periods.ts";
import { publishMoneyFigures } from "../../functions/balances/use-cases/publish-money-figures.ts";
import { type EpochMillis, londonDate, monthsAfter } from "../../shared/domain/time.ts";
import { dynamoMoneyFigures } from "../../shared/figures/dynamo-money-figures.ts";
import type { Table } from "../../shared/table/table-client.ts";
import { COUNCIL } from "./councils.ts";
import { newHead, someFacts } from "./ledger-scene.ts";

const ACCOUNTS = Array.from({ length: 12 }, (_, at) => `account-${at}`);
const MONTHS = 6;

/** Publishes figures of money of some months, of a dozen accounts that each paid wages, taxis and a shop in every month, and other amounts in each. */
export async function withMoneyFigures(table: Table, at: EpochMillis): Promise<void> {
  const months = Array.from({ length: MONTHS }, (_, back) => `${monthsAfter(londonDate(at), -back - 1).slice(0, 7)}-15`);
  const paid = (account: string) =>
    months.flatMap((postedOn, month) =>
      (
        [
          ["transfer", 60_000],
          ["purchase", 2500, "4121"],
          ["purchase", 4000, "5411"],
        ] as const
      ).map(([kind, pence, mcc], order) => ({
        ...{ id: `${month}.${order}`, postedOn, kind, order, text: "Sample", recordedAt: `${postedOn}T09:00:00.000Z`, importId: "file" },
        pence: -(pence + 100 * (ACCOUNTS.indexOf(account) + 1) * (month + 1)),
        ...(mcc === undefined ? {} : { mcc }),
      })),
    );
  await publishMoneyFigures(
    {
      accounts: {
        parts: 1,
        async *accountsIn() {
          yield ACCOUNTS;
        },
      },
      ledger: {
        accountSince: async (account) => ({
          head: newHead(someFacts(account)),
          facts: someFacts(account),
          segments: [{ period: periodOf(months[0] ?? ""), importId: "file", at: 1, movements: paid(account) }],
        }),
        results: async () => [],
      },
      providers: { behind: async () => undefined, work: async () => ({ people: 0, weeklyPence: 0 }) },
      figures: dynamoMoneyFigures(table),
      councils: [COUNCIL],
    },
    at,
  );
}
