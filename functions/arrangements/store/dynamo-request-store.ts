import { dayMarks, duePages } from "../../../shared/due/dynamo-due.ts";
import { readListings } from "../../../shared/listing/listing-writes.ts";
import { providerListings } from "../../../shared/listing/provider-listings.ts";
import { publicProfileOf } from "../../../shared/listing/public-listing.ts";
import { noticeWrite } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import { accountEntity } from "../../../shared/people/entities.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { keys } from "../../../shared/table/keys.ts";
import { type Table, transactUntilClear } from "../../../shared/table/table-client.ts";
import type { SupportRequest } from "../rules/request.ts";
import type { DueOfRequests, RequestRecords, RequestStore, RequestSweepStore } from "../use-cases/request-ports.ts";
import { arrangementsEntities } from "./entities.ts";
import { arrangementsIndexes, arrangementsKeys } from "./keys.ts";

const { request, answer, need, "request-alert": alert } = arrangementsEntities;

/** What requests for support read and write besides the arrangements that may come of them. */
export const requestEntities = { request, answer, need, "request-alert": alert };

/** The store of requests for support. */
export function dynamoRequestStore(table: Table): RequestStore {
  const records = recordTable<RequestRecords>(table, requestEntities);
  const people = recordTable<{ account: Account }>(table, { account: accountEntity });
  return {
    request: (id) => records.get("request", arrangementsKeys.request(id)),
    requestsOf: (person) => records.byPerson("request", arrangementsIndexes.requestsOf(person)),
    async openRequests(council, most) {
      const requests: SupportRequest[] = [];
      let after: string | undefined;
      do {
        const page = await records.byCouncil("request", arrangementsIndexes.openRequests(council), after, "falling");
        requests.push(...page.records.map(({ body }) => body));
        after = page.next;
      } while (after !== undefined && requests.length < most);
      return { requests: requests.slice(0, most), more: after !== undefined || requests.length > most };
    },
    answersTo(id) {
      const { pk, sk } = arrangementsKeys.answer(id, "");
      return records.inPartition("answer", pk, sk);
    },
    answer: (id, listing) => records.get("answer", arrangementsKeys.answer(id, listing)),
    answersOf: (account) => records.byPerson("answer", arrangementsIndexes.answersOf(account)),
    need: (id) => records.get("need", arrangementsKeys.need(id)),
    councilNeeds: (council, after) => records.byCouncil("need", arrangementsIndexes.councilNeeds(council), after, "falling"),
    alert: (account) => records.get("request-alert", arrangementsKeys.requestAlert(account)),
    account: (id) => people.get("account", keys.account(id)),
    async listingsOf(account) {
      const stored = await providerListings(table, account);
      return stored.flatMap(({ listing }) => {
        const profile = publicProfileOf(listing);
        return profile ? [{ listing, row: profile.row }] : [];
      });
    },
    async listings(ids) {
      const found = await readListings(table, [...ids]);
      return new Map([...found].map(([id, { listing }]) => [id, listing]));
    },
    heldOn: records.heldOn,
    trail: records.trail,
    commit: (context, changes, notices = []) => records.commit(context, changes, [], () => notices.map((notice) => noticeWrite(table.name, notice))),
    async tell(notice) {
      await transactUntilClear(table, [noticeWrite(table.name, notice)]);
    },
  };
}

const REQUEST = arrangementsKeys.request("").pk;
const ALERT = arrangementsKeys.requestAlert("").pk;

/** What is due and how far the daily sweep of requests came. */
export const dynamoRequestSweepStore = (table: Table): RequestSweepStore => ({
  ...dayMarks(table, "request-sweep"),
  async *dueItems(day, council) {
    for await (const page of duePages(table, arrangementsIndexes.requestsDue(day, council)))
      yield page.map(({ pk }): DueOfRequests => (pk.startsWith(REQUEST) ? { request: pk.slice(REQUEST.length) } : { alert: pk.slice(ALERT.length) }));
  },
});
