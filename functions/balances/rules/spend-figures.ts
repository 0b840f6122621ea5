import type { PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { MoneyFiguresPolicy } from "../../../shared/policy/money-figures.ts";
import { creditKind, isSpend } from "./credits.ts";
import type { AccountFacts } from "./facts.ts";
import type { Movement } from "./movement.ts";

/** The row of a movement, by its merchant category, else by its kind; the last row where none fits. */
export type RowOf = (movement: Pick<Movement, "mcc" | "kind">) => string;

/** Which movement belongs in which row of a council's figures. */
export function rowOfSpend({ spend }: Pick<MoneyFiguresPolicy, "spend">, { groups }: Pick<BalancePolicy["spend"], "groups">): RowOf {
  const [byCode, byKind] = [new Map<string, string>(), new Map<string, string>()];
  for (const { id, codes = [], groups: named = [], kinds = [] } of spend) {
    const grouped = groups.filter(({ name }) => named.includes(name)).flatMap((group) => group.codes);
    for (const code of [...codes, ...grouped]) if (!byCode.has(code)) byCode.set(code, id);
    for (const kind of kinds) if (!byKind.has(kind)) byKind.set(kind, id);
  }
  const last = spend.at(-1)?.id ?? "";
  return ({ mcc, kind }) => (mcc === undefined ? byKind.get(kind) : byCode.get(mcc)) ?? last;
}

/** Days, both included. */
interface Days {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/**
 * What an account spent on some days by row, in whole pence above 0: money out that was posted, less money that came back. Payments, contributions, fees and what
 * went back to the council are no spending. Money that came back counts where it was spent, by its own category or by the last payment with its text, and
 * takes off no more than was spent there on these days.
 */
export function spentOn(
  movements: readonly Movement[],
  { identified }: Pick<AccountFacts, "identified">,
  { from, to }: Days,
  rowOf: RowOf,
): Map<string, number> {
  const spent = new Map<string, number>();
  const rowByText = new Map<string, string>();
  for (const movement of movements) {
    const { postedOn, pence, kind, mcc, text } = movement;
    const isPaid = isSpend(movement);
    const isBack = pence > 0 && kind !== "fee" && creditKind({ identified }, movement) === "returned";
    if (!isPaid && !isBack) continue;
    const row = isBack && mcc === undefined ? (rowByText.get(text) ?? rowOf(movement)) : rowOf(movement);
    if (isPaid) rowByText.set(text, row);
    if (postedOn >= from && postedOn <= to) spent.set(row, (spent.get(row) ?? 0) - pence);
  }
  return new Map([...spent].filter(([, pence]) => pence > 0));
}
