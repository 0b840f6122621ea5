import { beforeAll, describe, expect, it } from "vitest";
import { dynamoTrialStore } from "../../functions/balances/store/dynamo-trial-store.ts";
import type { Route } from "../../functions/route.ts";
import { policyTable, type Rule } from "../../shared/access/policy.ts";
import { isStaffRole } from "../../shared/access/roles.ts";
import { MADE_FROM_CASE } from "../../shared/listing/change.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { type Cell, cellsOf, chosenFrom, PEOPLE, type Person } from "./access-cells.ts";
import { type AccountFunctions, accountFunctions, aDelegation, anAccount, stored, useKeyFor } from "./accounts.ts";
import { anAlert, storedAlert } from "./alerts.ts";
import { found } from "./balance-cases.ts";
import { aListing, anAuditContext } from "./builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "./councils.ts";
import { anEntry, someFeedback } from "./feedback.ts";
import { anInvitation } from "./invitations.ts";
import { aStatement, aTarget } from "./market.ts";
import { aRecipient } from "./recipients.ts";
import { aReply } from "./replies.ts";
import { anAnswer, aRequest } from "./requests.ts";
import { aReview } from "./reviews.ts";
import { everything } from "./runs.ts";
import { type GuardedRoute, guardedIn } from "./slices.ts";
import { anInvoice } from "./stated.ts";
import { aTable } from "./tables.ts";
import { aCase, aConcern, aContact, aContactReport, anArrangement, storedCases } from "./vetting.ts";

// Routes that are not for everybody, tried by people before records. What is expected is read from the policy table;
// what is let through stops before it changes anything. The table itself is tried whole in access-policy.test.ts: a
// route is tried by those who stand for the others, and at night by everybody before everything.

const TODAY = "2026-11-24";
const USED_KEY = "matrix-probe-key";
/** How many people try a route at once. */
const AT_ONCE = 4;

let functions: AccountFunctions;

