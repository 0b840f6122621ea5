import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOfRequest, factsOfSetUp } from "../../../functions/arrangements/rules/demand-facts.ts";
import { withWaiting } from "../../../functions/arrangements/rules/set-up.ts";
import { factOfCase } from "../../../functions/balances/rules/demand-fact.ts";
import { unmetIn } from "../../../functions/market/rules/ladder.ts";
import { cellsOf, type SearchCell } from "../../../functions/market/rules/search-cells.ts";
import { type AreaRow, countsOf, signalTables } from "../../../functions/market/rules/signal-tables.ts";
import { disclose } from "../../../shared/domain/small-numbers/disclose.ts";
import { countWords } from "../../../shared/domain/small-numbers/words.ts";
import { trueTable } from "../../../shared/figures/counted.ts";
import { cookieJar } from "../../../shared/http/cookies.ts";
import { disclosureRulesOn } from "../../../shared/policy/disclosure.ts";
import type { DemandFact } from "../../../shared/records/demand-facts.ts";
import { type SearchedStore, searchCounter } from "../../../shared/signals/count-search.ts";
import { isCounted } from "../../../shared/signals/is-counted.ts";
import { countingCookies } from "../../../shared/signals/objection.ts";
import { areaOfSearch } from "../../../shared/signals/search-areas.ts";
import { bandOf, bucketOf, type Searched } from "../../../shared/signals/search-event.ts";
import type { SearchedRow } from "../../../shared/signals/stored-shapes.ts";
import { browserFamily, marksOf, wideNetwork } from "../../../shared/signals/visitor.ts";
import { runs } from "../../support/runs.ts";

const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Safari/537.36";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
const MELTON: Searched = { lat: 52.766, lon: -0.887, district: "E07000133", services: ["personal-care"], groups: [], languages: [], found: 0 };
const SALTS = { day: Buffer.alloc(32, 1).toString("base64"), month: Buffer.alloc(32, 2).toString("base64") };
const marks = (searched: Searched & { readonly area: string }, address = "203.0.113.7", userAgent = CHROME, salts = SALTS) =>
  marksOf(salts, { address, userAgent }, searched, 64);
const AT = { ...MELTON, area: "E02005384" };

describe("the mark of a visitor", () => {
  it("is one for everyone of a network and a family of browsers, whatever the order of what they look for", () => {
    expect(wideNetwork("203.0.113.200")).toBe("203.0.113");
    expect(wideNetwork("2001:db8:1:2::/64")).toBe("2001:db8:1");
    expect([CHROME, FIREFOX, "Mozilla/5.0 Edg/129", "curl/8"].map(browserFamily)).toEqual(["chrome", "firefox", "edge", "other"]);
    expect(marks(AT, "203.0.113.200")).toEqual(marks(AT));
    const both = { ...AT, services: ["meals", "personal-care"] };
    expect(marks({ ...both, services: both.services.toReversed() })).toEqual(marks(both));
    expect(marks(AT).visitor).toMatch(/^[0-9a-f]{16}$/);
  });
  it("is another for another area, need, network, browser or day, so that no two searches of somebody can be put together", () => {
    const others = [
      marks({ ...AT, area: "E02005385" }),
      marks({ ...AT, services: ["meals"] }),
      marks({ ...AT, languages: ["gu"] }),
      marks(AT, "203.0.114.7"),
      marks(AT, "203.0.113.7", FIREFOX),
      marks(AT, "203.0.113.7", CHROME, { ...SALTS, day: Buffer.alloc(32, 3).toString("base64") }),
    ];
    expect(new Set([marks(AT), ...others].map(({ visitor }) => visitor)).size).toBe(7);
    // The network's own mark leaves out the browser, and its lot everything but the network.
    expect(others.map(({ network }) => network === marks(AT).network)).toEqual([false, false, false, false, true, false]);
    expect(marks({ ...AT, area: "E02005385" }).lot).toBe(marks(AT).lot);
  });
});

