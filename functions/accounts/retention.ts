import type { Act } from "../../shared/audit/act.ts";
import { daysAfter, type PlainDate } from "../../shared/domain/time.ts";
import { dueOf } from "../../shared/policy/records.ts";
import { eraseBelongings } from "./council-work.ts";
import type { RetentionStore } from "./ports.ts";

/** What one night's retention did. */
export interface RetentionReport {
  erased: number;
  deleted: number;
  /** Records that fall due later than was thought when they were written: the policy has changed since, or they were used again. */
  postponed: number;
}

/** How far back the first run ever looks: nothing was kept before Trellis was. */
const FIRST_LOOK_BACK_DAYS = 31;

/**
 * Applies the register of records: what fell due by `today` is erased or deleted, by the policy of today.
 * Reads only what is due, day by day. A run that is stopped half-way is taken up where it was, and one
 * that is repeated finds nothing to do.
 */
export async function applyRetention(store: RetentionStore, today: PlainDate, act: Act): Promise<RetentionReport> {
  const report: RetentionReport = { erased: 0, deleted: 0, postponed: 0 };
  const done = await store.retentionDone();
  let day = done === undefined ? daysAfter(today, -FIRST_LOOK_BACK_DAYS) : daysAfter(done, 1);
  for (; day <= today; day = daysAfter(day, 1)) {
    for await (const record of store.dueOn(day)) {
      const due = dueOf(record.entity, record.body);
      if (due === undefined || due.day > today) {
        await store.postpone(record, due?.day);
        report.postponed += 1;
        continue;
      }
      if (due.outcome === "erase") {
        const change = await eraseBelongings({ store }, record.id, act);
        if (change.length > 0 && !(await store.commit(act, change)).ok) throw new Error("An account changed while it was erased: the next run finds it again");
        report.erased += 1;
      } else {
        await store.deleteWithTrail(record);
        report.deleted += 1;
      }
    }
    await store.noteRetentionDone(day);
  }
  return report;
}
