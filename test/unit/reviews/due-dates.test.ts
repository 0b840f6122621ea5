import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DateFacts, type Held, reviewDates } from "../../../functions/reviews/rules/due-dates.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { EXTRA_REASONS } from "../../../shared/policy/reviews.ts";
import { runs } from "../../support/runs.ts";
import { lastOfMonths, walkDays, walkMonths } from "./calendar.ts";
import { RULES } from "./scene.ts";

// Direct Payments Regulations 2014, regulation 7: within the first six months of the payment being made, and then at intervals of twelve months at most.

const FIRST = "2026-09-01";
const plain = (given: Partial<DateFacts> = {}): DateFacts => ({ firstPaymentOn: FIRST, held: [], extras: [], ...given });
const legalOn = (given: Partial<DateFacts>, today: PlainDate) => reviewDates(plain(given), RULES, today)?.legalOn;
const firstLimit = (firstPaymentOn: PlainDate) => legalOn({ firstPaymentOn }, firstPaymentOn);
const nextLimit = (on: PlainDate) => legalOn({ firstPaymentOn: walkDays(on, -30), held: [{ kind: "review", on }] }, on);

describe("the legal limit of the first review", () => {
  it("is the last day of six calendar months from the first payment", () => {
    expect(firstLimit("2026-09-01")).toBe("2027-02-28");
    expect(firstLimit("2026-01-15")).toBe("2026-07-14");
    expect(firstLimit("2026-10-01")).toBe("2027-03-31");
  });
  it("takes the last of a month that has no such day", () => {
    expect(firstLimit("2026-08-31")).toBe("2027-02-27");
    expect(firstLimit("2027-08-31")).toBe("2028-02-28");
    expect(firstLimit("2026-08-28")).toBe("2027-02-27");
    expect(firstLimit("2026-03-31")).toBe("2026-09-29");
    expect(firstLimit("2026-12-31")).toBe("2027-06-29");
    expect(firstLimit("2028-02-29")).toBe("2028-08-28");
  });
  it("is days before 26 weeks are over, after a first payment on 1 September 2026: weeks are no months", () => {
    expect(walkDays("2026-09-01", 26 * 7)).toBe("2027-03-02");
    expect(firstLimit("2026-09-01")).toBe("2027-02-28");
  });
  it("lies before the end of 26 weeks for 46 in 100 of the first days of eight years", () => {
    let [late, all] = [0, 0];
    for (let day = "2026-01-01"; day < "2034-01-01"; day = walkDays(day, 1)) {
      all += 1;
      if (walkDays(day, 26 * 7) > (firstLimit(day) ?? "")) late += 1;
    }
    expect(Math.round((late * 100) / all)).toBe(46);
  });
});

describe("the legal limit of every later review", () => {
  it("is the day of the last one, twelve calendar months on", () => {
    expect(nextLimit("2026-11-24")).toBe("2027-11-24");
    expect(nextLimit("2027-02-28")).toBe("2028-02-28");
    expect(nextLimit("2028-02-29")).toBe("2029-02-28");
    expect(nextLimit("2026-08-31")).toBe("2027-08-31");
  });
  it("counts from a review that came too late, as from any other", () => {
    expect(legalOn({ held: [{ kind: "review", on: "2027-05-05" }] }, "2027-06-01")).toBe("2028-05-05");
  });
  it("counts from the last of several, in whatever order they are kept", () => {
    const held = ["2027-01-10", "2028-01-05", "2027-06-30"].map((on): Held => ({ kind: "review", on }));
    expect(legalOn({ held }, "2028-02-01")).toBe("2029-01-05");
    expect(legalOn({ held: held.toReversed() }, "2028-02-01")).toBe("2029-01-05");
  });
  it("knows nothing yet of a review on a day to come", () => {
    const held: Held[] = [{ kind: "review", on: "2027-01-10" }];
    expect([legalOn({ held }, "2027-01-09"), legalOn({ held }, "2027-01-10")]).toEqual(["2027-02-28", "2028-01-10"]);
  });
});

// First payments on every kind of day: month ends and days before, 29 February, and any other.
const monthEnds = fc
  .record({ year: fc.integer({ min: 2023, max: 2033 }), month: fc.integer({ min: 0, max: 11 }), before: fc.nat(3) })
  .map(({ year, month, before }) => new Date(Date.UTC(year, month + 1, -before)).toISOString().slice(0, 10));
