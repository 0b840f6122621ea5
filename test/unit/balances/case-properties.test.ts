import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrearsOf, nextStep } from "../../../functions/balances/rules/arrears-ladder.ts";
import { type BalanceCase, BalanceCase as Stored, standing } from "../../../functions/balances/rules/balance-case.ts";
import { countedDays, dayAfterCounted, isStopped } from "../../../functions/balances/rules/case-clock.ts";
import { BALANCE_MOVES, type BalanceMove, balanceMove } from "../../../functions/balances/rules/case-moves.ts";
import { afterMove, type MoveInput } from "../../../functions/balances/rules/decide-case.ts";
import { dealWith } from "../../../functions/balances/rules/findings-to-cases.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { CLOCK_STOPS } from "../../../shared/policy/balances.ts";
import { ABOUT, aProposal, aResult, found, noon, officer, person, RULES, system, WELL } from "../../support/balance-cases.ts";
import { runs } from "../../support/runs.ts";

// Walks through the table of moves, and what must hold after every step of them: money.md 8, invariants 22 to 26.

const DAY = "2026-03-01";
const spans = fc.array(
  fc.record({ from: fc.nat(90), length: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }) }).map(({ from, length }) => ({
    from: daysAfter(DAY, from),
    ...(length === undefined ? {} : { until: daysAfter(DAY, from + length) }),
  })),
  { maxLength: 5 },
);

describe("the clock", () => {
  it("counts each day that is not stopped, and no other, however spans overlap", () => {
    fc.assert(
      fc.property(spans, fc.nat(120), fc.nat(120), (stops, one, other) => {
        const [from, to] = [daysAfter(DAY, Math.min(one, other)), daysAfter(DAY, Math.max(one, other))];
        let byHand = 0;
        for (let day = from; day < to; day = daysAfter(day, 1)) if (!isStopped(stops, day)) byHand += 1;
        expect(countedDays(from, to, stops)).toBe(byHand);
      }),
      { numRuns: runs(1000) },
    );
  });
  it("ends on the first day on which so many have been counted, or on none while it stands still", () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 40 }), (stops, days) => {
        const end = dayAfterCounted(DAY, days, stops);
        if (end === undefined) {
          expect(countedDays(DAY, daysAfter(DAY, 400), stops)).toBeLessThan(days);
          return;
        }
        expect([countedDays(DAY, end, stops), countedDays(DAY, daysAfter(end, -1), stops)]).toEqual([days, days - 1]);
      }),
      { numRuns: runs(1000) },
    );
  });
});

const OFFICERS = ["finn", "gita", "hana"];
const movers = fc.constantFrom(person, system, ...OFFICERS.map(officer));
const step = fc.record({
  move: fc.constantFrom(...Object.keys(BALANCE_MOVES).flatMap((name) => balanceMove(name) ?? [])),
  mover: movers,
  days: fc.nat(12),
  pence: fc.integer({ min: 0, max: 80_000 }),
  balance: fc.integer({ min: 70_000, max: 200_000 }),
  stays: fc.constantFrom(undefined, 60_000, 80_000, 110_000),
  stop: fc.constantFrom(...CLOCK_STOPS),
  instalments: fc.integer({ min: 1, max: 4 }),
});
/** The beginning of every walk: a question that was answered and checked again, or not. */
const begin = (): readonly (readonly [BalanceMove, typeof person, number])[] => [
  ["send-question", system, 1],
  ["answer", person, 5],
];

const inputOf = ({
  pence,
  balance,
  stays,
  stop,
  instalments,
}: {
  pence: number;
  balance: number;
  stays?: number | undefined;
  stop: (typeof CLOCK_STOPS)[number];
  instalments: number;
}): MoveInput => ({
  ...{ words: "Because", reached: true, stop, review: "plan", withheldFrom: [], outcome: "explained", quietUntil: "2028-01-01", writeOffPence: pence },
  answer: { code: "did-not-need-it", wantsHelp: false, way: "online" },
  ...aProposal({ amounts: { council: Math.max(5000, pence), nhs: 0 }, instalments }),
  taking: { pence, balancePence: balance, staysPence: stays },
});

describe("a walk through the moves", () => {
  it("never takes without notice, two officers, a challenge that was looked at, and what must stay; and conserves every penny", () => {
    let takings = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), fc.boolean(), (steps, direct) => {
        let [stored, day, cycle] = [found(), "2026-03-31", 3];
        const make = (move: BalanceMove, mover: typeof person, input: MoveInput): void => {
          const before = stored;
          const moved = afterMove(before, move, input, { at: noon(day), policy: RULES, circumstances: WELL, mover });
          if (!moved.ok) return;
          stored = moved.value;
          if (move === "take") {
            takings += 1;
            expectTaken(before, stored, day, input.taking?.staysPence);
          }
          expectWhole(stored);
        };
        for (const [move, mover, days] of begin()) {
          day = daysAfter(day, days);
          make(move, mover, inputOf({ pence: 0, balance: 0, stop: "hospital", instalments: 1 }));
        }
        const directly: readonly (readonly [BalanceMove, string, number])[] = direct
          ? [
              ["propose", "finn", 26],
              ["approve", "gita", 1],
            ]
          : [];
        const again = () => {
          const dealt = dealWith(stored, { result: aResult(++cycle), revision: 1 }, ABOUT, noon(day));
          if (dealt.kind !== "nothing") stored = dealt.after;
        };
        again();
        for (const [move, who, days] of directly) {
          day = daysAfter(day, days);
          make(move, officer(who), inputOf({ pence: 30_000, balance: 0, stop: "hospital", instalments: 2 }));
        }
        for (const one of steps) {
          day = daysAfter(day, one.days);
          if (day > daysAfter("2026-04-26", 28 * (cycle - 3))) again();
          make(one.move, one.mover, inputOf(one));
        }
      }),
      { numRuns: runs(1500) },
    );
    expect(takings).toBeGreaterThan(0);
  });
});

