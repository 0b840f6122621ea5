import { beforeEach } from "vitest";
import type { IdentityProvider } from "../../functions/accounts/use-cases/ports.ts";
import type { Account } from "../../shared/people/account.ts";
import { type AccountFunctions, accountFunctions, anAccount, codesProvider, stored } from "./accounts.ts";
import { COUNCIL } from "./councils.ts";
import { aTable, type TestTable } from "./tables.ts";

// A recipient and an administrator, as tests of accounts find them. Imported, it is set before every test.

export let table: TestTable;
export let functions: AccountFunctions;
export let call: AccountFunctions["call"];
/** The time of every request, until a test says otherwise. */
export const clock = { now: 0 };
export const START = Date.parse("2026-11-24T12:00:00Z");
export const MINUTE = 60_000;

/** The functions anew, with another provider to sign in through. */
export function signInThrough(provider: IdentityProvider): void {
  functions = accountFunctions(table, { now: () => clock.now, provider });
  call = functions.call;
}

/** Stores somebody's account. */
export const account = (id: string, more: Partial<Account> = {}) =>
  stored(functions.accounts, { entity: "account", after: anAccount({ id, email: `${id}@people.example`, ...more }), action: "test" });
export const trailOf = async (id: string) => functions.accounts.store.trail("account", anAccount({ id }));
export const actionsOf = async (id: string) => (await trailOf(id)).map(({ action }) => action);

beforeEach(async () => {
  table = await aTable();
  clock.now = START;
  signInThrough(codesProvider);
  await account("rosemary", { displayName: "Rosemary Testwell", grants: [{ role: "recipient" }] });
  await account("ada", { displayName: "Ada Keyholder", grants: [{ role: "administrator", authority: COUNCIL }] });
});

/** A session of somebody's, as a browser has it. */
export const sessionOf = async (id: string) => {
  const session = functions.accounts.sessions.begin(id, COUNCIL);
  return {
    session,
    cookie: (await functions.accounts.sessions.cookie(session)).split(";")[0] ?? "",
    csrf: await functions.accounts.sessions.formToken(session),
  };
};
