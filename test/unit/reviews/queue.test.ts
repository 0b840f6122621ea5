import { describe, expect, it } from "vitest";
import { BANDS, placeInQueue, type QueueFacts, queued } from "../../../functions/reviews/rules/queue.ts";
import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { EXTRA_REASONS } from "../../../shared/policy/reviews.ts";
import { RULES } from "./scene.ts";

const TODAY = "2026-11-24";
/** A review that is due in a year, with nothing that adds points. */
const plain = (given: Partial<QueueFacts> = {}): QueueFacts => ({
  ...{ payment: "payment-1", legalOn: "2027-11-24", targetOn: "2027-10-27", neverReviewed: false, extras: [], fallingOutcomes: 0, unanswered: 0 },
  ...{ couldNotFind: false, providers: 2, aloneWithoutBackup: false },
  ...given,
});
const placed = (given: Partial<QueueFacts> = {}) => placeInQueue(plain(given), RULES, TODAY);
const order = (...all: Partial<QueueFacts>[]) =>
  queued(
    all.map((one, index) => plain({ payment: `payment-${index}`, ...one })),
    RULES,
    TODAY,
  ).map(({ facts }) => facts.payment);

describe("the band of a review", () => {
  it.each([
    [-1, "past-legal"],
    [0, "legal-soon"],
    [1, "legal-soon"],
    [27, "legal-soon"],
    [28, "legal-soon"],
    [29, "not-due"],
  ] as const)("with its legal limit in %i days is '%s'", (days, band) => {
    const legalOn = daysAfter(TODAY, days);
    expect(placed({ legalOn, targetOn: legalOn })).toMatchObject({ band, daysPastLegal: Math.max(0, -days) });
  });
  it.each([
    [-1, "past-target"],
    [0, "not-due"],
    [1, "not-due"],
  ] as const)("with its target in %i days, and its legal limit far off, is '%s'", (days, band) => {
    expect(placed({ targetOn: daysAfter(TODAY, days) }).band).toBe(band);
  });
  it("is the first for nobody to support them, a safety concern, a breach or a change of capacity, and for no other reason", () => {
    const first = EXTRA_REASONS.filter((reason) => placed({ extras: [reason] }).band === "now");
    expect(first).toEqual(["safety-concern", "no-support", "breach", "capacity-change"]);
    expect(placed({ extras: ["person-request", "capacity-change", "no-support"] }).first).toEqual(["no-support", "capacity-change"]);
    expect(placed({ extras: ["concern", "conditions-not-met", "provider-lapsed", "balance-case", "person-request"] }).first).toEqual([]);
  });
  it("is one of five, the most urgent first", () => {
    expect([...BANDS]).toEqual(["now", "past-legal", "legal-soon", "past-target", "not-due"]);
  });
});

