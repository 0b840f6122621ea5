import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { importRegister } from "../../functions/directory/import/import-register.ts";
import { finder } from "../../functions/directory/search/find.ts";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import { dynamoAlertStore } from "../../functions/directory/store/dynamo-alert-store.ts";
import { tellAlerts } from "../../functions/directory/use-cases/tell-alerts.ts";
import { DAY_MS } from "../../shared/domain/time.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { dynamoDirectoryReader } from "../../shared/snapshot/dynamo-directory-reader.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { hotReader } from "../../shared/table/hot-reader.ts";
import { type AccountFunctions, type Asking, accountFunctions, aDelegation, anAccount, codesProvider, stored } from "../support/accounts.ts";
import { anAlert, storedAlert } from "../support/alerts.ts";
import { anAuditContext, aRegisterRow } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { publicFunction } from "../support/http.ts";
import { withPostcodes } from "../support/open-data.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { withoutIds } from "../support/without-ids.ts";

const { most, mostKnown } = servicePolicy.alerts;
const START = Date.parse("2026-11-24T12:00:00Z");
const SEARCH = "near=LE13+1GH&service=meals&language=gu";
const KEPT = "near=LE13+1&service=meals&language=gu";
const PAGE = "/people/me/alerts";

let table: TestTable;
let functions: AccountFunctions;
let at: number;

async function* lines(rows: readonly Record<string, unknown>[]) {
  for (const [index, values] of rows.entries()) yield { line: index + 1, values };
}
const bring = async (...rows: readonly Record<string, unknown>[]) => {
  const options = { listings: table.listings, geography: table.geography, authority: COUNCIL, policy: councilPolicy(COUNCIL) };
  const report = await importRegister(lines(rows), { ...options, progress: () => undefined, context: anAuditContext() });
  expect(report.refused).toEqual([]);
};
const cook = (id: string, more: object = {}) => aRegisterRow({ id, displayName: `Cook ${id}`, services: ["meals"], languages: ["en", "gu"], ...more });

beforeEach(async () => {
  at = START;
  table = await aTable();
  table.clock.at = START;
  await withPostcodes(table);
  await bring(cook("first"), cook("english", { languages: ["en"] }));
  await buildSnapshot(table.rebuilds, table.now, "truth");
  functions = accountFunctions(table, { provider: codesProvider, now: () => (at += 500) });
  await stored(
    functions.accounts,
    ...["rosemary", "nadia", "stranger"].map((id) => ({
      entity: "account" as const,
      after: anAccount({ id, displayName: id, email: `${id}@people.example` }),
      action: "test",
    })),
  );
});

