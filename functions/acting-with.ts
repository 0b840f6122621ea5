import type { Scope } from "../shared/access/roles.ts";
import type { PlainDate } from "../shared/domain/time.ts";
import type { Table } from "../shared/table/table-client.ts";
import { dynamoPeopleStore } from "./accounts/store/dynamo-people-store.ts";
import type { AccountsDeps } from "./accounts/use-cases/deps.ts";

/** Accounts that act for a person on a day with a scope: a delegation that holds, and that nobody objects to. */
export const actingWith =
  (people: Pick<AccountsDeps["store"], "delegationsFor">, scope: Scope) =>
  async (person: string, day: PlainDate): Promise<readonly string[]> => {
    const held = (await people.delegationsFor(person)).map(({ body }) => body);
    return held.flatMap(({ delegate, state, scopes, from, until, objection }) => {
      const holds = state === "active" && from <= day && (until === undefined || day <= until);
      const mayAct = scopes.includes(scope) && (objection === undefined || objection.answeredAt !== undefined);
      return delegate !== undefined && holds && mayAct ? [delegate] : [];
    });
  };

/** Accounts, and who acts for them with a scope, for jobs that write to people and know of no session. */
export function peopleToWriteTo(table: Table, scope: Scope) {
  const people = dynamoPeopleStore(table);
  return { account: people.account, actingFor: actingWith(people, scope) };
}
