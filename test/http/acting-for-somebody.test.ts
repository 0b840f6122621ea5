import { beforeEach, describe, expect, it } from "vitest";
import { account, actionsOf, call, clock, functions, MINUTE, sessionOf, table, trailOf } from "../support/account-scene.ts";
import { aDelegation, stored } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";

describe("acting for somebody", () => {
  beforeEach(async () => {
    await account("nadia", { email: "nadia@people.example", displayName: "Nadia Helpwell" });
    await call("/api/people/me/delegations", {
      as: "rosemary",
      json: { email: "nadia@people.example", kind: "nominated-person", scopes: ["search-and-contact"] },
    });
  });
  const invitation = async () => {
    const [one] = await functions.accounts.store.delegationsFor("rosemary");
    if (!one) throw new Error("No delegation");
    return one.body;
  };

  it("begins when it is accepted, by whoever was invited and nobody else", async () => {
    const { id } = await invitation();
    await account("mallory", { email: "mallory@people.example" });
    expect((await call(`/account/invitations/${id}`, { as: "mallory" })).status).toBe(404);
    expect((await call(`/account/invitations/${id}`, { as: "mallory", form: { answer: "accept" } })).status).toBe(404);
    expect((await call("/people/rosemary", { as: "nadia" })).status).toBe(404);
    expect((await call("/account", { as: "nadia" })).body).toContain("Waiting for your answer");
    expect((await call(`/account/invitations/${id}`, { as: "nadia" })).body).toContain("Rosemary Testwell");
    expect((await call(`/account/invitations/${id}`, { as: "nadia", form: { answer: "accept" } })).status).toBe(303);
    expect((await call("/people/rosemary", { as: "nadia" })).status).toBe(200);
    expect((await invitation()).invitedAt).toBeUndefined();
  });
  it("ends at once in the middle of a session when it is ended, and the person sees who looked", async () => {
    const { id } = await invitation();
    await call(`/account/invitations/${id}`, { as: "nadia", form: { answer: "accept" } });
    const { cookie } = await sessionOf("nadia");
    expect((await call("/people/rosemary", { cookies: [cookie] })).status).toBe(200);
    await call(`/delegations/${id}/end`, { as: "rosemary", form: {} });
    expect((await call("/people/rosemary", { cookies: [cookie] })).status).toBe(404);
    const data = await call("/account/data", { as: "rosemary" });
    expect(data.body).toContain("Nadia Helpwell, acting for you");
    expect(await actionsOf("nadia")).toContain("refused:account:read");
    const looked = (await trailOf("rosemary")).find(({ action }) => action === "looked:account:read");
    expect(looked).toMatchObject({ actor: { subject: "nadia", role: "nominated-person" }, onBehalfOf: "rosemary" });
  });
  it("holds only from its first day to its last", async () => {
    await stored(functions.accounts, {
      entity: "delegation",
      after: aDelegation({ id: "dated", person: "rosemary", delegate: "ada", from: "2026-11-25", until: "2026-11-26" }),
      action: "test",
    });
    const status = async () => (await call("/people/rosemary", { as: "ada", throughCouncil: false })).status;
    expect(await status()).toBe(404);
    clock.now = Date.parse("2026-11-25T00:00:00Z");
    expect(await status()).toBe(200);
    clock.now = Date.parse("2026-11-26T23:59:00Z");
    expect(await status()).toBe(200);
    clock.now = Date.parse("2026-11-27T00:00:00Z");
    expect(await status()).toBe(404);
  });
  it("is refused for oneself, and for a last day before the first", async () => {
    const nominate = (json: object) => call("/api/people/me/delegations", { as: "rosemary", json: { kind: "nominated-person", scopes: ["reviews"], ...json } });
    expect((await nominate({ email: "rosemary@people.example" })).json().type).toBe("/problems/own-address");
    expect((await nominate({ email: "x@people.example", until: "2026-11-23" })).json().type).toBe("/problems/ends-before-it-begins");
    expect((await nominate({ email: "x@people.example", from: "2027-02-01", until: "2027-01-01" })).status).toBe(400);
    expect((await nominate({ email: "x@people.example", scopes: [] })).status).toBe(400);
  });
  it("for somebody who lacks capacity is the council's to decide, with its reasons, which only the council sees", async () => {
    const person = (await call(`/api/councils/${COUNCIL}/people`, { as: "ada", json: { displayName: "Albert Quietly" } })).json().id;
    const made = await call(`/api/people/${person}/authorisations`, {
      as: "ada",
      json: { email: "nadia@people.example", scopes: ["money"], basis: "Assessed on 3 November" },
    });
    expect(made.status).toBe(201);
    await account("ruth", { email: "ruth@people.example", grants: [{ role: "review-officer", authority: COUNCIL }] });
    const agreed = await call(`/api/delegations/${made.json().id}/decision`, {
      as: "ruth",
      json: { decision: "go-on", reason: "As assessed", told: "Visited on 24 November" },
    });
    expect(agreed.status).toBe(200);
    await call(`/account/invitations/${made.json().id}`, { as: "nadia", form: { answer: "accept" } });
    clock.now += 8 * 24 * 60 * MINUTE;
    expect((await call(`/people/${person}`, { as: "nadia" })).body).toContain("Albert Quietly");
    expect((await call(`/api/delegations/${made.json().id}`, { as: "nadia" })).json().basis).toBeUndefined();
    expect((await call(`/api/delegations/${made.json().id}`, { as: "ada" })).json().basis).toBe("Assessed on 3 November");
    const changed = await call(`/people/${person}/details`, { as: "nadia", form: { displayName: "Albert Q. Quietly", version: "1" } });
    expect(changed.status).toBe(303);
    expect((await trailOf(person)).at(-1)).toMatchObject({
      action: "account:update",
      actor: { subject: "nadia", role: "authorised-person" },
      onBehalfOf: person,
    });
  });
});

