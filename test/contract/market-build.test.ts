import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { PLACES } from "../../functions/arrangements/use-cases/import-recipients.ts";
import { areasOf } from "../../functions/market/rules/areas.ts";
import { floorOf } from "../../functions/market/rules/floor.ts";
import { gapOf } from "../../functions/market/rules/gap.ts";
import { BASES, type Basis } from "../../functions/market/rules/hours.ts";
import { aloneHours } from "../../functions/market/rules/parts.ts";
import type { GapSnapshot } from "../../functions/market/rules/snapshot.ts";
import { supplyOf } from "../../functions/market/rules/supply.ts";
import { marketFrom, traceOf } from "../../functions/market/rules/trace.ts";
import { dynamoGapStore } from "../../functions/market/store/dynamo-gap-store.ts";
import { marketKeys } from "../../functions/market/store/keys.ts";
import { gapsShape } from "../../functions/market/store/shapes.ts";
import { DAY_MS } from "../../shared/domain/time.ts";
import type { Listing } from "../../shared/listing/listing.ts";
import { storedSecret } from "../../shared/runtime/secret.ts";
import { fieldKeys } from "../../shared/sealed-fields/field-keys.ts";
import { sealedFields } from "../../shared/sealed-fields/sealed-fields.ts";
import { readStored } from "../../shared/table/stored-shape.ts";
import { accountFunctions } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";
import { MARKET_DAY, MARKET_NIGHT, marketListings, marketTable, measured } from "../support/market-scene.ts";
import { withPostcodes } from "../support/open-data.ts";
import { aRecipient } from "../support/recipients.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";
import { pushRelabel } from "../unit/market/flow-oracle.ts";
import { choiceOf, oracleOf, weightOf } from "../unit/market/oracle.ts";
import { POLICY, sum, type World } from "../unit/market/scene.ts";

const COUNCILS = [COUNCIL, "E06000016", "E06000017"] as const;
let table: TestTable;
let listings: readonly Listing[];
const store = () => dynamoGapStore(table.table);
const snapshotOf = async (council: string, basis: Basis): Promise<GapSnapshot> => (await store().snapshot(council, basis)) ?? expect.fail("no measure");
const cellOf = ({ cells, classes }: GapSnapshot, area: number, needed: number) => cells[area * classes.length + needed] ?? expect.fail("no cell");

/** All councils' areas, all listings of the day and all need, as the plain measure takes them. */
async function worldOf(basis: Basis): Promise<World> {
  const census = await table.openData.census();
  const all = await Promise.all(COUNCILS.map((council) => snapshotOf(council, basis)));
  const needs = new Map(
    all.flatMap((snapshot) => snapshot.areas.map(({ code }, at) => [code, snapshot.classes.map((_, needed) => cellOf(snapshot, at, needed).need)] as const)),
  );
  const classes = all[0]?.classes ?? [];
  return { small: census?.small ?? [], listings: supplyOf(basis, listings, classes, MARKET_DAY).listings, needs, classCount: classes.length };
}

beforeAll(async () => {
  table = await aTable();
  listings = await marketListings(140);
  await marketTable(table, listings);
  expect(await measured(table)).toEqual({ councils: 3, cells: 36 * POLICY.demand.classes.length * BASES.length });
});

