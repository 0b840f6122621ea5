import type { PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import type { BalanceCase } from "../rules/balance-case.ts";
import { type Task, tasksOf } from "../rules/case-day.ts";
import type { CaseStore } from "./case-ports.ts";

export const CASE_ORDERS = ["age", "amount"] as const;

/** What a list of cases is of: in which order, and with which task where it is of one alone. */
export interface CasesWanted {
  readonly council: string;
  readonly order: (typeof CASE_ORDERS)[number];
  readonly task?: Task | undefined;
  readonly after?: string | undefined;
}

/** So many with a task are enough for a page, and so many pages of the list are looked through for them at once. */
const ENOUGH = 25;
const PAGES_AT_ONCE = 10;

/**
 * A page of a council's open cases. Which tasks a case has follows from the day and the council's rules, so no index has it: with one wanted, the list is looked
 * through from where the last page ended until there are enough, or so much of it was seen. Then there may be none on a page, and more on the next.
 */
export async function listCases(
  store: Pick<CaseStore, "byAge" | "byAmount">,
  { council, order, task, after }: CasesWanted,
  policy: BalancePolicy,
  today: PlainDate,
): Promise<ListPage<BalanceCase>> {
  const pageAfter = (from?: string) => (order === "amount" ? store.byAmount(council, from) : store.byAge(council, from));
  if (task === undefined) return pageAfter(after);
  const records: ListPage<BalanceCase>["records"][number][] = [];
  let next = after;
  for (let pages = 0; pages < PAGES_AT_ONCE; pages += 1) {
    const page = await pageAfter(next);
    records.push(...page.records.filter(({ body }) => tasksOf(body, policy, today).includes(task)));
    next = page.next;
    if (next === undefined || records.length >= ENOUGH) break;
  }
  return next === undefined ? { records } : { records, next };
}
