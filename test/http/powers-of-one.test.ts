import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import type { Account } from "../../shared/people/account.ts";
import { type AccountFunctions, accountFunctions, accountOf, anAccount, codesProvider, stored } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";
import { outcomeOf } from "../support/outcome.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// What one officer or administrator alone may bring about over a person, and what takes two.

const DAY = 24 * 3_600_000;
const START = Date.parse("2026-11-24T12:00:00Z");

let table: TestTable;
let clock: number;
let functions: AccountFunctions;
let call: AccountFunctions["call"];

const account = (id: string, more: Partial<Account> = {}) =>
  stored(functions.accounts, { entity: "account", after: anAccount({ id, email: `${id}@people.example`, ...more }), action: "test" });
const staff = (id: string, role: Account["grants"][number]["role"], more: Partial<Account> = {}) =>
  account(id, { grants: [{ role, authority: COUNCIL }], ...more });
/** Gives a role as an appointment does, so that the council knows who holds it. */
const appointed = async (id: string, role: "administrator" | "finance-officer" | "review-officer", more: Partial<Account> = {}) => {
  await staff(id, role, more);
  const email = more.email ?? `${id}@people.example`;
  const appointment = { id: `role-of-${id}`, authority: COUNCIL, role, email, state: "active", account: id, createdAt: "2026-11-01T09:00:00.000Z" } as const;
  await stored(functions.accounts, { entity: "appointment", after: appointment, action: "test" });
};
const authorise = (person: string, as: string, email: string, more: object = {}) =>
  call(`/api/people/${person}/authorisations`, { as, json: { email, scopes: ["money"], basis: "Assessed on 3 November", ...more } });
const decide = (id: string, as: string, json: object = {}) =>
  call(`/api/delegations/${id}/decision`, { as, json: { decision: "go-on", reason: "I read the assessment", ...json } });
const object = (id: string, as: string, person = "me") =>
  call(`/api/people/${person}/delegations/${id}/objection`, { as, json: { reason: "I do not know them" } });
const accept = (id: string, as: string) => call(`/account/invitations/${id}`, { as, form: { answer: "accept" } });
const noticesTo = async (id: string) => (await functions.accounts.store.noticesOf(id, clock)).map(({ code }) => code);
const delegation = async (id: string) => (await functions.accounts.store.delegation(id))?.body ?? expect.fail("no delegation");
const signIn = async (code: string) => {
  const begun = await call(`/sign-in/start?as=council&council=${COUNCIL}`);
  return call(`/sign-in/callback?state=the-state&code=${code}`, { cookies: [begun.cookies[0]?.split(";")[0] ?? ""] });
};
const reviewer = "review-officer";

beforeEach(async () => {
  table = await aTable();
  clock = START;
  functions = accountFunctions(table, { now: () => clock, provider: codesProvider });
  call = functions.call;
  await account("rosemary", { displayName: "Rosemary Testwell", phone: "01632 960001", grants: [{ role: "recipient" }] });
  await staff("roger", reviewer);
  await staff("ruth", reviewer);
  await account("nadia");
});

