import * as z from "zod/mini";
import { Period } from "./period.ts";
import type { DisclosureRules } from "./rules.ts";

/** The fewest and the most fifths that are said: 'four in five or more' is also where all are satisfied, so that nobody's answer is known. */
const FIFTHS = { fewest: 1, most: 4 } as const;

/** What everyone sees of what people say of one provider. */
export const ShownScore = z
  .union([
    z.strictObject({ tooFew: z.literal(true) }),
    z.strictObject({ atLeast: z.number(), fifths: z.number().check(z.gte(FIFTHS.fewest), z.lte(FIFTHS.most)) }),
  ])
  .brand<"ShownScore">();
export type ShownScore = z.infer<typeof ShownScore>;

/** A score as it is stored: what is shown, since which quarter, and of how many answers the last score was made. That number is shown nowhere. */
export const PublishedScore = z.strictObject({ quarter: Period, shown: ShownScore, ofAnswers: z.optional(z.number()) });
export type PublishedScore = z.infer<typeof PublishedScore>;

/** True numbers of one provider, up to the end of a quarter. */
export interface AnswersNow {
  readonly answers: number;
  /** Different people among those who answered. */
  readonly people: number;
  /** Answers that are satisfied. */
  readonly satisfied: number;
}

/**
 * What is shown of a provider from a quarter on. It changes in a new quarter alone, and then only where there are `newAnswers` more than the last score was made
 * of: else one answer would be known from two versions; and by one fifth at a time, as a leap would tell that all new answers were alike. With too few answers, or too few people, nothing is said. One that fell below that, as when somebody
 * was erased, comes back only with as many new answers too.
 */
export function scoreFrom(published: PublishedScore | undefined, now: AnswersNow, quarter: Period, { score, newAnswers }: DisclosureRules): PublishedScore {
  if (published && published.quarter >= quarter) return published;
  const madeOf = published?.ofAnswers;
  const remembered = madeOf === undefined ? {} : { ofAnswers: madeOf };
  if (now.answers < score.leastAnswers || now.people < score.leastPeople) {
    return PublishedScore.parse({ quarter, shown: { tooFew: true }, ...remembered });
  }
  if (published && madeOf !== undefined && now.answers - madeOf < newAnswers) return published;
  const was = published && "fifths" in published.shown ? published.shown.fifths : undefined;
  const [fewest, most] = was === undefined ? [FIFTHS.fewest, FIFTHS.most] : [Math.max(FIFTHS.fewest, was - 1), Math.min(FIFTHS.most, was + 1)];
  const fifths = Math.min(most, Math.max(fewest, Math.round((5 * now.satisfied) / now.answers)));
  return PublishedScore.parse({ quarter, shown: { atLeast: score.leastAnswers, fifths }, ofAnswers: now.answers });
}
