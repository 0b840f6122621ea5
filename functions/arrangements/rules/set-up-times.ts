import { dayNumber } from "../../../shared/domain/time.ts";
import type { SetUp } from "./set-up.ts";

/** What is counted to, from the day on which the direct payment was agreed. */
export const SET_UP_STEPS = ["firstRequestOn", "firstAnswerOn", "startedOn", "firstPaymentOn"] as const;
export type SetUpStep = (typeof SET_UP_STEPS)[number];

/** One group of people. */
export interface SetUpRow<Group> {
  /** Undefined for those of whom it is not known. */
  readonly group: Group | undefined;
  /** How many they are; undefined where they are too few to say. */
  readonly people: number | undefined;
  /** The median of days to each step, of those who are there; absent where they are too few. */
  readonly days: Readonly<Partial<Record<SetUpStep, number>>>;
}

/** The middle one of some numbers; of an even count the mean of both in the middle, in whole days, a half upwards. */
function median(values: readonly number[]): number {
  const inOrder = values.toSorted((a, b) => a - b);
  const middle = inOrder.length / 2;
  const [low = 0, high = 0] = [inOrder[Math.ceil(middle) - 1], inOrder[Math.floor(middle)]];
  return Math.round((low + high) / 2);
}

/** Days from the agreement to a step; 0 for what was there before it. */
const daysTo = (step: SetUpStep, setUp: SetUp): readonly number[] => {
  const on = setUp[step];
  return on === undefined ? [] : [Math.max(0, dayNumber(on) - dayNumber(setUp.agreedOn))];
};

/** How long people take, group by group in no order. Of fewer than `least` nothing is said: neither how many they are, nor how long they took. */
export function setUpTimes<Group extends string>(
  setUps: readonly SetUp[],
  groupOf: (setUp: SetUp) => Group | undefined,
  least: number,
): readonly SetUpRow<Group>[] {
  return [...Map.groupBy(setUps, groupOf)].map(([group, people]) => {
    if (people.length < least) return { group, people: undefined, days: {} };
    const days = SET_UP_STEPS.flatMap((step) => {
      const known = people.flatMap((one) => daysTo(step, one));
      return known.length < least ? [] : [[step, median(known)] as const];
    });
    return { group, people: people.length, days: Object.fromEntries(days) };
  });
}
