import { dynamoFactsStore } from "../../functions/satisfaction/store/dynamo-facts-store.ts";
import { dynamoFiguresStore } from "../../functions/satisfaction/store/dynamo-figures-store.ts";
import { closeFeedback } from "../../functions/satisfaction/use-cases/close-feedback.ts";
import { noon } from "./balance-cases.ts";
import { manyFacts, storedFacts } from "./feedback-facts.ts";
import type { TestTable } from "./tables.ts";

/** Three months of invitations, and what is published of them and of their quarter on a day after. */
export async function monthsPublished(table: Pick<TestTable, "table">, council: string, day: string): Promise<void> {
  await storedFacts(table, manyFacts("2026-10", "2026-10-31", 40), council);
  await storedFacts(table, manyFacts("2026-11", "2026-11-30", 36), council);
  await storedFacts(table, manyFacts("2026-12", "2026-12-31", 44), council);
  await closeFeedback({ facts: dynamoFactsStore(table.table), figures: dynamoFiguresStore(table.table) }, council, noon(day));
}
