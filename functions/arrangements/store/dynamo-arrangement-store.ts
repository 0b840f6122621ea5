import { usesOf } from "../../../shared/listing/clients-of.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { readListings } from "../../../shared/listing/listing-writes.ts";
import { providerListings } from "../../../shared/listing/provider-listings.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { ArrangementStore, Records } from "../use-cases/ports.ts";
import { commitWithHours } from "./commit-with-hours.ts";
import { arrangementsEntities } from "./entities.ts";
import { arrangementsIndexes, arrangementsKeys } from "./keys.ts";
import { openQuestionShape } from "./shapes.ts";

/** So many arrangements with questions are shown at once: those answered make room. */
const QUESTIONS_ON_A_PAGE = 50;

const { arrangement, concern } = arrangementsEntities;

/** The store of arrangements. */
export function dynamoArrangementStore(table: Table): ArrangementStore {
  const records = recordTable<Pick<Records, "arrangement" | "concern">>(table, { arrangement, concern });
  return {
    arrangement: (id) => records.get("arrangement", arrangementsKeys.arrangement(id)),
    arrangementsOf: (person) => records.byPerson("arrangement", arrangementsIndexes.arrangementsOf(person)),
    arrangementsWith: async (listing) => (await usesOf(table, listing)).map((item) => records.recordFrom("arrangement", item).body),
    async supportQuestions(council) {
      const items = await records.items(arrangementsKeys.openQuestion(council, "", "").pk);
      const ids = [...new Set(items.map((item) => readItem(openQuestionShape, item).arrangement))].slice(0, QUESTIONS_ON_A_PAGE);
      const found = await Promise.all(ids.map((id) => records.get("arrangement", arrangementsKeys.arrangement(id))));
      return found.filter((one) => one !== undefined);
    },
    listingsOf: async (account) => (await providerListings(table, account)).map(({ listing }) => listing),
    concern: (id) => records.get("concern", arrangementsKeys.concern(id)),
    councilConcerns: (council, after) => records.byCouncil("concern", arrangementsIndexes.councilConcerns(council), after, "falling"),
    heldOn: records.heldOn,
    trail: (arrangement) => records.trail("arrangement", arrangement),
    async listing(id) {
      const known = ListingId.safeParse(id);
      return known.success ? (await readListings(table, [known.data])).get(id)?.listing : undefined;
    },
    commit: commitWithHours(table, records.commit),
  };
}
