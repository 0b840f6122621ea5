import { daysAfter, type PlainDate } from "../domain/time.ts";

/** How far back the first run of a job ever looks: nothing was due before Trellis was. */
const FIRST_LOOK_BACK_DAYS = 31;

/** What a job that goes day by day keeps of how far it came. */
export interface DayMarks {
  /** The last day that was dealt with whole. */
  lastDone(): Promise<PlainDate | undefined>;
  noteDone(day: PlainDate): Promise<void>;
}

/**
 * Goes through the days up to and including `today`, from the last that was dealt with: that one again, for what fell due
 * on it after the run. A day is noted when it is done, so that a run which is stopped is taken up where it was.
 */
export async function eachDueDay(marks: DayMarks, today: PlainDate, deal: (day: PlainDate) => Promise<void>): Promise<void> {
  let day = (await marks.lastDone()) ?? daysAfter(today, -FIRST_LOOK_BACK_DAYS);
  for (; day <= today; day = daysAfter(day, 1)) {
    await deal(day);
    await marks.noteDone(day);
  }
}
