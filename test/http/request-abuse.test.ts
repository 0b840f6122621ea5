import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { account, call, clock, functions, table, trailOf } from "../support/account-scene.ts";
import { accessToken, aDelegation, stored } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";

// What somebody with a right to be here might try with it.

const everything = async () => JSON.stringify((await table.table.client.send(new ScanCommand({ TableName: table.name }))).Items ?? []);
const signIn = async (code: string, as = COUNCIL, cookies: readonly string[] = []) => {
  const begun = await call(`/sign-in/start?${as === "person" ? "as=person" : `as=council&council=${as}`}`);
  return call(`/sign-in/callback?state=the-state&code=${code}`, { cookies: [begun.cookies[0]?.split(";")[0] ?? "", ...cookies] });
};
const nominate = (as: string, email: string, more: object = {}) =>
  call("/api/people/me/delegations", { as, json: { email, kind: "nominated-person", scopes: ["reviews"], ...more } });

describe("a request", () => {
  it("with half a character in it is refused", async () => {
    const headers = { "if-match": '"1"' };
    const sent = await call("/api/people/me", { as: "rosemary", method: "PATCH", json: '{"displayName":"a\\ud800"}', headers });
    expect(sent.status).toBe(400);
  });
  it("that is repeated is answered as before, also when the first try changed what its sender may do", async () => {
    await account("nadia");
    const { id } = (await nominate("rosemary", "nadia@people.example")).json();
    const session = functions.accounts.sessions.begin("nadia", undefined);
    const cookies = [(await functions.accounts.sessions.cookie(session)).split(";")[0] ?? ""];
    const form = { answer: "accept", once: "accept-once", csrf: await functions.accounts.sessions.formToken(session) };
    for (let turn = 0; turn < 2; turn += 1) {
      const { status, headers } = await call(`/account/invitations/${id}`, { cookies, form });
      expect([status, headers["location"]]).toEqual([303, "/account?done=accepted"]);
    }
    const json = {};
    const headers = { "idempotency-key": "ending-once" };
    const ended = [1, 2].map(() => call(`/api/delegations/${id}/end`, { as: "nadia", json, headers }));
    expect((await Promise.all(ended)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await call(`/api/delegations/${id}/end`, { as: "nadia", json, headers })).status).toBe(200);
    expect((await trailOf("nadia")).filter(({ action }) => action.startsWith("refused:"))).toEqual([]);
  });
  it("with the same key for another version is not taken for the same", async () => {
    const figures = {
      "fit.closeness": 50,
      "fit.freeHours": 20,
      "fit.hoursEnough": 20,
      "fit.freeTimes": 20,
      "fit.timesEnough": 10,
      "fit.accredited": 10,
      cqcTravelMiles: 12,
    };
    const set = (match: string) =>
      call(`/api/councils/${COUNCIL}/policy`, {
        as: "ada",
        json: { figures, effectiveFrom: "2026-11-24", reason: "Near matters more" },
        headers: { "if-match": match, "idempotency-key": "one-key-for-all" },
      });
    expect((await set('"1"')).status).toBe(201);
    expect((await set('"1"')).status).toBe(201);
    expect((await set('"77"')).status).toBe(422);
  });
  it("for an address that holds a name leaves the name nowhere", async () => {
    await call("/people/Mrs%20Jane%20Doe%2C%20has%20dementia", { as: "rosemary" });
    expect((await trailOf("rosemary")).at(-1)?.action).toBe("refused:account:read");
    expect((await everything()).includes("Jane")).toBe(false);
  });
  it("leaves no address in the answers kept for repeats", async () => {
    await call(`/api/councils/${COUNCIL}/staff`, { as: "ada", json: { email: "kept@people.example", role: "commissioner" } });
    const { Items = [] } = await table.table.client.send(new ScanCommand({ TableName: table.name }));
    expect(JSON.stringify(Items.filter(({ entity }) => entity === "once"))).not.toContain("kept@people.example");
  });
  it("for a page of a list that cannot be is refused", async () => {
    for (const after of ["", "x".repeat(2000), "a#b"]) {
      expect((await call(`/api/councils/${COUNCIL}/staff?${new URLSearchParams({ after })}`, { as: "ada" })).status, after).toBe(400);
      expect((await call(`/councils/${COUNCIL}/team?${new URLSearchParams({ after })}`, { as: "ada" })).status, after).toBe(200);
    }
  });
});

