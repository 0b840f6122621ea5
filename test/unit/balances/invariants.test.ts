import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCycle } from "../../../functions/balances/rules/check.ts";
import type { Movement } from "../../../functions/balances/rules/movement.ts";
import { findingsGone, nextRevision } from "../../../functions/balances/rules/remeasure.ts";
import type { CheckResult } from "../../../functions/balances/rules/result.ts";
import { CYCLE_DAYS, cycleNumbered } from "../../../shared/domain/cycles.ts";
import { dayNumber, daysAfter, instantOf, londonTime, millisOf } from "../../../shared/domain/time.ts";
import { account, day, fact, ledger, moved, noon, POLICY, policyWith, support } from "../../support/balance-accounts.ts";
import { type Case, cases } from "../../support/generated-accounts.ts";
import { runs } from "../../support/runs.ts";

const many = { numRuns: runs(3000, 150) };
const check = ({ facts, ledger: its, policy, cycle, knownBy }: Case) => checkCycle(facts, its, policy, cycle, knownBy);
const withMovement = (given: Case, movement: Movement): Case => ({
  ...given,
  ledger: {
    ...given.ledger,
    movements: [...given.ledger.movements, movement].toSorted((a, b) => (a.postedOn < b.postedOn ? -1 : a.postedOn > b.postedOn ? 1 : 0)),
  },
});
const excessOf = (result: CheckResult) => (result.outcome === "measured" ? result.excessPence : 0);
const measuredCases = cases({ holes: false });
const lineTotal = (result: CheckResult) => (result.outcome === "measured" ? result.lines.reduce((sum, { pence }) => sum + pence, 0) : 0);

