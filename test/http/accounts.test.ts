import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import type { IdentityProvider } from "../../functions/accounts/use-cases/ports.ts";
import { keys } from "../../shared/table/keys.ts";
import {
  type AccountFunctions,
  accessToken,
  accountFunctions,
  accountOf,
  aDelegation,
  anAccount,
  codesProvider,
  SITE,
  signInOf,
  stored,
} from "../support/accounts.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { aTable, type TestTable } from "../support/tables.ts";

const START = Date.parse("2026-11-24T12:00:00Z");
const MINUTE = 60_000;

let table: TestTable;
let clock: number;
let functions: AccountFunctions;
let call: AccountFunctions["call"];

const account = (id: string, more: object = {}) => stored(functions.accounts, { entity: "account", after: anAccount({ id, ...more }), action: "test" });
const trailOf = async (id: string) => functions.accounts.store.trail("account", anAccount({ id }));
const actionsOf = async (id: string) => (await trailOf(id)).map(({ action }) => action);

beforeEach(async () => {
  table = await aTable();
  clock = START;
  functions = accountFunctions(table, { now: () => clock });
  call = functions.call;
  await account("rosemary", { displayName: "Rosemary Testwell", email: "rosemary@people.example", grants: [{ role: "recipient" }] });
  await account("ada", { displayName: "Ada Keyholder", email: "ada@leicestershire.example", grants: [{ role: "administrator", authority: COUNCIL }] });
});

const sessionOf = async (id: string) => {
  const session = functions.accounts.sessions.begin(id, COUNCIL);
  return {
    session,
    cookie: (await functions.accounts.sessions.cookie(session)).split(";")[0] ?? "",
    csrf: await functions.accounts.sessions.formToken(session),
  };
};

