import { describe, expect, it } from "vitest";
import { microHours } from "../../../functions/market/rules/hours.ts";
import type { MarketInputs, NamedListing } from "../../../functions/market/rules/snapshot.ts";
import { workforceOf } from "../../../functions/market/rules/workforce.ts";
import { drawWords } from "../../../functions/market/use-cases/draw-words.ts";
import type { PublishedFeedback } from "../../../functions/market/use-cases/ports.ts";
import { disclose } from "../../../shared/domain/small-numbers/disclose.ts";
import { ShownCount } from "../../../shared/domain/small-numbers/publication.ts";
import { countAlone } from "../../../shared/domain/small-numbers/shares.ts";
import { TrueCounts } from "../../../shared/domain/small-numbers/true-tables.ts";
import { disclosureRulesOn } from "../../../shared/policy/disclosure.ts";
import { covering, DAY, lonely, POLICY } from "./scene.ts";

const FRAME = { districts: ["E07000133"], skills: ["dementia", "autism"], policy: POLICY };

const someone = (id: string, hours: number | undefined, more: Partial<NamedListing> = {}, district = "E07000133"): NamedListing => ({
  ...covering(id, hours, [district], [0], more),
  name: id,
  times: [],
  ...more,
});
const inputs = (basis: "now" | "capacity", listings: readonly NamedListing[], day = DAY): MarketInputs => ({
  ...{ council: "E10000018", basis, day, policyVersion: 1, classes: [], need: [], listings },
  small: [lonely("E07000133", "A"), lonely("E06000016", "B")],
});
const of = (listings: readonly NamedListing[], offered = listings) => workforceOf(inputs("now", listings), inputs("capacity", offered), FRAME);
const hours = (given: number) => microHours(given);

describe("who can give support", () => {
  it("is everyone who reaches the council, with the hours that they said; who says none counts, and gives none", () => {
    const found = of([someone("a", 10), someone("b", 2.5), someone("c", undefined), someone("elsewhere", 40, {}, "E06000016")]);
    expect(found.all).toEqual({ listings: 3, freeHours: hours(12.5) });
    expect(found.hoursUnknown).toBe(1);
  });
  it("is told apart by when hours were said, by what ends soon, by training and by skill: each on the very day counts", () => {
    const found = of([
      someone("a", 10, { hoursSaidOn: "2026-09-25", evidenceUntil: "2027-01-23", training: { until: "2027-01-23" }, skills: ["dementia", "autism"] }),
      someone("b", 4, { hoursSaidOn: "2026-09-24", evidenceUntil: "2027-01-24", training: { until: "2027-01-24" }, skills: ["dementia"] }),
      someone("c", 2, { training: { until: "2026-11-23" } }),
      someone("d", 1, { training: {} }),
    ]);
    expect(found.confirmed).toEqual({ listings: 1, freeHours: hours(10) });
    expect(found.due).toEqual({ listings: 1, freeHours: hours(10) });
    expect(found.training).toEqual({ trained: { listings: 3, freeHours: hours(15) }, due: { listings: 1, freeHours: hours(10) } });
    expect(found.skills).toEqual([
      { skill: "dementia", listings: 2, freeHours: hours(14) },
      { skill: "autism", listings: 1, freeHours: hours(10) },
    ]);
  });
  it("says what all offer, which tells what is arranged, of enough people alone, and not where two have most of it", () => {
    const five = [10, 10, 10, 10, 10].map((free, at) => someone(`p${at}`, free));
    const with5 = five.map((one) => ({ ...one, hours: hours(15) }));
    expect(of(five, with5).offered).toBe(hours(75));
    expect(of(five.slice(1), with5.slice(1)).offered).toBe("few");
    expect(of(five, [...with5.slice(0, 3), someone("p3", 80), someone("p4", 80)]).offered).toBe("dominated");
    // Who cannot come is not among them.
    expect(of(five, [...with5, someone("elsewhere", 500, {}, "E06000016")]).offered).toBe(hours(75));
  });
  it("is never put together of two days", () => {
    expect(() => workforceOf(inputs("now", []), inputs("capacity", [], "2026-11-25"), FRAME)).toThrow("two days");
  });
});

describe("words that figures give a statement", () => {
  const everyone = disclosureRulesOn("public", DAY);
  const words = (listings: readonly NamedListing[], people = 200) =>
    drawWords(
      { now: inputs("now", listings), capacity: inputs("capacity", listings), districts: FRAME.districts, policy: POLICY, rules: everyone, people },
      undefined,
    );
  const many = (count: number, more: Partial<NamedListing> = {}, from = 0) => Array.from({ length: count }, (_, at) => someone(`pa-${from + at}`, 6, more));

  it("show a count by itself as a table without sums shows it", () => {
    for (let count = 0; count <= 31; count += 1) {
      const table = { id: "t", title: "t", population: "p", rowsBy: "r", columnsBy: "c", rows: [{ id: "r", name: "r" }], columns: [{ id: "c", name: "c" }] };
      const done = disclose({
        ...{ rules: everyone, period: "2026-07-01/P3M", today: "2026-11-24" },
        tables: [{ ...table, rowsAddUp: false, columnsAddUp: false, counts: new TrueCounts([[count]]) }],
      });
      expect(done.ok && done.value.tables[0]?.rows[0]?.cells[0], String(count)).toEqual(countAlone(count, everyone));
    }
  });
  it("say of few what is true of any number of them, and no hours of few, or of two who have most", () => {
    const due = { evidenceUntil: "2026-12-01", training: { until: "2026-12-01" } };
    const said = [0, 1, 9].map((few) => words([...many(20 - few), ...many(few, due, 20)]).workforce);
    expect(new Set(said).size).toBe(1);
    expect(said[0]).toContain("Together they had at least 120 hours free each week. A check of fewer than 10 of them was due within 60 days.");
    expect(words([...many(6), ...many(14, due, 6)]).workforce).toContain("A check of at least 10 of them");
    expect(words(many(4)).workforce).not.toContain("hours");
    expect(words([...many(6), someone("large", 900)]).workforce).not.toContain("hours");
    expect(words(many(20), 9).workforce).not.toContain("hours");
  });
  it("say of feedback what is shown and nothing of what is hidden; nothing at all where it is hidden how many answered", () => {
    const atLeast = (count: number) => ShownCount.parse({ atLeast: count });
    const shown: PublishedFeedback = {
      ...{ period: "2026-07-01/P3M", publishedOn: "2026-11-20", invited: atLeast(60), answered: atLeast(40) },
      ...{ satisfied: { good: atLeast(25), bad: ShownCount.parse({ fewerThan: 10 }) }, control: { good: ShownCount.parse({ most: true }) } },
    };
    expect(drawWords(undefined, shown)).toEqual({
      said: "We asked people with a direct payment about support of every kind. Of those invited in July 2026 to September 2026 (at least 60), at least 40 answered. At least 25 were satisfied with their support, and fewer than 10 were not satisfied. Most felt in control of their daily life. These figures were published on 20 November 2026.",
    });
    expect(drawWords(undefined, { ...shown, invited: undefined, satisfied: {}, control: {} }).said).toMatch(
      /September 2026, at least 40 answered\. These figures/,
    );
    expect(drawWords(undefined, { ...shown, answered: undefined })).toEqual({});
  });
});
