import { describe, expect, it } from "vitest";
import { checkCycle } from "../../../functions/balances/rules/check.ts";
import type { FindingCode } from "../../../functions/balances/rules/result.ts";
import { noon, POLICY } from "../../support/balance-accounts.ts";
import { household, lived } from "../../support/households.ts";
import { runs } from "../../support/runs.ts";

const CYCLES = 25;
const HOUSEHOLDS = runs(8000, 160);
/** Of those who use less a few are enough for a median. */
const FEWER = runs(2000, 100);

const codesOf = ({ facts, ledger }: ReturnType<typeof lived>, cycle: number): readonly FindingCode[] =>
  checkCycle(facts, ledger, POLICY, cycle, noon(cycle * 28 + 7)).findings.map(({ code }) => code);

/** The cycle in which the half-way household was first asked; beyond the last one where it never was. */
function medianFound(used: number, confirmed: boolean, counts: (code: FindingCode) => boolean): number {
  const found = Array.from({ length: FEWER }, (_, seed) => {
    const life = lived(household(seed + 1), used, CYCLES, confirmed);
    for (let cycle = 1; cycle <= CYCLES; cycle += 1) if (codesOf(life, cycle).some(counts)) return cycle;
    return CYCLES + 1;
  }).toSorted((a, b) => a - b);
  return found[Math.floor(found.length / 2)] ?? 0;
}

describe("who is asked", () => {
  it("is hardly anybody who spends as planned: under one check in a hundred finds anything at all", () => {
    let asked = 0;
    for (let seed = 1; seed <= HOUSEHOLDS; seed += 1) {
      const life = lived(household(seed), 1, CYCLES);
      for (let cycle = 1; cycle <= CYCLES; cycle += 1) {
        if (codesOf(life, cycle).length > 0) asked += 1;
      }
    }
    expect(asked / (HOUSEHOLDS * CYCLES)).toBeLessThan(0.01);
  });
  it("is the half-way household that uses a quarter less, by the fourth cycle: where planned hours count, and where hours are confirmed", () => {
    const excess = (code: FindingCode) => code === "excess";
    expect(medianFound(0.75, false, excess)).toBeLessThanOrEqual(4);
    expect(medianFound(0.75, true, excess)).toBeLessThanOrEqual(4);
  });
  it("is the half-way household that gets no support at all by the third cycle: what is left is asked about, and somebody asks after the person", () => {
    expect(medianFound(0, false, (code) => code === "excess")).toBeLessThanOrEqual(3);
    expect(medianFound(0, false, (code) => code === "no-spend")).toBeLessThanOrEqual(3);
  });
});