describe("a limited route", () => {
  it("is limited as the person, from wherever they ask: another address brings them no more", async () => {
    await account("recipient", { grants: [{ role: "recipient" }] });
    const statuses: number[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      const json = { email: `friend-${turn}@people.example`, kind: "nominated-person", scopes: ["reviews"] };
      statuses.push((await call("/api/people/me/delegations", { as: "recipient", json, address: `192.0.2.${turn}` })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 429, 429]);
  });
});

describe("a session", () => {
  it("that began in the second in which it was ended everywhere is over, its bearer tokens too", async () => {
    const claims = accessToken("rosemary", false, clock.now);
    expect((await call("/api/people/me/sessions/end", { claims, json: {} })).status).toBe(200);
    expect((await call("/api/people/me", { claims })).status).toBe(401);
    clock.now += 1000;
    expect((await call("/api/people/me", { claims: accessToken("rosemary", false, clock.now) })).status).toBe(200);
  });
  it("is not ended by a form on another site, which brings no cookie", async () => {
    const answer = await call("/account/details", { form: { displayName: "x" }, headers: { "sec-fetch-site": "cross-site" } });
    expect(answer.status).toBe(303);
    expect(answer.cookies).toEqual([]);
  });
  it("is over when somebody else signs in in the same browser, also for a copy of its cookie", async () => {
    await account("nadia");
    const session = functions.accounts.sessions.begin("rosemary", undefined);
    const cookie = (await functions.accounts.sessions.cookie(session)).split(";")[0] ?? "";
    expect((await call("/account", { cookies: [cookie] })).status).toBe(200);
    expect((await signIn("nadia", "person", [cookie])).status).toBe(303);
    expect((await call("/account", { cookies: [cookie] })).status).toBe(303);
    expect((await functions.accounts.store.account("nadia"))?.body.endedSessions).toEqual([]);
  });
  it("that is ended everywhere ends bearer tokens too", async () => {
    const claims = accessToken("rosemary", false, clock.now);
    expect((await call("/api/people/me", { claims })).status).toBe(200);
    clock.now += 5000;
    await call("/api/people/me/sessions/end", { claims, json: {} });
    expect((await call("/api/people/me", { claims })).status).toBe(401);
    clock.now += 5000;
    expect((await call("/api/people/me", { claims: accessToken("rosemary", false, clock.now) })).status).toBe(200);
  });
});

describe("a delegation whose last day is over", () => {
  it("shows as over, leads nowhere, and makes room for another", async () => {
    await account("nadia");
    const { id } = (await nominate("rosemary", "nadia@people.example", { until: "2026-11-25" })).json();
    await call(`/account/invitations/${id}`, { as: "nadia", form: { answer: "accept" } });
    clock.now = Date.parse("2026-11-26T09:00:00Z");
    expect((await call(`/api/people/me/delegations`, { as: "rosemary" })).json().contents[0].state).toBe("expired");
    expect((await call("/account/people", { as: "rosemary" })).body).toContain("its last day has passed");
    expect((await call("/account", { as: "nadia" })).body).not.toContain('href="/people/rosemary"');
    const again = (await nominate("rosemary", "nadia@people.example")).json().id;
    expect((await call(`/account/invitations/${again}`, { as: "nadia", form: { answer: "accept" } })).status).toBe(303);
    expect((await call("/people/rosemary", { as: "nadia" })).status).toBe(200);
    expect((await functions.accounts.store.delegation(id))?.body.state).toBe("ended");
  });
  it("cannot be asked for", async () => {
    expect((await nominate("rosemary", "x@people.example", { from: "2001-01-01", until: "2027-01-02" })).json().type).toBe("/problems/begins-in-the-past");
    expect((await nominate("rosemary", "x@people.example", { from: "2001-01-01", until: "2001-01-02" })).status).toBe(422);
  });
});

describe("what was done for somebody", () => {
  it("stands in their own data, also where the record is another than their account", async () => {
    await account("nadia");
    const delegation = aDelegation({ id: "d", person: "rosemary", kind: "authorised-person", delegate: "nadia" });
    await stored(functions.accounts, { entity: "delegation", after: delegation, action: "delegation:authorise" });
    await call("/api/people/rosemary/erasure-requests", { as: "nadia", json: {} });
    const { records } = (await call("/account/data/download", { as: "rosemary" })).json();
    const entries = records.find(({ kind }: any) => kind === "audit-entry").held;
    for (const action of ["account:request-erasure", "delegation:authorise"]) expect(entries.map((one: any) => one.action)).toContain(action);
    expect((await call("/account/data", { as: "rosemary" })).body).toContain("Asked us to delete their data");
  });
});
