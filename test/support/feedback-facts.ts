import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { type FeedbackFact, feedbackFactShape, type ProviderAnswer, providerAnswerShape } from "../../shared/records/feedback-facts.ts";
import { keys } from "../../shared/table/keys.ts";
import { markOf } from "../../shared/table/stored-shape.ts";
import { COUNCIL } from "./councils.ts";
import type { TestTable } from "./tables.ts";

/** Somebody who was invited in October, and answered that they are satisfied. */
export const aFact = (more: Partial<FeedbackFact> = {}): FeedbackFact => ({
  ...{ kind: "review", area: "physical", channel: "email", format: "standard", language: "en" },
  ...{ sentOn: "2026-10-03", until: "2026-10-31", answeredOn: "2026-10-08", by: "self", satisfied: 5, control: 4, person: "p-1" },
  ...more,
});
/** The same, who did not answer. */
export const unanswered = ({ answeredOn: _, by: _by, satisfied: _satisfied, control: _control, ...fact }: FeedbackFact): FeedbackFact => fact;

/** So many of a month: of every four three answer, of every five who do four are satisfied, and they are of two areas. */
export function manyFacts(month: string, until: string, howMany: number): readonly FeedbackFact[] {
  return Array.from({ length: howMany }, (_, at) => {
    const fact = aFact({
      ...{ person: `${month}-p${at}`, sentOn: `${month}-03`, until, answeredOn: `${month}-08` },
      ...{ area: at % 3 === 0 ? "mental-health" : "physical", satisfied: at % 5 === 0 ? 2 : 5, channel: at % 2 === 0 ? "email" : "letter" },
    });
    return at % 4 === 3 ? unanswered(fact) : fact;
  });
}

/** Stores facts as the records of invitations leave them. */
export async function storedFacts({ table }: Pick<TestTable, "table">, facts: readonly FeedbackFact[], council = COUNCIL): Promise<void> {
  for (const [at, fact] of facts.entries()) {
    const key = keys.feedbackFact(council, fact.sentOn.slice(0, 7), `inv-${fact.person}-${at}`);
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, ...markOf(feedbackFactShape), ...fact } }));
  }
}

/** Stores answers that count for a listing. */
export async function storedAnswers({ table }: Pick<TestTable, "table">, listing: string, answers: readonly ProviderAnswer[]): Promise<void> {
  for (const answer of answers) {
    const key = keys.providerAnswer(listing, `inv-${answer.person}-${answer.answeredOn}`);
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, ...markOf(providerAnswerShape), ...answer } }));
  }
}

/** Answers of so many people on a day, of whom so many are satisfied. */
export const manyAnswers = (howMany: number, satisfied: number, answeredOn: string, first = 0): readonly ProviderAnswer[] =>
  Array.from({ length: howMany }, (_, at) => ({ council: COUNCIL, person: `a-${first + at}`, answeredOn, satisfied: at < satisfied ? 5 : 2 }));
