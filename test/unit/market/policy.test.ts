import { describe, expect, it } from "vitest";
import { isFreeThen } from "../../../functions/market/rules/free-times.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { WHEN_CODES } from "../../../shared/listing/availability.ts";
import market from "../../../shared/policy/market.json" with { type: "json" };
import { marketPolicyOn, readMarketPolicy } from "../../../shared/policy/market.ts";
import { clientGroups, codesOf, isLanguage, services } from "../../../shared/taxonomy/taxonomy.ts";
import { POLICY } from "./scene.ts";

describe("a council's rules for gaps in the market", () => {
  it("are there for each council from their first day on, and never before", () => {
    for (const council of Object.keys(market.councils)) {
      const { effectiveFrom } = marketPolicyOn(council, "2026-11-24");
      expect(() => marketPolicyOn(council, daysAfter(effectiveFrom, -1))).toThrow(`No rules for gaps in the market of ${council}`);
      expect(marketPolicyOn(council, effectiveFrom).version).toBe(1);
    }
  });
  it("are there for no other council", () => {
    expect(() => marketPolicyOn("E06000018", "2026-11-24")).toThrow("No rules for gaps in the market of E06000018 on 2026-11-24");
  });
  it("have classes of need in codes that listings are described with, each once", () => {
    for (const council of Object.keys(market.councils)) {
      const { classes } = marketPolicyOn(council, "2026-11-24").demand;
      expect(new Set(classes.map(({ code }) => code)).size).toBe(classes.length);
      expect(new Set(classes.map(({ service, group, language }) => `${service} ${group} ${language}`)).size).toBe(classes.length);
      expect(
        classes.filter(
          ({ service, group, language }) =>
            !codesOf(services).includes(service) ||
            (group !== undefined && !codesOf(clientGroups).includes(group)) ||
            (language !== undefined && !isLanguage(language)),
        ),
      ).toEqual([]);
    }
  });
  it("have times of the week that are made of times of a search, each once", () => {
    expect(POLICY.times.map(({ code }) => code)).toEqual(["mornings", "evenings", "nights", "weekends"]);
    expect(POLICY.times.flatMap(({ of }) => of.filter((time) => !WHEN_CODES.includes(time)))).toEqual([]);
    const [mornings = expect.fail("no times"), , , weekends = mornings] = POLICY.times;
    const [two, three] = [
      ["mon-morning", "tue-morning", "tue-evening"],
      ["mon-morning", "tue-morning", "sun-morning"],
    ];
    expect([two, three].map((free) => isFreeThen(free, mornings))).toEqual([false, true]);
    expect(
      [
        ["sun-night", "fri-night"],
        ["sun-night", "sat-morning"],
      ].map((free) => isFreeThen(free, weekends)),
    ).toEqual([false, true]);
    expect(() => readMarketPolicy({ ...POLICY, times: [{ ...mornings, least: 8 }] })).toThrow("must not ask for more times than there are");
  });
  it("weigh no need within reach by distance, unless a council says so", () => {
    expect(POLICY.decay).toEqual({ whole: 1, bands: [{ weight: 1 }] });
  });
  it.each([
    ["no bands", { whole: 1, bands: [] }],
    ["a last band that ends", { whole: 1, bands: [{ toMiles: 5, weight: 1 }] }],
    ["a band without an end before another", { whole: 1, bands: [{ weight: 1 }, { weight: 1 }] }],
    ["bands out of order", { whole: 9, bands: [{ toMiles: 5, weight: 9 }, { toMiles: 5, weight: 8 }, { weight: 1 }] }],
    ["a band above the whole", { whole: 1, bands: [{ weight: 2 }] }],
    ["a band of no weight", { whole: 1, bands: [{ weight: 0 }] }],
    ["a band that ends where it begins", { whole: 1, bands: [{ toMiles: 0, weight: 1 }, { weight: 1 }] }],
  ])("are refused with %s", (_, decay) => {
    expect(() => readMarketPolicy({ ...POLICY, decay })).toThrow();
  });
  it("may have bands, from the nearest to the furthest", () => {
    const decay = { whole: 100, bands: [{ toMiles: 5, weight: 100 }, { toMiles: 10, weight: 68 }, { weight: 22 }] };
    expect(readMarketPolicy({ ...POLICY, decay }).decay).toEqual(decay);
  });
  it("are refused where what is short is not less than what is tight, or a part is more than the whole", () => {
    expect(() => readMarketPolicy({ ...POLICY, standing: { shortBelowPercent: 100, tightBelowPercent: 100 } })).toThrow("must be short below less than tight");
    expect(() => readMarketPolicy({ ...POLICY, fragile: { ...POLICY.fragile, evidence: { parts: 4, of: 3 } } })).toThrow("must not be more than the whole");
    expect(readMarketPolicy(POLICY)).toEqual(POLICY);
  });
});
