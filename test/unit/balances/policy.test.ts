import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FINDING_CODES } from "../../../functions/balances/rules/result.ts";
import register from "../../../functions/balances/store/records.json" with { type: "json" };
import { dayNumber, daysAfter } from "../../../shared/domain/time.ts";
import balances from "../../../shared/policy/balances.json" with { type: "json" };
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import { runs } from "../../support/runs.ts";

const COUNCILS = Object.entries(balances.councils);

describe("a council's rules for balances", () => {
  it("are there on every day since its first ones, in versions that follow each other, and never before", () => {
    for (const [council, versions] of COUNCILS) {
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
      const starts = versions.map(({ effectiveFrom }) => effectiveFrom);
      expect(starts).toEqual(starts.toSorted());
      const [first = ""] = starts;
      expect(() => balancePolicyOn(council, daysAfter(first, -1))).toThrow(`No rules for balances of ${council}`);
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 20_000 - dayNumber(first) + 10_000 }), (after) => {
          const on = daysAfter(first, after);
          expect(balancePolicyOn(council, on).effectiveFrom <= on).toBe(true);
        }),
        { numRuns: runs(1000, 100) },
      );
    }
  });
  it("never ask about a category that is in no question, and have one group for each category", () => {
    for (const [council, [{ effectiveFrom = "" } = {}]] of COUNCILS) {
      const { spend } = balancePolicyOn(council, effectiveFrom);
      const codes = spend.groups.flatMap((group) => group.codes);
      expect(new Set(codes).size).toBe(codes.length);
      expect(codes.filter((code) => spend.neverAsk.includes(code))).toEqual([]);
      expect(spend.neverAsk).toContain("9311");
    }
  });
  it("hold a notice of four weeks at least, and name the legal basis of each funding line", () => {
    for (const [council, [{ effectiveFrom = "" } = {}]] of COUNCILS) {
      const { recoup } = balancePolicyOn(council, effectiveFrom);
      expect(recoup.noticeDays.value).toBeGreaterThanOrEqual(28);
      expect(recoup.challengeDays).toBeLessThanOrEqual(recoup.noticeDays.value);
      expect(recoup.legalBasis.value.council).not.toBe("");
      expect(recoup.legalBasis.value.nhs).toContain("regulation 15");
    }
  });
  it("keep what is stored of balances for as long as the register says it is kept", () => {
    const kept = Object.values(register.records).flatMap((record) => ("ends" in record ? record.ends : []));
    const months = kept.flatMap((end) => ("months" in end ? [end.months] : []));
    expect(months.length).toBeGreaterThan(0);
    for (const [, [{ keepYears } = { keepYears: 0 }]] of COUNCILS) expect(new Set(months)).toEqual(new Set([keepYears * 12]));
  });
  it("know every finding by one code", () => {
    expect(new Set(FINDING_CODES).size).toBe(FINDING_CODES.length);
    expect(FINDING_CODES.slice(-2)).toEqual(["typed-balance-differs", "row-vanished"]);
  });
});
