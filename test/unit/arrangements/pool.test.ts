import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterAnswer,
  afterLeaving,
  afterPayment,
  mayShare,
  Pool,
  type PoolMember,
  sharesBetween,
  sharingOn,
  weeklyPence,
  weeklyShares,
} from "../../../functions/arrangements/rules/pool.ts";
import { evenShares } from "../../../shared/domain/money.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { COUNCIL } from "../../support/councils.ts";
import { runs } from "../../support/runs.ts";

const START = "2026-03-02";
const AT = "2026-03-10T09:00:00.000Z";
const TODAY = "2026-03-10";

const member = (person: string, more: Partial<PoolMember> = {}): PoolMember => ({ person, state: "agreed", from: START, ...more });
const pool = (members: readonly PoolMember[], more: Partial<Pool> = {}): Pool =>
  Pool.parse({
    ...{ id: "pool-1", owner: "amy", authority: COUNCIL, listing: "LEI-4KX7", provider: "pip", services: ["getting-out"], hours: 10, ratePence: 1501 },
    ...{ state: "running", members, from: START, payments: [], createdAt: "2026-02-20T09:00:00.000Z" },
    ...more,
  });
const penceOf = (shares: ReadonlyMap<string, number>): readonly number[] => [...shares.values()];
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe("an even split", () => {
  it("adds up, and gives what is left over to the first", () => {
    expect([evenShares(100, 3), evenShares(2, 3), evenShares(0, 2), evenShares(9, 1)]).toEqual([[34, 33, 33], [1, 1, 0], [0, 0], [9]]);
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.integer({ min: 1, max: 12 }), (total, count) => {
        const shares = evenShares(total, count);
        expect([shares.length, sum(shares), Math.max(...shares) - Math.min(...shares) <= 1]).toEqual([count, total, true]);
        expect(shares.toSorted((a, b) => b - a)).toEqual(shares);
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe("what members of a pool have of a week", () => {
  it("is minutes and pence of all together, the odd ones to whoever joined first", () => {
    const three = pool([member("cat", { from: "2026-03-09" }), member("amy"), member("bob")]);
    expect(weeklyPence(three)).toBe(15_010);
    expect(weeklyShares(three, "2026-03-09")).toEqual([
      { person: "amy", minutes: 200, pence: 5004 },
      { person: "bob", minutes: 200, pence: 5003 },
      { person: "cat", minutes: 200, pence: 5003 },
    ]);
    expect(weeklyShares(three, "2026-03-08").map(({ person, pence }) => [person, pence])).toEqual([
      ["amy", 7505],
      ["bob", 7505],
    ]);
    expect(weeklyShares(three, "2026-03-01")).toEqual([]);
  });
  it("rounds half a penny up", () => {
    expect([weeklyPence({ hours: 0.5, ratePence: 1501 }), weeklyPence({ hours: 0.25, ratePence: 1501 })]).toEqual([751, 375]);
  });
});

describe("what members owe for some days", () => {
  it("is split anew from the day somebody joins or leaves", () => {
    const changing = pool([member("amy"), member("bob", { state: "left", until: "2026-03-08" }), member("cat", { from: "2026-03-16" })], {
      hours: 7,
      ratePence: 1000,
    });
    // A week is 70.00: ten pounds a day. Two share the first week, one the second, two the third.
    expect(Object.fromEntries(sharesBetween(changing, START, "2026-03-22"))).toEqual({ amy: 3500 + 7000 + 3500, bob: 3500, cat: 3500 });
    expect(Object.fromEntries(sharesBetween(changing, "2026-03-08", "2026-03-09"))).toEqual({ amy: 500 + 1000, bob: 500 });
    expect(sharesBetween(changing, "2026-03-09", "2026-03-08").size).toBe(0);
  });
  it("adds up to the penny, in any order of joining and leaving, and over any stretch of days", () => {
    const day = fc.integer({ min: 0, max: 40 });
    const someone = fc.record({ from: day, length: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }) });
    fc.assert(
      fc.property(
        fc.array(someone, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 5000 }),
        day,
        day,
        (some, quarters, ratePence, first, length) => {
          const members = some.map(({ from, length: stays }, index) => {
            const joined = daysAfter(START, from);
            return member(`m${index}`, { from: joined, ...(stays === undefined ? {} : { state: "left", until: daysAfter(joined, stays) }) });
          });
          const shared = pool(members, { hours: quarters / 4, ratePence });
          const [from, to] = [daysAfter(START, first), daysAfter(START, first + length)];
          const all = sum(penceOf(sharesBetween(shared, from, to)));
          // By single days, each split by itself: the same sum. And a day on which nobody shares costs nothing.
          let byDays = 0;
          for (let at = first; at <= first + length; at += 1) {
            const one = daysAfter(START, at);
            const shares = penceOf(sharesBetween(shared, one, one));
            expect(shares.length === 0 || Math.max(...shares) - Math.min(...shares) <= 1).toBe(true);
            expect(sharingOn(shared, one).length > 0 || shares.length === 0).toBe(true);
            byDays += sum(shares);
          }
          expect(all).toBe(byDays);
          // Who stands where in the list of members changes nothing of the whole.
          expect(sum(penceOf(sharesBetween({ ...shared, members: members.toReversed() }, from, to)))).toBe(all);
          const whole =
            sharingOn(shared, from).length > 0 && length >= 6 && members.every(({ from: joined = "", until = "9" }) => joined <= from && until >= to);
          if (whole) expect(sum(penceOf(sharesBetween(shared, from, daysAfter(from, 6))))).toBe(weeklyPence(shared));
          expect(sum(weeklyShares(shared, from).map(({ pence }) => pence))).toBe(sharingOn(shared, from).length > 0 ? weeklyPence(shared) : 0);
          expect(sum(weeklyShares(shared, from).map(({ minutes }) => minutes))).toBe(sharingOn(shared, from).length > 0 ? shared.hours * 60 : 0);
        },
      ),
      { numRuns: runs(2000) },
    );
  });
});

describe("a pool", () => {
  const proposed = () =>
    pool([member("amy", { from: undefined }), member("bob", { state: "invited", from: undefined }), member("cat", { state: "invited", from: undefined })], {
      state: "proposed",
      from: "2026-03-16",
    });
  const answered = (before: Pool, person: string, agrees: boolean, today = TODAY): Pool => {
    const done = afterAnswer(before, person, agrees, today, AT);
    if (!done.ok) throw new Error(done.refusal);
    return done.value;
  };
  it("runs once everybody has answered and the provider and two people agreed, from its day or today", () => {
    const most = answered(answered(proposed(), "bob", true), "cat", true);
    expect([most.state, most.members.map(({ from }) => from)]).toEqual(["proposed", [undefined, undefined, undefined]]);
    expect(answered(most, "pip", true)).toMatchObject({
      state: "running",
      from: "2026-03-16",
      members: [{ from: "2026-03-16" }, { from: "2026-03-16" }, { from: "2026-03-16" }],
    });
    expect(answered(most, "pip", true, "2026-03-20").members.map(({ from }) => from)).toEqual(["2026-03-20", "2026-03-20", "2026-03-20"]);
    const first = answered(proposed(), "pip", true);
    const without = answered(answered(first, "bob", false), "cat", true);
    expect([without.state, without.members.map(({ person, from }) => [person, from])]).toEqual([
      "running",
      [
        ["amy", "2026-03-16"],
        ["bob", undefined],
        ["cat", "2026-03-16"],
      ],
    ]);
  });
  it("is dropped where the provider says no, or fewer than two are left", () => {
    expect(answered(proposed(), "pip", false)).toMatchObject({ state: "dropped", endedAt: AT });
    expect(answered(answered(proposed(), "bob", false), "cat", false)).toMatchObject({ state: "dropped", endedAt: AT });
    expect(answered(answered(answered(proposed(), "bob", true), "amy", false), "cat", false)).toMatchObject({ state: "dropped" });
  });
  it("takes one answer of each, and none once it runs", () => {
    const refusal = (before: Pool, person: string, agrees = true) => {
      const done = afterAnswer(before, person, agrees, TODAY, AT);
      return done.ok ? "done" : done.refusal;
    };
    expect([refusal(proposed(), "amy"), refusal(proposed(), "stranger"), refusal(answered(proposed(), "pip", true), "pip")]).toEqual([
      "not-yours",
      "not-yours",
      "not-yours",
    ]);
    expect(refusal(answered(proposed(), "bob", false), "bob")).toBe("not-yours");
    // Who agreed may still think again.
    expect(refusal(answered(proposed(), "bob", true), "bob", false)).toBe("done");
    expect(refusal(pool([member("amy"), member("bob", { state: "invited" })]), "bob")).toBe("not-now");
  });
  it("is left after a last day that is not ahead, and ends with the last one", () => {
    const two = pool([member("amy"), member("bob")]);
    const leaving = (before: Pool, person: string, day: string) => afterLeaving(before, person, day, TODAY, AT);
    const left = leaving(two, "amy", "2026-03-08");
    if (!left.ok) throw new Error(left.refusal);
    expect(left.value).toMatchObject({ state: "running", members: [{ state: "left", until: "2026-03-08" }, { state: "agreed" }] });
    expect(leaving(left.value, "bob", TODAY)).toMatchObject({ ok: true, value: { state: "ended", endedAt: AT } });
    expect(leaving(two, "amy", daysAfter(START, -1)).ok).toBe(true);
    for (const [before, person, day, refusal] of [
      [two, "amy", "2026-03-11", "day"],
      [two, "amy", daysAfter(START, -2), "day"],
      [two, "stranger", TODAY, "not-yours"],
      [left.value, "amy", TODAY, "not-yours"],
      [proposed(), "amy", TODAY, "not-now"],
    ] as const)
      expect(leaving(before, person, day)).toEqual({ ok: false, refusal });
  });
  it("keeps what one member paid another, on a day of its time", () => {
    const two = pool([member("amy"), member("bob"), member("cat", { state: "declined", from: undefined })]);
    const paid = (payer: string, payee: string, pence: number, on: string, before = two) => afterPayment(before, payer, payee, pence, on, TODAY, AT);
    expect(paid("amy", "bob", 5003, TODAY)).toMatchObject({
      ok: true,
      value: { payments: [{ payer: "amy", payee: "bob", pence: 5003, on: TODAY, learnedAt: AT }] },
    });
    expect(paid("bob", "amy", 1, START).ok).toBe(true);
    for (const [payer, payee, pence, on, refusal] of [
      ["amy", "amy", 5, TODAY, "not-yours"],
      ["amy", "cat", 5, TODAY, "not-yours"],
      ["cat", "amy", 5, TODAY, "not-yours"],
      ["amy", "bob", 5, "2026-03-11", "day"],
      ["amy", "bob", 5, "2026-03-01", "day"],
      ["amy", "bob", 0, TODAY, "amount"],
      ["amy", "bob", 1.5, TODAY, "amount"],
    ] as const)
      expect(paid(payer, payee, pence, on)).toEqual({ ok: false, refusal });
    expect(paid("amy", "bob", 5, TODAY, { ...two, state: "proposed" })).toEqual({ ok: false, refusal: "not-now" });
  });
});

describe("neighbours", () => {
  const wish = (services: readonly ("getting-out" | "shopping" | "meals")[], lat = 52.766) => ({
    services: [...services],
    area: { key: "LE13 1", lat, lon: -0.887 },
  });
  it("may share where they want some of the same and live near", () => {
    expect(mayShare(wish(["getting-out"]), wish(["shopping", "getting-out"]), 3)).toBe(true);
    expect(mayShare(wish(["getting-out"]), wish(["meals"]), 3)).toBe(false);
    // A degree of latitude is some 69 miles.
    expect([mayShare(wish(["meals"]), wish(["meals"], 52.809), 3), mayShare(wish(["meals"]), wish(["meals"], 52.81), 3)]).toEqual([true, false]);
  });
});
