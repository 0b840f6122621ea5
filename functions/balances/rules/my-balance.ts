import { cycleOn } from "../../../shared/domain/cycles.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import type { Instant, PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { type NotAskedAbout, notAskedAbout } from "./agreed-spending.ts";
import type { AccountFacts, ProtectedKind } from "./facts.ts";
import { approachOf } from "./findings-to-cases.ts";
import { type ForwardView, forwardView } from "./forward.ts";
import type { Head } from "./head.ts";
import { type MonthOfMoney, moneyByMonth } from "./months.ts";
import type { Ledger } from "./movement.ts";
import type { OnHold } from "./on-hold.ts";
import type { FindingCode, SumLine } from "./result.ts";
import type { StoredResult } from "./stored-result.ts";
import { typedOn } from "./typed-balance.ts";

/** Months of which a page shows what came in and went out: a year of them. */
const MONTHS_SHOWN = 12;

/** Money that is set aside, and why. */
export interface SetAsideFor {
  readonly kind: ProtectedKind;
  readonly pence: Pence;
  /** What for, in the words it was agreed with; the provider's name, of redundancy pay. */
  readonly purpose?: string | undefined;
  readonly until?: PlainDate | undefined;
}

/** What somebody is shown of the account their direct payment goes to. */
export interface MyBalance {
  /** What the newest statement says, and at the close of which day; undefined where none came yet. */
  readonly balance?:
    | {
        readonly pence: Pence;
        readonly on: PlainDate /** Whether it was typed from a paper statement, and by whom. */;
        readonly typed?: "person" | "council" | undefined;
      }
    | undefined;
  /** What the newest statement shows as pending. */
  readonly onHold?: OnHold | undefined;
  /** From which day on a statement is missing that a check needed. */
  readonly missingFrom?: PlainDate | undefined;
  /** Whether its person sends the statements. */
  readonly sendsStatements: boolean;
  /** The newest check that came to a sum. */
  readonly checked?: { readonly on: PlainDate; readonly lines: readonly SumLine[] } | undefined;
  readonly setAside: readonly SetAsideFor[];
  /** Kinds of spending that they are not asked about. */
  readonly notAsked: readonly NotAskedAbout[];
  /** What holds until the next check. */
  readonly forward?: ForwardView | undefined;
  readonly months: readonly MonthOfMoney[];
  /** Whether the balance may not last until the next payment. */
  readonly isLow: boolean;
  /** Whether the newest check found nothing that is the person's to answer. */
  readonly isWell: boolean;
}

/** What the page of a balance is worked out from. */
export interface BalanceRead {
  readonly head: Pick<Head, "kind" | "spans" | "onHold">;
  /** Undefined where no payment was made yet. */
  readonly facts?: AccountFacts | undefined;
  readonly ledger: Ledger;
  /** Oldest cycle first, each revision after the one before it. */
  readonly results: readonly StoredResult[];
}

/** Codes of a balance that may not last. */
const LOW: readonly FindingCode[] = ["low-balance", "negative"];

/** The newest revision of the newest cycle there is. */
const newest = (results: readonly StoredResult[]): StoredResult | undefined =>
  results.toSorted((one, other) => one.cycle - other.cycle || one.revision - other.revision).at(-1);

/** What is set aside by lines of a sum: the weeks of one request are one amount. */
export function setAsideBy(lines: readonly SumLine[], { setAside, support }: Pick<AccountFacts, "setAside" | "support">): readonly SetAsideFor[] {
  const found = new Map<string, SetAsideFor>();
  for (const { code, kind, pence, of = "" } of lines) {
    if (code !== "protected" || kind === undefined) continue;
    const held = setAside.find(({ id }) => id === of);
    const key = `${kind}|${held?.request ?? of}`;
    const purpose = held?.purpose ?? (kind === "redundancy" ? support.find(({ arrangement }) => arrangement === of)?.name : undefined);
    found.set(key, { kind, pence: (found.get(key)?.pence ?? 0) - pence, purpose, until: held?.until });
  }
  return [...found.values()];
}

/** The newest balance there is: what was typed counts where statements end earlier. */
function newestBalance({ spans }: BalanceRead["head"], facts: AccountFacts | undefined, knownBy: Instant): MyBalance["balance"] {
  const last = spans?.at(-1);
  const [day] = (facts?.typed ?? []).map(({ on }) => on).toSorted((one, other) => (one < other ? 1 : -1));
  const typed = facts && day !== undefined && day > (last?.to ?? "") ? typedOn({ facts, knownBy }, day) : undefined;
  return typed ? { pence: typed.pence, on: typed.on, typed: typed.by ?? "person" } : last && { pence: last.closingPence, on: last.to };
}

/** What somebody is shown of their account on a day, by what is known. */
export function myBalance({ head, facts, ledger, results }: BalanceRead, policy: BalancePolicy, knownBy: Instant, today: PlainDate): MyBalance {
  const latest = newest(results);
  const measured = newest(results.filter(({ outcome }) => outcome === "measured"));
  const checked = measured?.outcome === "measured" ? measured : undefined;
  const findings = checked === latest ? (checked?.findings ?? []) : [];
  const cycle = facts && cycleOn(facts.firstPaymentOn, today)?.number;
  const forward = facts && cycle !== undefined ? forwardView({ facts, ledger, policy, knownBy }, cycle) : undefined;
  return {
    balance: newestBalance(head, facts, knownBy),
    onHold: head.onHold,
    missingFrom: latest?.outcome === "missing" ? latest.missingFrom : undefined,
    sendsStatements: head.kind === "bank",
    checked: checked && { on: checked.measuredOn, lines: checked.lines },
    setAside: facts ? setAsideBy(checked?.lines ?? forward?.lines ?? [], facts) : [],
    notAsked: facts ? notAskedAbout(facts, { day: today, knownBy }) : [],
    forward,
    months: moneyByMonth(ledger, MONTHS_SHOWN),
    isLow: findings.some(({ code }) => LOW.includes(code)),
    isWell: checked !== undefined && checked === latest && findings.every((finding) => approachOf(finding, head.kind) === "council"),
  };
}