describe("the sum", () => {
  it("never flags a balance up to the line with what is owed and protected, and is never below nothing", () => {
    fc.assert(
      fc.property(cases(), (given) => {
        const result = check(given);
        if (result.outcome !== "measured") return;
        expect(result.excessPence).toBe(Math.max(0, lineTotal(result)));
        if (lineTotal(result) <= 0) expect(result.findings.filter(({ code }) => code === "excess")).toEqual([]);
      }),
      many,
    );
  });
  it("is not raised by anything that is set aside, by an invoice, or by hours that were worked", () => {
    fc.assert(
      fc.property(measuredCases, fc.integer({ min: 1, max: 90_000 }), fc.integer({ min: 0, max: 30 }), (given, pence, back) => {
        const { to } = cycleNumbered(given.facts.firstPaymentOn, given.cycle);
        const from = daysAfter(to, -back);
        const before = excessOf(check(given));
        const learnedAt = "2000-01-01T12:00:00.000Z";
        const setAside = [...given.facts.setAside, { id: "more", kind: "open-request", pence, from, learnedAt, purpose: "Respite" } as const];
        const invoices = [...given.facts.invoices, { id: "more", arrangement: "arr-0", from, to, hours: 1, ratePence: pence, pence, acceptedAt: learnedAt }];
        const policy = { ...given.policy, balance: { ...given.policy.balance, protectedKinds: ["open-request", ...given.policy.balance.protectedKinds] } };
        const base = excessOf(check({ ...given, policy }));
        expect(base).toBeLessThanOrEqual(before);
        expect(excessOf(check({ ...given, policy, facts: { ...given.facts, setAside } }))).toBeLessThanOrEqual(base);
        expect(excessOf(check({ ...given, facts: { ...given.facts, invoices } }))).toBeLessThanOrEqual(before);
      }),
      many,
    );
  });
  it("is not lowered by a payment in, whoever made it", () => {
    fc.assert(
      fc.property(measuredCases, fc.integer({ min: 1, max: 90_000 }), fc.constantFrom("load" as const, "contribution" as const), (given, pence, kind) => {
        const { from } = cycleNumbered(given.facts.firstPaymentOn, given.cycle);
        const more = withMovement(given, {
          id: "more",
          postedOn: from,
          kind,
          pence,
          order: 99,
          text: "In",
          recordedAt: "2000-01-01T12:00:00.000Z",
          importId: "imp-2",
        });
        expect(excessOf(check(more))).toBeGreaterThanOrEqual(excessOf(check(given)));
      }),
      many,
    );
  });
  it("is shared among the funding lines to the penny, none above what it paid in", () => {
    const weekly = (pence: number) => ({ weeklyGrossPence: pence, weeklyContributionPence: 0 });
    fc.assert(
      fc.property(fc.nat(50_000), fc.nat(50_000), fc.array(fc.nat(300_000), { minLength: 4, maxLength: 4 }), (council, nhs, loads) => {
        const facts = account({ lines: { council: [fact(weekly(council))], nhs: [fact(weekly(nhs))] } });
        const result = checkCycle(facts, ledger(loads.map((pence, index) => moved(index * 28, pence))), policyWith({ tolerancePence: 0 }), 4, noon(119));
        const found = result.findings.find(({ code }) => code === "excess");
        if (!found) return;
        const all = loads.reduce((sum, pence) => sum + pence, 0);
        const share = (own: number) => (council + nhs === 0 ? 0 : (all * own) / (council + nhs));
        expect((found.shares?.council ?? 0) + (found.shares?.nhs ?? 0)).toBe(excessOf(result));
        expect(found.pence).toBe(excessOf(result));
        if (council + nhs > 0) {
          expect(found.shares?.council ?? 0).toBeLessThanOrEqual(share(council) + loads.length);
          expect(found.shares?.nhs ?? 0).toBeLessThanOrEqual(share(nhs) + loads.length);
        }
      }),
      many,
    );
  });
  it("counts planned work no longer than a pay period and some days, so that whoever gets no support is asked about", () => {
    const facts = account({ support: [support()] });
    const loads = ledger(Array.from({ length: 12 }, (_, cycle) => moved(cycle * 28, 80_000)));
    const work = (cycle: number) => {
      const result = checkCycle(facts, loads, POLICY, cycle, noon(cycle * 28 + 7));
      return result.outcome === "measured" ? result.lines.filter(({ code }) => code === "work-done").map(({ pence }) => pence) : [];
    };
    expect([work(1), work(2), work(3), work(10)]).toEqual([[-80_000], [-120_000], [-120_000], [-120_000]]);
    expect(checkCycle(facts, loads, POLICY, 3, noon(91)).findings.map(({ code, pence }) => [code, pence])).toEqual([
      ["excess", 40_000],
      ["no-spend", undefined],
    ]);
  });
});

const parsed = (text: string): Case => JSON.parse(text);
const shifted = (given: unknown, days: number): unknown => {
  if (typeof given === "string" && /^\d{4}-\d\d-\d\d$/.test(given)) return daysAfter(given, days);
  if (typeof given === "string" && /^\d{4}-\d\d-\d\dT/.test(given)) return instantOf(millisOf(given) + days * 86_400_000);
  if (given instanceof Map) return given;
  if (Array.isArray(given)) return given.map((one) => shifted(one, days));
  return typeof given === "object" && given !== null ? Object.fromEntries(Object.entries(given).map(([name, value]) => [name, shifted(value, days)])) : given;
};