describe("a session", () => {
  it("lasts while it is used, and is over after half an hour of doing nothing", async () => {
    let { cookie } = await sessionOf("rosemary");
    for (let turn = 0; turn < 4; turn += 1) {
      clock += 29 * MINUTE;
      const answer = await call("/account", { cookies: [cookie] });
      expect(answer.status).toBe(200);
      cookie = answer.cookies[0]?.split(";")[0] ?? cookie;
    }
    clock += 31 * MINUTE;
    expect((await call("/account", { cookies: [cookie] })).headers["location"]).toBe("/sign-in?return=%2Faccount");
  });
  it("is over after twelve hours, however much it is used", async () => {
    let { cookie } = await sessionOf("rosemary");
    for (let turn = 0; turn < 25; turn += 1) {
      clock += 29 * MINUTE;
      cookie = (await call("/account", { cookies: [cookie] })).cookies[0]?.split(";")[0] ?? cookie;
    }
    expect((await call("/account", { cookies: [cookie] })).status).toBe(303);
  });
  it("is carried by a cookie that scripts and other sites cannot use", async () => {
    const { session } = await sessionOf("rosemary");
    const cookie = await functions.accounts.sessions.cookie(session);
    expect(cookie).toMatch(/^__Host-trellis-session=/);
    for (const attribute of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(attribute);
    expect(cookie).not.toContain("rosemary");
  });
  it("does not survive its cookie being cut, altered or swapped for another purpose", async () => {
    const { cookie } = await sessionOf("rosemary");
    const [name = "", value = ""] = cookie.split("=");
    const signIn = await functions.accounts.sealer.seal(
      "sign-in",
      { id: "x", subject: "rosemary", throughCouncil: COUNCIL, startedAt: clock, seenAt: clock },
      clock + MINUTE,
    );
    const middle = Math.floor(value.length / 2);
    const altered = value.slice(0, middle) + (value[middle] === "A" ? "B" : "A") + value.slice(middle + 1);
    for (const bad of [value.slice(0, -5), altered, "", "a.b.c.d.e", "x".repeat(5000), signIn, `${value}.`]) {
      expect((await call("/account", { cookies: [`${name}=${bad}`] })).status, bad.slice(0, 30)).toBe(303);
    }
  });
  it("that was signed out of is over, also for whoever has a copy of its cookie; another goes on", async () => {
    const here = await sessionOf("rosemary");
    const there = await sessionOf("rosemary");
    const out = await call("/sign-out", { cookies: [here.cookie], form: { csrf: here.csrf, once: "sign-out-1" } });
    expect(out.status).toBe(303);
    expect(out.headers["location"]).toBe("/signed-out");
    expect(out.cookies.join()).toContain("Max-Age=0");
    expect((await call("/account", { cookies: [here.cookie] })).status).toBe(303);
    expect((await call("/account", { cookies: [there.cookie] })).status).toBe(200);
    await call("/sign-out/everywhere", { cookies: [there.cookie], form: { csrf: there.csrf, once: "sign-out-2" } });
    expect((await call("/account", { cookies: [there.cookie] })).status).toBe(303);
    clock += 1000;
    expect((await call("/account", { cookies: [(await sessionOf("rosemary")).cookie] })).status).toBe(200);
  });
});

describe("signing in", () => {
  const begun = async (query = "as=person") => {
    const answer = await call(`/sign-in/start?${query}`);
    return answer.cookies[0]?.split(";")[0] ?? "";
  };
  const back = (cookie: string, code: string, more: readonly string[] = []) =>
    call(`/sign-in/callback?state=the-state&code=${code}`, { cookies: [cookie, ...more] });

  beforeEach(() => {
    functions = accountFunctions(table, { now: () => clock, provider: codesProvider });
    call = functions.call;
  });

  it("makes an account the first time and asks what it is for; the next time it leads to the account", async () => {
    const first = await back(await begun(), "newcomer");
    expect(first.headers["location"]).toBe("/welcome");
    const session = first.cookies.find((one) => one.includes("session="))?.split(";")[0] ?? "";
    expect((await call("/account", { cookies: [session] })).body).toContain("Someone New");
    expect(await actionsOf((await accountOf(functions.accounts, "newcomer")).id)).toEqual(["account:open"]);
    expect((await back(await begun(), "rosemary")).headers["location"]).toBe("/account");
    expect(await actionsOf("rosemary")).toEqual(["test", "account:sign-in"]);
  });
  it("asks whoever has no role what they want to do, whatever page they came for, and their name where it is not known", async () => {
    expect((await back(await begun("as=person&return=/account/people"), "newcomer")).headers["location"]).toBe("/welcome?return=%2Faccount%2Fpeople");
    const again = await back(await begun("as=person&return=/applications"), "newcomer");
    expect(again.headers["location"]).toBe("/welcome?for=provider");
    const { id } = await accountOf(functions.accounts, "newcomer");
    const named = await call("/welcome?for=provider", { as: id });
    expect(named.body).not.toContain('name="displayName"');
    expect(named.body).toMatch(/value="provider" checked/);
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "nameless", displayName: undefined }), action: "test" });
    expect((await back(await begun(), "nameless")).headers["location"]).toBe("/welcome");
    expect((await call("/welcome", { as: "nameless" })).body).toContain('name="displayName"');
    for (const [form, text] of [
      [{ beginning: "recipient" }, "Enter your name"],
      [{ beginning: "recipient", displayName: " " }, "Enter your name"],
      [{ displayName: "Nora Newname" }, "Choose what you want to do"],
    ] as const) {
      const refused = await call("/welcome", { as: "nameless", form });
      expect([refused.status, refused.body.includes(text)]).toEqual([400, true]);
    }
    const chosen = await call("/welcome", { as: "nameless", form: { beginning: "provider", displayName: "Nora Newname" } });
    expect([chosen.status, chosen.headers["location"]]).toEqual([303, "/applications"]);
    // Then they are where they wanted to be, and nowhere else.
    for (const [wanted, there] of [
      ["/account/people", "/account/people"],
      ["https://evil.example", "/account?done=begin"],
    ] as const) {
      expect((await call(`/welcome?${new URLSearchParams({ return: wanted })}`, { as: "nameless" })).body.includes(wanted)).toBe(wanted === there);
      const answered = await call("/welcome", { as: "nameless", form: { beginning: "neither", return: wanted } });
      expect(answered.headers["location"], wanted).toBe(there);
    }
    expect((await functions.accounts.store.account("nameless"))?.body).toMatchObject({ displayName: "Nora Newname", grants: [{ role: "provider" }] });
    expect((await back(await begun("as=person&return=/applications"), "rosemary")).headers["location"]).toBe("/applications");
  });
  it("does not let a name be taken away", async () => {
    const { version } = (await functions.accounts.store.account("rosemary")) ?? expect.fail("nobody");
    const refused = await call("/account/details", { as: "rosemary", form: { displayName: "  ", phone: "", version: String(version) } });
    expect([refused.status, refused.body.includes("Enter a name of 100 characters or fewer")]).toEqual([400, true]);
    expect((await functions.accounts.store.account("rosemary"))?.version).toBe(version);
  });
  it("begins a session of its own, and ends the one this browser had", async () => {
    const former = await sessionOf("rosemary");
    const answer = await back(await begun(), "rosemary", [former.cookie]);
    const now = answer.cookies.find((one) => one.includes("session="))?.split(";")[0] ?? "";
    expect(now).not.toBe(former.cookie);
    expect((await call("/account", { cookies: [former.cookie] })).status).toBe(303);
    expect((await call("/account", { cookies: [now] })).status).toBe(200);
  });
  it("gives a staff role only to whoever comes through the council", async () => {
    await call(`/api/councils/${COUNCIL}/staff`, { as: "ada", json: { email: "colm@people.example", role: "commissioner" } });
    await back(await begun("as=person"), "colm");
    expect((await accountOf(functions.accounts, "colm")).grants).toEqual([]);
    const answer = await back(await begun(`as=council&council=${COUNCIL}`), "colm");
    expect(answer.headers["location"]).toBe("/staff");
    expect((await accountOf(functions.accounts, "colm")).grants).toEqual([{ role: "commissioner", authority: COUNCIL }]);
  });
  it("counts a staff role only in a session that came through the council", async () => {
    expect((await call("/staff", { as: "ada", throughCouncil: true })).status).toBe(200);
    expect((await call("/staff", { as: "ada", throughCouncil: false })).status).toBe(403);
    expect((await call(`/api/councils/${COUNCIL}/staff`, { as: "ada", throughCouncil: false })).status).toBe(403);
  });
  it("asks whoever works for a council for which, and sends them to its own provider", async () => {
    const asked: unknown[] = [];
    const began: IdentityProvider["begin"] = async (way) => {
      asked.push(way);
      return codesProvider.begin(way);
    };
    call = accountFunctions(table, { now: () => clock, provider: { ...codesProvider, begin: began } }).call;
    const page = (await call("/sign-in?return=/account/people")).body;
    const ways = [...page.matchAll(/href="(\/sign-in\/start[^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
    expect(page).toContain("Continue with your Leicester account");
    for (const way of ways) expect((await call(way)).headers["location"]).toBe("https://provider.example/authorize");
    expect(asked).toEqual([{}, { council: OTHER_COUNCIL }, { council: COUNCIL }]);
    for (const way of ways) expect(way).toContain("return=%2Faccount%2Fpeople");
    for (const unknown of ["", "&council=", "&council=E06000017", "&council=nonsense"])
      expect((await call(`/sign-in/start?as=council${unknown}&return=/account`)).headers["location"], unknown).toBe("/sign-in?return=%2Faccount");
    expect(asked.length).toBe(3);
  });
  it("does not come back through a council that was taken off the list meanwhile", async () => {
    const cookie = await begun(`as=council&council=${OTHER_COUNCIL}`);
    call = accountFunctions(table, { now: () => clock, provider: { ...codesProvider, councils: [COUNCIL] } }).call;
    expect((await back(cookie, "rosemary")).status).toBe(400);
  });
  it("refuses whose address is none of the council's, and says so", async () => {
    const finish: IdentityProvider["finish"] = async () => ({ refusal: "not-of-the-council", who: signInOf("ada") });
    call = accountFunctions(table, { now: () => clock, provider: { ...codesProvider, finish } }).call;
    const answer = await back(await begun(`as=council&council=${COUNCIL}`), "ada");
    expect([answer.status, answer.cookies.some((one) => one.includes("session="))]).toEqual([403, false]);
    expect(answer.body).toContain("not the council");
    expect(await actionsOf("ada")).toEqual(["test", "refused:sign-in"]);
  });
  it("leads back to the page that was wanted, and nowhere else", async () => {
    expect((await back(await begun("as=person&return=/account/people"), "rosemary")).headers["location"]).toBe("/account/people");
    const elsewhere = [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "/sign-in/start",
      "/api/people/me",
      "/nothing",
      "/account?x=//evil",
      "javascript:alert(1)",
      "/account/../../x",
      "/account%2f..",
      "/account\n//x",
    ];
    for (const bad of elsewhere) {
      const answer = await back(await begun(`as=person&${new URLSearchParams({ return: bad })}`), "rosemary");
      expect(answer.headers["location"], bad).toBe("/account");
    }
  });
  it("refuses a return that was not begun here, took too long, was replayed or was altered", async () => {
    const cookie = await begun();
    expect((await call("/sign-in/callback?state=the-state&code=rosemary")).status).toBe(400);
    expect((await call("/sign-in/callback?state=another&code=rosemary", { cookies: [cookie] })).status).toBe(400);
    expect((await back(cookie, "used")).status).toBe(400);
    expect((await back(`${cookie.slice(0, -4)}AAAA`, "rosemary")).status).toBe(400);
    const { cookie: session } = await sessionOf("rosemary");
    expect((await back(session.replace("trellis-session", "trellis-sign-in"), "rosemary")).status).toBe(400);
    clock += 11 * MINUTE;
    const late = await back(cookie, "rosemary");
    expect(late.status).toBe(400);
    expect(late.body).toContain("took too long");
    expect(await actionsOf("rosemary")).toEqual(["test"]);
  });
  it("notes on their trail when somebody known is refused", async () => {
    const answer = await back(await begun(`as=council&council=${COUNCIL}`), "no-factor");
    expect(answer.status).toBe(403);
    expect(await actionsOf("ada")).toEqual(["test", "refused:sign-in"]);
  });
  it("is slowed down by address, and says for how long", async () => {
    let answer = await call("/sign-in/start?as=person", { address: "192.0.2.7" });
    for (let turn = 0; turn < 200 && answer.status === 303; turn += 1) answer = await call("/sign-in/start?as=person", { address: "192.0.2.7" });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect((await call("/sign-in/start?as=person", { address: "192.0.2.8" })).status).toBe(303);
    clock += Number(answer.headers["retry-after"]) * 1000;
    expect((await call("/sign-in/start?as=person", { address: "192.0.2.7" })).status).toBe(303);
  });
});