const anyDay = fc.integer({ min: 0, max: 4000 }).map((after) => new Date(Date.UTC(2023, 0, 1 + after)).toISOString().slice(0, 10));
const days = fc.oneof(monthEnds, anyDay, fc.constantFrom("2024-02-29", "2028-02-29", "2026-08-31", "2027-08-31"));
const held = fc.record(
  {
    kind: fc.constantFrom("review", "review", "plan-check", "account-check"),
    on: fc.integer({ min: -500, max: 1400 }),
    next: fc.integer({ min: 1, max: 500 }),
  },
  { requiredKeys: ["kind", "on"] },
);
const extra = fc.record({ reason: fc.constantFrom(...EXTRA_REASONS), since: fc.integer({ min: -100, max: 1400 }) });
const history = fc
  .record({ first: days, held: fc.array(held, { maxLength: 7 }), extras: fc.array(extra, { maxLength: 3 }), after: fc.nat(1400) })
  .map(({ first, held: all, extras, after }) => {
    const far = (by: number) => new Date(Date.parse(first) + by * 86_400_000).toISOString().slice(0, 10);
    return {
      today: far(after),
      given: {
        firstPaymentOn: first,
        held: all.map(({ kind, on, next }): Held => ({ kind, on: far(on), ...(next === undefined ? {} : { nextOn: far(on + next) }) })),
        extras: extras.map(({ reason, since }) => ({ reason, since: far(since) })),
      },
    };
  });
/** The last review under the payment, found by looking at each. */
function lastOf({ firstPaymentOn = "", held: all }: DateFacts, today: PlainDate): Held | undefined {
  let last: Held | undefined;
  for (const one of all) {
    const counts = one.kind === "review" && one.on >= firstPaymentOn && one.on <= today;
    if (counts && (last === undefined || one.on >= last.on)) last = one;
  }
  return last;
}
const limitOf = (given: DateFacts, today: PlainDate): PlainDate => {
  const last = lastOf(given, today);
  return last ? walkMonths(last.on, 12) : lastOfMonths(given.firstPaymentOn ?? "", 6);
};

describe("the dates of any history", () => {
  it("have the limit that a calendar has, walked day by day, and no target after it", () => {
    fc.assert(
      fc.property(history, ({ given, today }) => {
        const dates = reviewDates(given, RULES, today);
        expect(dates?.legalOn).toBe(limitOf(given, today));
        expect(dates?.lastOn).toBe(lastOf(given, today)?.on);
        expect((dates?.targetOn ?? "9") <= (dates?.legalOn ?? "")).toBe(true);
        expect((dates?.dueOn ?? "9") <= (dates?.targetOn ?? "")).toBe(true);
      }),
      { numRuns: runs(100_000, 4000) },
    );
  });
  it("mean the earliest of the turn, the day that was set, each reason's days, and the limit", () => {
    fc.assert(
      fc.property(history, ({ given, today }) => {
        const last = lastOf(given, today);
        const limit = limitOf(given, today);
        const turn = last ? (last.nextOn ?? walkDays(limit, -4 * 7)) : walkDays(given.firstPaymentOn, 13 * 7);
        const byReason = given.extras.map(({ reason, since }) => walkDays(since, RULES.extraDays[reason]));
        const [target] = [turn, limit, ...byReason].toSorted();
        expect(reviewDates(given, RULES, today)?.targetOn).toBe(target);
      }),
      { numRuns: runs(10_000, 1000) },
    );
  });
  it("are the same without looks at the account, without reviews under an earlier payment, and in any order", () => {
    fc.assert(
      fc.property(history, fc.array(anyDay, { maxLength: 3 }), ({ given, today }, looks) => {
        const dates = reviewDates(given, RULES, today);
        const without = given.held.filter(({ kind, on }) => kind !== "account-check" && on >= given.firstPaymentOn);
        expect(reviewDates({ ...given, held: without }, RULES, today)).toEqual(dates);
        const more = looks.map((on): Held => ({ kind: "account-check", on, nextOn: on }));
        expect(reviewDates({ ...given, held: [...more, ...given.held] }, RULES, today)).toEqual(dates);
        const before = looks.filter((on) => on < given.firstPaymentOn).map((on): Held => ({ kind: "review", on, nextOn: on }));
        expect(reviewDates({ ...given, held: [...given.held, ...before] }, RULES, today)).toEqual(dates);
      }),
      { numRuns: runs(10_000, 1000) },
    );
  });
  it("have the same limit and target without light looks at the plan: those are no reviews", () => {
    fc.assert(
      fc.property(history, ({ given, today }) => {
        const without = reviewDates({ ...given, held: given.held.filter(({ kind }) => kind !== "plan-check") }, RULES, today);
        const dates = reviewDates(given, RULES, today);
        expect([dates?.legalOn, dates?.targetOn]).toEqual([without?.legalOn, without?.targetOn]);
      }),
      { numRuns: runs(10_000, 1000) },
    );
  });
  it("never move their limit for another reason, and move their target forward only", () => {
    fc.assert(
      fc.property(history, extra, ({ given, today }, { reason, since }) => {
        const without = reviewDates({ ...given, extras: [] }, RULES, today);
        const more = { reason, since: walkDays(given.firstPaymentOn, since % 300) };
        const dates = reviewDates({ ...given, extras: [...given.extras, more] }, RULES, today);
        expect(dates?.legalOn).toBe(without?.legalOn);
        expect((dates?.targetOn ?? "9") <= (without?.targetOn ?? "")).toBe(true);
      }),
      { numRuns: runs(10_000, 1000) },
    );
  });
});

