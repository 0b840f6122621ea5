import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { handler as tokenClaims } from "../../functions/accounts/entries/token-claims.handler.ts";
import { decideErasure } from "../../functions/accounts/use-cases/erase.ts";
import type { Role } from "../../shared/access/roles.ts";
import { account, call, clock, functions, table, trailOf } from "../support/account-scene.ts";
import { accessToken, accountOf, aDelegation, stored } from "../support/accounts.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { outcomeOf } from "../support/outcome.ts";

// What somebody with a right to be here might try with it.

const staff = (role: Role, authority = COUNCIL) => ({ grants: [{ role, authority }], authority });
const everything = async () => JSON.stringify((await table.table.client.send(new ScanCommand({ TableName: table.name }))).Items ?? []);
const signIn = async (code: string, as = COUNCIL, cookies: readonly string[] = []) => {
  const begun = await call(`/sign-in/start?${as === "person" ? "as=person" : `as=council&council=${as}`}`);
  return call(`/sign-in/callback?state=the-state&code=${code}`, { cookies: [begun.cookies[0]?.split(";")[0] ?? "", ...cookies] });
};
const nominate = (as: string, email: string, more: object = {}) =>
  call("/api/people/me/delegations", { as, json: { email, kind: "nominated-person", scopes: ["reviews"], ...more } });