describe("what a search came to", () => {
  it("is kept in coarse steps alone", () => {
    expect([0, 1, 2, 3, 9, 10, 400].map(bucketOf)).toEqual([
      "none",
      "one-or-two",
      "one-or-two",
      "three-to-nine",
      "three-to-nine",
      "ten-or-more",
      "ten-or-more",
    ]);
    expect([0, 10, 11, 25, 50, 51, undefined].map(bandOf)).toEqual([
      ...["within-10-miles", "within-10-miles", "within-25-miles", "within-25-miles", "within-50-miles", "further", "nowhere"],
    ]);
  });
  it("lies in the area whose small areas are nearest in its district, and in the district where no census is known", () => {
    const known = {
      vintage: "2021",
      areas: [
        { code: "M1", district: "E07000133" },
        { code: "M2", district: "E07000133" },
        { code: "M3", district: "E07000130" },
      ],
      points: [
        [52.7, -0.9, 0],
        [52.765, -0.88, 1],
        [52.766, -0.887, 2],
      ] as const,
    };
    expect(areaOfSearch(MELTON, known)).toBe("M2");
    expect(areaOfSearch({ ...MELTON, district: "E06000017" }, known)).toBe("E06000017");
    expect(areaOfSearch(MELTON, undefined)).toBe("E07000133");
  });
});

