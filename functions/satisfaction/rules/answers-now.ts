import type { AnswersNow } from "../../../shared/domain/small-numbers/score.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { ProviderAnswer } from "../../../shared/records/feedback-facts.ts";

/** From here up an answer on the scale of five is satisfied. */
const SATISFIED_FROM = 4;

/**
 * What people said of a provider before a day: of each person the last answer alone, so that nobody counts twice; and not of those who do not know, whose answer
 * says nothing of the provider.
 */
export function answersBefore(answers: readonly ProviderAnswer[], day: PlainDate): AnswersNow {
  const last = new Map<string, ProviderAnswer>();
  for (const answer of answers) {
    const known = last.get(answer.person);
    if (answer.answeredOn < day && (!known || known.answeredOn <= answer.answeredOn)) last.set(answer.person, answer);
  }
  const said = [...last.values()].flatMap(({ satisfied }) => (satisfied === "dont-know" ? [] : [satisfied]));
  return { answers: said.length, people: said.length, satisfied: said.filter((one) => one >= SATISFIED_FROM).length };
}