describe("what dates are worked out from", () => {
  it("has no pause, no stay in hospital and no breathing space in it: they move no date", () => {
    const known = { firstPaymentOn: true, endedOn: true, held: true, extras: true } satisfies Record<keyof DateFacts, true>;
    expect(Object.keys(known)).toHaveLength(4);
    const paused = { ...plain(), pauses: [{ from: "2026-10-01", to: "2027-02-01" }], hospitalFrom: "2026-12-01", breathingSpaceUntil: "2027-06-01" };
    expect(reviewDates(paused, RULES, "2027-02-02")).toEqual(reviewDates(plain(), RULES, "2027-02-02"));
  });
  it("gives no dates before the first payment, and none once the payment has ended", () => {
    const of = (today: PlainDate) => reviewDates(plain({ endedOn: "2027-03-31" }), RULES, today) !== undefined;
    expect(["2026-08-31", "2026-09-01", "2027-03-31", "2027-04-01"].map(of)).toEqual([false, true, true, false]);
    expect(reviewDates({ held: [], extras: [] }, RULES, "2027-01-01")).toBeUndefined();
  });
});

describe("the target", () => {
  const target = (given: Partial<DateFacts>, today: PlainDate) => reviewDates(plain(given), RULES, today)?.targetOn;
  it("is 13 weeks from the first payment, then four weeks before the limit", () => {
    expect(target({}, "2026-09-02")).toBe("2026-12-01");
    expect(target({ held: [{ kind: "review", on: "2026-12-01" }] }, "2026-12-02")).toBe("2027-11-03");
  });
  it("is the day that was set at the last review, but never after the limit", () => {
    const last = (nextOn: PlainDate): Held[] => [{ kind: "review", on: "2026-12-01", nextOn }];
    expect(target({ held: last("2027-03-01") }, "2026-12-02")).toBe("2027-03-01");
    expect(target({ held: last("2027-12-01") }, "2026-12-02")).toBe("2027-12-01");
    expect(target({ held: last("2027-12-02") }, "2026-12-02")).toBe("2027-12-01");
  });
  it("comes forward for each reason besides the turn, by the days its rules give it", () => {
    const on = (reason: (typeof EXTRA_REASONS)[number]) => target({ extras: [{ reason, since: "2026-09-15" }] }, "2026-09-15");
    expect(EXTRA_REASONS.map(on)).toEqual([
      ...["2026-09-15", "2026-09-22", "2026-10-13", "2026-10-13", "2026-10-13", "2026-10-13", "2026-10-13", "2026-10-27", "2026-10-13"],
    ]);
  });
});

describe("the light look at a new plan", () => {
  const dates = (given: Partial<DateFacts>, today: PlainDate) => reviewDates(plain(given), RULES, today);
  it("is due from six to eight weeks after the first payment, and somebody begins with it then", () => {
    expect(dates({}, "2026-09-02")).toMatchObject({ planCheck: { from: "2026-10-13", by: "2026-10-27" }, dueOn: "2026-10-13" });
  });
  it("is over once it was held, or a review: then the target is what somebody begins with", () => {
    for (const kind of ["plan-check", "review"] as const) {
      const after = dates({ held: [{ kind, on: "2026-10-20" }] }, "2026-10-21");
      expect(after).not.toHaveProperty("planCheck");
      expect(after?.dueOn).toBe(after?.targetOn);
    }
  });
  it("is not over for a look under an earlier payment, or at the account, or on a day to come", () => {
    const looks: Held[] = [
      { kind: "plan-check", on: "2026-08-31" },
      { kind: "account-check", on: "2026-10-20" },
      { kind: "plan-check", on: "2026-10-22" },
    ];
    expect(dates({ held: looks }, "2026-10-21")).toMatchObject({ planCheck: { from: "2026-10-13" } });
  });
  it("waits for no other reason: what is due before it comes first", () => {
    expect(dates({ extras: [{ reason: "safety-concern", since: "2026-09-20" }] }, "2026-09-20")?.dueOn).toBe("2026-09-20");
  });
});