describe("whose search is counted", () => {
  const cookies = countingCookies(cookieJar(new URL("https://trellis.example")));
  const asks = (more: object = {}) => isCounted({ method: "GET", headers: { "user-agent": CHROME }, cookies: [], address: "203.0.113.7", ...more }, cookies);
  const carried = (cookie: string) => [cookie.split(";")[0] ?? ""];
  it("is everybody's but of robots, of what does not say what it is, of staff, and of those who object here or in their browser", () => {
    expect(asks()).toBe(true);
    const refused = {
      robot: { headers: { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" } },
      "health check": { headers: { "user-agent": "Amazon-Route53-Health-Check-Service (ref 1; report http://amzn.to/1vsZADi)" } },
      nameless: { headers: {} },
      head: { method: "HEAD" },
      signal: { headers: { "user-agent": CHROME, "sec-gpc": "1" } },
      objection: { cookies: carried(cookies.object) },
      staff: { cookies: carried(cookies.staff(12)) },
    };
    for (const [who, more] of Object.entries(refused)) expect(asks(more), who).toBe(false);
  });
});

/** A store in memory, as the table keeps rows: what is noted is put beside what was noted before. */
function inMemory(more: Partial<SearchedStore> = {}) {
  const rows = new Map<string, object>();
  let writes = 0;
  const store: SearchedStore = {
    salt: async (span) => (span.length === 7 ? SALTS.month : SALTS.day),
    areas: async () => undefined,
    async note(day, visitor, row) {
      writes += 1;
      rows.set(`${day} ${visitor}`, { ...rows.get(`${day} ${visitor}`), ...row });
    },
    ...more,
  };
  const faults: string[] = [];
  const clock = { at: Date.parse("2026-11-22T12:00:00Z") };
  const begin = searchCounter({ store, now: () => clock.at, lots: 64, waitMs: 40, failed: (fault) => faults.push(fault) });
  const from = (address = "203.0.113.7", userAgent = CHROME) => begin({ address, userAgent });
  return { rows, faults, clock, from, writes: () => writes };
}

describe("counting a search", () => {
  it("comes to one row a visitor and day, however often, and one write for what is new", async () => {
    const { rows, from, writes } = inMemory();
    for (let times = 0; times < 50; times += 1) await from()({ ...MELTON, binding: "language" });
    await from("203.0.113.99")(MELTON);
    expect([rows.size, writes()]).toEqual([1, 2]);
    await from()({ ...MELTON, found: 4 });
    expect([...rows.values()]).toMatchObject([{ none: true, "three-to-nine": true, district: "E07000133", area: "E07000133", service: "personal-care" }]);
    expect(JSON.stringify([...rows])).not.toMatch(/203\.0|52\.7|Chrome/);
  });
  it("never fails and never keeps a search waiting, whatever the table does; what has no district is not counted", async () => {
    const broken = inMemory({ salt: async () => Promise.reject(new Error("no table")) });
    await broken.from()(MELTON);
    expect(broken.faults).toEqual(["Error"]);
    const hanging = inMemory({ note: () => new Promise(() => undefined) });
    // What it writes never ends: were it waited for, neither would this.
    await hanging.from()(MELTON);
    expect(hanging.writes()).toBe(0);
    const nowhere = inMemory();
    await nowhere.from()({ ...MELTON, district: undefined });
    expect(nowhere.writes()).toBe(0);
  });
});

const aRow = (more: Partial<SearchedRow> = {}): SearchedRow => ({
  ...{ area: "M1", district: "E07000133", service: "personal-care", group: "any", language: "any", network: "n1", lot: 1, none: true, binding: "language" },
  ...{ nearest: "nowhere", expiresAt: 0, ...more },
});

describe("cells of a day", () => {
  it("count a network once in an area and class, as failed where one of its visitors found nobody all day", () => {
    const rows = [aRow(), aRow(), aRow({ "one-or-two": true }), aRow({ network: "n2", "ten-or-more": true }), aRow({ network: "n3", area: "M2" })];
    expect(cellsOf(rows).map(({ area, outcome, count }) => [area, outcome, count])).toEqual(
      expect.arrayContaining([
        ["M1", "failed", 1],
        ["M1", "found", 1],
        ["M2", "failed", 1],
      ]),
    );
  });
  it("are the same whoever of those alike they came from, and in which order: nothing in them separates two visitors", () => {
    const row = fc.record({ area: fc.constantFrom("M1", "M2"), lot: fc.constantFrom(1, 2), failed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (given, order) => {
        const made = (name: (at: number) => string) =>
          given.map(({ area, lot, failed }, at) => aRow({ area, lot, network: name(at), ...(failed ? {} : { "one-or-two": true as const }) }));
        const shuffled = made((at) => `other-${at}`)
          .map((one) => ({ one, at: order.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(cellsOf(shuffled)).toEqual(cellsOf(made((at) => `n${at}`)));
        expect(cellsOf(shuffled).reduce((sum, { count }) => sum + count, 0)).toBe(given.length);
      }),
      { numRuns: runs(500) },
    );
  });
});

const AREAS: readonly AreaRow[] = [
  { id: "E07000133", name: "Melton" },
  { id: "M1", name: "Melton 001", parent: "E07000133" },
  { id: "M2", name: "Melton 002", parent: "E07000133" },
];
const [staff, everyone] = [disclosureRulesOn("staff", "2026-12-01"), disclosureRulesOn("public", "2026-12-01")];
const ONE_SOURCE = { percent: 20, least: 3 };
/** So many visitor days in one cell, each of another lot. */
const cellsFrom = (count: number, more: Partial<SearchCell> = {}, firstLot = 0): readonly SearchCell[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{
      area: "M1",
      district: "E07000133",
      service: "meals",
      group: "any",
      language: "any",
      outcome: "failed" as const,
      binding: "language",
      nearest: "nowhere" as const,
    },
    ...{ lot: firstLot + at, count: 1, ...more },
  }));
const tablesOf = (searches: readonly SearchCell[], unmet: Parameters<typeof signalTables>[0]["unmet"] = []) =>
  signalTables({ areas: AREAS, searches, unmet, oneSource: ONE_SOURCE });
function published(searches: readonly SearchCell[], unmet: Parameters<typeof signalTables>[0]["unmet"] = []) {
  const tables = tablesOf(searches, unmet).map((table) => trueTable(table, countsOf(table)));
  const done = disclose({ rules: staff, period: "2026-11-01/P1M", today: "2026-12-01", tables });
  return done.ok ? done.value : expect.fail(done.refusal.kind);
}
const failedMeals = (searches: readonly SearchCell[]): string => {
  const table = published(searches).tables.find(({ id }) => id === "failed-by-service");
  const shown = table?.rows.find(({ id }) => id === "meals")?.cells[0];
  return shown ? countWords(shown) : "none";
};

describe("tables of signals", () => {
  it("count the same searches, whichever way they are told apart", () => {
    const searches = [...cellsFrom(14), ...cellsFrom(9, { area: "M2", service: "personal-care", outcome: "found", binding: undefined }, 20)];
    const sums = tablesOf(searches).map(({ id, counts }) => [id, counts.flat().reduce((sum, one) => sum + one, 0)]);
    expect(Object.fromEntries(sums)).toEqual({
      "failed-by-service": 23,
      "failed-by-filter": 14,
      "failed-by-area": 23,
      "unmet-by-service": 0,
      "unmet-by-area": 0,
    });
  });
  it("tell an attacker who adds searches of their own, from one network, no small count: each leaves three numbers at least", () => {
    for (let added = 0; added <= 8; added += 1) {
      const could = new Map<string, number[]>();
      for (let truth = 0; truth <= 30; truth += 1) {
        const said = failedMeals([...cellsFrom(truth), ...cellsFrom(1, { count: added }, 63).filter(() => added > 0)]);
        could.set(said, [...(could.get(said) ?? []), truth]);
      }
      for (const [said, truths] of could) if (Math.max(...truths) < 30) expect(truths.length, `${added} added: ${said}, ${truths}`).toBeGreaterThanOrEqual(3);
    }
  });
  it("show everyone nothing of fewer than ten, and staff nothing of fewer than five, in any table", () => {
    for (const rules of [staff, everyone]) {
      const period = rules.audience === "staff" ? "2026-11-01/P1M" : "2026-07-01/P3M";
      const tables = tablesOf(cellsFrom(rules.threshold - 1)).map((table) => trueTable(table, countsOf(table)));
      const done = disclose({ rules, period, today: "2026-12-01", tables });
      const all = done.ok
        ? done.value.tables.flatMap(({ rows, totals }) => [...rows, ...(totals ? [totals] : [])].flatMap(({ cells }) => cells.map(countWords)))
        : [];
      expect(new Set(all)).toEqual(new Set([`fewer than ${rules.threshold}`]));
    }
  });
});

const aFact = (more: Partial<DemandFact> = {}): DemandFact => ({
  kind: "ended",
  on: "2026-11-10",
  person: "p-1",
  services: ["meals"],
  district: "E07000133",
  ...more,
});
const known = (outcode: string) => (outcode === "LE13" ? "E07000133" : undefined);
const ladder = (now: readonly DemandFact[], before: readonly DemandFact[] = []) => unmetIn({ now, before }, known);

describe("the ladder of people who could not find support", () => {
  it("counts each person once in a quarter, by what says so in the month it was said first", () => {
    expect(ladder([aFact(), aFact({ kind: "unmet" }), aFact({ on: "2026-11-12" })])).toEqual([
      { person: "p-1", part: "several", district: "E07000133", service: "meals" },
    ]);
    expect(ladder([aFact({ kind: "unmet" })], [aFact({ on: "2026-10-10" })])).toEqual([]);
    const facts = fc.array(fc.tuple(fc.constantFrom("2026-10", "2026-11", "2026-12"), fc.constantFrom("p-1", "p-2", "p-3", "p-4")), { maxLength: 12 });
    fc.assert(
      fc.property(facts, (given) => {
        const in_ = (month: string) => given.filter(([one]) => one === month).map(([, person]) => aFact({ person, on: `${month}-05` }));
        const [october, november, december] = [in_("2026-10"), in_("2026-11"), in_("2026-12")];
        const people = [ladder(october), ladder(november, october), ladder(december, [...november, ...october])].flat().map(({ person }) => person);
        expect(people.toSorted()).toEqual([...new Set(given.map(([, person]) => person))].toSorted());
      }),
      { numRuns: runs(500) },
    );
  });
  it("knows that an account and the council's record are one person, where anything says so", () => {
    const byRecord = aFact({ kind: "waiting", person: "rcp-1", recipient: "rcp-1", services: [], outcode: "LE13" });
    const ofBoth = aFact({ kind: "could-not-find", person: "p-1", recipient: "rcp-1", services: [] });
    expect(ladder([aFact(), byRecord, ofBoth]).map(({ person, part }) => [person, part])).toEqual([["p-1", "several"]]);
    expect(ladder([aFact(), { ...byRecord, district: undefined }])).toMatchObject([
      { person: "p-1" },
      { person: "rcp-1", district: "E07000133", service: "any" },
    ]);
  });
});

describe("what records leave for the ladder", () => {
  const request: any = { owner: "p-1", services: ["meals"], place: { district: "E07000133" }, state: "open", createdAt: "2026-10-01T09:00:00.000Z" };
  it("is of a request that it ended without support, and that its need was not met; nothing of one that found somebody, and nothing once it is erased", () => {
    expect(factsOfRequest(request)).toEqual([]);
    expect(factsOfRequest({ ...request, state: "filled", endedAt: "2026-11-10T09:00:00.000Z" })).toEqual([]);
    const ended = { ...request, state: "withdrawn", withdrawn: "could-not-find", endedAt: "2026-11-10T23:30:00.000Z", unmetOn: "2026-11-02" };
    expect(factsOfRequest(ended).map(({ kind, on }) => [kind, on])).toEqual([
      ["ended", "2026-11-10"],
      ["unmet", "2026-11-02"],
    ]);
    expect(factsOfRequest({ ...ended, withdrawn: "not-needed" }).map(({ kind }) => kind)).toEqual(["unmet"]);
    expect(factsOfRequest({ ...request, state: "lapsed", endedAt: "2026-11-10T09:00:00.000Z" }).map(({ kind }) => kind)).toEqual(["ended"]);
    expect(factsOfRequest({ ...ended, erasedAt: "2026-11-11T09:00:00.000Z" })).toEqual([]);
  });
  it("is of a set-up that somebody waited over 28 days, once a quarter, until support began; nothing once their account is deleted", () => {
    const setUp: any = { id: "rcp-1", authority: "E10000018", agreedOn: "2026-09-01", area: "LE13", firstRequestOn: "2026-09-03" };
    const on = (today: string, before?: any, more: object = {}) => withWaiting({ ...setUp, ...more }, before, { account: "p-1", today, usualDays: 28 });
    expect(on("2026-09-29").waited).toBeUndefined();
    const first = on("2026-09-30");
    expect(factsOfSetUp(first)).toEqual([{ kind: "waiting", on: "2026-09-30", person: "p-1", recipient: "rcp-1", services: [], outcode: "LE13" }]);
    const next = on("2026-10-02", on("2026-10-01", first));
    expect(next.waited).toEqual(["2026-09-30", "2026-10-01"]);
    expect(on("2027-01-05", next, { startedOn: "2026-12-01" }).waited).toEqual(["2026-09-30", "2026-10-01"]);
    expect(on("2026-10-02", first, { linkedAt: "2026-10-01T09:00:00.000Z" }).waited).toEqual(["2026-10-02"]);
    // Whoever asked nobody, or has no account, may have support that nobody knows of.
    expect(on("2026-10-02", undefined, { firstRequestOn: undefined }).waited).toBeUndefined();
    expect(withWaiting(setUp, undefined, { account: undefined, today: "2026-10-02", usualDays: 28 }).waited).toBeUndefined();
    expect(factsOfSetUp({ ...next, settledAt: "2026-10-03T09:00:00.000Z" })).toEqual([]);
  });
  it("is of a balance case that its person could not find anybody, by when they first said so", () => {
    const said = (code: string, at: string): any => ({ code, at });
    const answers = [
      said("saving", "2026-11-01T09:00:00.000Z"),
      said("could-not-find-provider", "2026-11-02T09:00:00.000Z"),
      said("could-not-find-provider", "2026-11-20T09:00:00.000Z"),
    ];
    expect(factOfCase({ owner: "p-1", recipient: "rcp-1", answers })).toEqual({
      kind: "could-not-find",
      on: "2026-11-02",
      person: "p-1",
      recipient: "rcp-1",
      services: [],
    });
    expect(factOfCase({ recipient: "rcp-1", answers: answers.slice(0, 1) })).toBeUndefined();
  });
});
