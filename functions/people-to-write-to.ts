import type { Scope } from "../shared/access/roles.ts";
import type { Table } from "../shared/table/table-client.ts";
import { dynamoPeopleStore } from "./accounts/store/dynamo-people-store.ts";
import { actingWith } from "./signed-in.ts";

/** Accounts, and who acts for them with a scope, for jobs that write to people and know of no session. */
export function peopleToWriteTo(table: Table, scope: Scope) {
  const people = dynamoPeopleStore(table);
  return { account: people.account, actingFor: actingWith(people, scope) };
}
