import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { importRegister } from "../../functions/directory/import/import-register.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { type AccountFunctions, type Asking, accountFunctions, accountOf, aDelegation, anAccount, codesProvider, stored } from "../support/accounts.ts";
import { anAuditContext, aRegisterRow } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { publicFunction } from "../support/http.ts";
import { withPostcodes } from "../support/open-data.ts";
import { aTable, type TestTable } from "../support/tables.ts";

const { most } = servicePolicy.saved;
const EVERYBODY = ["pa-1", "pa-2", "pa-3", ...Array.from({ length: most }, (_, turn) => `more-${turn}`)];
const NAMES: Readonly<Record<string, string>> = { "pa-1": "Amber Applewhistle", "pa-2": "Basil Birdsong", "pa-3": "Clover Candlewick" };
const SAME = { "sec-fetch-site": "same-origin", origin: "null" };

let table: TestTable;
let functions: AccountFunctions;
let call: AccountFunctions["call"];

async function* lines(rows: readonly Record<string, unknown>[]) {
  for (const [index, values] of rows.entries()) yield { line: index + 1, values };
}

const bring = async (rows: readonly Record<string, unknown>[]) => {
  const options = { listings: table.listings, geography: table.geography, authority: COUNCIL, policy: councilPolicy(COUNCIL) };
  const report = await importRegister(lines(rows), { ...options, progress: () => undefined, context: anAuditContext() });
  expect(report.refused).toEqual([]);
};

beforeEach(async () => {
  table = await aTable();
  await withPostcodes(table);
  await bring(EVERYBODY.map((id) => aRegisterRow({ id, displayName: NAMES[id] ?? `Someone ${id}` })));
  functions = accountFunctions(table, { provider: codesProvider });
  call = functions.call;
  await stored(
    functions.accounts,
    ...["rosemary", "nadia", "stranger"].map((id) => ({ entity: "account" as const, after: anAccount({ id, displayName: id }), action: "test" })),
  );
});

const setIn = (cookies: readonly string[]): string =>
  decodeURIComponent(cookies.find((one) => one.startsWith("__Host-trellis-saved="))?.split(";")[0] ?? "none set");
/** A form of a public page, sent from there. */
const send = (form: Readonly<Record<string, string | readonly string[]>>, asking: Asking = {}) => call("/saved", { form, headers: SAME, ...asking });
const savedBy = async (id: string) => {
  const { Items = [] } = await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
  const body: any = Items.find(({ pk }) => pk === `SHORTLIST#${id}`)?.["body"];
  return body?.people.map(({ reference }: { reference: string }) => reference);
};
const device = (...ids: readonly string[]) => `__Host-trellis-saved=device:${ids.join(",")}`;
const sessionOf = async (id: string) => (await functions.accounts.sessions.cookie(functions.accounts.sessions.begin(id, undefined))).split(";")[0] ?? "";