describe("authorising somebody to act for a person", () => {
  it("takes a second officer: until then nobody is invited, and the first cannot agree to it", async () => {
    const made = await authorise("rosemary", "roger", "nadia@people.example");
    expect([made.status, made.json().state]).toEqual([201, "proposed"]);
    const { id } = made.json();
    expect((await call(`/account/invitations/${id}`, { as: "nadia" })).status).toBe(404);
    expect(outcomeOf(await decide(id, "roger"))).toContain("/problems/second-officer-needed");
    expect((await decide(id, "ruth")).status).toBe(200);
    expect((await accept(id, "nadia")).status).toBe(303);
  });
  it("is not agreed to by a second account with the first officer's address, nor accepted by one with either's", async () => {
    await staff("roger-again", reviewer, { email: "roger@people.example" });
    const { id } = (await authorise("rosemary", "roger", "nadia@people.example")).json();
    expect(outcomeOf(await decide(id, "roger-again"))).toContain("/problems/second-officer-needed");
    await staff("nadias-work", reviewer, { email: "nadia@people.example" });
    expect(outcomeOf(await decide(id, "nadias-work"))).toContain("/problems/second-officer-needed");
    expect((await authorise("rosemary", "roger-again", "roger@people.example")).json().type).toBe("/problems/own-address");
  });
  it("is not for an officer to do over themselves, under another account", async () => {
    await account("roger-at-home", { email: "roger@people.example", grants: [{ role: "recipient" }] });
    expect((await authorise("roger-at-home", "roger", "nadia@people.example")).json().type).toBe("/problems/own-address");
  });
  it("is told at once to the person and to whoever acts for them, and gives nothing before the council's period is over", async () => {
    await account("norman");
    const nominated = (
      await call("/api/people/me/delegations", { as: "rosemary", json: { email: "norman@people.example", kind: "nominated-person", scopes: ["reviews"] } })
    ).json().id;
    await accept(nominated, "norman");
    const { id } = (await authorise("rosemary", "roger", "nadia@people.example")).json();
    expect(await noticesTo("rosemary")).toEqual(["authorisation-proposed"]);
    expect(await noticesTo("norman")).toEqual(["authorisation-proposed-for-person"]);
    await decide(id, "ruth");
    await accept(id, "nadia");
    expect((await call("/people/rosemary", { as: "nadia" })).status).toBe(404);
    clock = START + 6 * DAY;
    expect((await call("/people/rosemary/data/download", { as: "nadia" })).status).toBe(404);
    clock = START + 7 * DAY;
    expect((await call("/people/rosemary", { as: "nadia" })).status).toBe(200);
  });
  it("is stopped by an objection until another officer has looked at it", async () => {
    const { id } = (await authorise("rosemary", "roger", "nadia@people.example")).json();
    await decide(id, "ruth");
    await accept(id, "nadia");
    expect((await object(id, "rosemary")).status).toBe(200);
    expect((await delegation(id)).objection).toMatchObject({ by: "rosemary" });
    clock = START + 8 * DAY;
    expect((await call("/people/rosemary", { as: "nadia" })).status).toBe(404);
    expect(outcomeOf(await decide(id, "roger"))).toContain("/problems/second-officer-needed");
    expect((await decide(id, "ruth", { reason: "We rang her: it is her sister" })).status).toBe(200);
    expect(await noticesTo("rosemary")).toContain("objection-answered");
    // The period begins anew: she has been told again.
    expect((await call("/people/rosemary", { as: "nadia" })).status).toBe(404);
    clock = START + 15 * DAY;
    expect((await call("/people/rosemary", { as: "nadia" })).status).toBe(200);
    expect(outcomeOf(await object(id, "rosemary"))).toContain("/problems/begun-already");
  });
  it("is over where the objection is right", async () => {
    const { id } = (await authorise("rosemary", "roger", "nadia@people.example")).json();
    await object(id, "rosemary");
    expect(outcomeOf(await object(id, "rosemary"))).toContain("/problems/objected-already");
    expect((await decide(id, "ruth", { decision: "end", reason: "She can decide herself" })).status).toBe(200);
    expect((await delegation(id)).state).toBe("ended");
    expect((await call(`/account/invitations/${id}`, { as: "nadia" })).status).toBe(404);
  });
  it("can be objected to by whoever acts for them, and by an officer whom they rang, and by nobody else", async () => {
    await account("mallory");
    const { id } = (await authorise("rosemary", "roger", "nadia@people.example")).json();
    expect((await object(id, "mallory")).status).toBe(404);
    expect((await object(id, "mallory", "rosemary")).status).toBe(404);
    expect((await object(id, "ruth", "rosemary")).status).toBe(200);
  });
  it("of somebody we cannot reach says who told them and how, and the period begins with that", async () => {
    const person = (await call(`/api/councils/${COUNCIL}/people`, { as: "roger", json: { displayName: "Albert Quietly" } })).json().id;
    const { id } = (await authorise(person, "roger", "nadia@people.example")).json();
    clock = START + 3 * DAY;
    expect(outcomeOf(await decide(id, "ruth"))).toContain("/problems/not-told");
    expect((await decide(id, "ruth", { told: "Visited on 26 November with his daughter" })).status).toBe(200);
    expect((await delegation(id)).from).toBe("2026-12-04");
  });
  it("over staff and providers needs a reason of its own, which is recorded", async () => {
    await account("percy", { grants: [{ role: "provider" }] });
    for (const person of ["percy", "ruth"])
      expect((await authorise(person, "roger", "nadia@people.example")).json().type).toBe("/problems/special-reason-needed");
    const made = await authorise("percy", "roger", "nadia@people.example", { specialReason: "He gets support himself since October" });
    expect(made.status).toBe(201);
    expect((await delegation(made.json().id)).specialReason).toBe("He gets support himself since October");
  });
  it("gives nobody the contact details of somebody who signs in", async () => {
    const { id } = (await authorise("rosemary", "roger", "nadia@people.example")).json();
    await decide(id, "ruth");
    await accept(id, "nadia");
    clock = START + 8 * DAY;
    const version = (await functions.accounts.store.account("rosemary"))?.version;
    const changed = await call("/people/rosemary/details", {
      as: "nadia",
      form: { displayName: "Someone Else", phone: "01632 960009", version: String(version) },
    });
    expect(outcomeOf(changed)).toContain("422");
    const patched = await call("/api/people/rosemary", {
      as: "nadia",
      method: "PATCH",
      json: { phone: "01632 960009" },
      headers: { "if-match": `"${version}"` },
    });
    expect(patched.json().type).toBe("/problems/signs-in-themselves");
    expect((await functions.accounts.store.account("rosemary"))?.body).toMatchObject({ displayName: "Rosemary Testwell", phone: "01632 960001" });
    expect((await call("/people/rosemary", { as: "nadia" })).body).not.toContain("/people/rosemary/details");
  });
  it("as one review officer tried it, brings her nothing, and is told", async () => {
    await account("roger-elsewhere", { email: "second.address@people.example" });
    const { id } = (await authorise("rosemary", "roger", "second.address@people.example")).json();
    expect((await accept(id, "roger-elsewhere")).status).toBe(404);
    await decide(id, "roger");
    expect((await accept(id, "roger-elsewhere")).status).toBe(404);
    clock = START + 30 * DAY;
    for (const path of ["", "/data", "/data/download", "/details"])
      expect((await call(`/people/rosemary${path}`, { as: "roger-elsewhere" })).status, path).toBe(404);
    expect(await noticesTo("rosemary")).toEqual(["authorisation-proposed"]);
  });
});

