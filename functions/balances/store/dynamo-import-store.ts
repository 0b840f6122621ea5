import type { PlainDate } from "../../../shared/domain/time.ts";
import type { HotReader } from "../../../shared/table/hot-reader.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import { readItems, type Table } from "../../../shared/table/table-client.ts";
import { periodOf } from "../rules/periods.ts";
import type { AccountRead, LedgerImports, LedgerStore } from "../use-cases/ledger-ports.ts";
import { ledgerKeys } from "./keys.ts";
import { headShape } from "./ledger-entities.ts";
import { namesOf } from "./reference-names.ts";

const REFERENCES_AT_ONCE = 32;
/** Before and after every day, as sort keys. */
const [FIRST, LAST] = ["0", ":"];

/**
 * What an import asks of the table of money. Whose references are is read many at a time, and of those of which that does not stand there, alias by alias; heads are read many
 * at a time, and of an account that a file goes beyond no more.
 */
export function dynamoImportStore(table: Table, reader: Pick<HotReader, "queryBetween">, { accountSince }: Pick<LedgerStore, "accountSince">): LedgerImports {
  return {
    async accountsNamed(authority, references) {
      const found = new Map(await namesOf(table, authority, references));
      const waiting = references.filter((reference) => !found.has(reference)).values();
      const worker = async (): Promise<void> => {
        for (const reference of waiting) {
          const items = await reader.queryBetween(ledgerKeys.alias(authority, reference, "", "").pk, FIRST, LAST, true);
          const accounts = new Set(items.flatMap(({ account }) => account?.S ?? []));
          if (accounts.size > 0) found.set(reference, [...accounts]);
        }
      };
      await Promise.all(Array.from({ length: REFERENCES_AT_ONCE }, worker));
      return found;
    },
    async accountsSince(wanted, again) {
      const whole = async (account: string, from: PlainDate): Promise<readonly AccountRead[]> => {
        const read = await accountSince(account, from, { consistent: again });
        return read ? [read] : [];
      };
      if (again) return (await Promise.all([...wanted].map(([account, { from }]) => whole(account, from)))).flat();
      const heads = (
        await readItems(
          table,
          [...wanted.keys()].map((account) => ledgerKeys.head(account)),
        )
      ).map((item) => readItem(headShape, item));
      const reads = heads.map(async (head): Promise<readonly AccountRead[]> => {
        const { account, lastPostedOn, took } = head;
        const { from, part } = wanted.get(account) ?? { from: "" };
        // Nothing was posted in the days that are looked at, as far as is known; or all of it was said before.
        if (lastPostedOn === undefined || periodOf(lastPostedOn) < periodOf(from) || took === part) return [{ head, segments: [] }];
        return whole(account, from);
      });
      return (await Promise.all(reads)).flat();
    },
  };
}