describe("a person's data", () => {
  it("can be downloaded whole: every kind the register names, with why it is held", async () => {
    const answer = await call("/account/data/download", { as: "rosemary" });
    expect(answer.headers["content-disposition"]).toContain("attachment");
    const { records } = answer.json();
    expect(records.map(({ kind }: any) => kind)).toEqual([
      "account",
      "identity",
      "staff-role",
      "worker",
      "delegation",
      "acts-for",
      "appointment",
      "erasure",
      "audit-entry",
      "audit-reason",
      "look-count",
      "notice",
      "listing",
      "case",
      "open-case",
      "earlier-case",
      "evidence",
      "visit",
      "reference",
      "photo",
      "shown-photo",
      "arrangement",
      "shortlist",
      "hours-question",
      "hours-link",
      "pool",
      "pool-member",
      "pool-wish",
      "recipient",
      "request",
      "answer",
      "request-alert",
      "contact",
      "set-up",
      "balance-case",
      "paper-statement",
      "receipt",
      "set-aside",
      "account-note",
      "invoice",
      "review",
      "feedback-invitation",
      "group-member",
      "provider-reply",
      "alert",
      "ledger-head",
      "ledger-facts",
      "ledger-segment",
      "check-result",
    ]);
    expect(records[0].held).toMatchObject({ displayName: "Rosemary Testwell", email: "rosemary@people.example" });
    for (const { why, basis, period } of records) for (const words of [why, basis, period]) expect(words.length).toBeGreaterThan(3);
  });
  it("is erased when the council agrees; the trail stays, and holds nothing personal", async () => {
    await account("percy", { displayName: "Percy Workalot", email: "percy@people.example", phone: "01632 960003", grants: [{ role: "provider" }] });
    await call("/account/workers", { as: "percy", form: { displayName: "Wanda Worker" } });
    const answer = await call("/api/people/me/erasure-requests", { as: "percy", json: {} });
    expect(answer.status).toBe(202);
    const again = await call("/api/people/me/erasure-requests", { as: "percy", json: {} });
    expect(again.json().id).toBe(answer.json().id);
    const { cookie } = await sessionOf("percy");
    const decided = await call(`/api/erasures/${answer.json().id}/decision`, {
      as: "ada",
      json: { decision: "erase", reason: "Nothing requires us to keep it" },
    });
    expect(decided.status).toBe(200);
    expect((await call("/account", { cookies: [cookie] })).status).toBe(303);
    expect((await call("/api/people/percy", { as: "ada" })).status).toBe(404);
    const { Items = [] } = await table.table.client.send(new (await import("@aws-sdk/lib-dynamodb")).ScanCommand({ TableName: table.name }));
    const left = JSON.stringify(Items);
    for (const personal of ["Percy Workalot", "percy@people.example", "01632 960003", "Wanda Worker"]) expect(left).not.toContain(personal);
    expect(await actionsOf("percy")).toContain("account:erase");
    expect((await call(`/api/erasures/${answer.json().id}/decision`, { as: "ada", json: { decision: "erase", reason: "again" } })).status).toBe(422);
  });
});
