import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import { marketSignals } from "../../functions/market/entries/market-signals.composition.ts";
import { dynamoSignalStore } from "../../functions/market/store/dynamo-signal-store.ts";
import { marketKeys } from "../../functions/market/store/keys.ts";
import { correctSignals, planSignals } from "../../functions/market/use-cases/plan-signals.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { dynamoOpenDataStore } from "../../shared/geography/dynamo-open-data-store.ts";
import { MADE_FROM_CASE } from "../../shared/listing/change.ts";
import { type DemandFact, demandFactShape, monthOfFact } from "../../shared/records/demand-facts.ts";
import { keys } from "../../shared/table/keys.ts";
import { markOf } from "../../shared/table/stored-shape.ts";
import { accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { noon } from "../support/balance-cases.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { publicFunction } from "../support/http.ts";
import { withPostcodes } from "../support/open-data.ts";
import { sweptUntil } from "../support/swept-until.ts";
import { aTable } from "../support/tables.ts";

// From a search to the page: searches of the public function, the nightly job by its own role, and what staff see.

const BROWSER = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0" };
const NEAR = "/search?near=LE13+1GH";
const GUJARATI = `${NEAR}&service=meals&language=gu`;
const DAY = "2026-11-22";
const STAFF = `/councils/${COUNCIL}/market/signals`;

async function signalScene() {
  const table = await aTable();
  await withPostcodes(table);
  const clock = { at: noon("2026-12-02") };
  const functions = accountFunctions(table, { now: () => clock.at });
  const account = (id: string, more: object = {}) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, displayName: `${id} Testwell`, ...more }),
    action: "test",
  });
  await stored(functions.accounts, account("colm", { authority: COUNCIL, grants: [{ role: "commissioner", authority: COUNCIL }] }));
  const near = { area: { key: "LE13 1", lat: 52.767, lon: -0.886 }, languages: ["en"], services: ["meals"] };
  await table.listings.commit([{ listing: aListing({ id: "pa-1", authority: COUNCIL, ...near }), digest: MADE_FROM_CASE }], anAuditContext(), "listing:sample");
  await buildSnapshot(table.rebuilds, table.now, "truth");
  const get = publicFunction(table, () => noon(DAY));
  const rows = () => dynamoSignalStore(table.table).searchedOn(DAY);
  const night = (day: string) => planSignals(marketSignals(table.environmentOf("marketSignals")), Date.parse(`${day}T01:30:00Z`));
  return { table, get, rows, night, call: functions.call };
}
let scene: Awaited<ReturnType<typeof signalScene>>;
beforeAll(async () => {
  scene = await signalScene();
  await sweptUntil(marketSignals(scene.table.environmentOf("marketSignals")).done, "2026-11-22");
});

describe("searches", () => {
  it("of one visitor and need come to one row, however they page, sort or widen, and say what stood in the way", async () => {
    const { get, rows } = scene;
    for (const url of [GUJARATI, GUJARATI, `${GUJARATI}&sort=rate`, `${GUJARATI}&miles=25`, `${GUJARATI}&when=mon-morning`])
      expect((await get(url, BROWSER, "203.0.113.7")).status).toBe(200);
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ district: "E07000133", area: "E07000133", service: "meals", language: "gu", none: true, binding: "language" });
    expect(JSON.stringify(row)).not.toMatch(/LE13|203\.0\.113|52\.76/);
    await get(`${NEAR}&service=meals`, BROWSER, "203.0.113.7");
    expect((await rows()).map((one) => [one.language, one.none, one["one-or-two"]])).toEqual(
      expect.arrayContaining([
        ["gu", true, undefined],
        ["any", undefined, true],
      ]),
    );
  });
  it("are not counted of robots, of who objects, of HEAD, of programs, or where the place is not known", async () => {
    const { get, rows } = scene;
    const before = (await rows()).length;
    await get(GUJARATI, { "user-agent": "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)" }, "198.51.100.1");
    await get(GUJARATI, { ...BROWSER, "sec-gpc": "1" }, "198.51.100.2");
    await get(GUJARATI, { ...BROWSER, cookie: "__Host-trellis-uncounted=yes" }, "198.51.100.3");
    await get(GUJARATI, {}, "198.51.100.4");
    await get(`/api${GUJARATI}`, BROWSER, "198.51.100.5");
    await get("/search?near=Nowhereville", BROWSER, "198.51.100.6");
    await get.head(GUJARATI);
    expect((await rows()).length).toBe(before);
  });
  it("read as often as if nobody counted", async () => {
    const { get } = scene;
    const reads = async (headers: Readonly<Record<string, string>>) => {
      const before = get.meter.requests;
      await get(GUJARATI, headers, "203.0.113.50");
      return get.meter.requests - before;
    };
    await reads(BROWSER);
    expect(await reads(BROWSER)).toBe(await reads({ ...BROWSER, "sec-gpc": "1" }));
  });
});

