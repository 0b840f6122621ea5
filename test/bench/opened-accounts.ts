import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { ledgerKeys } from "../../functions/balances/store/keys.ts";
import { packed, unpacked } from "../../functions/balances/store/packing.ts";
import { itemsOf } from "../../shared/table/pages.ts";
import type { Table } from "../../shared/table/table-client.ts";
import { openAccount } from "../support/ledger-accounts.ts";
import { engineFile } from "./engine-file.ts";

export const accountOf = (index: number): string => `account-${index}`;
export const cardOf = (index: number): string => `CARD-${index}`;

/** Opens so many accounts, each with a card: the first by the code that does so, and the others as copies of its items, in the engine's own file. */
export async function openAccounts(table: Table, file: string, authority: string, accounts: number): Promise<void> {
  const [account, card] = [accountOf(0), cardOf(0)];
  await openAccount(dynamoLedgerStore(table), account, authority, [card]);
  const [first, alias, facts] = [ledgerKeys.head(account), ledgerKeys.named(authority, card), ledgerKeys.facts(account)];
  const items = (await Promise.all([first.pk, alias.pk].map((pk) => itemsOf(table, pk)))).flat();
  const there = engineFile(file, table.name);
  for (let index = 1; index < accounts; index += 1) {
    const instead = { [account]: accountOf(index), [card]: cardOf(index) };
    const named = (text: unknown): string => Object.entries(instead).reduce((so, [of, as]) => so.replaceAll(of, as), String(text));
    for (const item of items) {
      const [from, to] = [
        { pk: String(item["pk"]), sk: String(item["sk"]) },
        { pk: named(item["pk"]), sk: named(item["sk"]) },
      ];
      // What is packed says whose it is, too.
      if (from.sk === facts.sk) there.put({ ...item, ...to, packed: packed({ ...Object(unpacked(item["packed"])), account: accountOf(index) }) }, from);
      else there.copy(from, to, instead);
    }
  }
  there.close();
}
