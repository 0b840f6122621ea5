import { systemContext } from "../../../shared/audit/context.ts";
import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { isOpen } from "../../../shared/people/account.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import { withNextDay } from "../rules/case-day.ts";
import { type CheckedAccount, type Dealt, dealWith, type RevisedResult } from "../rules/findings-to-cases.ts";
import { noticesOf } from "./case-notices.ts";
import type { CasesDeps } from "./case-ports.ts";

/** What a check's worker hands every result to, whatever it says: an open case must hear that there is nothing any more. */
export type OpenCase = (revised: RevisedResult, about: CheckedAccount, at: EpochMillis) => Promise<Dealt["kind"]>;

/**
 * Opens a case for what a check found, or adds it to the open one; withdraws the question where a revision says that there was nothing. Done again, or by
 * two at the same time, it is done once.
 */
export const openCase =
  (deps: Pick<CasesDeps, "store" | "account" | "actingFor" | "site">): OpenCase =>
  async (revised, given, at) => {
    let made: Dealt["kind"] = "nothing";
    await changeUntilDone(async () => {
      const before = await deps.store.newestOf(revised.result.account);
      const account = given.owner === undefined ? undefined : await deps.account(given.owner);
      const about = { ...given, owner: account && isOpen(account.body) ? account.body.id : undefined };
      const dealt = dealWith(before?.body, revised, about, at);
      made = dealt.kind;
      if (dealt.kind === "nothing") return "done";
      const today = londonDate(at);
      const after = withNextDay(dealt.after, balancePolicyOn(about.authority, today), today);
      const replaces = dealt.kind === "open" ? undefined : before;
      const notices = dealt.kind === "withdraw" && before ? await noticesOf(deps)(before, after, "withdraw", at) : [];
      const change = { entity: "balance-case" as const, before: replaces, after, action: `balance:${dealt.kind}` };
      return (await deps.store.commit(systemContext("balance-check", at), [change], notices)).ok ? "done" : "again";
    });
    return made;
  };