describe("the points of a review", () => {
  const parts = (given: Partial<QueueFacts>) => placed(given).parts;
  const late = (days: number) => ({ legalOn: daysAfter(TODAY, -days), targetOn: daysAfter(TODAY, -days) });
  it("are none where nothing adds any", () => {
    expect(placed()).toEqual({ band: "not-due", points: 0, parts: [], first: [], daysPastLegal: 0 });
  });
  it.each([
    [0, 0],
    [13, 0],
    [14, 1],
    [27, 1],
    [28, 2],
    [280, 20],
    [294, 20],
    [4000, 20],
  ])("for %i days past the legal limit are %i", (days, points) => {
    expect(placed(late(days)).points).toBe(points);
  });
  it("name what each part counts, also where its points have reached their most", () => {
    expect(parts(late(308))).toEqual([{ part: "days-past-legal", count: 22, points: 20 }]);
    expect(parts({ fallingOutcomes: 3 })).toEqual([{ part: "falling-outcome", count: 3, points: 20 }]);
  });
  it("are 10 for each outcome that falls, 20 at most", () => {
    expect([1, 2, 3, 8].map((fallingOutcomes) => placed({ fallingOutcomes }).points)).toEqual([10, 20, 20, 20]);
  });
  it("are 10 from the second contact without an answer on", () => {
    expect([0, 1, 2, 3, 9].map((unanswered) => placed({ unanswered }).points)).toEqual([0, 0, 10, 10, 10]);
  });
  it("are 5 from the third provider on", () => {
    expect([0, 1, 2, 3, 4].map((providers) => placed({ providers }).points)).toEqual([0, 0, 0, 5, 5]);
  });
  it.each<[string, Partial<QueueFacts>, number]>([
    ["never-reviewed", { neverReviewed: true }, 10],
    ["provider-lapsed", { extras: ["provider-lapsed"] }, 10],
    ["could-not-find-provider", { couldNotFind: true }, 10],
    ["one-assistant-no-backup", { providers: 1, aloneWithoutBackup: true }, 5],
    ["person-request", { extras: ["person-request"] }, 15],
  ])("for '%s' are that part's alone", (part, given, points) => {
    expect(placed(given)).toMatchObject({ points, parts: [{ part, count: 1, points }] });
  });
  it("are the sum of all parts", () => {
    const all = placed({
      ...{ ...late(28), neverReviewed: true, fallingOutcomes: 1, unanswered: 2, couldNotFind: true, providers: 3, aloneWithoutBackup: true },
      extras: ["provider-lapsed", "person-request"],
    });
    expect(all.parts.map(({ points }) => points)).toEqual([2, 10, 10, 10, 10, 10, 5, 5, 15]);
    expect(all.points).toBe(77);
  });
});

describe("the order of the queue", () => {
  const ago = (days: number): { legalOn: PlainDate; targetOn: PlainDate } => ({ legalOn: daysAfter(TODAY, -days), targetOn: daysAfter(TODAY, -days) });
  it("goes by the band first, however many points somebody else has", () => {
    const many: Partial<QueueFacts> = { neverReviewed: true, fallingOutcomes: 2, unanswered: 2, couldNotFind: true, extras: ["person-request"] };
    expect(order({ ...many }, { ...many, targetOn: daysAfter(TODAY, -1) }, { ...many, ...ago(-28) }, { ...many, ...ago(300) }, { extras: ["breach"] })).toEqual(
      ["payment-4", "payment-3", "payment-2", "payment-1", "payment-0"],
    );
  });
  it("goes by whole fortnights past the legal limit next, so that points pass nobody who waits longer", () => {
    expect(order({ ...ago(14), neverReviewed: true, fallingOutcomes: 2 }, ago(28))).toEqual(["payment-1", "payment-0"]);
    expect(order({ ...ago(4000), neverReviewed: true, fallingOutcomes: 2 }, ago(4014))).toEqual(["payment-1", "payment-0"]);
  });
  it("goes by points within a fortnight", () => {
    expect(order(ago(27), { ...ago(14), neverReviewed: true })).toEqual(["payment-1", "payment-0"]);
  });
  it("goes by points in every other band, and not by fortnights", () => {
    expect(order({ ...ago(100), extras: ["breach"] }, { ...ago(14), extras: ["breach"], neverReviewed: true })).toEqual(["payment-1", "payment-0"]);
    expect(order(ago(-5), { ...ago(-20), neverReviewed: true })).toEqual(["payment-1", "payment-0"]);
  });
  it("goes by the earlier legal limit where points are the same, by the day", () => {
    expect(order(ago(15), ago(16))).toEqual(["payment-1", "payment-0"]);
    expect(order(ago(-16), ago(-15))).toEqual(["payment-1", "payment-0"]);
  });
  it("goes by a mark of the record last, which is no order of its numbers", () => {
    const same = Array.from({ length: 20 }, () => ({}));
    const found = order(...same);
    expect(found).toHaveLength(20);
    expect(found).not.toEqual(found.toSorted());
    expect(order(...same)).toEqual(found);
  });
  it("marks a record as the published FNV-1a does, so that anybody can check a tie", () => {
    // FNV-1a of 'a' is e40c292c, of 'b' e70c2de5, of 'foobar' bf9cf968 and of 'c' e60c2c52.
    expect(order({ payment: "b" }, { payment: "c" }, { payment: "a" }, { payment: "foobar" })).toEqual(["foobar", "a", "c", "b"]);
  });
});