describe("time", () => {
  it("makes no difference to accounts without an employer's calendar: all days later by a cycle or a year of them give the same", () => {
    // A look-back counts in months, and midnight moves with the clocks: neither is of this rule.
    const even = cases({ employers: false }).map((given) => ({ ...given, policy: { ...given.policy, ask: { ...given.policy.ask, lookBackMonths: 120 } } }));
    fc.assert(
      fc.property(even, fc.constantFrom(28, 364), (given, days) => {
        const calm: Case = { ...parsed(JSON.stringify(given).replace(/T\d\d:\d\d/g, "T12:00")), policy: given.policy };
        const plain: Case = { ...calm, facts: { ...calm.facts, identified: given.facts.identified } };
        const later: Case = { ...(shifted(plain, days) as Case), policy: given.policy };
        expect(check(later)).toEqual(shifted(check(plain), days));
      }),
      many,
    );
  });
  it("has cycles of exactly 28 days in London, over both clock changes, a leap day and the end of a long year", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 1, max: 200 }), (after, number) => {
        const { from, to } = cycleNumbered(daysAfter("2020-01-01", after), number);
        expect(dayNumber(to) - dayNumber(from) + 1).toBe(CYCLE_DAYS);
        const hours = (londonTime(daysAfter(to, 1), "00:00") - londonTime(from, "00:00")) / 3_600_000;
        expect([671, 672, 673]).toContain(hours);
      }),
      many,
    );
    expect(cycleNumbered("2026-10-05", 1)).toEqual({ number: 1, from: "2026-10-05", to: "2026-11-01" });
    expect(cycleNumbered("2026-03-09", 2).from).toBe("2026-04-06");
    expect(cycleNumbered("2028-02-07", 1).to).toBe("2028-03-05");
    expect(cycleNumbered("2026-12-28", 2).from).toBe("2027-01-25");
  });
});

describe("what is known", () => {
  it("alone decides: what is learned later makes no difference to what was found", () => {
    fc.assert(
      fc.property(cases(), (given) => {
        const { knownBy, facts } = given;
        const learned = <Said extends { readonly learnedAt: string }>(said: readonly Said[]) => said.filter(({ learnedAt }) => learnedAt <= knownBy);
        const then: Case = {
          ...given,
          ledger: { ...given.ledger, movements: given.ledger.movements.filter(({ recordedAt }) => recordedAt <= knownBy) },
          facts: {
            ...facts,
            lines: { council: learned(facts.lines.council), nhs: learned(facts.lines.nhs) },
            model: learned(facts.model),
            permissions: learned(facts.permissions),
            whereabouts: learned(facts.whereabouts),
            endedOn: learned(facts.endedOn),
            diedOn: learned(facts.diedOn),
            outcomes: learned(facts.outcomes ?? []),
            waived: learned(facts.waived ?? []),
            setAside: learned(facts.setAside),
            invoices: facts.invoices.filter(({ acceptedAt }) => acceptedAt <= knownBy),
            remembered: facts.remembered.filter(({ at }) => at <= knownBy),
            support: facts.support.map((one) => ({
              ...one,
              terms: learned(one.terms),
              worked: learned(one.worked),
              paid: learned(one.paid),
              employer: learned(one.employer),
            })),
          },
        };
        expect(check(then)).toEqual(check(given));
      }),
      many,
    );
  });
  it("of a late row changes no cycle before the day it was posted", () => {
    fc.assert(
      fc.property(cases(), fc.integer({ min: 0, max: 190 }), fc.integer({ min: -90_000, max: 90_000 }), (given, after, pence) => {
        const postedOn = daysAfter(given.facts.firstPaymentOn, after);
        const late: Movement = {
          id: "late",
          postedOn,
          kind: pence > 0 ? "refund" : "purchase",
          pence,
          order: 99,
          text: "Sample Shop",
          recordedAt: "2000-01-01T12:00:00.000Z",
          importId: "imp-2",
        };
        const { to } = cycleNumbered(given.facts.firstPaymentOn, given.cycle);
        const [without, withIt] = [check(given), check(withMovement(given, late))];
        if (postedOn > to) expect(withIt).toEqual(without);
        else if (without.outcome === "measured" && withIt.outcome === "measured")
          expect((withIt.lines[0]?.pence ?? 0) - (without.lines[0]?.pence ?? 0)).toBe(pence);
      }),
      many,
    );
  });
  it("of days without statements is nothing: never an excess, no spending, or a balance below nothing", () => {
    fc.assert(
      fc.property(cases(), (given) => {
        const { from, to } = cycleNumbered(given.facts.firstPaymentOn, given.cycle);
        const result = check(given);
        const reached = given.ledger.covered.some((span) => span.from <= from && to <= span.to);
        if (given.cycle > 0 && !reached) expect([result.outcome, result.findings.filter(({ code }) => code !== "statement-missing")]).toEqual(["missing", []]);
        if (given.cycle > 0 && reached && given.ledger.covered.length === 1) expect(result.outcome).not.toBe("missing");
      }),
      many,
    );
  });
});

