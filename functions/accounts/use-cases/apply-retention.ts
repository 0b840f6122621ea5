import type { AuditContext } from "../../../shared/audit/context.ts";
import { monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { eachDueDay } from "../../../shared/due/plan.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { dueOf } from "../../../shared/records/record-policy.ts";
import { stateOn } from "../rules/delegation.ts";
import type { AccountsDeps } from "./deps.ts";
import { closing, finishErasing } from "./erase.ts";
import type { DueRecord, RetentionStore } from "./ports.ts";

/** What retention is given. */
export interface RetentionDeps extends Pick<AccountsDeps, "addressHash" | "dataSubject" | "register"> {
  readonly store: RetentionStore;
}

/** What one night's retention did. */
export interface RetentionReport {
  erased: number;
  deleted: number;
  /** Records that fall due later than was thought when they were written: the policy has changed since, or they were used again. */
  postponed: number;
}

/**
 * Applies the register of records: what fell due by `today` is erased or deleted, by the policy of today.
 * Reads only what is due, day by day. A run that is stopped half-way is taken up where it was, and one
 * that is repeated finds nothing to do. Source: UK GDPR, article 5(1)(e).
 */
export async function applyRetention(deps: RetentionDeps, today: PlainDate, context: AuditContext): Promise<RetentionReport> {
  const { store } = deps;
  const report: RetentionReport = { erased: 0, deleted: 0, postponed: 0 };
  await store.finishDeletions();
  await eachDueDay(store, today, async (day) => {
    for await (const record of store.dueRecords(day)) {
      const due = dueOf(deps.register.lineOf(record.entity), record.body);
      if (due === undefined || due.day > today) {
        await store.postpone(record, due?.day);
        report.postponed += 1;
      } else if (due.outcome === "delete") {
        if (await store.deleteWithTrail(record)) report.deleted += 1;
      } else report[await eraseUnused(deps, record, today, context)] += 1;
    }
  });
  return report;
}

/** Erases an account nobody has used for as long as the register says, by what is stored now and not by what the index knew. */
async function eraseUnused(deps: RetentionDeps, record: DueRecord, today: PlainDate, context: AuditContext): Promise<"erased" | "postponed"> {
  const { store } = deps;
  const account = await store.account(record.id);
  const due = account && dueOf(deps.register.lineOf("account"), account.body);
  if (!account || due?.outcome !== "erase" || due.day > today) return "postponed";
  if (account.body.closingAt === undefined) {
    const delegations = await store.delegationsFor(record.id);
    if (delegations.some(({ body }) => stateOn(body, today) === "active")) {
      await store.postpone(record, monthsAfter(today, servicePolicy.actedForMonths));
      return "postponed";
    }
    // Somebody who comes back at this very moment is not erased: their sign-in has changed the account.
    if (!(await store.commit(context, await closing(deps, record.id, context))).ok) return "postponed";
  }
  await finishErasing(deps)(record.id, context);
  return "erased";
}
