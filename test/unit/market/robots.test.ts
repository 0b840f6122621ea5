import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf, type SearchCell } from "../../../functions/market/rules/search-cells.ts";
import { type AreaRow, countsOf, signalTables } from "../../../functions/market/rules/signal-tables.ts";
import { DAY_MS } from "../../../shared/domain/time.ts";
import { closePeriods } from "../../../shared/figures/close-periods.ts";
import { type CountedTable, trueTable } from "../../../shared/figures/counted.ts";
import type { FiguresStore, StoredFigures } from "../../../shared/figures/ports.ts";
import { cookieJar } from "../../../shared/http/cookies.ts";
import { disclosureRulesOn } from "../../../shared/policy/disclosure.ts";
import { signalsPolicyOn } from "../../../shared/policy/signals.ts";
import { searchCounter } from "../../../shared/signals/count-search.ts";
import { isCounted } from "../../../shared/signals/is-counted.ts";
import { countingCookies } from "../../../shared/signals/objection.ts";
import type { SearchedRow } from "../../../shared/signals/stored-shapes.ts";
import { marksOf } from "../../../shared/signals/visitor.ts";
import { COUNCIL } from "../../support/councils.ts";
import { runs } from "../../support/runs.ts";

// What is published of searches, whoever searches however often: from the search to the figure, with nothing between left out but the table.

const REQUESTS = runs(10_000, 1_000);
const [DISTRICT, LOTS] = ["E07000133", 64];
const AREAS: readonly AreaRow[] = [{ id: DISTRICT, name: "Melton" }];
const { leastOfOneSource, lookBackMonths, trueFiguresMonths } = signalsPolicyOn(COUNCIL, "2026-12-01");
const oneSource = { percent: disclosureRulesOn("staff", "2026-12-01").oneSourcePercent, least: leastOfOneSource };
const ROBOT = { address: "203.0.113.7", browsers: ["Chrome/129.0 Safari/537.36", "Firefox/130.0", "Edg/129"].map((name) => `Mozilla/5.0 (X11) ${name}`) };

/** A search: which kind of support, how many it found, and the filter that stood in the way. */
interface Asked {
  readonly service: string;
  readonly found: number;
  readonly binding: string;
}
const asked: fc.Arbitrary<Asked> = fc.record({
  service: fc.constantFrom("meals", "personal-care", "shopping", "respite"),
  found: fc.constantFrom(0, 0, 1, 5, 30),
  binding: fc.constantFrom("language", "when", "gender"),
});

const saltOf = (span: string): string => Buffer.alloc(32, span).toString("base64");

/** Counts one network's searches, so many a day of a month, in turn; gives the cells of each night. */
async function countedIn(month: string, days: number, perDay: number, every: readonly Asked[]): Promise<readonly (readonly SearchCell[])[]> {
  const rows = new Map<string, Map<string, SearchedRow>>();
  const clock = { at: 0 };
  const begin = searchCounter({
    store: {
      salt: async (span) => saltOf(span),
      areas: async () => undefined,
      async note(day, visitor, row) {
        const ofDay = rows.get(day) ?? new Map();
        rows.set(day, ofDay.set(visitor, { ...ofDay.get(visitor), ...row }));
      },
    },
    now: () => clock.at,
    lots: LOTS,
    waitMs: 1000,
    failed: (fault) => expect.fail(fault),
  });
  for (let day = 0; day < days; day += 1) {
    clock.at = Date.parse(`${month}-01T12:00:00Z`) + day * DAY_MS;
    for (let at = 0; at < perDay; at += 1) {
      const { service, found, binding } = every[at % every.length] ?? expect.fail("nothing is asked");
      const search = begin({ address: ROBOT.address, userAgent: ROBOT.browsers[at % 3] ?? "" });
      await search({
        lat: 52.766,
        lon: -0.887,
        district: DISTRICT,
        services: [service],
        groups: [],
        languages: [],
        found,
        ...(found === 0 ? { binding } : {}),
      });
    }
  }
  return [...rows.values()].map((ofDay) => cellsOf([...ofDay.values()]));
}

/** What is published, and the counts that it was made of. */
interface Made extends StoredFigures {
  readonly tables: readonly CountedTable[];
}

/** A store of figures in memory: each version once. */
function inMemory() {
  const stored = new Map<string, Made>();
  const versionsOf = (audience: string, period?: string) =>
    [...stored.values()].filter(({ publication }) => publication.audience === audience && (period ?? publication.period) === publication.period);
  const figures: FiguresStore = {
    newest: async (audience, _, period) => versionsOf(audience, period).at(-1),
    periods: async (audience) => [...new Set(versionsOf(audience).map(({ publication }) => publication.period))].toSorted().toReversed(),
    trueFigures: async (_, { period }) => [...stored.values()].find(({ publication }) => publication.period === period)?.tables,
    async publish(_, one, tables) {
      const key = `${one.publication.audience} ${one.publication.period} ${one.publication.version}`;
      if (stored.has(key)) return false;
      stored.set(key, { ...one, tables });
      return true;
    },
  };
  return { figures, published: () => [...stored.values()] };
}

