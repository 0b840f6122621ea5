import { usesOf } from "../../../shared/listing/clients-of.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { readListings } from "../../../shared/listing/listing-writes.ts";
import { noticeWrite } from "../../../shared/notices/notice.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { ArrangementStore, Records } from "../use-cases/ports.ts";
import { arrangementsEntities } from "./entities.ts";
import { arrangementsIndexes, arrangementsKeys } from "./keys.ts";

const { arrangement, concern } = arrangementsEntities;

/** The store of arrangements. */
export function dynamoArrangementStore(table: Table): ArrangementStore {
  const records = recordTable<Pick<Records, "arrangement" | "concern">>(table, { arrangement, concern });
  return {
    arrangement: (id) => records.get("arrangement", arrangementsKeys.arrangement(id)),
    arrangementsOf: (person) => records.byPerson("arrangement", arrangementsIndexes.arrangementsOf(person)),
    arrangementsWith: async (listing) => (await usesOf(table, listing)).map((item) => records.recordFrom("arrangement", item).body),
    concern: (id) => records.get("concern", arrangementsKeys.concern(id)),
    councilConcerns: (council, after) => records.byCouncil("concern", arrangementsIndexes.councilConcerns(council), after, "falling"),
    heldOn: records.heldOn,
    trail: (arrangement) => records.trail("arrangement", arrangement),
    async listing(id) {
      const known = ListingId.safeParse(id);
      return known.success ? (await readListings(table, [known.data])).get(id)?.listing : undefined;
    },
    commit: (context, changes, notices = []) => records.commit(context, changes, [], () => notices.map((notice) => noticeWrite(table.name, notice))),
  };
}