const call = (path: string, asking: Asking = {}) => functions.call(path, asking);
const all = async (): Promise<readonly any[]> => (await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items ?? [];
const kept = async () => (await all()).filter(({ entity }) => entity === "alert").map(({ body, version }) => ({ ...body, version }));
const keep = (search = SEARCH, asking: Asking = {}, page = PAGE) => call(page, { as: "rosemary", form: { search }, ...asking });
const notices = async () => (await all()).filter(({ entity }) => entity === "notice").toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
/** What the job does some days later, under its own role. */
const tell = async (days: number) => {
  const at = START + days * DAY_MS;
  table.clock.at = at;
  const store = dynamoAlertStore(table.tableOf("tellAlerts"));
  const reader = dynamoDirectoryReader(hotReader(awsConnectionFrom(table.environmentOf("tellAlerts")), table.name));
  return tellAlerts({ store, finder: finder(reader, () => at), site: new URL("https://trellis.example"), policy: servicePolicy.alerts }, at);
};

describe("asking to be told when someone matches", () => {
  it("is offered with the results, and where nobody is found", async () => {
    const get = publicFunction(table);
    const button = (body: string) => /<a href="(\/search\/alert\?[^"]*)"[^>]*>\s*([^<]*?)\s*<\/a>/.exec(body)?.slice(1, 3);
    expect(button((await get(`/search?${SEARCH}&map=yes`)).body)).toEqual([
      `/search/alert?${SEARCH.replaceAll("&", "&amp;")}`,
      "Tell me when someone new matches",
    ]);
    expect(button((await get("/search?near=LE13+1GH&service=respite-or-none&service=meals")).body)).toBeUndefined();
    expect(button((await get("/search?near=LE13+1GH&service=meals&language=pl")).body)?.[1]).toBe("Tell me when someone matches");
  });
  it("shows what is watched and from where: a sector, never the postcode", async () => {
    const page = await call(`/search/alert?${SEARCH}`, { as: "rosemary" });
    expect(page.status).toBe(200);
    expect(page.body).toContain("Within 10 miles of LE13 1");
    expect(page.body).toContain("1 person or provider matches this search now.");
    expect(page.body).toContain(`name="search" value="${KEPT.replaceAll("&", "&amp;")}"`);
    expect(page.body).toContain(`href="/search?${SEARCH.replaceAll("&", "&amp;")}"`);
    const done = await keep();
    expect([done.status, done.headers["location"]]).toEqual([303, `${PAGE}?done=kept`]);
    expect(await kept()).toMatchObject([{ owner: "rosemary", search: KEPT, near: { label: "LE13 1" }, known: ["first"], fresh: [], until: "2027-05-24" }]);
    const said = JSON.stringify((await all()).filter(({ pk }) => pk.startsWith("ALERT#") || pk.startsWith("AUDIT#ALERT#")));
    expect(withoutIds(said)).not.toMatch(/1GH/);
    const list = await call(PAGE, { as: "rosemary" });
    expect(list.body).toContain(`href="/search?${KEPT.replaceAll("&", "&amp;")}"`);
    expect(list.body).toContain("Speaks Gujarati");
  });
  it("leads whoever is not signed in to sign in, and back to the very search", async () => {
    const asked = await call(`/search/alert?${SEARCH}`);
    expect([asked.status, asked.headers["location"]]).toEqual([303, "/sign-in?return=%2Fpeople%2Fme%2Falerts%2Fnew"]);
    const [cookie = ""] = asked.cookies;
    expect(cookie).toMatch(/^__Host-trellis-search=.*; Max-Age=600; .*HttpOnly/);
    const session = (await functions.accounts.sessions.cookie(functions.accounts.sessions.begin("rosemary", undefined))).split(";")[0] ?? "";
    const back = await call(`${PAGE}/new`, { cookies: [session, cookie.split(";")[0] ?? ""] });
    expect([back.status, back.headers["location"]]).toEqual([303, `/search?${SEARCH}`]);
    expect(back.cookies.join()).toMatch(/__Host-trellis-search=;/);
    expect((await call(`${PAGE}/new`, { cookies: [session, "__Host-trellis-search=//evil.example"] })).headers["location"]).toBe(PAGE);
    expect((await call(`${PAGE}/new`, { as: "rosemary" })).headers["location"]).toBe(PAGE);
  });
  it("says what is wrong with a search on its own page, and takes no form without one", async () => {
    expect((await call("/search/alert?near=Nowhereville+Under+Water", { as: "rosemary" })).headers["location"]).toBe("/search?near=Nowhereville+Under+Water");
    expect((await call("/search/alert?miles=10", { as: "rosemary" })).headers["location"]).toBe("/search?miles=10");
    for (const search of ["", "near=Nowhereville+Under+Water", `${KEPT}&kind=wizard`]) expect((await keep(search)).status, search).toBe(400);
    expect(await kept()).toEqual([]);
  });
  it("is kept once for one search, and for no more of them than may be", async () => {
    expect((await keep()).status).toBe(303);
    expect((await keep(KEPT)).status).toBe(303);
    const both = await Promise.all([keep("near=LE13+1&miles=48"), keep("near=LE13+1&miles=48")]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect((await kept()).length).toBe(2);
    for (let turn = 2; turn < most; turn += 1) expect((await keep(`near=LE13+1&miles=${turn}`)).status).toBe(303);
    const full = await keep("near=LE13+1&miles=49");
    expect(full.status).toBe(422);
    expect(full.body).toContain(`We can watch up to ${most} searches`);
    expect((await kept()).length).toBe(most);
  });
  it("is refused of a search that finds more people than anybody waits for", async () => {
    await bring(...Array.from({ length: mostKnown }, (_, turn) => cook(`more-${turn}`, { displayName: `Someone More ${turn}`, postcode: "LE13 1GH" })));
    const refused = await keep();
    expect(refused.status).toBe(422);
    expect(refused.body).toContain(`It finds ${mostKnown + 1} people already.`);
    expect(await kept()).toEqual([]);
    expect((await publicFunction(table)(`/search?${SEARCH}`)).body).not.toContain("/search/alert");
  });
});

