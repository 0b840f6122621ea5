import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { decideErasure, finishErasing } from "../../functions/accounts/use-cases/erase.ts";
import { linkIdentity } from "../../functions/accounts/use-cases/link-identity.ts";
import { type AccountFunctions, accessToken, accountFunctions, accountOf, anAccount, codesProvider, signInOf, stored } from "../support/accounts.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// How an issuer's subject leads to an account of ours.

const NOW = Date.parse("2026-11-24T12:00:00Z");
const ONE_LOGIN = { issuer: "https://oidc.account.gov.example/", subject: "urn:fdc:gov.example:2022:secret-subject" };

let table: TestTable;
let functions: AccountFunctions;

beforeEach(async () => {
  table = await aTable();
  functions = accountFunctions(table, { now: () => NOW, provider: codesProvider });
});

const signIn = async (code: string) => {
  const begun = await functions.call("/sign-in/start?as=person");
  return functions.call(`/sign-in/callback?state=the-state&code=${code}`, { cookies: [begun.cookies[0]?.split(";")[0] ?? ""] });
};
const items = async () => (await table.table.client.send(new ScanCommand({ TableName: table.name }))).Items ?? [];
const ofKind = async (kind: string) => (await items()).filter(({ entity }) => entity === kind);
const link = (id: string, identity = ONE_LOGIN) => linkIdentity(functions.accounts)(id, identity, anAuditContext());
const account = (id: string) => stored(functions.accounts, { entity: "account", after: anAccount({ id }), action: "test" });

describe("an account", () => {
  it("has an id of ours, whatever the issuer calls its person, and what the issuer calls them stands nowhere", async () => {
    expect((await signIn("newcomer")).status).toBe(303);
    const { id, identities } = await accountOf(functions.accounts, "newcomer");
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(identities.map(({ issuer }) => issuer)).toEqual([signInOf("newcomer").issuer]);
    expect(JSON.stringify(await items())).not.toContain(signInOf("newcomer").subject);
  });
  it("is made once, with one identity, however often its person signs in at once for the first time", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => signIn("newcomer")));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303));
    expect([(await ofKind("account")).length, (await ofKind("identity")).length]).toEqual([1, 1]);
    const { id } = await accountOf(functions.accounts, "newcomer");
    const trail = await functions.accounts.store.trail("account", anAccount({ id }));
    expect(trail.map(({ action }) => action).toSorted()).toEqual([...Array.from({ length: 7 }, () => "account:sign-in"), "account:open"].toSorted());
    expect(new Set(trail.map(({ actor }) => actor.subject))).toEqual(new Set([id]));
  });
  it("is found again by the same issuer and subject, and by no other of either", async () => {
    await account("rosemary");
    const { store } = functions.accounts;
    const { issuer, subject } = signInOf("rosemary");
    expect(await store.accountOf({ issuer, subject })).toBe("rosemary");
    expect(await store.accountOf({ issuer: "https://another.example", subject })).toBeUndefined();
    expect(await store.accountOf({ issuer, subject: "rosemary" })).toBeUndefined();
    expect(await store.accountOf({ issuer: `${issuer},${subject}`, subject: "" })).toBeUndefined();
  });
  it("is what a token's issuer and subject lead to; the account's own id in a token leads nowhere", async () => {
    await account("rosemary");
    const token = accessToken("rosemary", false, NOW);
    const asked = async (changes: object) => (await functions.call("/api/people/me", { claims: { ...token, ...changes } })).status;
    expect(await asked({})).toBe(200);
    expect(await asked({ sub: "rosemary" })).toBe(401);
    expect(await asked({ iss: "https://another.example" })).toBe(401);
    expect(await asked({ iss: undefined })).toBe(401);
  });
});