/** Everything that is published from October to the end of a quarter, of what searches came to month by month; `late` comes once all is closed. */
async function publishedOf(months: Readonly<Record<string, readonly SearchCell[]>>, late: readonly SearchCell[] = []): Promise<readonly Made[]> {
  const { figures, published } = inMemory();
  const close = (at: string, more: readonly SearchCell[]) =>
    closePeriods(
      {
        ...{ figures, lookBackMonths, trueFiguresMonths },
        asTrue: (table) => trueTable(table, countsOf(table)),
        async countMonth(_, month) {
          const searches = [...(months[month.slice(0, "2026-11".length)] ?? []), ...more];
          return { tables: signalTables({ areas: AREAS, searches, unmet: [], oneSource }), begun: searches.length > 0, open: false };
        },
      },
      COUNCIL,
      Date.parse(`${at}T01:30:00Z`),
    );
  for (const at of ["2026-11-01", "2026-12-01", "2027-01-01"]) await close(at, []);
  const before = JSON.stringify(published());
  for (const at of ["2027-01-02", "2027-01-31"]) expect(await close(at, late)).toBe(0);
  expect(JSON.stringify(published())).toBe(before);
  return published();
}

describe("searches", () => {
  it("count once for a visitor, day, area and kind of support, however often and in whichever order they are made", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()), async (every, order) => {
        const shuffled = [...every, ...every]
          .map((one) => ({ one, at: order.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const [[once = []], [often = []]] = [await countedIn("2026-11", 1, every.length, every), await countedIn("2026-11", 1, shuffled.length * 3, shuffled)];
        for (const cells of [once, often])
          expect(cells.map(({ service, count }) => [service, count]).toSorted()).toEqual(
            [...new Set(every.map(({ service }) => service))].toSorted().map((service) => [service, 1]),
          );
      }),
      { numRuns: runs(200) },
    );
  });
  it("of a robot that makes too much of every figure it is in, ten thousand a month, move none of the counts behind what is published: of that month, its quarter, or one that was closed before", async () => {
    const named = { method: "GET", headers: { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" }, cookies: [], address: ROBOT.address };
    expect(isCounted(named, countingCookies(cookieJar(new URL("https://trellis.example"))))).toBe(false);
    const month = "2026-11";
    const { lot } = marksOf(
      { day: saltOf("2026-11-01"), month: saltOf(month) },
      { address: ROBOT.address, userAgent: "" },
      { lat: 0, lon: 0, services: [], groups: [], languages: [], found: 0, area: "" },
      LOTS,
    );
    // Of a figure with so few of others, whoever comes every day makes too much. No other lot has three of one.
    const others = fc.array(asked, { minLength: 1, maxLength: 90 }).map((every) =>
      every.map(({ service, found, binding }, at): SearchCell => {
        const why = found === 0 ? { outcome: "failed" as const, binding, nearest: "nowhere" as const } : { outcome: "found" as const };
        return { area: DISTRICT, district: DISTRICT, service, group: "any", language: "any", ...why, lot: (lot + 1 + (at % 60)) % LOTS, count: 1 };
      }),
    );
    await fc.assert(
      fc.asyncProperty(others, others, others, fc.array(asked, { minLength: 1, maxLength: 9 }), async (october, november, december, every) => {
        const days = 30;
        const nights = await countedIn(month, days, Math.ceil(REQUESTS / days), every);
        const robot = nights.flat();
        // A day's requests are one visit in each kind of support.
        for (const cells of nights) expect(cells.reduce((all, { count }) => all + count, 0)).toBe(new Set(every.map(({ service }) => service)).size);
        expect(new Set(robot.map((cell) => cell.lot))).toEqual(new Set([lot]));
        const honest = { "2026-10": october, "2026-11": november, "2026-12": december };
        const without = await publishedOf(honest);
        const within = await publishedOf({ ...honest, [month]: [...november, ...robot] }, robot);
        expect(within.map(({ publication: { audience, period, version } }) => [audience, period, version])).toEqual([
          ...["2026-10-01/P1M", "2026-11-01/P1M", "2026-12-01/P1M"].map((period) => ["staff", period, 1]),
          ["public", "2026-10-01/P3M", 1],
        ]);
        for (const [at, { publication, tables }] of within.entries()) {
          const honestly = without[at] ?? expect.fail("fewer publications");
          expect(tables.map(({ counts }) => counts)).toEqual(honestly.tables.map(({ counts }) => counts));
          // Where it was too much of a figure, that is not shown; the counts are those without it.
          const left = tables.flatMap(({ unusual = [] }) => unusual);
          if (left.length === 0) expect(publication).toEqual(honestly.publication);
          expect(left.length > 0).toBe(publication.period === "2026-11-01/P1M" || publication.audience === "public");
        }
      }),
      { numRuns: runs(10, 2), endOnFailure: true },
    );
  });
});