const prepare = async (): Promise<void> => {
  const table = await aTable();
  // Time goes on between requests: nobody is turned away for being refused too often.
  let clock = Date.parse("2026-11-24T12:00:00Z");
  functions = accountFunctions(table, { now: () => (clock += 500) });
  const { accounts: people } = functions;
  const values = { weeks: 4, tolerancePence: 500, cyclesBeforeAsking: 1, plannedWorkDays: 14 };
  for (const council of [COUNCIL, OTHER_COUNCIL]) await dynamoTrialStore(table.ledger).put({ id: "trial-1", council, values, at: `${TODAY}T09:00:00.000Z` });
  const account = (id: string, more: object = {}) => stored(people, { entity: "account", after: anAccount({ id, ...more }), action: "test" });
  await account("client");
  await account("another-client");
  await account("person-same");
  await account("person-other", { authority: OTHER_COUNCIL });
  for (const { id, role, delegate } of PEOPLE) {
    if (id === undefined) continue;
    const email = `${id}@people.example`;
    await account(id, { email, grants: role ? [{ role, ...(isStaffRole(role) || role === "support-organisation" ? { authority: COUNCIL } : {}) }] : [] });
    await useKeyFor(table, id, USED_KEY);
    await storedCases(
      people,
      { entity: "case", after: aCase({ id: `case-of-${id}`, owner: id }), action: "test" },
      { entity: "arrangement", after: withQuestion(`arrangement-of-${id}`, id), action: "test" },
      { entity: "recipient", after: aRecipient({ id: `recipient-of-${id}`, account: id }), action: "test" },
      { entity: "review", after: aReview({ id: `recipient-of-${id}`, owner: id }), action: "test" },
      {
        entity: "feedback-invitation",
        after: anInvitation({ id: `form-of-${id}`, payment: `recipient-of-${id}`, owner: id, until: "2099-12-31" }),
        action: "test",
      },
      { entity: "provider-reply", after: aReply({ id: `reply-of-${id}`, owner: id }), action: "test" },
      { entity: "request", after: aRequest({ id: `request-of-${id}`, owner: id }), action: "test" },
      { entity: "balance-case", after: aBalanceCase(`card-of-${id}`, id), action: "test" },
      { entity: "answer", after: anAnswer({ request: `request-of-${id}`, owner: "person-same" }), action: "test" },
      { entity: "invoice", after: anInvoice({ id: `invoice-of-${id}`, owner: id, state: "stated" }), action: "test" },
      { entity: "invoice", after: anInvoice({ id: `invoice-by-${id}`, owner: "person-same", provider: id, state: "stated" }), action: "test" },
      { entity: "contact", after: aContact({ id: `contact-of-${id}`, owner: id }), action: "test" },
      { entity: "contact", after: aContact({ id: `contact-to-${id}`, owner: "person-same", handling: { by: "provider", account: id } }), action: "test" },
    );
    const invitation = aDelegation({ id: `invitation-to-${id}`, person: "person-same", state: "invited", addressHash: await people.addressHash(email) });
    await stored(
      people,
      { entity: "delegation", after: aDelegation({ id: `delegation-of-${id}`, person: id, delegate: "person-same" }), action: "test" },
      { entity: "delegation", after: invitation, action: "test" },
      {
        entity: "erasure",
        after: { id: `erasure-of-${id}`, person: id, authority: COUNCIL, state: "asked", askedAt: "2026-11-20T09:00:00.000Z" },
        action: "test",
      },
    );
    if (delegate)
      await stored(people, {
        entity: "delegation",
        after: aDelegation({ id: `for-client-${id}`, person: "client", kind: delegate, delegate: id }),
        action: "test",
      });
    if (role === "provider") {
      await stored(people, {
        entity: "worker",
        after: { id: "own-worker", account: id, authority: COUNCIL, displayName: "Somebody", addedAt: "2026-11-20T09:00:00.000Z" },
        action: "test",
      });
    }
  }
  for (const { id } of PEOPLE) if (id !== undefined) await storedAlert(people, anAlert({ id: `alert-of-${id}`, owner: id }));
  await storedAlert(people, anAlert({ id: "alert-of-client", owner: "client" }));
  await storedAlert(people, anAlert({ id: "alert-same", owner: "person-same" }));
  await storedAlert(people, anAlert({ id: "alert-other", owner: "person-other", authority: OTHER_COUNCIL }));
  await storedCases(
    people,
    { entity: "arrangement", after: withQuestion("arrangement-of-client", "client"), action: "test" },
    { entity: "invoice", after: anInvoice({ id: "invoice-of-client", owner: "client", state: "stated" }), action: "test" },
  );
  await storedCases(
    people,
    { entity: "request", after: aRequest({ id: "request-of-client", owner: "client" }), action: "test" },
    { entity: "answer", after: anAnswer({ request: "request-of-client", owner: "person-same" }), action: "test" },
    { entity: "request", after: aRequest({ id: "request-near", owner: "another-client" }), action: "test" },
    ...PEOPLE.flatMap(({ id }) =>
      id === undefined ? [] : [{ entity: "answer" as const, after: anAnswer({ request: "request-near", owner: id, listing: `pa-${id}` }), action: "test" }],
    ),
  );
  const listingOf = (id: string, provider: string, authority = COUNCIL) => ({ listing: aListing({ id, provider, authority }), digest: MADE_FROM_CASE });
  await table.listings.commit(
    [
      ...PEOPLE.flatMap(({ id }) => (id === undefined ? [] : [listingOf(`listing-of-${id}`, id)])),
      listingOf("listing-same", "person-same"),
      listingOf("listing-other", "person-other", OTHER_COUNCIL),
    ],
    anAuditContext(),
    "listing:sample",
  );
  await storedCases(people, { entity: "contact", after: aContact({ id: "contact-of-client", owner: "client" }), action: "test" });
  await stored(people, {
    entity: "delegation",
    after: aDelegation({ id: "delegation-to-all", person: "another-client", delegate: "no-role" }),
    action: "test",
  });
  await stored(people, {
    entity: "delegation",
    after: aDelegation({ id: "invitation-to-stranger", person: "client", state: "invited", addressHash: "stranger" }),
    action: "test",
  });
  await storedCases(people, {
    entity: "pool",
    after: {
      ...{ id: "everybodys", owner: "client", authority: COUNCIL, listing: ListingId.parse("pa-1"), provider: "nobody-here", services: [], hours: 5 },
      ...{ ratePence: 1500, state: "proposed", from: "2026-12-01", payments: [], createdAt: "2026-11-20T09:00:00.000Z" },
      members: ["client", "person-same", "person-other", ...PEOPLE.flatMap(({ id }) => id ?? [])].map((person) => ({ person, state: "agreed" as const })),
    },
    action: "test",
  });
  for (const [where, authority] of [
    ["same", COUNCIL],
    ["other", OTHER_COUNCIL],
  ] as const) {
    const person = `person-${where}`;
    await storedCases(
      people,
      { entity: "case", after: aCase({ id: `case-${where}`, owner: person, authority }), action: "test" },
      { entity: "arrangement", after: { ...withQuestion(`arrangement-${where}`, person), authority }, action: "test" },
      { entity: "concern", after: aConcern({ id: `concern-${where}`, authority }), action: "test" },
      { entity: "recipient", after: aRecipient({ id: `recipient-${where}`, authority, account: person }), action: "test" },
      {
        entity: "safety-report",
        after: { id: `safety-${where}`, authority, words: "Bruises", danger: "unsure", createdAt: "2026-11-20T09:00:00.000Z", state: "new" },
        action: "test",
      },
      {
        entity: "feedback-invitation",
        after: anInvitation({ id: `form-${where}`, payment: `recipient-${where}`, owner: person, authority, until: "2099-12-31" }),
        action: "test",
      },
      { entity: "open-feedback", after: someFeedback({ id: `feedback-${where}`, authority }), action: "test" },
      { entity: "you-said", after: anEntry({ id: `you-said-${where}`, authority }), action: "test" },
      { entity: "market-statement", after: aStatement({ id: `statement-${where}`, authority }), action: "test" },
      { entity: "market-target", after: aTarget({ id: `target-${where}`, authority }), action: "test" },
      { entity: "review", after: aReview({ id: `recipient-${where}`, owner: person, authority }), action: "test" },
      { entity: "provider-reply", after: aReply({ id: `reply-${where}`, owner: person, authority }), action: "test" },
      { entity: "request", after: aRequest({ id: `request-${where}`, owner: person, authority }), action: "test" },
      { entity: "balance-case", after: { ...aBalanceCase(`card-${where}`, person), authority }, action: "test" },
      { entity: "invoice", after: anInvoice({ id: `invoice-${where}`, owner: person, authority, state: "stated" }), action: "test" },
      { entity: "contact", after: aContact({ id: `contact-${where}`, owner: person, authority }), action: "test" },
      { entity: "contact", after: aContact({ id: `council-contact-${where}`, owner: person, authority, handling: { by: "council" } }), action: "test" },
      { entity: "contact-report", after: aContactReport({ id: `contact-report-${where}`, authority, contact: `contact-${where}` }), action: "test" },
    );
    await stored(
      people,
      { entity: "delegation", after: aDelegation({ id: `delegation-${where}`, person, authority, delegate: "nobody-here" }), action: "test" },
      {
        entity: "worker",
        after: { id: `worker-${where}`, account: person, authority, displayName: "Somebody", addedAt: "2026-11-20T09:00:00.000Z" },
        action: "test",
      },
      { entity: "erasure", after: { id: `erasure-${where}`, person, authority, state: "asked", askedAt: "2026-11-20T09:00:00.000Z" }, action: "test" },
      {
        entity: "appointment",
        after: {
          id: `appointment-${where}`,
          authority,
          role: "commissioner",
          email: "somebody@council.example",
          addressHash: "x",
          state: "active",
          createdAt: "2026-11-20T09:00:00.000Z",
        },
        action: "test",
      },
    );
  }
};