describe("ending somebody's sessions", () => {
  it("is their administrator's to do: every cookie and token of theirs is over, of others none, and they see who did it", async () => {
    await account("bertha", { authority: OTHER_COUNCIL, grants: [{ role: "administrator", authority: OTHER_COUNCIL }] });
    await account("roger", { grants: [{ role: "review-officer", authority: COUNCIL }] });
    const [theirs, other] = [await sessionOf("rosemary"), await sessionOf("roger")];
    const token = accessToken("rosemary", false, clock);
    for (const nobody of [{ as: "bertha", throughCouncil: OTHER_COUNCIL }, { as: "roger" }])
      expect((await call("/people/rosemary/sessions/end", { ...nobody, form: {} })).status, nobody.as).toBe(404);
    expect((await call("/account", { cookies: [theirs.cookie] })).status).toBe(200);
    expect((await call("/people/rosemary", { as: "ada" })).body).toContain("Sign them out on all devices");
    expect((await call("/people/rosemary", { as: "roger" })).body).not.toContain("Sign them out");
    expect((await call("/people/rosemary/sessions/end", { as: "ada", form: {} })).headers["location"]).toBe("/people/rosemary?done=sessions-ended");
    expect((await call("/account", { cookies: [theirs.cookie] })).status).toBe(303);
    expect((await call("/api/people/me", { claims: token })).status).toBe(401);
    expect((await call("/account", { cookies: [other.cookie] })).status).toBe(200);
    const ended = (await trailOf("rosemary")).find(({ action }) => action === "account:end-sessions");
    expect(ended).toMatchObject({ actor: { subject: "ada", role: "administrator" }, authority: COUNCIL });
    clock += 1000;
    expect((await call("/account", { cookies: [(await sessionOf("rosemary")).cookie] })).status).toBe(200);
  });
});

