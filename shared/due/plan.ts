import { daysAfter, type PlainDate } from "../domain/time.ts";
import { councilsToPlan } from "../policy/due-council.ts";
import { eachItem } from "./each-item.ts";

/** How far back the first run of a job ever looks: nothing was due before Trellis was. */
const FIRST_LOOK_BACK_DAYS = 31;

/** What a job that goes day by day keeps of how far it came with each council. */
export interface DayMarks {
  /** The last day that was dealt with whole, of every council that a run went through. */
  lastDone(): Promise<ReadonlyMap<string, PlainDate>>;
  noteDone(council: string, day: PlainDate): Promise<void>;
}

/**
 * Goes through every council, and of each through the days up to and including `today`, from the last that was dealt with: that one
 * again, for what fell due on it after the run. A day of a council is noted when it is done, so that a run which is stopped is taken
 * up where it was. What fails with one council keeps none from its turn; the first failure is thrown in the end.
 */
export async function eachDueDay(marks: DayMarks, today: PlainDate, deal: (day: PlainDate, council: string) => Promise<void>): Promise<void> {
  const done = await marks.lastDone();
  const failures: unknown[] = [];
  for (const council of councilsToPlan(done.keys())) {
    const last = done.get(council);
    try {
      for (let day = last ?? daysAfter(today, -FIRST_LOOK_BACK_DAYS); day <= today; day = daysAfter(day, 1)) {
        await deal(day, council);
        if (day !== last) await marks.noteDone(council, day);
      }
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** What one run found due, and of how much of it something was done. */
export interface SweepReport {
  readonly due: number;
  readonly done: number;
}

/** Deals, one after the other, with all that is due by `today`, as `eachDueDay` goes. `deal` says whether there was something to do. What fails keeps nothing else from its turn. */
export async function sweepDue<Item>(
  marks: DayMarks,
  today: PlainDate,
  dueOn: (day: PlainDate, council: string) => AsyncIterable<readonly Item[]>,
  deal: (item: Item) => Promise<boolean>,
): Promise<SweepReport> {
  let [due, done] = [0, 0];
  await eachDueDay(marks, today, async (day, council) => {
    for await (const page of dueOn(day, council)) {
      due += page.length;
      await eachItem(page, async (item) => {
        if (await deal(item)) done += 1;
      });
    }
  });
  return { due, done };
}

/** What is due in messages of at most so many items each, for a queue. */
export function messagesOf<Item, Message>(items: readonly Item[], most: number, message: (items: readonly Item[]) => Message): readonly Message[] {
  const messages: Message[] = [];
  for (let from = 0; from < items.length; from += most) messages.push(message(items.slice(from, from + most)));
  return messages;
}
