import { checkCycle } from "../../functions/balances/rules/check.ts";
import type { Head } from "../../functions/balances/rules/head.ts";
import type { Movement } from "../../functions/balances/rules/movement.ts";
import { nextDueOn } from "../../functions/balances/rules/next-check.ts";
import { periodOf } from "../../functions/balances/rules/periods.ts";
import type { StatedSpan } from "../../functions/balances/rules/statement-spans.ts";
import type { StoredFacts } from "../../functions/balances/rules/stored-facts.ts";
import type { LedgerStore } from "../../functions/balances/use-cases/ledger-ports.ts";
import { CYCLE_DAYS, cycleNumbered } from "../../shared/domain/cycles.ts";
import { daysAfter, type Instant, type PlainDate } from "../../shared/domain/time.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";

export const COUNCIL = "E10000018";
/** A direct payment of £212 a week begins on this day. */
export const FIRST_PAYMENT: PlainDate = "2026-06-01";
export const WEEKLY = 21_200;
const LEARNED: Instant = "2026-05-20T09:00:00.000Z";
const { statementDays } = balancePolicyOn(COUNCIL, FIRST_PAYMENT).balance;

/** The facts of somebody whose direct payment is £212 a week, of which they pay nothing, and who employs nobody. */
export const someFacts = (account: string, more: Partial<StoredFacts> = {}): StoredFacts => ({
  account,
  authority: COUNCIL,
  kind: "card",
  firstPaymentOn: FIRST_PAYMENT,
  lines: { council: [{ from: FIRST_PAYMENT, learnedAt: LEARNED, value: { weeklyGrossPence: WEEKLY, weeklyContributionPence: 0 } }], nhs: [] },
  model: [{ from: FIRST_PAYMENT, learnedAt: LEARNED, value: "paid-to-council" }],
  agreement: [{ from: FIRST_PAYMENT, learnedAt: LEARNED, value: { kind: "recipient", version: "2026", signedOn: "2026-05-20", surplusClause: true } }],
  permissions: [],
  whereabouts: [],
  endedOn: [],
  diedOn: [],
  support: [],
  invoices: [],
  setAside: [],
  remembered: [],
  identified: {},
  ...more,
});

/** The head of an account that nothing was posted on. */
export function newHead({ account, authority, kind, firstPaymentOn }: StoredFacts): Head {
  const head: Head = {
    account,
    authority,
    kind,
    version: 1,
    ...(firstPaymentOn === undefined ? {} : { firstPaymentOn }),
    openingPence: 0,
    closingPence: 0,
    covered: [],
    holes: [],
    spans: [],
    factsAt: 1,
    segmentsAt: 0,
    segmentsIn: [],
    measured: 0,
    missing: [],
  };
  const due = nextDueOn(head, statementDays);
  return due === undefined ? head : { ...head, nextDueOn: due };
}

/** One cycle of a statement: the payment comes in on the first day, and a part of it goes out, purchase by purchase; all days are said. */
export function cycleRows(cycle: number, openingPence: number, { rows = 4, spent = 0.9, at = "2026-07-01T06:00:00.000Z" } = {}) {
  const { from, to } = cycleNumbered(FIRST_PAYMENT, cycle);
  const importId = `file-${cycle}-${rows}-${Math.round(spent * 100)}`;
  let balance = openingPence;
  const add = (postedOn: PlainDate, order: number, kind: Movement["kind"], pence: number, text: string): Movement => {
    balance += pence;
    return { id: `${cycle}.${order}`, postedOn, kind, pence, balancePence: balance, order, text, recordedAt: at, importId };
  };
  const each = Math.floor((4 * WEEKLY * spent) / rows);
  const movements = [
    add(from, 0, "load", 4 * WEEKLY, "Direct payment"),
    ...Array.from({ length: rows }, (_, row) =>
      add(daysAfter(from, 1 + Math.floor((row * (CYCLE_DAYS - 2)) / rows)), row + 1, "transfer", -each, `Sample Care ${row % 5}`),
    ),
  ];
  const span = { from, to, whole: true, openingPence, closingPence: balance };
  return { importId, movements, span, closingPence: balance };
}

/** Cycles one after the other from the first, each going on from the last. */
export function cyclesTo(last: number, how: Parameters<typeof cycleRows>[2] = {}): readonly ReturnType<typeof cycleRows>[] {
  const some: ReturnType<typeof cycleRows>[] = [];
  for (let cycle = 1; cycle <= last; cycle += 1) some.push(cycleRows(cycle, some.at(-1)?.closingPence ?? 0, how));
  return some;
}

/** Puts rows on an account as an import does: segments and head in one transaction. */
export async function posted(store: Pick<LedgerStore, "head" | "append">, account: string, some: readonly ReturnType<typeof cycleRows>[]): Promise<void> {
  const head = await store.head(account);
  const [first] = some;
  if (!head || !first) throw new Error("No account, or no rows");
  const movements = some.flatMap((one) => one.movements);
  const days = movements.map(({ postedOn }) => postedOn).toSorted();
  const byPeriod = Map.groupBy(movements, ({ postedOn }) => periodOf(postedOn));
  const spans: StatedSpan[] = [];
  for (const span of [...(head.spans ?? []), ...some.map((one) => one.span)].toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const last = spans.at(-1);
    if (last && daysAfter(last.to, 1) === span.from && last.closingPence === span.openingPence)
      spans[spans.length - 1] = { ...span, from: last.from, openingPence: last.openingPence };
    else spans.push(span);
  }
  const version = head.version + 1;
  const touchedFrom = [head.touchedFrom ?? "9999-12-31", days[0] ?? ""].toSorted()[0] ?? "";
  const after: Head = { ...head, version, spans, lastPostedOn: days.at(-1) ?? "", segmentsAt: version, segmentsIn: [...byPeriod.keys()], touchedFrom };
  const segments = [...byPeriod].map(([period, rows]) => ({ period, importId: first.importId, movements: rows, learned: [], vanished: [] }));
  const done = await store.append(head, after, segments);
  if (!done.ok) throw new Error(`Rows were not posted: ${done.refusal}`);
}

/** What checks are made with, in tests as in the function; nobody hears of what is found. */
export const CHECKING = { check: checkCycle, policyOn: balancePolicyOn, tell: async (): Promise<void> => undefined };
