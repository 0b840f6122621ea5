import { describe, expect, it } from "vitest";
import { account, call, functions, sessionOf } from "../support/account-scene.ts";
import { SITE } from "../support/accounts.ts";
import { OTHER_COUNCIL } from "../support/councils.ts";

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
