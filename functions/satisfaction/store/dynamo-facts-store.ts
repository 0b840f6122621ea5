import { feedbackFactShape, providerAnswerShape } from "../../../shared/records/feedback-facts.ts";
import { keys } from "../../../shared/table/keys.ts";
import { itemsOf } from "../../../shared/table/pages.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { FeedbackFacts } from "../use-cases/ports.ts";

/** What invitations and their answers left for figures, read consistently. */
export const dynamoFactsStore = (table: Table): FeedbackFacts => ({
  async sentIn(council, month) {
    return (await itemsOf(table, keys.feedbackFact(council, month, "").pk)).map((item) => readItem(feedbackFactShape, item));
  },
  async answersFor(listing) {
    return (await itemsOf(table, keys.providerAnswer(listing, "").pk)).map((item) => readItem(providerAnswerShape, item));
  },
});