/** An arrangement about which the council is asked something. */
const withQuestion = (id: string, owner: string) => ({
  ...anArrangement(id, owner),
  questions: [{ kind: "family" as const, source: "The law", raisedAt: "2026-11-20T09:00:00.000Z" }],
});

/** A question about the balance of an account. */
const aBalanceCase = (account: string, owner: string) => ({ ...found(), id: `${account}.1`, account, owner });

/** What became of a request: turned back to sign in, refused, or let through. */
async function tried(route: Route, person: Person, id: string): Promise<"sign-in" | "refused" | "through"> {
  const besides: Readonly<Record<string, string>> = {
    part: "start",
    evidence: "identity",
    visitStep: "cancel",
    move: /^\/applications|\/contacts\//.test(route.path)
      ? "withdraw"
      : route.path.startsWith("/arrangements")
        ? "pause"
        : route.path.startsWith("/balance-cases")
          ? "send-question"
          : route.path.startsWith("/feedback-forms")
            ? "phone"
            : route.path.startsWith("/reviews")
              ? "reason"
              : "assign",
    month: "2026-11",
    question: "family",
    year: "2026",
    day: TODAY,
    trial: "trial-1",
    receipt: "b1.0",
    closing: "2026-06-28",
    page: "f1",
    pool: "everybodys",
    listing: "pa-1",
    sum: "new",
    near: "request-near",
    person: id.endsWith("-of-client") ? "client" : "me",
  };
  const path = route.path.replace(/\{(\w+)\}/g, (_, name) => (name === route.of ? id : (besides[name] ?? "x")));
  const changes = route.method !== "GET";
  const api = route.path.startsWith("/api/");
  const { status, headers } = await functions.call(path, {
    as: person.id,
    method: route.method,
    ...(changes && !api ? { form: { once: USED_KEY } } : {}),
    ...(changes && api ? { json: {}, headers: { "idempotency-key": USED_KEY } } : {}),
  });
  if (status === 401 || (status === 303 && headers["location"]?.startsWith("/sign-in"))) return "sign-in";
  if (status === 403 || status === 404) return "refused";
  if (status >= 500) throw new Error(`${route.method} ${path} as ${person.name}: ${status}`);
  return "through";
}

