import { describe, expect, it } from "vitest";
import { type RateFrame, rateQuestions } from "../../../functions/arrangements/rules/rate-check.ts";
import { missingOfEmployer, type Terms } from "../../../functions/arrangements/rules/terms.ts";
import { type CouncilRates, ratesOn } from "../../../shared/policy/council-rates.ts";
import { dutiesOn } from "../../../shared/policy/pay.ts";

const rates = (pence: number, managedPence: number, effectiveFrom = "2026-04-01"): CouncilRates => ({
  ...{ effectiveFrom, source: "The council's rates" },
  services: { "personal-care": { pence, managedPence } },
  others: { pence: pence - 100, managedPence: managedPence - 100 },
});
const terms = (ratePence: number, more: Partial<Terms> = {}): Terms => ({
  ...{ services: ["personal-care"], hours: 10, times: [], ratePence, outcomes: [] },
  ...{ pay: "weekly", payWhen: "arrears", hoursBasis: "planned" },
  ...more,
});
const frame = (more: Partial<RateFrame> = {}): RateFrame => ({
  ...{ employment: "self-employed", family: false, rates: rates(1700, 1700), minimumPence: 1271, employers: dutiesOn("2026-06-01"), weeksAYear: 52 },
  agreed: { higherRate: false, family: false },
  ...more,
});
const kinds = (ratePence: number, more: Partial<RateFrame> = {}, termsMore: Partial<Terms> = {}) =>
  rateQuestions(terms(ratePence, termsMore), frame(more)).map(({ kind, to, pence, against }) => [kind, to, pence, against]);

describe("what an hour costs", () => {
  it("raises nothing up to what the council pays, and a question to the person from a penny above", () => {
    expect(kinds(1700)).toEqual([]);
    expect(kinds(1701)).toEqual([["above-council-rate", "person", 1701, 1700]]);
    expect(kinds(1701, { agreed: { higherRate: true, family: false } })).toEqual([]);
  });
  it("above the council's rate is the council's question too, where it pays a managed service more", () => {
    const less = { rates: rates(1700, 2400) };
    expect(kinds(1701, less)).toEqual([
      ["below-managed", "council", 1700, 2400],
      ["above-council-rate", "person", 1701, 1700],
    ]);
    expect(kinds(1700, less)).toEqual([]);
  });
  it("of several services is held against the dearest, and of one that has no rate against that of the others", () => {
    expect(kinds(1650, {}, { services: ["shopping", "personal-care"] })).toEqual([]);
    expect(kinds(1650, {}, { services: ["shopping"] })).toEqual([["above-council-rate", "person", 1650, 1600]]);
  });
  it("of somebody employed asks the council where its rate does not cover the legal minimum and what an employer owes", () => {
    // 10 hours at 12.71 with 12.07 % of holiday: 127.10 + 15.35 = 142.45; less than the pension's limit; National Insurance is taken off by the allowance.
    expect(kinds(1271, { employment: "employed", rates: rates(1424, 1424) })).toEqual([["below-employer-cost", "council", 14_240, 14_245]]);
    expect(kinds(1271, { employment: "employed", rates: rates(1425, 1425) })).toEqual([]);
    expect(kinds(1271, { rates: rates(1000, 1000), agreed: { higherRate: true, family: false } })).toEqual([]);
  });
  it("raises nothing where the council publishes no rates", () => {
    expect(kinds(9999, { rates: undefined, employment: "employed" })).toEqual([]);
  });
  it("of family of the household is for the council to agree to, with or without rates", () => {
    expect(kinds(1500, { family: true, rates: undefined })).toEqual([["family", "council", undefined, undefined]]);
    expect(kinds(1500, { family: true, agreed: { higherRate: false, family: true } })).toEqual([]);
  });
  it("goes by the rates of its day", () => {
    const all = [rates(1700, 1700, "2026-04-01"), rates(1600, 1600, "2025-04-01"), rates(1800, 1800, "2027-04-01")];
    expect(["2025-03-31", "2025-04-01", "2026-03-31", "2026-04-01", "2030-01-01"].map((day) => ratesOn(all, day)?.others.pence)).toEqual([
      ...[undefined, 1500, 1500, 1600, 1700],
    ]);
  });
});

describe("what an employer must have in order", () => {
  it("is missing until it is said, and the insurance from the day after its last", () => {
    expect(missingOfEmployer(undefined, "2026-11-27")).toEqual(["rightToWorkOn", "contractOn", "liabilityUntil", "payroll", "pension"]);
    const all = { rightToWorkOn: "2026-11-01", contractOn: "2026-11-01", liabilityUntil: "2026-11-27", payroll: "monthly", pension: "enrolled" } as const;
    expect([missingOfEmployer(all, "2026-11-27"), missingOfEmployer(all, "2026-11-28")]).toEqual([[], ["liabilityUntil"]]);
    expect(missingOfEmployer({ ...all, pension: undefined }, "2026-11-27")).toEqual(["pension"]);
  });
});
