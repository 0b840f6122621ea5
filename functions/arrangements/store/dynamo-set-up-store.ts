import type { ListPage } from "../../../shared/records/entity.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { queried } from "../../../shared/table/pages.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { Recipient } from "../rules/recipient.ts";
import type { Records } from "../use-cases/ports.ts";
import type { SetUpStore } from "../use-cases/set-up-ports.ts";
import { arrangementsEntities } from "./entities.ts";
import { arrangementsIndexes, arrangementsKeys } from "./keys.ts";

/** The store of how long people's set-up took. */
export function dynamoSetUpStore(table: Table): SetUpStore {
  const { "set-up": setUp, recipient, arrangement, request, contact } = arrangementsEntities;
  const records = recordTable<Pick<Records, "set-up" | "recipient" | "arrangement" | "request" | "contact">>(table, {
    ...{ "set-up": setUp, recipient, arrangement, request, contact },
  });
  return {
    async *agreedSince(council, day) {
      // Whoever is sorted by this day has their id behind it.
      let after: string | undefined = day;
      do {
        const page: ListPage<Recipient> = await records.byCouncil("recipient", arrangementsIndexes.setUps(council), after);
        yield page.records.map(({ body }) => body);
        after = page.next;
      } while (after !== undefined);
    },
    async seenOf(account) {
      const [requests, contacts, arrangements] = await Promise.all([
        records.byPerson("request", arrangementsIndexes.requestsOf(account)),
        records.byPerson("contact", arrangementsIndexes.contactsOf(account)),
        records.byPerson("arrangement", arrangementsIndexes.arrangementsOf(account)),
      ]);
      return { requests: requests.map(({ body }) => body), contacts: contacts.map(({ body }) => body), arrangements: arrangements.map(({ body }) => body) };
    },
    setUp: (id) => records.get("set-up", arrangementsKeys.setUp(id)),
    async setUpsSince(council, day) {
      const items = await queried(table, {
        IndexName: "gsi2",
        KeyConditionExpression: "gsi2pk = :council AND gsi2sk > :day",
        ExpressionAttributeValues: { ":council": arrangementsIndexes.setUpFacts(council), ":day": day },
      });
      return items.map((item) => records.recordFrom("set-up", item).body);
    },
    trail: (body) => records.trail("set-up", body),
    commit: (context, change) => records.commit(context, [change]),
  };
}