describe("saving somebody without an account", () => {
  it("leads back to the very card, and the browser carries public references alone", async () => {
    const back = "/search?near=Melton+Mowbray&service=meals";
    const first = await send({ save: "pa-1", back });
    expect([first.status, first.headers["location"]]).toEqual([303, `${back}#saved-pa-1`]);
    expect(setIn(first.cookies)).toBe(device("pa-1"));
    const second = await send({ save: "pa-2", back: "/listings/pa-2?near=LE13+1GH" }, { cookies: [device("pa-1")] });
    expect([second.status, second.headers["location"], setIn(second.cookies)]).toEqual([
      303,
      "/listings/pa-2?near=LE13+1GH#saved-pa-2",
      device("pa-1", "pa-2"),
    ]);
    const third = await send({ remove: "pa-1", back }, { cookies: [device("pa-1", "pa-2")] });
    expect([third.status, third.headers["location"], setIn(third.cookies)]).toEqual([303, `${back}#saved-pa-1`, device("pa-2")]);
    expect((await table.table.client.send(new ScanCommand({ TableName: table.name }))).Items?.some(({ pk }) => String(pk).startsWith("SHORTLIST"))).toBe(false);
  });
  it("is shown on the page of saved people and counted in the menu, for that browser alone", async () => {
    const page = await call("/saved", { cookies: [device("pa-1", "pa-2")] });
    expect([page.status, page.headers["cache-control"]]).toEqual([200, "no-store"]);
    for (const words of ["Amber Applewhistle", "Basil Birdsong", "Saved people (2)", "https://trellis.example/saved?people=pa-1,pa-2", "saved on this device"])
      expect(page.body).toContain(words);
    const nobody = await call("/saved");
    expect([nobody.status, nobody.body.includes("not saved anyone yet"), nobody.body.includes("Saved people (")]).toEqual([200, true, false]);
  });
  it("says of somebody who left the list that they did, not why, and lets them be removed", async () => {
    await bring([aRegisterRow({ id: "pa-2", displayName: "Basil Birdsong", accreditedOn: "2018-01-01", accreditedUntil: "2020-01-01" })]);
    const { body } = await call("/saved", { cookies: [device("pa-1", "pa-2", "never-was")] });
    expect(body).toContain("No longer on the list");
    for (const id of ["pa-2", "never-was"]) expect(body).toContain(`Reference ${id}`);
    expect(body).not.toContain("Basil");
    expect(body).toContain("/saved?people=pa-1<");
    expect(setIn((await send({ remove: "pa-2", back: "/saved" }, { cookies: [device("pa-1", "pa-2")] })).cookies)).toBe(device("pa-1"));
  });
  it("is refused in plain words where there are too many, and where somebody is not on the list; nothing is changed", async () => {
    const full = EVERYBODY.slice(0, most);
    const more = await send({ save: EVERYBODY.at(-1) ?? "", back: "/saved" }, { cookies: [device(...full)] });
    expect([more.status, more.cookies, more.body.includes(`You can save up to ${most} people`)]).toEqual([422, [], true]);
    expect((await send({ save: full[0] ?? "", back: "/saved" }, { cookies: [device(...full)] })).status).toBe(303);
    const gone = await send({ save: "never-was", back: "/saved" });
    expect([gone.status, gone.cookies, gone.body.includes("not on the list")]).toEqual([404, [], true]);
  });
  it("counts nothing of a cookie that is not as we write it", async () => {
    for (const cookie of ["device:pa-1,<script>", "pa-1", "account:pa-1", "device:"]) {
      const { status, body } = await call("/saved", { cookies: [`__Host-trellis-saved=${encodeURIComponent(cookie)}`] });
      expect([status, body.includes("not saved anyone yet")], cookie).toEqual([200, true]);
    }
  });
});

describe("a form that saves somebody", () => {
  it("is refused from another site, and as anything but a form of ours", async () => {
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, { origin: "https://evil.example" }]) {
      for (const cookies of [[], [await sessionOf("rosemary")]]) {
        const { status, cookies: set } = await call("/saved", { form: { save: "pa-1", back: "/saved" }, headers, cookies });
        expect([status, set]).toEqual([403, []]);
      }
    }
    expect((await call("/saved", { method: "POST", json: { save: "pa-1" }, headers: SAME })).status).toBe(415);
    expect((await send({ save: "pa-1", back: "x".repeat(servicePolicy.largestFormBytes) })).status).toBe(413);
    const wrong: readonly Readonly<Record<string, string | readonly string[]>>[] = [
      {},
      { save: "a b" },
      { remove: ["pa-1", "pa-2"] },
      { save: "pa-1", remove: "pa-2" },
    ];
    for (const form of wrong) for (const cookies of [[], [await sessionOf("rosemary")]]) expect((await send(form, { cookies })).status).toBe(400);
    expect(await savedBy("rosemary")).toBe(undefined);
  });
  it("leads nowhere but to a page of ours on which somebody can be saved", async () => {
    for (const back of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "/sign-out",
      "/saved/x",
      "/search",
      "/listings/../sign-out",
      "/search?a\nb",
      "/search?near=a#b",
      "",
    ])
      expect((await send({ save: "pa-1", back })).headers["location"], back).toBe("/saved?done=saved");
  });
  it("may come without what the browser says of it, as old browsers send it", async () => {
    expect((await call("/saved", { form: { save: "pa-1", back: "/saved" } })).status).toBe(303);
  });
});