describe("a council's staff", () => {
  it("belong to the council that appointed them, whichever the deployment's own is", async () => {
    await account("bertha", staff("administrator", OTHER_COUNCIL));
    await account("roger", staff("review-officer"));
    const bertha = { as: "bertha", throughCouncil: OTHER_COUNCIL };
    await call(`/api/councils/${OTHER_COUNCIL}/staff`, { ...bertha, json: { email: "newcomer@people.example", role: "commissioner" } });
    // Another council's provider says nothing of whom theirs appointed.
    expect((await signIn("newcomer", COUNCIL)).headers["location"]).not.toBe("/staff");
    expect((await accountOf(functions.accounts, "newcomer")).grants).toEqual([]);
    expect((await signIn("newcomer", OTHER_COUNCIL)).headers["location"]).toBe("/staff");
    const { id, authority } = await accountOf(functions.accounts, "newcomer");
    expect(authority).toBe(OTHER_COUNCIL);
    expect((await call(`/api/people/${id}`, { as: "roger" })).status).toBe(404);
    expect((await call(`/api/people/${id}`, bertha)).status).toBe(200);
  });
  it("are nobody's staff when they come through another council's provider, on pages as in the API", async () => {
    const asked = async (throughCouncil: string | boolean) => [
      (await call("/staff", { as: "ada", throughCouncil })).status,
      (await call(`/councils/${COUNCIL}/team`, { as: "ada", throughCouncil })).status,
      (await call(`/api/councils/${COUNCIL}/staff`, { as: "ada", throughCouncil })).status,
    ];
    expect(await asked(COUNCIL)).toEqual([200, 200, 200]);
    expect(await asked(OTHER_COUNCIL)).toEqual([403, 403, 403]);
    expect(await asked(false)).toEqual([403, 403, 403]);
  });
  it("of two councils work for the one they came through", async () => {
    const both = [COUNCIL, OTHER_COUNCIL].map((authority) => ({ role: "commissioner" as const, authority }));
    await account("colm", { grants: both });
    for (const [here, there] of [
      [COUNCIL, OTHER_COUNCIL],
      [OTHER_COUNCIL, COUNCIL],
    ] as const) {
      const as = { as: "colm", throughCouncil: here };
      expect((await call(`/councils/${here}/policy`, as)).status).toBe(200);
      expect((await call(`/councils/${there}/policy`, as)).status).toBe(404);
      expect((await call("/staff", as)).body).not.toContain(`/councils/${there}/`);
    }
  });
  it("cannot authorise themselves to act for somebody, under one address or another", async () => {
    await account("roger", staff("review-officer"));
    const authorise = (email: string) => call("/api/people/rosemary/authorisations", { as: "roger", json: { email, scopes: ["money"], basis: "Assessed" } });
    expect((await authorise("roger@people.example")).json().type).toBe("/problems/own-address");
    const { id } = (await authorise("roger.at.home@people.example")).json();
    await account("ruth", staff("review-officer"));
    await call(`/api/delegations/${id}/decision`, { as: "ruth", json: { decision: "go-on", reason: "As assessed" } });
    await call("/api/people/me", { as: "roger", method: "PATCH", json: {}, headers: { "if-match": '"1"' } });
    const known = await functions.accounts.store.account("roger");
    if (!known) throw new Error("No account");
    await stored(functions.accounts, { entity: "account", before: known, after: { ...known.body, email: "roger.at.home@people.example" }, action: "test" });
    expect(outcomeOf(await call(`/account/invitations/${id}`, { as: "roger", form: { answer: "accept" } }))).toBe("422 This invitation is for someone else.");
    expect(await functions.accounts.store.peopleOf("roger")).toEqual([]);
  });
  it("cannot lock somebody out by inviting them over and over", async () => {
    const appoint = () => call(`/api/councils/${COUNCIL}/staff`, { as: "ada", json: { email: "victim@people.example", role: "support-organisation" } });
    const answers = [];
    for (let turn = 0; turn < 40; turn += 1) answers.push((await appoint()).status);
    expect(answers.filter((status) => status === 201).length).toBe(1);
    expect(answers.filter((status) => status === 422).length).toBe(39);
    const racing = await Promise.all(
      Array.from({ length: 10 }, () => call(`/api/councils/${COUNCIL}/staff`, { as: "ada", json: { email: "other@people.example", role: "commissioner" } })),
    );
    expect(racing.filter(({ status }) => status === 201).length).toBe(1);
    expect((await signIn("victim", "person")).status).toBe(303);
    expect((await appoint()).status).toBe(201);
    expect((await signIn("victim", "person")).status).toBe(303);
    const roles = await functions.accounts.store.appointmentsOf((await accountOf(functions.accounts, "victim")).id);
    expect(roles.map(({ body }) => body.state).sort()).toEqual(["active", "ended"]);
  });
  it("are known by what their own provider vouches for, in the API as on pages", async () => {
    const claims = accessToken("ada", true, clock.now);
    const list = (details: object) => call(`/api/councils/${COUNCIL}/staff`, { claims: { ...claims, ...details } });
    expect((await list({})).status).toBe(200);
    expect((await list({ second_factor: undefined })).status).toBe(403);
    expect((await list({ token_use: "id" })).status).toBe(401);
    expect((await list({ client_id: "public-client" })).status).toBe(403);
    const token = async (userAttributes: Record<string, string>) =>
      (await tokenClaims({ triggerSource: "TokenGeneration_HostedAuth", request: { userAttributes } })).response.claimsAndScopeOverrideDetails
        .accessTokenGeneration.claimsToAddOrOverride;
    const used = { second_factor: "used" };
    expect(await token({ "custom:amr": "pwd mfa", "cognito:user_status": "EXTERNAL_PROVIDER" })).toEqual(used);
    expect(await token({ "custom:amr": "http://schemas.example/claims/mfa", "cognito:user_status": "EXTERNAL_PROVIDER" })).toEqual(used);
    expect(await token({ "custom:amr": "[pwd, mfa]", "cognito:user_status": "EXTERNAL_PROVIDER" })).toEqual(used);
    expect(await token({ "custom:amr": "mfa", "cognito:user_status": "CONFIRMED", "custom:nopassword": "yes" })).toEqual({});
    expect(await token({ "custom:amr": "pwd", "cognito:user_status": "EXTERNAL_PROVIDER" })).toEqual({});
  });
  it("of one council make nobody act for the people of another", async () => {
    await account("helpline", {
      grants: [
        { role: "support-organisation", authority: COUNCIL },
        { role: "support-organisation", authority: OTHER_COUNCIL },
      ],
    });
    const delegation = aDelegation({ id: "d", person: "rosemary", kind: "support-organisation", delegate: "helpline" });
    await stored(functions.accounts, { entity: "delegation", after: delegation, action: "test" });
    expect((await call("/people/rosemary", { as: "helpline" })).status).toBe(200);
    const known = await functions.accounts.store.account("helpline");
    if (!known) throw new Error("No account");
    const without = { ...known.body, grants: [{ role: "support-organisation" as const, authority: OTHER_COUNCIL }] };
    await stored(functions.accounts, { entity: "account", before: known, after: without, action: "staff:dismiss" });
    expect((await call("/people/rosemary", { as: "helpline" })).status).toBe(404);
  });
  it("are noted when they read the council's reasons, and see them in no list", async () => {
    const secret = "Rosemary has advanced dementia";
    const { id } = (
      await call("/api/people/rosemary/authorisations", { as: "ada", json: { email: "nadia@people.example", scopes: ["money"], basis: secret } })
    ).json();
    expect((await call(`/api/councils/${COUNCIL}/delegations`, { as: "ada" })).body).not.toContain(secret);
    expect((await call(`/api/delegations/${id}`, { as: "ada" })).body).toContain(secret);
    expect((await trailOf("rosemary")).at(-1)?.action).toBe("looked:delegation:read");
    expect(JSON.stringify(await functions.accounts.store.trail("delegation", aDelegation({ id, person: "rosemary" })))).not.toContain("dementia");
    await account("nadia");
    await stored(functions.accounts, {
      entity: "delegation",
      after: aDelegation({ id: "n", person: "rosemary", kind: "authorised-person", delegate: "nadia" }),
      action: "test",
    });
    const held = (await call("/api/people/rosemary/data", { as: "nadia" })).body;
    expect([secret, '"addressHash":', '"invitedAt":'].filter((other) => held.includes(other))).toEqual([]);
    expect((await call("/people/rosemary/details", { as: "nadia" })).status).toBe(200);
    expect((await trailOf("rosemary")).at(-1)?.action).toBe("looked:account:update");
    expect((await call("/account/data/download", { as: "rosemary" })).body).toContain(secret);
  });
});

