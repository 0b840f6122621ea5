import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { samePerson } from "../../../shared/people/same-person.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import type { BalanceCase } from "../rules/balance-case.ts";
import { type BalanceMove, type MovedBy, partsOf } from "../rules/case-moves.ts";
import { type Circumstances, UNKNOWN } from "../rules/circumstances.ts";
import { afterMove, type DecisionRefusal, type MoveInput } from "../rules/decide-case.ts";
import { staysAt } from "../rules/stays.ts";
import { hearers, noticesOf, reached, unreadable } from "./case-notices.ts";
import type { CasesDeps } from "./case-ports.ts";
import type { LedgerStore } from "./ledger-ports.ts";
import { readAccount } from "./read-account.ts";

/** `nobody`: there is nobody a notice could go to, or nobody who acts for a person who cannot decide, so it goes by an officer's hand. `format`: somebody could not read it as they need to; `their-format`: an officer would give it in another format than they need. */
export type SendRefusal = "no-one" | "format" | "their-format";

/** What the council's record says of whom a case is about, as it is known now. */
export const circumstancesNow = async ({ known }: Pick<CasesDeps, "known">, { recipient }: BalanceCase, at: number) =>
  (await known(recipient, { day: londonDate(at), knownBy: instantOf(at) }))?.circumstances ?? UNKNOWN;

/** An officer with their other accounts that have a part in a case: two accounts of one person are not two officers. */
export async function officerOf({ account }: Pick<CasesDeps, "account">, body: BalanceCase, subject: string): Promise<MovedBy> {
  const officer = await account(subject);
  const others = await Promise.all([...partsOf(body), ...(body.owner === undefined ? [] : [body.owner])].map((id) => account(id)));
  return { subject, kind: "officer", same: others.flatMap((one) => (officer && one && samePerson(officer.body, one.body) ? [one.body.id] : [])) };
}

/** What moving a case is given. Without the table of money nothing can be taken: what must stay on the account could not be said. */
export interface MoveDeps extends CasesDeps {
  readonly ledger?: Pick<LedgerStore, "accountSince"> | undefined;
}

/** What is taken, with what must stay on the account by all that is known at this moment. */
async function takingNow({ ledger }: MoveDeps, { account, authority, measured }: BalanceCase, taking: NonNullable<MoveInput["taking"]>, at: number) {
  const read = ledger && (await readAccount(ledger, account));
  if (!read?.facts) return taking;
  const on = londonDate(at);
  const known = { facts: read.facts, ledger: read.ledger, policy: balancePolicyOn(authority, on), knownBy: instantOf(at) };
  const onPaper = read.ledger.covered.length === 0 || (measured?.lines.some(({ typed }) => typed) ?? false);
  return { ...taking, staysPence: staysAt(known, { on, pence: taking.balancePence, onPaper }) };
}

/** Whether a notice that is given by hand has another format than whoever is to read it needs: the person, or somebody who acts for them where they cannot decide. */
async function isOtherFormat(deps: CasesDeps, after: BalanceCase, { capacity, diedOn }: Circumstances, today: PlainDate): Promise<boolean> {
  if (diedOn !== undefined) return false;
  const to = await hearers(deps, after, today);
  const others = to.filter(({ id }) => id !== after.owner);
  const [reader] = capacity === "no" ? others : [...to.filter(({ id }) => id === after.owner), ...others];
  return reader?.notices !== undefined && reader.notices.format !== after.proposal?.notice?.format;
}

/** Makes a move of a case, with who is told of it, all or nothing. Refused by a `DecisionRefusal`, a `SendRefusal`, as `stale` or as `repeat`. */
export const moveCase =
  (deps: MoveDeps) =>
  async (
    before: Versioned<BalanceCase>,
    move: BalanceMove,
    given: MoveInput,
    mover: MovedBy,
    context: AuditContext,
  ): Promise<Result<BalanceCase, DecisionRefusal | SendRefusal | CommitRefusal>> => {
    const { at } = context;
    const today = londonDate(at);
    const input = move === "take" && given.taking ? { ...given, taking: await takingNow(deps, before.body, given.taking, at) } : given;
    const frame = { at, mover, policy: balancePolicyOn(before.body.authority, today), circumstances: await circumstancesNow(deps, before.body, at) };
    const moved = afterMove(before.body, move, input, frame);
    if (!moved.ok) return moved;
    const after = moved.value;
    const byNotice = (move === "send-question" || move === "approve") && (input.way ?? "online") === "online";
    if (byNotice) {
      const to = await reached(deps, after, frame.circumstances, today);
      if (to.length === 0) return refused("no-one");
      if (move === "approve" && unreadable(after, to).length > 0) return refused("format");
    }
    if (move === "approve" && !byNotice && (await isOtherFormat(deps, after, frame.circumstances, today))) return refused("their-format");
    const byHand = (move === "send-question" || move === "approve") && !byNotice;
    // Nobody writes to somebody who died.
    const notices = byHand || frame.circumstances.diedOn !== undefined ? [] : await noticesOf(deps)(before, after, move, at);
    const done = await deps.store.commit(
      context,
      [{ entity: "balance-case", before, after, action: `balance:${move}`, ...(input.words === undefined ? {} : { reason: input.words }) }],
      notices,
    );
    return done.ok ? ok(after) : done;
  };
