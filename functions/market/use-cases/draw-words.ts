import { periodWords } from "../../../shared/domain/small-numbers/period.ts";
import type { ShownCount } from "../../../shared/domain/small-numbers/publication.ts";
import type { DisclosureRules } from "../../../shared/domain/small-numbers/rules.ts";
import { amountOf, countAlone } from "../../../shared/domain/small-numbers/shares.ts";
import { amountWords, countWords } from "../../../shared/domain/small-numbers/words.ts";
import { longDate } from "../../../shared/domain/time.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { inHours } from "../rules/hours.ts";
import { listingsReaching } from "../rules/reaching-council.ts";
import type { MarketInputs } from "../rules/snapshot.ts";
import type { StatementWords } from "../rules/statement.ts";
import { workforceOf } from "../rules/workforce.ts";
import type { PublishedFeedback } from "./ports.ts";

/** What words of people who do the work are drawn from: the figures of their page, and how they can be shown to everyone. */
export interface DrawnWorkforce {
  readonly now: MarketInputs;
  readonly capacity: MarketInputs;
  readonly districts: readonly string[];
  readonly policy: MarketPolicy;
  readonly rules: DisclosureRules;
  /** How many people have a direct payment. */
  readonly people: number;
}

/**
 * What the figures of who can give support say, as everyone can read it: how many are on the list, which is public, and of them as many, and as many hours, as
 * the rules of disclosure show. Undefined where the measures are of two days.
 */
function workforceWords({ now, capacity, districts, policy, rules, people }: DrawnWorkforce): string | undefined {
  if (now.day !== capacity.day) return undefined;
  const { all, due, training } = workforceOf(now, capacity, { districts, skills: [], policy });
  const hours = listingsReaching(now, districts).map(({ hours: free = 0 }) => Math.round(inHours(free)));
  const free = amountOf({ byListing: hours, people }, rules);
  const some = (count: number): string => countWords(countAlone(count, rules));
  const days = policy.fragile.evidenceDays;
  return [
    `On ${longDate(now.day)}, ${all.listings.toLocaleString("en-GB")} people and agencies on the list could come to some part of our area, for any kind of support.`,
    ...("atLeast" in free ? [`Together they had ${amountWords(free, "hours free each week")}.`] : []),
    `A check of ${some(due.listings)} of them was due within ${days} days.`,
    `Of them, ${some(training.trained.listings)} had trained to keep adults safe, and the training of ${some(training.due.listings)} was due within ${days} days.`,
  ].join(" ");
}

/** 'At least 25 were satisfied and fewer than 10 were not'; nothing of a figure that is hidden. */
function scaleWords({ good, bad }: PublishedFeedback["satisfied"], goodWords: string, badWords: string): readonly string[] {
  const upper = (shown: ShownCount) => countWords(shown).replace(/^./, (first) => first.toUpperCase());
  if (good === undefined) return bad === undefined ? [] : [`${upper(bad)} ${badWords}.`];
  return [`${upper(good)} ${goodWords}${bad === undefined ? "" : `, and ${countWords(bad)} ${badWords}`}.`];
}

/** What published figures of feedback say, with their period and base; undefined where it is not shown how many answered. */
function saidWords({ period, publishedOn, invited, answered, satisfied, control }: PublishedFeedback): string | undefined {
  if (answered === undefined) return undefined;
  return [
    `We asked people with a direct payment about support of every kind. Of those invited in ${periodWords(period)}${invited === undefined ? "" : ` (${countWords(invited)})`}, ${countWords(answered)} answered.`,
    ...scaleWords(satisfied, "were satisfied with their support", "were not satisfied"),
    ...scaleWords(control, "felt in control of their daily life", "did not"),
    `These figures were published on ${longDate(publishedOn)}.`,
  ].join(" ");
}

/** The words that figures give a draft to begin with, by part of the statement. Whatever they say, everyone can see already, or is shown as the public rules have it. */
export function drawWords(workforce: DrawnWorkforce | undefined, feedback: PublishedFeedback | undefined): StatementWords {
  const [work, said] = [workforce && workforceWords(workforce), feedback && saidWords(feedback)];
  return { ...(work === undefined ? {} : { workforce: work }), ...(said === undefined ? {} : { said }) };
}