describe("giving a staff role", () => {
  const appoint = (as: string, email: string, role = "commissioner") => call(`/api/councils/${COUNCIL}/staff`, { as, json: { email, role } });
  const confirm = (id: string, as: string) => call(`/api/appointments/${id}/confirmation`, { as, json: {} });
  beforeEach(() => appointed("ada", "administrator"));

  it("is one administrator's to do where the council has no other", async () => {
    expect((await appoint("ada", "newcomer@people.example")).json().state).toBe("invited");
    await signIn("newcomer");
    expect((await accountOf(functions.accounts, "newcomer")).grants).toEqual([{ role: "commissioner", authority: COUNCIL }]);
  });
  it("is confirmed by a second administrator where there is one; until then nobody holds it", async () => {
    await appointed("adele", "administrator");
    const made = await appoint("ada", "newcomer@people.example");
    expect(made.json().state).toBe("proposed");
    await signIn("newcomer");
    expect((await accountOf(functions.accounts, "newcomer")).grants).toEqual([]);
    expect(outcomeOf(await confirm(made.json().id, "ada"))).toContain("/problems/second-administrator-needed");
    expect((await confirm(made.json().id, "adele")).status).toBe(200);
    await signIn("newcomer");
    expect((await accountOf(functions.accounts, "newcomer")).grants).toEqual([{ role: "commissioner", authority: COUNCIL }]);
    expect(outcomeOf(await confirm(made.json().id, "adele"))).toContain("/problems/not-a-move");
  });
  it("is not confirmed by a second account of the first administrator, nor does that count as another administrator", async () => {
    await appointed("ada-again", "administrator", { email: "ada@people.example" });
    expect((await appoint("ada", "newcomer@people.example")).json().state).toBe("invited");
    await appointed("adele", "administrator");
    const { id } = (await appoint("ada", "other@people.example")).json();
    expect(outcomeOf(await confirm(id, "ada-again"))).toContain("/problems/second-administrator-needed");
  });
  it("is told to every administrator of the council", async () => {
    await appointed("adele", "administrator");
    await appoint("ada", "newcomer@people.example");
    expect([await noticesTo("ada"), await noticesTo("adele"), await noticesTo("roger")]).toEqual([["staff-role-given"], ["staff-role-given"], []]);
  });
  it("is nobody's to do for themselves: neither gives, confirms nor takes up one that is theirs", async () => {
    expect((await appoint("ada", "ada@people.example", "finance-officer")).json().type).toBe("/problems/appoints-themselves");
    await appointed("adele", "administrator");
    const { id } = (await appoint("ada", "adele@people.example", "finance-officer")).json();
    expect(outcomeOf(await confirm(id, "adele"))).toContain("/problems/second-administrator-needed");
    const other = (await appoint("ada", "fresh@people.example")).json().id;
    await confirm(other, "adele");
    const known = await functions.accounts.store.account("adele");
    if (!known) throw new Error("No account");
    await stored(functions.accounts, { entity: "account", before: known, after: { ...known.body, email: "fresh@people.example" }, action: "test" });
    await signIn("fresh");
    expect((await accountOf(functions.accounts, "fresh")).grants).toEqual([]);
  });
  it("that must be apart from one they hold or were invited to is refused with the reason", async () => {
    await appointed("fay", "finance-officer");
    const refused = await appoint("ada", "fay@people.example", "review-officer");
    expect(refused.json()).toMatchObject({ status: 422, type: "/problems/roles-apart" });
    expect(refused.json().detail).toContain("finance officer");
    expect((await appoint("ada", "newcomer@people.example", "review-officer")).status).toBe(201);
    expect((await appoint("ada", "newcomer@people.example", "finance-officer")).json().type).toBe("/problems/roles-apart");
    const page = await call(`/councils/${COUNCIL}/team/new`, { as: "ada", form: { email: "fay@people.example", role: "review-officer" } });
    expect(outcomeOf(page)).toContain("422");
  });
});

it("nothing of it leaves a broken trail", async () => {
  const { id } = (await authorise("rosemary", "roger", "nadia@people.example")).json();
  await object(id, "rosemary");
  await decide(id, "ruth", { decision: "end" });
  const { Items = [] } = await table.table.client.send(new ScanCommand({ TableName: table.name }));
  expect(Items.filter(({ entity, record }) => entity === "audit-entry" && String(record).includes(id)).map(({ action }) => action)).toEqual([
    "delegation:authorise",
    "delegation:object",
    "delegation:decide",
  ]);
});