describe("searches that are watched", () => {
  it("are the person's, and of whoever acts for them to look for support: a look is noted", async () => {
    await stored(functions.accounts, { entity: "delegation", after: aDelegation({ id: "d", person: "rosemary", delegate: "nadia" }), action: "test" });
    expect((await keep(SEARCH, { as: "nadia" }, "/people/rosemary/alerts")).headers["location"]).toBe("/people/rosemary/alerts?done=kept");
    expect(await kept()).toMatchObject([{ owner: "rosemary" }]);
    expect((await call(`/search/alert?${SEARCH}`, { as: "nadia" })).body).toMatch(/action="\/people\/rosemary\/alerts"[\s\S]*Tell rosemary/);
    expect((await call("/people/rosemary/alerts", { as: "nadia" })).body).toContain("Searches we watch for <bdi>rosemary</bdi>");
    expect((await all()).some(({ pk, action }) => pk.startsWith("AUDIT#ACCOUNT#rosemary") && action === "looked:alerts:read")).toBe(true);
    expect((await call("/people/rosemary/alerts", { as: "stranger" })).status).toBe(404);
    const [{ id, version }] = await kept();
    expect((await call(`/people/rosemary/alerts/${id}/remove`, { as: "stranger", form: { version: String(version) } })).status).toBe(404);
    expect((await call(`/people/me/alerts/${id}/remove`, { as: "nadia", form: { version: String(version) } })).status).toBe(404);
    expect((await call(`/people/rosemary/alerts/${id}/remove`, { as: "nadia", form: { version: String(version) } })).status).toBe(303);
    expect(await kept()).toMatchObject([{ known: [], endedAt: expect.any(String) }]);
    expect((await call(PAGE, { as: "rosemary" })).body).toContain("We are not watching any searches.");
  });
  it("are renewed near their end, and by a page that is not of yesterday", async () => {
    await storedAlert(functions.accounts, anAlert({ id: "soon", search: KEPT, until: "2026-12-01", endTold: true }));
    expect((await call(PAGE, { as: "rosemary" })).body).toContain("Keep for 6 more months");
    expect((await call(`${PAGE}/soon/renew`, { as: "rosemary", form: { version: "9" } })).status).toBe(412);
    expect((await call(`${PAGE}/soon/renew`, { as: "rosemary", form: { version: "1" } })).headers["location"]).toBe(`${PAGE}?done=renewed`);
    const [alert] = await kept();
    expect(alert).toMatchObject({ until: "2027-05-24" });
    expect(alert).not.toHaveProperty("endTold");
  });
});

describe("telling who newly matches", () => {
  it("names new people alone, once, on the way each wants, and nobody whom the search leaves out", async () => {
    await keep();
    expect(await tell(1)).toEqual({ alerts: 1, told: 0 });
    await bring(cook("second", { displayName: "Cook Second" }), cook("poles", { languages: ["pl"] }), cook("away", { postcode: "LE11 3AA", travelMiles: 1 }));
    expect(await tell(1)).toEqual({ alerts: 1, told: 1 });
    expect(await tell(1)).toEqual({ alerts: 1, told: 0 });
    expect(await tell(2)).toEqual({ alerts: 1, told: 0 });
    const [notice, ...others] = await notices();
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      code: "search-matches",
      to: { account: "rosemary", address: "rosemary@people.example" },
      values: {
        count: "1 new person or provider",
        place: "LE13 1",
        people: "Cook Second: https://trellis.example/listings/second",
        link: "https://trellis.example/people/me/alerts",
      },
    });
    expect(await kept()).toMatchObject([{ known: ["first", "second"], fresh: ["second"], toldOn: "2026-11-25" }]);
    expect((await call(PAGE, { as: "rosemary" })).body).toContain('href="/listings/second"');
    // Gone and back again is no news; whoever learns the language is.
    await bring(cook("second", { displayName: "Cook Second", status: "suspended" }));
    await tell(3);
    await bring(cook("second", { displayName: "Cook Second" }), cook("english"));
    expect(await tell(4)).toEqual({ alerts: 1, told: 1 });
    expect((await notices()).at(-1)?.values.people).toContain("/listings/english");
  });
  it("is once a day however many come, and two runs at once tell once", async () => {
    await keep();
    await bring(cook("second"));
    const runs = await Promise.all([tell(1), tell(1)]);
    expect(runs.reduce((sum, { told }) => sum + told, 0)).toBe(1);
    await bring(cook("third", { displayName: "Cook Third" }));
    expect((await tell(1)).told).toBe(0);
    expect((await tell(2)).told).toBe(1);
    expect((await notices()).map(({ values }) => values.people)).toEqual([
      expect.stringContaining("/listings/second"),
      expect.stringContaining("/listings/third"),
    ]);
  });
  it("says before its end that it ends, and tells nothing after, nor to somebody whose account is erased", async () => {
    await storedAlert(functions.accounts, anAlert({ id: "soon", search: KEPT, known: [ListingId.parse("first")], until: "2026-12-01" }));
    expect((await tell(1)).told).toBe(1);
    expect((await notices()).map(({ code, values }) => [code, values.until])).toEqual([["search-ending", "1 December 2026"]]);
    expect((await tell(7)).told).toBe(0);
    await keep();
    await functions.accounts.dataSubject.endForErasure("rosemary", anAuditContext());
    expect((await kept()).every(({ endedAt, known }) => endedAt !== undefined && known.length === 0)).toBe(true);
    expect(await tell(8)).toEqual({ alerts: 0, told: 0 });
  });
  it("is downloaded with what is held on somebody", async () => {
    await keep();
    expect((await functions.accounts.dataSubject.personalDataOf("rosemary"))["alert"]).toMatchObject([{ search: KEPT }]);
  });
});
