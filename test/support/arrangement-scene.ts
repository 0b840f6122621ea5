import { expect } from "vitest";
import { dynamoArrangementStore } from "../../functions/arrangements/store/dynamo-arrangement-store.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { readListings } from "../../shared/listing/listing-writes.ts";
import { accountFunctions, aDelegation, anAccount, stored } from "./accounts.ts";
import { aListing, anAuditContext } from "./builders.ts";
import { COUNCIL } from "./councils.ts";
import { aTable } from "./tables.ts";

export const NOW = Date.parse("2026-11-27T10:00:00Z");
export const PIPS = ListingId.parse("LEI-4KX7");

export const OFFER = {
  ...{ listing: "lei4kx7", services: "personal-care", hours: "6", times: ["mon-morning", "tue-morning"], rate: "£15.50" },
  ...{ "from-day": "1", "from-month": "12", "from-year": "2026", pay: "weekly", payWhen: "arrears", hoursBasis: "planned" },
  ...{ outcomes: "To wash and dress", message: "Could you come in the mornings?" },
};

export const there = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error("There is none");
  return value;
};

/** A day as the three boxes of a form have it. */
export const day = (name: string, date: string) => {
  const [year = "", month = "", dayOf = ""] = date.split("-");
  return { [`${name}-day`]: dayOf, [`${name}-month`]: month, [`${name}-year`]: year };
};

/** A recipient with somebody who acts for her, a listed provider with ten hours free, and what each of them does with an arrangement. */
export async function arrangementScene() {
  const table = await aTable();
  const clock = { at: NOW };
  const functions = accountFunctions(table, { now: () => clock.at });
  const { call } = functions;
  const account = (id: string, more: object = {}) =>
    stored(functions.accounts, { entity: "account", after: anAccount({ id, email: `${id}@people.example`, ...more }), action: "test" });
  await account("rosemary", { displayName: "Rosemary Testwell", phone: "01632 960 111", grants: [{ role: "recipient" }] });
  await account("pip", { displayName: "Pip Pipwell", phone: "01632 960 222", grants: [{ role: "provider" }] });
  await account("ruth", { displayName: "Ruth", grants: [{ role: "review-officer", authority: COUNCIL }] });
  await account("nadia", { displayName: "Nadia" });
  await account("stranger", { displayName: "Stranger" });
  await stored(functions.accounts, {
    entity: "delegation",
    after: aDelegation({ id: "nadias", person: "rosemary", delegate: "nadia", kind: "nominated-person", scopes: ["search-and-contact"] }),
    action: "test",
  });
  const listing = aListing({ id: PIPS, provider: "pip", displayName: "Pip", employment: "employed", hoursFree: 10, authority: COUNCIL });
  const unanswered = aListing({ id: "pa-register", displayName: "Reg", authority: COUNCIL });
  await table.listings.commit(
    [listing, unanswered].map((one) => ({ listing: one, digest: "test" })),
    anAuditContext(),
    "listing:sample",
  );
  const offer = async (more: Readonly<Record<string, string | readonly string[]>> = {}, as = "rosemary", person = "me") => {
    const { status, headers, body } = await call(`/people/${person}/support/offer`, { as, form: { ...OFFER, once: crypto.randomUUID(), ...more } });
    expect(status, body).toBe(303);
    return there(headers["location"]?.match(/^\/arrangements\/([^?]+)\?done=offered$/)?.[1]);
  };
  const store = () => dynamoArrangementStore(table.table);
  const read = async (id: string) => there(await store().arrangement(id));
  const move = async (id: string, as: string, name: string, form: Readonly<Record<string, string | readonly string[]>> = {}) =>
    call(`/arrangements/${id}/moves/${name}`, { as, form: { version: String((await read(id)).version), once: crypto.randomUUID(), ...form } });
  const moved = async (id: string, as: string, name: string, form: Readonly<Record<string, string | readonly string[]>> = {}) => {
    const { status, headers, body } = await move(id, as, name, form);
    expect([status, headers["location"]], body).toEqual([303, `/arrangements/${id}?done=${name}`]);
  };
  const page = async (id: string, as: string) => (await call(`/arrangements/${id}`, { as })).body;
  const hours = async () => {
    const { hoursFree, hours: kept } = there((await readListings(table.table, [PIPS])).get(PIPS)).listing;
    return [hoursFree, kept?.arranged];
  };
  const notices = async (account: string) => (await functions.accounts.store.noticesOf(account, NOW)).map(({ code }) => code);
  return { clock, table, functions, call, offer, store, read, move, moved, page, hours, notices };
}
export type ArrangementScene = Awaited<ReturnType<typeof arrangementScene>>;
