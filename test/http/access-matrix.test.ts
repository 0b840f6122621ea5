import { beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../functions/routes.ts";
import { routes } from "../../functions/routes.ts";
import { policyTable, type Relation, type Rule } from "../../shared/access/policy.ts";
import { type DelegateKind, isStaffRole, ROLES, type Role } from "../../shared/access/roles.ts";
import { type AccountFunctions, accountFunctions, aDelegation, anAccount, COUNCIL, OTHER_COUNCIL, stored, useKeyFor } from "../support/accounts.ts";
import { aTable } from "../support/tables.ts";
import { aCase, anArrangement, storedCases } from "../support/vetting.ts";

// Every route that is not for everybody, tried by everybody there is, on every record there is: their own, that
// of a person they act for, another's of the same council, another's of another council. What is expected is
// read from the policy table; what is let through stops before it changes anything.

interface Person {
  readonly name: string;
  readonly id: string | undefined;
  readonly role?: Role;
  readonly delegate?: DelegateKind;
}

const USED_KEY = "matrix-probe-key";
const PEOPLE: readonly Person[] = [
  { name: "nobody", id: undefined },
  { name: "somebody without a role", id: "no-role" },
  ...ROLES.map((role): Person => ({ name: role, id: `a-${role}`, role })),
  { name: "an authorised person", id: "d-authorised-person", delegate: "authorised-person" },
  { name: "a nominated person", id: "d-nominated-person", delegate: "nominated-person" },
  { name: "a support organisation with clients", id: "d-support-organisation", role: "support-organisation", delegate: "support-organisation" },
];

/** A record a route may name, and how somebody stands to it. */
interface Situation {
  readonly name: string;
  readonly id: (person: Person) => string;
  readonly relations: (person: Person) => readonly Relation[];
  /** Whether those with a delegation act for its owner. */
  readonly actedFor?: boolean;
}

const council = (own: Person, authority: string): readonly Relation[] => (own.role && isStaffRole(own.role) && authority === COUNCIL ? ["council"] : []);
const anothers = (kind: string): readonly Situation[] => [
  { name: "another's of the same council", id: () => `${kind}-same`, relations: (own) => council(own, COUNCIL) },
  { name: "another's of another council", id: () => `${kind}-other`, relations: (own) => council(own, OTHER_COUNCIL) },
  { name: "one that is not there", id: () => "not-there", relations: () => [] },
];

const SITUATIONS: Readonly<Record<NonNullable<Route["of"]>, readonly Situation[]>> = {
  none: [{ name: "no record", id: () => "", relations: () => ["open"] }],
  self: [{ name: "their own account", id: () => "", relations: () => ["self"] }],
  person: [
    { name: "themselves", id: ({ id }) => id ?? "no-role", relations: (own) => ["self", ...council(own, COUNCIL)] },
    { name: "themselves as me", id: () => "me", relations: (own) => ["self", ...council(own, COUNCIL)] },
    { name: "somebody others act for", id: () => "client", relations: (own) => council(own, COUNCIL), actedFor: true },
    ...anothers("person"),
  ],
  worker: [{ name: "their own", id: () => "own-worker", relations: ({ role }) => (role === "provider" ? ["self"] : []) }, ...anothers("worker")],
  delegation: [
    { name: "their own", id: ({ id }) => `delegation-of-${id}`, relations: (own) => ["self", ...council(own, COUNCIL)] },
    {
      name: "one they act by",
      id: () => "delegation-to-all",
      relations: (own) => (own.id === "no-role" ? ["party", ...council(own, COUNCIL)] : council(own, COUNCIL)),
    },
    ...anothers("delegation"),
  ],
  invitation: [
    { name: "one to them", id: ({ id }) => `invitation-to-${id}`, relations: () => ["party"] },
    { name: "one to somebody else", id: () => "invitation-to-stranger", relations: () => [] },
  ],
  council: [
    { name: "their council", id: () => COUNCIL, relations: (own) => council(own, COUNCIL) },
    { name: "another council", id: () => OTHER_COUNCIL, relations: () => [] },
    { name: "no council of ours", id: () => "E99999999", relations: () => [] },
  ],
  appointment: anothers("appointment"),
  case: [{ name: "their own", id: ({ id }) => `case-of-${id}`, relations: (own) => ["self", ...council(own, COUNCIL)] }, ...anothers("case")],
  arrangement: [
    { name: "their own", id: ({ id }) => `arrangement-of-${id}`, relations: () => ["self"] },
    { name: "one of somebody others act for", id: () => "arrangement-of-client", relations: () => [], actedFor: true },
    ...anothers("arrangement"),
  ],
  erasure: [{ name: "their own", id: ({ id }) => `erasure-of-${id}`, relations: (own) => ["self", ...council(own, COUNCIL)] }, ...anothers("erasure")],
};

/** What the table says, read plainly. */
function allowed(rule: Rule, person: Person, situation: Situation): boolean {
  if (situation.id(person) === "not-there") return false;
  const relations = situation.relations(person);
  if (rule.notOwn && relations.includes("self")) return false;
  const within = (wanted: readonly Relation[] | undefined) => wanted?.some((relation) => relations.includes(relation)) ?? false;
  if (within(rule.everyone)) return true;
  if (person.role && within(rule.roles?.[person.role])) return true;
  return situation.actedFor === true && person.delegate !== undefined && rule.delegates?.[person.delegate] !== undefined;
}

let functions: AccountFunctions;

beforeAll(async () => {
  const table = await aTable();
  // Time goes on between requests: nobody is turned away for being refused too often.
  let clock = Date.parse("2026-11-24T12:00:00Z");
  functions = accountFunctions(table, { now: () => (clock += 500) });
  const { own } = functions;
  const account = (id: string, more: object = {}) => stored(own, { entity: "account", after: anAccount({ id, ...more }), action: "test" });
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
      own,
      { entity: "case", after: aCase({ id: `case-of-${id}`, owner: id }), action: "test" },
      { entity: "arrangement", after: anArrangement(`arrangement-of-${id}`, id), action: "test" },
    );
    const invitation = aDelegation({ id: `invitation-to-${id}`, person: "person-same", state: "invited", addressHash: await own.addressHash(email) });
    await stored(
      own,
      { entity: "delegation", after: aDelegation({ id: `delegation-of-${id}`, person: id, delegate: "person-same" }), action: "test" },
      { entity: "delegation", after: invitation, action: "test" },
      {
        entity: "erasure",
        after: { id: `erasure-of-${id}`, person: id, authority: COUNCIL, state: "asked", askedAt: "2026-11-20T09:00:00.000Z" },
        action: "test",
      },
    );
    if (delegate)
      await stored(own, {
        entity: "delegation",
        after: aDelegation({ id: `for-client-${id}`, person: "client", kind: delegate, delegate: id }),
        action: "test",
      });
    if (role === "provider") {
      await stored(own, {
        entity: "worker",
        after: { id: "own-worker", account: id, authority: COUNCIL, displayName: "Somebody", addedAt: "2026-11-20T09:00:00.000Z" },
        action: "test",
      });
    }
  }
  await storedCases(own, { entity: "arrangement", after: anArrangement("arrangement-of-client", "client"), action: "test" });
  await stored(own, { entity: "delegation", after: aDelegation({ id: "delegation-to-all", person: "another-client", delegate: "no-role" }), action: "test" });
  await stored(own, {
    entity: "delegation",
    after: aDelegation({ id: "invitation-to-stranger", person: "client", state: "invited", addressHash: "stranger" }),
    action: "test",
  });
  for (const [where, authority] of [
    ["same", COUNCIL],
    ["other", OTHER_COUNCIL],
  ] as const) {
    const person = `person-${where}`;
    await storedCases(
      own,
      { entity: "case", after: aCase({ id: `case-${where}`, owner: person, authority }), action: "test" },
      { entity: "arrangement", after: { ...anArrangement(`arrangement-${where}`, person), authority }, action: "test" },
    );
    await stored(
      own,
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
});

/** What became of a request: turned back to sign in, refused, or let through. */
async function tried(route: Route, person: Person, id: string): Promise<"sign-in" | "refused" | "through"> {
  const besides: Readonly<Record<string, string>> = {
    part: "start",
    evidence: "identity",
    move: route.path.startsWith("/applications") ? "withdraw" : "assign",
    person: id === "arrangement-of-client" ? "client" : "me",
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

const guarded: readonly (Route & { readonly of: NonNullable<Route["of"]> })[] = routes.flatMap((route: Route) =>
  route.who !== "anyone" && route.of ? [{ ...route, of: route.of }] : [],
);

describe("who may take which route", () => {
  it("is said for every route there is", () => {
    const all: readonly Route[] = routes;
    for (const { who, of, path } of all) expect(who === "anyone" ? of === undefined : of !== undefined && who in policyTable, path).toBe(true);
    const used = new Set(guarded.map(({ who }) => who));
    expect(Object.keys(policyTable).filter((action) => ![...used].some((own) => own === action))).toEqual([]);
  });
  for (const route of guarded) {
    it(`${route.method} ${route.path}, as the table says`, async () => {
      const rule: Rule = route.who === "anyone" ? {} : policyTable[route.who];
      const wrong: string[] = [];
      let cells = 0;
      for (const person of PEOPLE) {
        for (const situation of SITUATIONS[route.of]) {
          cells += 1;
          const expected = person.id === undefined ? "sign-in" : allowed(rule, person, situation) ? "through" : "refused";
          const actual = await tried(route, person, situation.id(person));
          if (actual !== expected) wrong.push(`${person.name}, ${situation.name}: ${actual} instead of ${expected}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(cells).toBe(PEOPLE.length * SITUATIONS[route.of].length);
    });
  }
});
