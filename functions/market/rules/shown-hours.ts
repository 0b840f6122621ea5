import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { hasTooFew } from "./gap-rows.ts";
import { inHours, type MicroHours } from "./hours.ts";
import type { WantedFacts } from "./wanted.ts";

/** Hours a week in the policy's steps, to the nearest: need is a model, and an hour more or less says more than is known. */
export const inSteps = (micro: MicroHours, { showing: { stepHours } }: Pick<MarketPolicy, "showing">): number =>
  stepHours * Math.round(inHours(micro) / stepHours);

/** Hours of an area as they can be shown: undefined where so few people are there that hours would be about them. */
export const shownHours = (
  micro: MicroHours,
  people: Pick<WantedFacts, "modelled" | "observed">,
  policy: Pick<MarketPolicy, "showing" | "wanted">,
): number | undefined => (hasTooFew(people, policy.wanted.leastPeople) ? undefined : inSteps(micro, policy));
