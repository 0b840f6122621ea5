import { inHours, type MicroHours } from "./hours.ts";
import { isEnoughPeople, type WantedFacts } from "./wanted.ts";

const STEP = 5;

/** Hours a week in fives, to the nearest: need is a model, and an hour more or less says more than is known. */
export const inFives = (micro: MicroHours): number => STEP * Math.round(inHours(micro) / STEP);

/** Hours of an area as they can be shown: undefined where so few people are there that hours would be about them. */
export const shownHours = (micro: MicroHours, people: Pick<WantedFacts, "modelled" | "observed">, leastPeople: number): number | undefined =>
  isEnoughPeople(people, leastPeople) ? inFives(micro) : undefined;