describe("erasing", () => {
  const requested = async (id: string) => (await call("/api/people/me/erasure-requests", { as: id, json: {} })).json().id;
  const decide = (id: string, decision: string) => call(`/api/erasures/${id}/decision`, { as: "ada", json: { decision, reason: "Because" } });

  it("leaves nothing that tells who somebody was", async () => {
    const secret = "Millicent Leftover has dementia";
    await account("millicent", { displayName: "Millicent Leftover", grants: [{ role: "recipient" }] });
    await account("nadia", { grants: [{ role: "recipient" }] });
    await call(`/api/councils/${COUNCIL}/staff`, { as: "ada", json: { email: "millicent@people.example", role: "support-organisation" } });
    expect((await signIn("millicent", "person")).status).toBe(303);
    await nominate("nadia", "millicent@people.example");
    const { id } = (
      await call("/api/people/millicent/authorisations", { as: "ada", json: { email: "x@people.example", scopes: ["money"], basis: secret } })
    ).json();
    await call(`/api/delegations/${id}/end`, { as: "ada", json: {} });
    const request = await requested("millicent");
    expect((await decide(request, "erase")).status).toBe(200);
    const left = await everything();
    expect(["millicent@people.example", "Millicent Leftover", "dementia"].filter((personal) => left.includes(personal))).toEqual([]);
    expect((await functions.accounts.store.erasure(request))?.body.state).toBe("done");
    expect((await functions.accounts.store.delegationsFor("nadia"))[0]?.body.state).toBe("ended");
  });
  it("once decided cannot be refused any more, and nothing new comes to belong to the account", async () => {
    await account("percy", { grants: [{ role: "provider" }] });
    const worker = (id: string) => ({ id, account: "percy", authority: COUNCIL, displayName: `Worker ${id}`, addedAt: "2026-11-24T12:00:00.000Z" });
    const { store } = functions.accounts;
    // More than fit one commit: what is added between any two of them comes too late.
    for (let n = 0; n < 25; n += 1) await stored(functions.accounts, { entity: "worker", after: worker(`w${n}`), action: "test" });
    const request = await requested("percy");
    const erasure = await store.erasure(request);
    if (!erasure) throw new Error("No request");
    const added: boolean[] = [];
    const refusals: unknown[] = [];
    const commit: typeof store.commit = async (context, changes) => {
      const done = await store.commit(context, changes);
      added.push((await store.commit(anAuditContext(), [{ entity: "worker", after: worker(`late${added.length}`), action: "test" }])).ok);
      const refused = await decide(request, "refuse");
      refusals.push([refused.status, refused.json().type]);
      return done;
    };
    const erased = await decideErasure({ ...functions.accounts, store: { ...store, commit } })(
      erasure,
      { decision: "erase", reason: "Because" },
      anAuditContext(),
    );
    expect(erased.ok).toBe(true);
    expect(added.length).toBeGreaterThan(2);
    expect(added).toEqual(added.map(() => false));
    expect(refusals).toEqual(refusals.map(() => [422, "/problems/not-a-move"]));
    expect((await everything()).includes("Worker ")).toBe(false);
  });
  it("that was stopped half-way is finished by deciding the same again, and meanwhile nobody signs in", async () => {
    await account("percy", { displayName: "Percy Workalot", grants: [{ role: "provider" }] });
    const request = await requested("percy");
    const [erasure, known] = [await functions.accounts.store.erasure(request), await functions.accounts.store.account("percy")];
    if (!erasure || !known) throw new Error("Not there");
    await stored(
      functions.accounts,
      { entity: "erasure", before: erasure, after: { ...erasure.body, state: "erasing" }, action: "test" },
      { entity: "account", before: known, after: { ...known.body, closingAt: "2026-11-24T11:00:00.000Z" }, action: "account:close" },
    );
    expect((await signIn("percy", "person")).status).toBe(409);
    expect((await call("/account", { as: "percy" })).status).toBe(303);
    expect((await decide(request, "refuse")).status).toBe(422);
    expect((await decide(request, "erase")).status).toBe(200);
    expect((await everything()).includes("Percy Workalot")).toBe(false);
    expect((await signIn("percy", "person")).status).toBe(303);
  });
});

describe("many at once", () => {
  it("are all answered: looks, refusals, sign-ins and sign-outs wait for each other", async () => {
    const at = <Answer>(times: number, one: (turn: number) => Promise<Answer>) => Promise.all(Array.from({ length: times }, (_, turn) => one(turn)));
    const looks = await at(30, () => call("/api/people/rosemary", { as: "ada" }));
    expect(looks.map(({ status }) => status)).toEqual(looks.map(() => 200));
    const refusals = await at(80, () => call("/api/people/nobody-there", { as: "rosemary" }));
    expect([...new Set(refusals.map(({ status }) => status))].sort()).toEqual([404, 429]);
    const signIns = await at(12, () => signIn("rosemary", "person"));
    expect(signIns.map(({ status }) => status)).toEqual(signIns.map(() => 303));
    const ends = await at(12, () =>
      call("/api/people/me/sessions/end", { as: "rosemary", json: {}, claims: accessToken("rosemary", false, clock.now + 5000) }),
    );
    for (const { status } of ends) expect(status).toBeLessThan(500);
  });
});
