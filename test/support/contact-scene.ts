import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { contacts } from "../../functions/arrangements/entries/contacts.composition.ts";
import { dynamoContactStore, dynamoDueContacts } from "../../functions/arrangements/store/dynamo-contact-store.ts";
import type { ContactStore } from "../../functions/arrangements/use-cases/contact-ports.ts";
import { sweepContacts } from "../../functions/arrangements/use-cases/sweep-contacts.ts";
import { commit } from "../../shared/audit/commit.ts";
import { daysAfter, londonDate } from "../../shared/domain/time.ts";
import { MADE_FROM_CASE } from "../../shared/listing/change.ts";
import type { Listing } from "../../shared/listing/listing.ts";
import { listingWrites, readListings } from "../../shared/listing/listing-writes.ts";
import type { Account } from "../../shared/people/account.ts";
import { type Answered, type Asking, accountEnvironment, accountFunctions, anAccount, stored } from "./accounts.ts";
import { aListing, anAuditContext } from "./builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "./councils.ts";
import { withPostcodes } from "./open-data.ts";
import { sweptUntil } from "./swept-until.ts";
import { aTable } from "./tables.ts";

export const DAY = 24 * 60 * 60 * 1000;
export const SAME = { "sec-fetch-site": "same-origin", origin: "null" };

/** What each side must not see of the other before both have shared. */
export const ROSEMARY = { email: "rosemary@people.example", phone: "07700 900111", surname: "Testwell" };
export const AMBER = { email: "amber@pa.example", phone: "07700 900222", legal: "Ambrosia Hiddenname" };

/** What somebody fills in who asks to be contacted. */
export const ASKED = {
  name: "Rosie Testwell",
  email: "rosie@people.example",
  phone: "",
  services: ["meals", "shopping"],
  times: ["weekdays-morning"],
  postcode: "LE13 1GH",
  message: "I need someone to cook with me twice a week.",
};

/**
 * A table with a provider who has an account (`pa-1`, of Amber), one of a register (`pa-2`), a recipient, somebody who acts for her, a review officer,
 * and the functions over it at a time that a test moves.
 */
export async function contactScene() {
  const table = await aTable();
  await withPostcodes(table);
  const clock = { at: Date.parse("2026-11-24T12:00:00Z") };
  const now = () => clock.at;
  const functions = accountFunctions(table, { now });
  const account = (id: string, more: Partial<Account> = {}) =>
    stored(functions.accounts, { entity: "account", after: anAccount({ id, ...more }), action: "test" });
  await account("rosemary", { displayName: "Rosemary Testwell", email: ROSEMARY.email, phone: ROSEMARY.phone, grants: [{ role: "recipient" }] });
  await account("amber", { displayName: AMBER.legal, email: AMBER.email, phone: AMBER.phone, grants: [{ role: "provider" }] });
  await account("nadia", { displayName: "Nadia Helpwell", email: "nadia@people.example" });
  await account("ruth", { displayName: "Ruth Revisit", grants: [{ role: "review-officer", authority: COUNCIL }] });
  await account("olive", { displayName: "Olive", authority: OTHER_COUNCIL, grants: [{ role: "review-officer", authority: OTHER_COUNCIL }] });

  await sweptUntil(dynamoDueContacts(table.table), daysAfter(londonDate(clock.at), -1));

  /** Puts a listing in the directory, as its case or register would. */
  const list = async (changes: Partial<Omit<Listing, "id">> & { readonly id: string }) => {
    const listing = aListing(changes);
    const replaces = (await readListings(table.table, [listing.id])).get(listing.id);
    const writes = listingWrites(table.name, [{ listing, digest: MADE_FROM_CASE, ...(replaces ? { replaces } : {}) }], "test");
    const done = await commit(table.table, anAuditContext(), writes.records, writes.others);
    if (!done.ok) throw new Error("Not listed");
  };
  const AS_LISTED = { id: "pa-1", displayName: "Amber Applewhistle", provider: "amber", services: ["meals", "shopping"] };
  await list(AS_LISTED);
  await list({ id: "pa-2", displayName: "Basil Birdsong", services: ["meals", "shopping"] });

  const { call } = functions;
  const pages: string[] = [];
  /** A request whose answer is kept: every page of a journey is looked through at its end. */
  const see = async (url: string, asking: Asking = {}): Promise<Answered> => {
    const answer = await call(url, asking);
    pages.push(`${url}\n${answer.headers["location"] ?? ""}\n${answer.body}`);
    return answer;
  };

  const scan = async () => (await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items ?? [];
  /** Every notice of a code, newest last: to whom, and with which values. */
  const notices = async (code?: string): Promise<readonly any[]> =>
    (await scan())
      .filter(({ entity, code: of }) => entity === "notice" && (code === undefined || of === code))
      .toSorted((a, b) => String(a["createdAt"]).localeCompare(String(b["createdAt"])));
  /** Where the newest link to whoever has no account leads. */
  const link = async (code: string): Promise<string> => new URL((await notices(code)).at(-1)?.values.link).pathname;

  const passOn = (body: string): string => /name="pass" value="([^"]+)"/.exec(body)?.[1] ?? "";
  /** Asks without an account, by the form as the page gives it. */
  const ask = async (listing: string, form: Readonly<Record<string, string | readonly string[]>> = {}, asking: Asking = {}): Promise<Answered> => {
    const { body } = await call(`/listings/${listing}/contact`);
    return see(`/listings/${listing}/contact`, { form: { ...ASKED, pass: passOn(body), ...form }, headers: SAME, ...asking });
  };
  /** Asks with an account; answers the path of the conversation. */
  const askAs = async (as: string, listing: string, form: Readonly<Record<string, string | readonly string[]>> = {}, person = "me"): Promise<string> => {
    const path = `/people/${person}/contacts/to/${listing}`;
    const { body } = await see(path, { as });
    const {
      headers,
      status,
      body: answered,
    } = await see(path, {
      as,
      form: { ...ASKED, name: "Rosemary Testwell", email: ROSEMARY.email, phone: ROSEMARY.phone, pass: passOn(body), ...form },
    });
    if (status !== 303) throw new Error(`Not asked: ${status} ${answered}`);
    return (headers["location"] ?? "").replace(/\?.*/, "");
  };
  const move = (as: string, path: string, name: string, form: Readonly<Record<string, string>> = {}) => see(`${path}/moves/${name}`, { as, form });

  const store = dynamoContactStore(table.table);
  /** The sweep, as its function may do it. */
  const sweep = (at: number, over: (store: ContactStore) => ContactStore = (same) => same) => {
    const deps = contacts(accountEnvironment(table, "contactSweep"), () => at);
    return sweepContacts({ ...deps, store: over(dynamoContactStore(table.tableOf("contactSweep"))) }, dynamoDueContacts(table.tableOf("contactSweep")), at);
  };
  const contactOf = async (path: string) => (await store.contact(path.replace(/^\/contacts\/|^\/asked\/|\.[0-9a-f]+$/g, "")))?.body;
  return { table, clock, functions, account, list, AS_LISTED, call, see, pages, scan, notices, link, passOn, ask, askAs, move, store, sweep, contactOf };
}

export type ContactScene = Awaited<ReturnType<typeof contactScene>>;