describe("the measure of every night", () => {
  it.each(BASES)("is, in every cell of every council, what the plain measure gives one listing and one small area at a time (%s)", async (basis) => {
    const world = await worldOf(basis);
    const { cells } = oracleOf(world, POLICY);
    const byCell = Map.groupBy(cells, ({ area, needed }) => `${area} ${needed}`);
    for (const council of COUNCILS) {
      const snapshot = await snapshotOf(council, basis);
      expect(snapshot).toMatchObject({ council, basis, day: MARKET_DAY, policyVersion: POLICY.version, vintage: "Census 2021" });
      for (const [at, { code }] of snapshot.areas.entries())
        for (const needed of snapshot.classes.keys()) {
          const own = byCell.get(`${code} ${needed}`) ?? [];
          const cell = cellOf(snapshot, at, needed);
          expect([cell.need, cell.shared]).toEqual([sum(own.map(({ need }) => need)), sum(own.map(({ shared }) => Number(shared)))]);
          expect(cell.shortfall).toBe(sum(own.map(({ need, shared }) => Math.max(0, need - Number(shared)))));
          if (at % 5 === 0) expect(cell).toMatchObject(choiceOf(world, POLICY, code, needed));
        }
    }
    // Listings without hours are someone to choose, and no supply.
    expect((await snapshotOf(COUNCIL, basis)).listings.unknownHours).toBeGreaterThan(5);
  });
  it("is so too of those alone who could work in the mornings, in the evenings, at night or at weekends: their hours are not split", async () => {
    const world = await worldOf("now");
    type Free = NonNullable<Listing["availability"]>;
    const three = (part: string) => (free: Free) => Object.values(free).filter((parts) => parts?.includes(part)).length >= 3;
    const isFree: Readonly<Record<string, (free: Free) => boolean>> = {
      ...{ mornings: three("morning"), evenings: three("evening"), nights: three("night") },
      weekends: ({ sat = [], sun = [] }) => sat.length + sun.length >= 2,
    };
    const snapshot = await snapshotOf(COUNCIL, "now");
    expect(snapshot.times.map(({ code }) => code)).toEqual(Object.keys(isFree));
    for (const then of snapshot.times) {
      const free = new Set(listings.flatMap(({ id, availability }) => (availability && isFree[then.code]?.(availability) ? [String(id)] : [])));
      const those = { ...world, listings: world.listings.filter(({ id }) => free.has(id)) };
      expect([then.code, those.listings.length > 10 && those.listings.length < world.listings.length]).toEqual([then.code, true]);
      const { cells } = oracleOf(those, POLICY);
      const byCell = Map.groupBy(cells, ({ area, needed }) => `${area} ${needed}`);
      for (const [at, { code }] of snapshot.areas.entries())
        for (const needed of snapshot.classes.keys()) {
          const [own, cell] = [byCell.get(`${code} ${needed}`) ?? [], at * snapshot.classes.length + needed];
          expect(then.shared[cell]).toBe(sum(own.map(({ shared }) => Number(shared))));
          expect(then.shortfall[cell]).toBe(sum(own.map(({ need, shared }) => Math.max(0, need - Number(shared)))));
          if (at % 5 > 0) continue;
          const { choice, unknownHours } = choiceOf(those, POLICY, code, needed);
          expect([then.choice[cell], then.unknownHours[cell]]).toEqual([choice, unknownHours]);
        }
      // Who could work then reaches some area of the council; with fewer people no less is out of reach of all.
      const codes = new Set(snapshot.areas.map(({ code }) => code));
      const small = world.small.filter(({ area }) => codes.has(area));
      const come = those.listings.filter((listing) => small.some(({ code }) => weightOf(world, listing, code, POLICY, 100) > 0));
      expect([then.listings, then.hours]).toEqual([come.length, sum(come.map(({ hours = 0 }) => hours))]);
      for (const [floor, { short }] of snapshot.floors.entries()) expect(then.floors[floor]?.short).toBeGreaterThanOrEqual(short);
    }
    // Of hours that are arranged nobody says at which times they are.
    expect((await snapshotOf(COUNCIL, "capacity")).times).toEqual([]);
    const { times: _, ...before } = snapshot;
    expect(readStored(gapsShape, 1, before)).toEqual({ ...snapshot, times: [] });
  });
  it("needs what is published of direct payments, spread whole: as many people times hours as there are", async () => {
    const [now, capacity] = [await snapshotOf(COUNCIL, "now"), await snapshotOf(COUNCIL, "capacity")];
    for (const [snapshot, percentOf] of [
      [now, (percent: number) => percent],
      [capacity, () => 100],
    ] as const) {
      expect(snapshot.total).toEqual({ recipients: 420, from: "published" });
      expect(sum(snapshot.areas.map(({ combined }) => combined))).toBe(420_000_000);
      for (const [needed, { hoursEach, unarrangedPercent, from }] of snapshot.classes.entries()) {
        expect(from).toBe("sample");
        const need = sum(snapshot.areas.map((_, at) => cellOf(snapshot, at, needed).need));
        expect(need).toBe(Math.round((420 * hoursEach * percentOf(unarrangedPercent) * 1_000_000) / 100));
      }
    }
  });
  it("has as a floor what the most that can be placed leaves, found another way, and a set that shows it", async () => {
    const world = await worldOf("now");
    const areas = areasOf(world.small);
    const { cells } = oracleOf(world, POLICY);
    for (const council of ["E06000017", COUNCIL]) {
      const snapshot = await snapshotOf(council, "now");
      const codes = new Set(snapshot.areas.map(({ code }) => code));
      const places = [...snapshot.classes.keys()];
      expect(snapshot.floors).toHaveLength(places.length + 1);
      // Each class alone, and all of them at once, where somebody's hours go to whichever is in want of them.
      for (const [at, classes] of [...places.map((needed) => [needed]), places].entries()) {
        const wanted = cells.filter((cell) => codes.has(cell.area) && classes.includes(cell.needed));
        const suppliers = world.listings.flatMap((listing) => {
          const reached = new Set(world.small.flatMap(({ code }) => (weightOf(world, listing, code, POLICY, 100) > 0 ? [code] : [])));
          const serves = wanted.flatMap(({ small, needed }, cell) => (reached.has(small) && listing.classes.includes(needed) ? [cell] : []));
          return (listing.hours ?? 0) > 0 && serves.length > 0 ? [{ amount: listing.hours ?? 0, serves }] : [];
        });
        const floor = snapshot.floors[at] ?? expect.fail("no floor");
        const needs = wanted.map(({ need }) => need);
        expect(floor.short).toBe(sum(needs) - pushRelabel(needs, suppliers));
        expect(floor.short).toBe((floor.certificate?.need ?? 0) - (floor.certificate?.hours ?? 0));
        expect(floor.short).toBeLessThanOrEqual(
          sum(snapshot.cells.flatMap(({ shortfall }, cell) => (classes.includes(cell % places.length) ? [shortfall] : []))),
        );
      }
    }
    expect(areas.codes).toHaveLength(36);
  });
  it("can be made again from what is kept beside it, and each figure followed to its listings", async () => {
    for (const council of COUNCILS) {
      const snapshot = await snapshotOf(council, "now");
      const inputs = (await store().inputs(council, "now")) ?? expect.fail("no inputs");
      const market = marketFrom(inputs, POLICY);
      const codes = snapshot.areas.map(({ code }) => code);
      for (const [at, code] of codes.entries())
        for (const needed of snapshot.classes.keys()) {
          const cell = cellOf(snapshot, at, needed);
          const { need, shared, shortfall, choice, unknownHours, standing } = gapOf(market, code, needed, POLICY.standing);
          expect({ need, shared, shortfall, choice, unknownHours, standing }).toEqual({
            need,
            shared: cell.shared,
            shortfall: cell.shortfall,
            choice: cell.choice,
            unknownHours: cell.unknownHours,
            standing: cell.standing,
          });
          if ((at + needed) % 7 > 0) continue;
          expect(aloneHours(market, code, needed)).toBe(cell.alone);
          const parts = traceOf(market, inputs, code, needed);
          expect(sum(parts.map(({ given }) => given))).toBeCloseTo(cell.shared, 0);
          // Hours, times what is needed of them here, over all that is needed of them: to the least that hours are counted in.
          for (const { hours = 0, within, asked, given } of parts)
            expect(Math.abs(given - (asked === 0 ? 0 : (hours * within) / asked))).toBeLessThanOrEqual(40);
        }
      expect(floorOf(market, codes, [...snapshot.classes.keys()], POLICY.floor).short).toBe(snapshot.floors.at(-1)?.short);
    }
  });
  it("changes nothing when it is taken again, nor by a night that comes late; the next month adds a line", async () => {
    const items = async () =>
      Promise.all(
        BASES.flatMap((basis) => [marketKeys.newest(COUNCIL, basis), marketKeys.inputs(COUNCIL, basis), marketKeys.month(COUNCIL, basis, "2026-11")]).map(
          async (Key) => (await table.table.client.send(new GetCommand({ TableName: table.name, Key }))).Item,
        ),
      );
    const before = await items();
    expect(before.every((item) => (item?.["body"]?.length ?? 400_000) < 400_000)).toBe(true);
    await measured(table);
    await measured(table, MARKET_NIGHT - 40 * DAY_MS);
    expect(await items()).toEqual(before);
    expect(await store().months(COUNCIL, "now")).toEqual(["2026-11"]);
    await measured(table, MARKET_NIGHT + 10 * DAY_MS);
    const { history, day } = await snapshotOf(COUNCIL, "now");
    expect([day, history.map(({ month }) => month)]).toEqual(["2026-12-04", ["2026-11", "2026-12"]]);
    expect(await store().months(COUNCIL, "now")).toEqual(["2026-12", "2026-11"]);
    expect((await store().snapshot(COUNCIL, "now", "2026-11"))?.day).toBe(MARKET_DAY);
  });
});