describe("a form", () => {
  it("that does not show to be ours is refused, and changes nothing", async () => {
    const { cookie, csrf } = await sessionOf("rosemary");
    const other = await sessionOf("ada");
    const form = { displayName: "Changed", version: "1" };
    const tries = [
      { cookies: [cookie], form: { ...form, once: "once-12345" } },
      { cookies: [cookie], form: { ...form, once: "once-12345", csrf: "x" } },
      { cookies: [cookie], form: { ...form, once: "once-12345", csrf: other.csrf } },
      { cookies: [cookie], form: { ...form, once: "once-12345", csrf }, headers: { origin: "https://evil.example" } },
      { cookies: [cookie], form: { ...form, once: "once-12345", csrf }, headers: { "sec-fetch-site": "cross-site" } },
      { cookies: [cookie], form: { ...form, once: "once-12345", csrf }, headers: { "sec-fetch-site": "same-site" } },
    ];
    for (const one of tries) expect((await call("/account/details", one)).status).toBe(403);
    expect((await call("/account/details", { cookies: [cookie], form: { ...form, csrf } })).status).toBe(400);
    expect((await functions.accounts.store.account("rosemary"))?.body.displayName).toBe("Rosemary Testwell");
    const fine = await call("/account/details", {
      cookies: [cookie],
      form: { ...form, once: "once-12345", csrf },
      headers: { origin: SITE, "sec-fetch-site": "same-origin" },
    });
    expect(fine.status).toBe(303);
  });
  it("sent twice does it once, and answers the same", async () => {
    const { cookie, csrf } = await sessionOf("rosemary");
    const form = { csrf, once: "once-twice", email: "nadia@people.example", kind: "nominated-person", scopes: ["reviews"] };
    const [first, again] = [await call("/account/people/new", { cookies: [cookie], form }), await call("/account/people/new", { cookies: [cookie], form })];
    expect([first.status, first.headers["location"]]).toEqual([303, "/account/people?done=invited"]);
    expect([again.status, again.headers["location"]]).toEqual([303, "/account/people?done=invited"]);
    expect((await functions.accounts.store.delegationsFor("rosemary")).length).toBe(1);
    const other = await call("/account/people/new", { cookies: [cookie], form: { ...form, email: "somebody@people.example" } });
    expect(other.status).toBe(422);
  });
  it("sent ten times at once does it once, and answers all alike", async () => {
    const json = { email: "nadia@people.example", kind: "nominated-person", scopes: ["reviews"] };
    const headers = { "idempotency-key": "racing-key" };
    const answers = await Promise.all(Array.from({ length: 8 }, () => call("/api/people/me/delegations", { as: "rosemary", json, headers })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect((await functions.accounts.store.delegationsFor("rosemary")).length).toBe(1);
  });
  it("keeps what was typed and says what is wrong beside it", async () => {
    const answer = await call("/account/people/new", {
      as: "rosemary",
      form: { email: "not an address", "until-day": "31", "until-month": "2", "until-year": "2027" },
    });
    expect(answer.status).toBe(400);
    for (const words of [
      "Enter an email address",
      "Choose who they are",
      "Choose at least one",
      "Enter a real date",
      'value="not an address"',
      'value="31"',
      'href="#until-day"',
    ])
      expect(answer.body).toContain(words);
  });
  it("escapes whatever was typed", async () => {
    const answer = await call("/account/people/new", { as: "rosemary", form: { email: '"><script>alert(1)</script>' } });
    expect(answer.body).not.toContain("<script>alert");
  });
  it("too large, or of another kind, is turned away", async () => {
    expect((await call("/account/details", { as: "rosemary", form: { displayName: "x".repeat(70_000) } })).status).toBe(413);
    expect((await call("/account/details", { as: "rosemary", form: { displayName: "x" }, headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await call("/api/people/me/delegations", { as: "rosemary", json: {}, headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await call("/api/people/me/delegations", { as: "rosemary", json: "{" })).status).toBe(400);
  });
  it("made from an older version is refused, keeps what was typed and says why", async () => {
    const { cookie, csrf } = await sessionOf("rosemary");
    const change = (once: string, displayName: string, version: string) =>
      call("/account/details", { cookies: [cookie], form: { csrf, once, displayName, version } });
    expect((await change("once-first", "Rosie", "1")).status).toBe(303);
    const late = await change("once-second", "Rose", "1");
    expect(late.status).toBe(412);
    expect(late.body).toContain('value="Rose"');
    expect((await functions.accounts.store.account("rosemary"))?.body.displayName).toBe("Rosie");
  });
});

describe("the API", () => {
  it("asks for the version that is changed, and refuses an older one", async () => {
    const read = await call("/api/people/me", { as: "rosemary" });
    expect(read.headers["etag"]).toBe('"1"');
    const change = (headers: Record<string, string>, json: unknown) => call("/api/people/me", { as: "rosemary", method: "PATCH", json, headers });
    expect((await change({}, { phone: "01632 960001" })).status).toBe(428);
    const done = await change({ "if-match": '"1"' }, { phone: "01632 960001" });
    expect([done.status, done.headers["etag"], done.json().phone, done.json().displayName]).toEqual([200, '"2"', "01632 960001", "Rosemary Testwell"]);
    expect((await change({ "if-match": '"1"' }, { phone: "01632 960002" })).status).toBe(412);
    expect((await change({ "if-match": "nonsense" }, { phone: "01632 960002" })).status).toBe(400);
    const wrong = await change({ "if-match": '"2"' }, { phone: "letters", displayName: "" });
    expect(wrong.status).toBe(400);
    expect(
      wrong
        .json()
        .errors.map(({ parameter }: any) => parameter)
        .sort(),
    ).toEqual(["displayName", "phone"]);
  });
  it("answers nobody whose token names nobody we know", async () => {
    expect(
      (await call("/api/people/me", { claims: { iss: "https://issuer.example", sub: "stranger", client_id: "council-client", token_use: "access" } })).status,
    ).toBe(401);
    expect((await call("/api/people/me", { claims: {} })).status).toBe(401);
    expect((await call("/api/people/me")).status).toBe(401);
  });
  it("does not accept a page's cookie", async () => {
    expect((await call("/api/people/me", { cookies: [(await sessionOf("rosemary")).cookie] })).status).toBe(401);
  });
  it("says nothing of another's record but that it is not there, whether it is or not", async () => {
    await account("stranger", { authority: OTHER_COUNCIL });
    const [real, unreal] = [await call("/api/people/stranger", { as: "rosemary" }), await call("/api/people/nobody-there", { as: "rosemary" })];
    expect([real.status, unreal.status]).toEqual([404, 404]);
    expect({ ...real.json(), instance: "" }).toEqual({ ...unreal.json(), instance: "" });
  });
});

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
    clock = Date.parse("2026-11-25T00:00:00Z");
    expect(await status()).toBe(200);
    clock = Date.parse("2026-11-26T23:59:00Z");
    expect(await status()).toBe(200);
    clock = Date.parse("2026-11-27T00:00:00Z");
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
    clock += 8 * 24 * 60 * MINUTE;
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
      "reference",
      "photo",
      "shown-photo",
      "arrangement",
      "shortlist",
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

describe("a council's policy", () => {
  const figures = {
    "fit.closeness": 50,
    "fit.freeHours": 20,
    "fit.hoursEnough": 20,
    "fit.freeTimes": 20,
    "fit.timesEnough": 10,
    "fit.accredited": 10,
    cqcTravelMiles: 12,
  };
  const set = (json: object, version = '"1"') =>
    call(`/api/councils/${COUNCIL}/policy`, {
      as: "ada",
      json: { figures, effectiveFrom: "2026-11-24", reason: "Near matters more", ...json },
      headers: { "if-match": version },
    });

  it("has versions, each from a day on, each with who set it and why", async () => {
    expect((await set({ effectiveFrom: "2026-12-01" })).status).toBe(201);
    const now = (await call(`/api/councils/${COUNCIL}/policy`, { as: "ada" })).json();
    expect([now.inForce, now.figures["fit.closeness"], now.versions.length]).toEqual([1, 40, 1]);
    clock = Date.parse("2026-12-01T09:00:00Z");
    const then = (await call(`/api/councils/${COUNCIL}/policy`, { as: "ada" })).json();
    expect([then.inForce, then.figures["fit.closeness"]]).toEqual([2, 50]);
    expect((await call(`/councils/${COUNCIL}/policy`, { as: "ada" })).body).toContain("Near matters more");
  });
  it("is not set from an older version, for yesterday, or beyond its limits", async () => {
    expect((await set({})).status).toBe(201);
    expect((await set({})).status).toBe(412);
    expect((await set({ effectiveFrom: "2026-11-23" }, '"2"')).json().type).toBe("/problems/in-the-past");
    const wrong = await set({ figures: { ...figures, "fit.closeness": 101, home: 3 } }, '"2"');
    expect(wrong.json().errors.map(({ parameter }: any) => parameter)).toEqual(["figures.home", "figures.fit.closeness"]);
  });
  it("is published for searches in the same transaction", async () => {
    await set({});
    const { Item } = await table.table.client.send(new GetCommand({ TableName: table.name, Key: keys.publishedPolicy(COUNCIL, 2) }));
    expect(JSON.parse(String(Item?.["body"]))).toMatchObject({ version: 2, figures });
  });
});

describe("staff roles", () => {
  it("are taken away at once, also where somebody is signed in; nobody takes away their own", async () => {
    await account("colm", { email: "colm@leicestershire.example", grants: [{ role: "review-officer", authority: COUNCIL }] });
    const appointment = {
      id: "colms-role",
      authority: COUNCIL,
      role: "review-officer",
      email: "colm@leicestershire.example",
      addressHash: "x",
      state: "active",
      account: "colm",
      createdAt: "2026-11-01T09:00:00.000Z",
    } as const;
    await stored(functions.accounts, { entity: "appointment", after: appointment, action: "test" });
    await stored(functions.accounts, {
      entity: "appointment",
      after: { ...appointment, id: "adas-role", role: "administrator", account: "ada" },
      action: "test",
    });
    const { cookie } = await sessionOf("colm");
    expect((await call(`/councils/${COUNCIL}/delegations`, { cookies: [cookie] })).status).toBe(200);
    expect((await call("/appointments/colms-role/end", { as: "ada", form: {} })).status).toBe(303);
    // The session that began with the role is over; the next begins without it.
    expect((await call(`/councils/${COUNCIL}/delegations`, { cookies: [cookie] })).status).toBe(303);
    clock += 1000;
    expect((await call(`/councils/${COUNCIL}/delegations`, { as: "colm" })).status).toBe(403);
    expect((await call("/appointments/adas-role/end", { as: "ada", form: {} })).status).toBe(422);
    expect((await call("/api/appointments/adas-role/end", { as: "ada", json: {} })).status).toBe(422);
  });
});