describe("a second identity", () => {
  it("leads to the same account, and moves nothing of it", async () => {
    await account("rosemary");
    expect(await link("rosemary")).toMatchObject({ ok: true });
    expect(await functions.accounts.store.accountOf(ONE_LOGIN)).toBe("rosemary");
    expect(await functions.accounts.store.accountOf(signInOf("rosemary"))).toBe("rosemary");
    const claims = { ...accessToken("rosemary", false, NOW), iss: ONE_LOGIN.issuer, sub: ONE_LOGIN.subject };
    expect((await functions.call("/api/people/me", { claims })).json().id).toBe("rosemary");
    expect((await functions.accounts.store.trail("account", anAccount({ id: "rosemary" }))).map(({ action }) => action)).toEqual(["test", "account:link"]);
  });
  it("that is linked already changes nothing", async () => {
    await account("rosemary");
    await link("rosemary");
    expect(await link("rosemary")).toMatchObject({ ok: true });
    expect((await functions.accounts.store.account("rosemary"))?.version).toBe(2);
  });
  it("is refused where it leads to another account, also to one of two who claim it at once", async () => {
    for (const id of ["rosemary", "nadia", "arthur"]) await account(id);
    expect(await link("nadia", signInOf("rosemary"))).toEqual({ ok: false, refusal: "linked-elsewhere" });
    const claimed = await Promise.all([link("nadia"), link("arthur")]);
    expect(claimed.filter(({ ok }) => ok).length).toBe(1);
    expect(claimed).toContainEqual({ ok: false, refusal: "linked-elsewhere" });
    expect((await ofKind("identity")).length).toBe(4);
  });
  it("is refused for nobody's account, for one that is being erased, and beyond ten", async () => {
    expect(await link("nobody")).toEqual({ ok: false, refusal: "no-account" });
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "leaving", closingAt: "2026-11-24T11:00:00.000Z" }), action: "test" });
    expect(await link("leaving")).toEqual({ ok: false, refusal: "no-account" });
    await account("rosemary");
    for (let turn = 1; turn < 10; turn += 1) expect(await link("rosemary", { ...ONE_LOGIN, subject: `another-${turn}` })).toMatchObject({ ok: true });
    expect(await link("rosemary")).toEqual({ ok: false, refusal: "too-many" });
  });
});

describe("erasing an account", () => {
  it("takes its identities away with it: whoever comes back is somebody new", async () => {
    await signIn("percy");
    const former = (await accountOf(functions.accounts, "percy")).id;
    await link(former);
    const asked = {
      id: "e",
      person: former,
      authority: COUNCIL,
      state: "asked" as const,
      askedAt: "2026-11-20T09:00:00.000Z",
    };
    await stored(functions.accounts, { entity: "erasure", after: asked, action: "test" });
    const erasure = await functions.accounts.store.erasure("e");
    if (!erasure) throw new Error("No request");
    await decideErasure(functions.accounts)(erasure, { decision: "erase", reason: "Because" }, anAuditContext());
    await finishErasing(functions.accounts)(former, anAuditContext());
    expect(await ofKind("identity")).toEqual([]);
    expect((await functions.accounts.store.account(former))?.body.identities).toEqual([]);
    expect((await signIn("percy")).status).toBe(303);
    const { id, createdAt } = await accountOf(functions.accounts, "percy");
    expect([id === former, createdAt]).toEqual([false, "2026-11-24T12:00:00.000Z"]);
    expect((await functions.accounts.store.account(former))?.body.erasedAt).toBeDefined();
  });
});

describe("what is held on a person", () => {
  it("says who vouches for them and since when, without what they are called there", async () => {
    await signIn("rosemary");
    const { id } = await accountOf(functions.accounts, "rosemary");
    await link(id);
    const { records } = (await functions.call("/account/data/download", { as: id })).json();
    const { held, why } = records.find(({ kind }: any) => kind === "identity");
    expect(held).toMatchObject([{ issuer: signInOf("rosemary").issuer, linkedAt: "2026-11-24T12:00:00.000Z" }, { issuer: ONE_LOGIN.issuer }]);
    expect(why).toContain("find your account");
    const page = (await functions.call("/account/data", { as: id })).body;
    expect(page).toContain("Through oidc.account.gov.example, since 24 November 2026");
    for (const text of [page, JSON.stringify(records)]) expect(text).not.toContain(ONE_LOGIN.subject);
  });
});