describe("who somebody is", () => {
  it("is no input: another name, account or merchant changes nothing that is found", () => {
    fc.assert(
      fc.property(cases(), fc.string({ minLength: 1 }), (given, name) => {
        const facts = { ...given.facts, support: given.facts.support.map((one) => ({ ...one, name })) };
        const movements = given.ledger.movements.map((one) => ({ ...one, text: `${name} ${one.text}` }));
        expect(check({ ...given, facts, ledger: { ...given.ledger, movements } })).toEqual(check(given));
        expect({ ...check({ ...given, facts: { ...given.facts, account: name } }), account: given.facts.account }).toEqual(check(given));
      }),
      many,
    );
  });
  it("and how large sums are changes nothing but amounts: all of them ten times as much ask the same, where no tolerance or limit of the policy stands between", () => {
    const times = (pence: number) => pence * 10;
    fc.assert(
      fc.property(
        fc.array(fc.nat(200_000), { minLength: 3, maxLength: 6 }),
        fc.array(fc.nat(90_000), { maxLength: 6 }),
        fc.nat(30_000),
        (loads, spent, weekly) => {
          const policy = policyWith({ tolerancePence: 0 }, { contribution: { ...POLICY.contribution, tolerancePence: 0 } });
          const asked = (scale: (pence: number) => number) => {
            const movements = [
              ...loads.map((pence, index) => moved(index * 14, scale(pence))),
              ...spent.map((pence, index) => moved(index * 9 + 1, -scale(pence))),
            ];
            const facts = account({ lines: { council: [fact({ weeklyGrossPence: scale(weekly), weeklyContributionPence: 0 })], nhs: [] } });
            const result = checkCycle(facts, ledger(movements), policy, 3, noon(91));
            return [result.findings.map(({ code, about }) => [code, about]), excessOf(result)] as const;
          };
          const [codes, excess] = asked((pence) => pence);
          expect(asked(times)).toEqual([codes, times(excess)]);
        },
      ),
      many,
    );
  });
});

describe("contributions", () => {
  it("that are missing are what was expected, less what is known to be theirs, less what was waived; and a credit nobody knows blocks them", () => {
    const weekly = { weeklyGrossPence: 20_000, weeklyContributionPence: 3000 };
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 5 }), fc.nat(20_000), (paid, waived) => {
        const facts = account({ lines: { council: [fact(weekly)], nhs: [] }, waived: [{ pence: waived, from: day(0), learnedAt: noon(0) }] });
        const movements = paid.map((pence, index) => moved(index * 7, pence, { kind: "contribution" }));
        const missed = (extra: readonly Movement[] = []) =>
          checkCycle(facts, ledger([...movements, ...extra]), POLICY, 3, noon(91)).findings.filter(({ code }) => code === "contribution-missed");
        const arrears = 8 * 3000 - paid.reduce((sum, pence) => sum + pence, 0) - waived;
        expect(missed().map(({ pence }) => pence)).toEqual(arrears > POLICY.contribution.tolerancePence ? [arrears] : []);
        expect(missed([moved(40, 100, { kind: "transfer" })])).toEqual([]);
      }),
      many,
    );
  });
});

describe("revisions", () => {
  it("are made only where more is known and the result differs, and number on", () => {
    fc.assert(
      fc.property(cases(), (given) => {
        const first = nextRevision(undefined, check(given));
        expect(first?.revision).toBe(1);
        expect(nextRevision(first, check(given))).toBeUndefined();
        const later = check({ ...given, knownBy: instantOf(millisOf(given.knownBy) + 40 * 86_400_000) });
        const second = nextRevision(first, later);
        const { knownBy: _one, ...before } = check(given);
        const { knownBy: _two, ...after } = later;
        expect(second?.revision).toBe(JSON.stringify(before) === JSON.stringify(after) ? undefined : 2);
        expect(findingsGone(later, later)).toEqual([]);
      }),
      many,
    );
  });
});
