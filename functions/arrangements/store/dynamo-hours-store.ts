import { dayMarks, duePages } from "../../../shared/due/dynamo-due.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { listingWrites, readListings } from "../../../shared/listing/listing-writes.ts";
import { noticeWrite } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import { accountEntity } from "../../../shared/people/entities.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { indexes, keys } from "../../../shared/table/keys.ts";
import { itemsOf } from "../../../shared/table/pages.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { HoursPlan, HoursStore } from "../use-cases/hours-ports.ts";
import type { Records } from "../use-cases/ports.ts";
import { arrangementsEntities } from "./entities.ts";
import { arrangementsIndexes, arrangementsKeys } from "./keys.ts";
import { hoursLinkShape } from "./shapes.ts";

const LISTING = keys.listing("").pk;
const QUESTION = arrangementsKeys.hoursQuestion("").pk;

/** The store of free hours and of what providers are asked about them. */
export function dynamoHoursStore(table: Table): HoursStore {
  const records = recordTable<Pick<Records, "hours-question">>(table, { "hours-question": arrangementsEntities["hours-question"] });
  const accounts = recordTable<{ account: Account }>(table, { account: accountEntity });
  const question: HoursStore["question"] = (listing) => records.get("hours-question", arrangementsKeys.hoursQuestion(listing));
  return {
    async listing(id) {
      const known = ListingId.safeParse(id);
      return known.success ? (await readListings(table, [known.data])).get(id) : undefined;
    },
    question,
    async questionBy(linkHash) {
      const { pk, sk } = arrangementsKeys.hoursLink(linkHash);
      const [link] = await itemsOf(table, pk, sk);
      const found = link && (await question(readItem(hoursLinkShape, link).listing));
      return found?.body.linkHash === linkHash ? found : undefined;
    },
    questionsOf: (account) => records.byPerson("hours-question", arrangementsIndexes.hoursQuestionsOf(account)),
    trail: (asked) => records.trail("hours-question", asked),
    account: (id) => accounts.get("account", keys.account(id)),
    async commit(context, action, { listing, questions = [], notices = [] }) {
      const listed = listingWrites(table.name, listing ? [listing] : [], action);
      return records.commit(context, questions, listed.records, (sentAt) => [
        ...listed.others(sentAt),
        ...notices.map((notice) => noticeWrite(table.name, notice)),
      ]);
    },
  };
}

/** Where the night finds whom to ask. A listing, and a question that was not answered, stand there by the day on which they are due. */
export const dynamoHoursPlan = (table: Table): HoursPlan => ({
  ...dayMarks(table, "askHours"),
  async *dueListings(day, council) {
    for await (const page of duePages(table, indexes.hoursQuestions(day, council))) yield page.map(({ pk }) => listingIn(pk));
  },
});

const listingIn = (pk: string): string => pk.slice((pk.startsWith(QUESTION) ? QUESTION : LISTING).length);
