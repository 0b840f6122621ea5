import { dayMarks, duePages } from "../../../shared/due/dynamo-due.ts";
import { readListings } from "../../../shared/listing/listing-writes.ts";
import { readPublicProfiles } from "../../../shared/listing/public-profiles.ts";
import { isShownOn } from "../../../shared/listing/shown.ts";
import { noticeWrite } from "../../../shared/notices/notice.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { ContactRecords, ContactStore, DueContacts } from "../use-cases/contact-ports.ts";
import { arrangementsEntities } from "./entities.ts";
import { arrangementsIndexes, arrangementsKeys } from "./keys.ts";

const CONTACT = arrangementsKeys.contact("").pk;

/** The store of requests to be contacted, and of messages that were reported. */
export function dynamoContactStore(table: Table): ContactStore {
  const { contact, "contact-report": report } = arrangementsEntities;
  const records = recordTable<ContactRecords>(table, { contact, "contact-report": report });
  return {
    contact: (id) => records.get("contact", arrangementsKeys.contact(id)),
    contactsOf: (person) => records.byPerson("contact", arrangementsIndexes.contactsOf(person)),
    handledBy: (handler, after) => records.byCouncil("contact", arrangementsIndexes.contactsHandled(handler), after, "falling"),
    report: (id) => records.get("contact-report", arrangementsKeys.contactReport(id)),
    councilReports: (council, after) => records.byCouncil("contact-report", arrangementsIndexes.councilContactReports(council), after, "falling"),
    trail: (one) => records.trail("contact", one),
    listing: async (id) => (await readListings(table, [id])).get(id)?.listing,
    async shown(ids, day) {
      const profiles = await readPublicProfiles(table, ids);
      return new Map([...profiles].flatMap(([id, { row }]) => (isShownOn(row.listing, day) ? [[id, row.listing] as const] : [])));
    },
    commit: (context, changes, notices = []) => records.commit(context, changes, [], () => notices.map((notice) => noticeWrite(table.name, notice))),
  };
}

/** What of requests is due, and how far the sweep came. */
export const dynamoDueContacts = (table: Table): DueContacts => ({
  ...dayMarks(table, "contactSweep"),
  async *dueContacts(day, council) {
    for await (const page of duePages(table, arrangementsIndexes.contactsDue(day, council))) yield page.map(({ pk }) => pk.slice(CONTACT.length));
  },
});