describe("the public pages", () => {
  it("have the same form for whoever looks, say who is saved to whom they are for, and are stored nowhere", async () => {
    const get = publicFunction(table);
    const [plain, mine] = [await get("/search?near=LE13+1GH"), await get("/search?near=LE13+1GH", { cookie: device("pa-1", "pa-2") })];
    expect(plain.body.match(/name="save"/g)?.length).toBe(20);
    expect(plain.body).not.toContain("Saved.");
    expect(plain.body).toContain('name="back" value="/search?near=LE13+1GH"');
    expect(mine.body.match(/Saved\./g)?.length).toBe(2);
    expect(mine.body).toContain("View your 2 saved people");
    expect(mine.body).toContain("Saved people (2)");
    for (const { headers } of [plain, mine]) expect(headers["cache-control"]).toBe("no-store");
    const listing = await get("/listings/pa-1?near=LE13+1GH", { cookie: device("pa-1") });
    expect(listing.body).toContain("View your saved person");
    expect(listing.body).toContain('name="back" value="/listings/pa-1?near=LE13+1GH"');
    expect((await get("/", { cookie: device("pa-1") })).body).toContain("Saved people (1)");
  });
  it("count a copy of an account's list beside a session alone", async () => {
    const get = publicFunction(table);
    const copy = device("pa-1").replace("device", "account");
    expect((await get("/listings/pa-1", { cookie: copy })).body).not.toContain("View your");
    expect((await get("/listings/pa-1", { cookie: `${copy}; __Host-trellis-session=x` })).body).toContain("View your saved person");
  });
});

describe("a shared link", () => {
  it("shows its people to whoever opens it, saves nothing, and says nothing of who shared it", async () => {
    const link = "/saved?people=pa-1,pa-2";
    const page = await call(link, { cookies: [device("pa-3")] });
    expect([page.status, page.cookies]).toEqual([200, []]);
    for (const words of ["Amber Applewhistle", "Basil Birdsong", "has saved nothing", "Save all 2 people", "Saved people (1)"])
      expect(page.body).toContain(words);
    expect(page.body).not.toContain("Clover");
    const signed = await call(link, { as: "rosemary" });
    expect([signed.status, signed.body.includes("rosemary"), await savedBy("rosemary")]).toEqual([200, false, undefined]);
    const all = await send({ save: ["pa-1", "pa-2"], back: link }, { cookies: [device("pa-3")] });
    expect([all.status, all.headers["location"], setIn(all.cookies)]).toEqual([303, link, device("pa-3", "pa-1", "pa-2")]);
  });
  it("that is not as we write it, is no link; one that names too many shows as many as may be saved", async () => {
    for (const people of ["", "pa-1,", "pa-1,%3Cb%3E"]) expect((await call(`/saved?people=${people}`)).status, people).toBe(400);
    const { status, body } = await call(`/saved?people=${EVERYBODY.join(",")}`);
    expect([status, body.includes(`${most} people</caption>`)]).toEqual([200, true]);
    const gone = await call("/saved?people=pa-1,never-was");
    expect([gone.status, gone.body.includes("1 person in this link is not on the council")]).toEqual([200, true]);
  });
});