/** Tries cells, several people at once, each of them one after another. */
async function wrongIn(route: GuardedRoute, cells: readonly Cell[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  const waiting = PEOPLE.map((person) => cells.filter((cell) => cell.person === person));
  const next = async (): Promise<void> => {
    for (let mine = waiting.shift(); mine; mine = waiting.shift()) {
      for (const { person, situation, expected } of mine) {
        const actual = await tried(route, person, situation.id(person));
        if (actual !== expected) wrong.push(`${person.name}, ${situation.name}: ${actual} instead of ${expected}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return wrong;
}

/** Describes who may take routes: each is tried by itself, over HTTP. */
export function describeAccess(routes: readonly Route[]): void {
  describe("who may take which route", () => {
    beforeAll(prepare);
    for (const [turn, route] of guardedIn(routes).entries()) {
      it(`${route.method} ${route.path}, as the table says`, async () => {
        const rule: Rule = route.who === "anyone" ? {} : policyTable[route.who];
        const all = cellsOf(rule, route.of, TODAY);
        const cells = everything ? all : chosenFrom(all, turn);
        expect(await wrongIn(route, cells)).toEqual([]);
        const tries = new Set(cells.map(({ expected }) => expected));
        for (const expected of new Set(all.map((cell) => cell.expected))) expect(tries).toContain(expected);
        expect(tries).toContain("through");
        expect(tries).toContain("sign-in");
      });
    }
  });
}