function expectTaken(before: BalanceCase, now: BalanceCase, day: string, staysNow = Number.POSITIVE_INFINITY): void {
  const { proposal, challenge } = now;
  const last = proposal?.taken.at(-1);
  expect(proposal?.notice).toBeDefined();
  expect(proposal?.approvedBy).not.toBe(proposal?.by);
  expect(countedDays(proposal?.notice?.on ?? day, day, before.stops)).toBeGreaterThanOrEqual(RULES.recoup.noticeDays.value);
  expect(challenge === undefined || challenge.stands === true).toBe(true);
  if (challenge) expect([proposal?.by, proposal?.approvedBy]).not.toContain(challenge.decidedBy);
  const left = (last?.balancePence ?? 0) - (last?.pence ?? 0);
  expect(left).toBeGreaterThanOrEqual(before.measured?.staysPence ?? Number.POSITIVE_INFINITY);
  expect(left).toBeGreaterThanOrEqual(staysNow);
}

function expectWhole(stored: BalanceCase): void {
  Stored.parse(stored);
  const { proposal } = stored;
  if (!proposal) return;
  const sum = (all: readonly { readonly pence: number }[]) => all.reduce((total, { pence }) => total + pence, 0);
  expect(sum(proposal.taken) + sum(proposal.writtenOff)).toBeLessThanOrEqual(proposal.amounts.council + proposal.amounts.nhs);
  expect(proposal.amounts.council + proposal.amounts.nhs + proposal.writeOffPence).toBeLessThanOrEqual(proposal.foundPence);
  if (proposal.notice) expect(sum(proposal.notice.steps)).toBe(proposal.amounts.council + proposal.amounts.nhs);
}

describe("results that come again, late and out of order", () => {
  it("make one open case at most, withdraw once what is gone, and the same case whatever is delivered twice", () => {
    const delivery = fc.record({ cycle: fc.integer({ min: 2, max: 6 }), revision: fc.integer({ min: 1, max: 3 }) });
    // What a revision of a cycle says is the same whenever it comes.
    const says = fc.array(fc.boolean(), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 12 }), says, (deliveries, over) => {
        let newest: BalanceCase | undefined;
        let [open, withdrawals, openings] = [0, 0, 0];
        for (const { cycle, revision } of deliveries) {
          const result = aResult(cycle, { balance: over[cycle * 3 + revision] ? 150_000 : 50_000 });
          const dealt = dealWith(newest, { result, revision }, ABOUT, noon("2026-07-01"));
          if (dealt.kind === "nothing") continue;
          if (dealt.kind === "open") {
            expect(newest === undefined || newest.state === "closed").toBe(true);
            open += 1;
            openings += 1;
          }
          if (dealt.kind === "withdraw") {
            open -= 1;
            withdrawals += 1;
            expect(standing(dealt.after)).toEqual([]);
          }
          newest = dealt.after;
          expect(open).toBeLessThanOrEqual(1);
          expect(dealWith(newest, { result, revision }, ABOUT, noon("2026-07-01")).kind).toBe("nothing");
        }
        expect(withdrawals).toBeLessThanOrEqual(openings);
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe("the ladder for contributions", () => {
  it("never steps while something forbids it, and never twice; what is missing is expected less identified less waived", () => {
    const sums = fc.record({ expectedPence: fc.nat(100_000), identifiedPence: fc.nat(100_000), waivedPence: fc.nat(1000) });
    const notChased = fc.constantFrom(undefined, "no-capacity" as const, "breathing-space" as const, "stale-address" as const, "bereaved" as const);
    fc.assert(
      fc.property(
        sums,
        notChased,
        fc.nat(2),
        fc.boolean(),
        fc.nat(400),
        fc.subarray(["reminder", "call", "review"] as const),
        (sum, why, unidentified, backdated, days, made) => {
          const next = nextStep({ ...sum, unidentified, backdated, made, missingSince: DAY }, RULES, { today: daysAfter(DAY, days), notChased: why });
          expect(arrearsOf(sum)).toBe(Math.max(0, sum.expectedPence - sum.identifiedPence - sum.waivedPence));
          if (!("step" in next)) return;
          expect([why, unidentified, backdated, arrearsOf(sum) > RULES.contribution.tolerancePence]).toEqual([undefined, 0, false, true]);
          expect(made).not.toContain(next.step);
        },
      ),
      { numRuns: runs(1000) },
    );
  });
});