describe("saving somebody with an account", () => {
  it("stores it there, and what the device had comes along, once", async () => {
    const session = await sessionOf("rosemary");
    expect((await call("/saved", { cookies: [session, device("pa-1")] })).headers["location"]).toBe("/people/me/saved");
    const page = await call("/people/me/saved", { cookies: [session, device("pa-1", "pa-2")] });
    expect([page.status, await savedBy("rosemary")]).toEqual([200, ["pa-1", "pa-2"]]);
    expect(setIn(page.cookies)).toBe(device("pa-1", "pa-2").replace("device", "account"));
    const saved = await send({ save: "pa-3", back: "/search?near=LE13+1GH" }, { cookies: [session, setIn(page.cookies)] });
    expect([saved.status, saved.headers["location"]]).toEqual([303, "/search?near=LE13+1GH#saved-pa-3"]);
    expect(setIn(saved.cookies)).toBe(device("pa-1", "pa-2", "pa-3").replace("device", "account"));
    expect((await send({ remove: "pa-1", back: "/search?near=x" }, { cookies: [session, setIn(saved.cookies)] })).status).toBe(303);
    // The answer that cleared the device's list was lost, and it is brought again: nobody is there twice.
    await call("/people/me/saved", { cookies: [session, device("pa-2", "pa-3")] });
    expect(await savedBy("rosemary")).toEqual(["pa-2", "pa-3"]);
  });
  it("brings a device's list along with the first form as well, and loses nobody where there is no room", async () => {
    const session = await sessionOf("rosemary");
    await send({ save: "pa-2", back: "/saved" }, { cookies: [session, device("pa-1")] });
    expect(await savedBy("rosemary")).toEqual(["pa-1", "pa-2"]);
    const rest = EVERYBODY.filter((id) => !["pa-1", "pa-2"].includes(id)).slice(0, most);
    const page = await call("/people/me/saved", { cookies: [session, device(...rest)] });
    expect(await savedBy("rosemary")).toEqual(["pa-1", "pa-2", ...rest.slice(0, most - 2)]);
    expect(page.body).toContain("2 people you saved on this device did not fit");
    expect(setIn(page.cookies)).toBe(device(...rest.slice(most - 2)));
    const refused = await send({ save: "pa-3", back: "/saved" }, { cookies: [await sessionOf("nadia"), device(...rest)] });
    expect([refused.status, (await savedBy("nadia")).length]).toEqual([303, most]);
  });
  it("follows what is saved at the same time: nobody is lost", async () => {
    const ids = EVERYBODY.slice(0, 5);
    const cookies = [await sessionOf("rosemary")];
    expect((await Promise.all(ids.map((id) => send({ save: id, back: "/saved" }, { cookies })))).map(({ status }) => status)).toEqual(ids.map(() => 303));
    expect((await savedBy("rosemary")).toSorted()).toEqual(ids.toSorted());
  });
  it("is not done for whoever has signed out everywhere", async () => {
    const session = await sessionOf("rosemary");
    expect((await call("/sign-out/everywhere", { form: {}, as: "rosemary" })).status).toBe(303);
    const { status, headers } = await send({ save: "pa-1", back: "/saved" }, { cookies: [session] });
    expect([status, headers["location"], await savedBy("rosemary")]).toEqual([303, "/sign-in?ended=yes&return=%2Fsaved", undefined]);
  });
  it("takes a reference as somebody wrote it down, as a person's choice and page do", async () => {
    await bring([aRegisterRow({ id: "LEI-4KX7", displayName: "Dale Dewdrop" })]);
    expect((await call("/people/me/saved", { as: "rosemary", form: { listing: "lei4kx7" } })).headers["location"]).toBe("/people/me/saved?done=saved");
    expect(await savedBy("rosemary")).toEqual(["LEI-4KX7"]);
    expect((await call("/people/me/support/listed", { as: "rosemary", form: { listing: "Lei 4KX7" } })).status).toBe(303);
    expect((await call("/people/me/support", { as: "rosemary" })).body).toContain("Dale Dewdrop");
    const get = publicFunction(table);
    expect((await get("/listings/lei4kx7")).body).toContain("Dale Dewdrop");
    expect((await get("/api/listings/LEI-4kx7")).json()).toMatchObject({ id: "LEI-4KX7" });
  });
  it("takes a reference on its own page, and says what is wrong with one", async () => {
    expect((await call("/people/me/saved", { as: "rosemary", form: { listing: "pa-1" } })).headers["location"]).toBe("/people/me/saved?done=saved");
    expect((await call("/people/me/saved", { as: "rosemary", form: { listing: "" } })).status).toBe(400);
    const unknown = await call("/people/me/saved", { as: "rosemary", form: { listing: "never-was" } });
    expect([unknown.status, unknown.body.includes("No one has this reference")]).toEqual([400, true]);
    expect((await call("/people/me/saved/remove", { as: "rosemary", form: { listing: "pa-1" } })).headers["location"]).toBe("/people/me/saved?done=removed");
    expect((await call("/people/me/saved/remove", { as: "rosemary", form: {} })).status).toBe(400);
    expect((await call("/people/me/saved", { as: "rosemary", form: { listing: "pa-1", csrf: "forged" } })).status).toBe(403);
    expect(await savedBy("rosemary")).toEqual([]);
    expect((await call("/account/data", { as: "rosemary" })).body).toContain("Saved someone from the list");
  });
});