describe("the page on how searches are counted", () => {
  it("says whether a browser is counted, and its form sets a cookie that says no and nothing else, or takes it away", async () => {
    const { get } = scene;
    expect((await get("/search-counts")).body).toContain("Searches from this browser are counted.");
    expect((await get("/search-counts", { cookie: "__Host-trellis-uncounted=yes" })).body).toContain("Searches from this browser are not counted.");
    expect((await get("/search-counts", { "sec-gpc": "1" })).body).toContain("We take that as a no");
    const send = (body: string, headers: Readonly<Record<string, string>> = {}) => get.post("/search-counts", body, headers);
    const no = await send("count=no");
    expect([no.status, no.headers["location"], no.cookies]).toEqual([
      303,
      "/search-counts",
      [expect.stringMatching(/^__Host-trellis-uncounted=yes; Max-Age=31536000; /)],
    ]);
    expect((await send("count=yes")).cookies).toEqual([expect.stringMatching(/^__Host-trellis-uncounted=; Max-Age=0; /)]);
    expect((await send("count=perhaps")).status).toBe(400);
    expect((await send("count=no", { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" })).status).toBe(403);
  });
});

const aFact = (at: number, more: Partial<DemandFact> = {}): DemandFact => ({
  ...{ kind: "ended", on: "2026-11-10", person: `p-${at}`, services: ["meals"], district: "E07000133" },
  ...more,
});
async function leave(facts: readonly DemandFact[]): Promise<void> {
  for (const [at, fact] of facts.entries()) {
    const Item = { ...keys.demandFact(COUNCIL, monthOfFact(fact), fact.kind, `r-${fact.person}-${at}`), ...markOf(demandFactShape), ...fact };
    await scene.table.table.client.send(new PutCommand({ TableName: scene.table.name, Item }));
  }
}
const itemsIn = async (pk: string) => {
  const { Items = [] } = await scene.table.table.client.send(
    new QueryCommand({ TableName: scene.table.name, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } }),
  );
  return Items;
};

describe("the nightly job", () => {
  it("counts a day that is over into cells, and removes every mark of it with what marks were made with; done twice or at once it comes to the same", async () => {
    const { get, night, rows, table } = scene;
    for (let at = 0; at < 8; at += 1) await get(GUJARATI, BROWSER, `203.0.${at}.7`);
    const salt = async () => (await table.table.client.send(new GetCommand({ TableName: table.name, Key: keys.searchSalt(DAY) }))).Item;
    expect(await salt()).toMatchObject({ salt: expect.stringMatching(/^.{44}$/) });
    expect(await night(DAY)).toMatchObject({ searches: 0 });
    expect((await rows()).length).toBe(10);
    await Promise.all([night("2026-11-23"), night("2026-11-23")]);
    await night("2026-11-24");
    expect([await rows(), await salt()]).toEqual([[], undefined]);
    const [stored] = await itemsIn(marketKeys.searches(COUNCIL, "").pk);
    const cells: any[] = stored?.["cells"] ?? [];
    expect(cells.filter(({ outcome }) => outcome === "failed").reduce((sum, { count }) => sum + count, 0)).toBe(9);
    const names = new Set(cells.flatMap((cell) => Object.keys(cell)));
    expect([...names].toSorted()).toEqual(["area", "binding", "count", "district", "group", "language", "lot", "nearest", "outcome", "service"]);
  });
  it("publishes a month for staff and a quarter for everyone, once and for good, each person in one month of it; the month's salt is gone two days later", async () => {
    const { night, table } = scene;
    await leave(Array.from({ length: 12 }, (_, at) => aFact(at)));
    await leave(Array.from({ length: 12 }, (_, at) => aFact(at, { kind: "unmet", on: "2026-12-05" })));
    const runs = await Promise.all([night("2026-12-01"), night("2026-12-01")]);
    expect(runs.reduce((sum, { published }) => sum + published, 0)).toBe(1);
    expect((await night("2026-12-02")).published).toBe(0);
    expect((await table.table.client.send(new GetCommand({ TableName: table.name, Key: keys.searchSalt("2026-11") }))).Item).toBeDefined();
    // Whoever was counted in November is not counted in December, so the quarter is the sum of its months.
    await leave([aFact(99)]);
    expect((await night("2027-01-03")).published).toBe(2);
    expect((await table.table.client.send(new GetCommand({ TableName: table.name, Key: keys.searchSalt("2026-11") }))).Item).toBeUndefined();
    const deps = marketSignals(table.environmentOf("marketSignals"));
    const totalOf = async (audience: "staff" | "public", period: string) =>
      (await deps.figures.newest(audience, COUNCIL, period))?.publication.tables.find(({ id }) => id === "unmet-by-area")?.totals?.total;
    expect(await totalOf("staff", "2026-11-01/P1M")).toEqual({ atLeast: 10 });
    expect(await totalOf("staff", "2026-12-01/P1M")).toEqual({ fewerThan: 5 });
    expect(await totalOf("public", "2026-10-01/P3M")).toEqual({ atLeast: 10 });
  });
  it("is the only one to read what it counts, and the public function writes nothing but searches and their salt", async () => {
    const { table } = scene;
    const reads = (name: "public" | "market" | "satisfaction", pk: string) =>
      table
        .tableOf(name)
        .client.send(new QueryCommand({ TableName: table.name, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } }));
    const refused = { name: "AccessDeniedException" };
    const secret = [marketKeys.trueSignals(COUNCIL, "", 0), marketKeys.searches(COUNCIL, ""), keys.demandFact(COUNCIL, "2026-11", "", "")];
    for (const { pk } of secret)
      for (const name of ["public", "market"] as const) await expect(reads(name, pk), `${name} ${pk}`).rejects.toMatchObject(refused);
    for (const { pk } of [keys.searchSalt(DAY), keys.searched(DAY, 0, "")]) await expect(reads("market", pk), pk).rejects.toMatchObject(refused);
    for (const key of [keys.publicListing("pa-1"), keys.listing("pa-1"), keys.searchAreas(), marketKeys.publicSignals(COUNCIL, "x", 1)])
      await expect(table.tableOf("public").client.send(new PutCommand({ TableName: table.name, Item: { ...key } })), key.pk).rejects.toMatchObject(refused);
  });
});

describe("once a census is imported", () => {
  it("searches are counted by its areas, from the next night on, and the table has them as parts of their districts", async () => {
    const { table, night } = scene;
    const open = dynamoOpenDataStore(table.table, table.reader);
    const vintage = { vintage: "Census 2021", importedOn: "2027-01-03" };
    const where = { lat: 52.767, lon: -0.886, district: "E07000133" };
    const people = { people: 1500, aged18To64: 900, aged65AndOver: 300, aged85AndOver: 40, disabled: 200, carers50Hours: 30, notEnglishWell: 10 };
    const area = { code: "E02005384", name: "Melton 004", label: "Melton Sysonby", council: COUNCIL, squareKilometres: 40, rural: true, ...where, ...people };
    await open.writeLargeAreas({ ...vintage, areas: [area] });
    await open.writeSmallAreas({ ...vintage, areas: [{ code: "E01025900", area: area.code, rural: true, people: 1500, ...where }] });
    await night("2027-01-04");
    const later = publicFunction(table, () => noon("2027-01-04"));
    for (let at = 0; at < 6; at += 1) await later(GUJARATI, BROWSER, `203.0.${at}.7`);
    expect((await dynamoSignalStore(table.table).searchedOn("2027-01-04")).map((row) => row.area)).toEqual(Array(6).fill("E02005384"));
    await night("2027-01-05");
    expect((await night("2027-02-01")).published).toBe(1);
    const shown = await marketSignals(table.environmentOf("marketSignals")).figures.newest("staff", COUNCIL, "2027-01-01/P1M");
    const rows = shown?.publication.tables.find(({ id }) => id === "failed-by-area")?.rows ?? [];
    expect(rows.filter(({ cells }) => JSON.stringify(cells[0]) === '{"atLeast":5}').map(({ name, parent }) => [name, parent])).toEqual(
      expect.arrayContaining([["Melton 004", "E07000133"]]),
    );
  });
  it("a month that is corrected with fewer people changed than tell of one stays as it was", async () => {
    const given = { council: COUNCIL, period: "2026-11-01/P1M", why: "A request was counted late." };
    expect(await correctSignals(marketSignals(scene.table.environmentOf("marketSignals")), given, noon("2027-02-02"))).toBe("too-few-changed");
    await leave(Array.from({ length: 5 }, (_, at) => aFact(200 + at)));
    expect(await correctSignals(marketSignals(scene.table.environmentOf("marketSignals")), given, noon("2027-02-02"))).toBe("done");
    const page = await scene.call(`${STAFF}?period=2026-11-01%2FP1M`, { as: "colm" });
    expect(page.body).toContain("These figures replace earlier ones. A request was counted late.");
  });
});

describe("the page of signals", () => {
  it("and its file say what was published and nothing else: people beside visitor days, which are never called people", async () => {
    const { call } = scene;
    const page = await call(`${STAFF}?period=2026-11-01%2FP1M`, { as: "colm" });
    expect(page.status).toBe(200);
    for (const words of ["People who could not find support", "visitor days", "at least 5", "fewer than 5", "Language", "they never become hours of support"])
      expect(page.body).toContain(words);
    const csv = await call(`${STAFF}.csv?period=2026-11-01%2FP1M&table=failed-by-filter`, { as: "colm" });
    expect([csv.status, csv.headers["content-type"]]).toEqual([200, expect.stringContaining("text/csv")]);
    expect((await call(`${STAFF}?period=2020-01-01%2FP1M`, { as: "colm" })).status).toBe(404);
    expect((await call(`${STAFF}.csv?table=people`, { as: "colm" })).status).toBe(404);
    const elsewhere = await call(`/councils/${OTHER_COUNCIL}/market/signals`, { as: "colm" });
    expect([403, 404]).toContain(elsewhere.status);
  });
  it("says that there are none before the first month is over", async () => {
    const other = await aTable();
    const functions = accountFunctions(other, { now: () => noon(daysAfter(DAY, 1)) });
    const grants = [{ role: "commissioner" as const, authority: COUNCIL }];
    await stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id: "colm", email: "colm@people.example", displayName: "Colm", authority: COUNCIL, grants }),
      action: "test",
    });
    expect((await functions.call(STAFF, { as: "colm" })).body).toContain("There are no figures yet");
  });
});