const COUNTY = { code: COUNCIL, name: "Leicestershire" };

describe("recipients that a council imported", () => {
  it("count where they live, in steps: nobody finds their number in any figure, or who came since the first of the month", async () => {
    const own = await aTable();
    await withPostcodes(own);
    await marketTable(own, await marketListings(30));
    const { accounts } = accountFunctions(own);
    const fields = sealedFields(fieldKeys(storedSecret(own.environment, own.environment.FIELD_KEYS_SECRET), Date.now));
    const born = async (id: string, since: string) => {
      const sector = await fields.seal({ record: id, field: PLACES.sector }, "LE11 3");
      const postcode = await fields.seal({ record: id, field: PLACES.postcode }, "LE11 3AA");
      const said = { from: since, dated: { dpAgreedOn: since, home: { sector, postcode } }, plain: {} };
      return { entity: "recipient" as const, after: withStatement(aRecipient({ id, reference: id }), said, "2026-11-01T09:00:00.000Z"), action: "test" };
    };
    const come = async (from: number, to: number, since: string) => {
      for (let at = from; at < to; at += 1) await storedCases(accounts, await born(`rcp_${at}`, since));
    };
    const observed = async (): Promise<readonly number[]> => {
      await measured(own);
      const { areas, total } = (await dynamoGapStore(own.table).snapshot(COUNCIL, "now")) ?? expect.fail("no measure");
      return [total.recipients, ...new Set(areas.map((area) => area.observed))].toSorted((a, b) => b - a);
    };
    const item = async () => (await own.table.client.send(new GetCommand({ TableName: own.name, Key: marketKeys.newest(COUNCIL, "now") }))).Item;
    const published = { ...COUNTY, year: "2024-2025", recipients: 42, supported: 130, perThousand: 323 };
    await own.openData.writeTakeUp([published]);
    // Fewer than the rules ask for, and fewer than half of those that are published: what is published counts.
    await come(0, 19, "2026-10-01");
    expect(await observed()).toEqual([42, 0]);
    await come(19, 20, "2026-10-01");
    expect(await observed()).toEqual([42, 0]);
    await come(20, 21, "2026-10-01");
    expect(await observed()).toEqual([22, 22, 2]);
    const before = await item();
    // Some more are known of in the same step, and some came in the middle of the month: not in this month's figures.
    await come(21, 24, "2026-10-02");
    await come(24, 40, "2026-11-10");
    await measured(own);
    expect(await item()).toEqual(before);
    await come(40, 41, "2026-10-02");
    expect(await observed()).toEqual([27, 27, 2]);
  });
});