describe("the list of whoever is erased", () => {
  it("is emptied then, and due to be deleted that day with its trail; done again it stays so", async () => {
    await send({ save: "pa-1", back: "/saved" }, { cookies: [await sessionOf("rosemary")] });
    const { dataSubject } = functions.accounts;
    expect((await dataSubject.personalDataOf("rosemary"))["shortlist"]?.length).toBe(1);
    for (let turn = 0; turn < 2; turn += 1) await dataSubject.endForErasure("rosemary", anAuditContext());
    const { Items = [] } = await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
    expect(Items.find(({ pk }) => pk === "SHORTLIST#rosemary")).toMatchObject({
      body: { people: [], endedAt: "2026-11-24T12:00:00.000Z" },
      gsi3pk: `DUE#2026-11-24#${COUNCIL}`,
    });
    expect((await dataSubject.trailOf("rosemary")).filter(({ action }) => action === "saved:end").length).toBe(1);
    expect(JSON.stringify(await dataSubject.trailOf("rosemary"))).not.toContain("pa-1");
  });
});

describe("whose copy a browser carries", () => {
  it("goes when somebody signs out, and when another signs in; a device's list stays for its next visit", async () => {
    const copy = device("pa-1").replace("device", "account");
    const out = await call("/sign-out", { form: {}, as: "rosemary" });
    expect(setIn(out.cookies)).toBe("none set");
    const { sessions } = functions.accounts;
    const session = sessions.begin("rosemary", undefined);
    const form = { csrf: await sessions.formToken(session), once: "a-form-of-its-own" };
    const cookies = [(await sessions.cookie(session)).split(";")[0] ?? "", copy];
    expect(setIn((await call("/sign-out", { form, cookies })).cookies)).toBe("__Host-trellis-saved=");
    const start = await call("/sign-in/start");
    const underWay = start.cookies[0]?.split(";")[0] ?? "";
    const signedIn = await call("/sign-in/callback?code=somebody&state=the-state", { cookies: [underWay, copy] });
    expect([signedIn.status, setIn(signedIn.cookies)]).toEqual([303, "__Host-trellis-saved="]);
    const again = await call("/sign-in/callback?code=somebody&state=the-state", { cookies: [underWay, device("pa-1")] });
    expect([again.status, setIn(again.cookies)]).toEqual([303, "none set"]);
    expect(await savedBy((await accountOf(functions.accounts, "somebody")).id)).toBe(undefined);
  });
});

describe("somebody who acts for another", () => {
  it("sees and changes that person's list, in their own name, and brings nothing of their own along", async () => {
    const delegation = aDelegation({ id: "for-rosemary", person: "rosemary", delegate: "nadia", scopes: ["search-and-contact"] });
    await stored(functions.accounts, { entity: "delegation", after: delegation, action: "test" });
    expect((await call("/people/rosemary/saved", { as: "nadia", form: { listing: "pa-1" } })).headers["location"]).toBe("/people/rosemary/saved?done=saved");
    const page = await call("/people/rosemary/saved", { cookies: [await sessionOf("nadia"), device("pa-2")] });
    expect([page.status, page.body.includes("Amber"), page.body.includes("Basil"), setIn(page.cookies)]).toEqual([200, true, false, "none set"]);
    expect([await savedBy("rosemary"), await savedBy("nadia")]).toEqual([["pa-1"], undefined]);
    for (const as of ["stranger"]) expect((await call("/people/rosemary/saved", { as })).status).toBe(404);
    expect((await call("/people/rosemary/saved", { as: "stranger", form: { listing: "pa-2" } })).status).toBe(404);
  });
});
