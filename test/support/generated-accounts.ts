import fc from "fast-check";
import type { AccountFacts } from "../../functions/balances/rules/facts.ts";
import { PROTECTED_KINDS } from "../../functions/balances/rules/facts.ts";
import { type Ledger, MOVEMENT_KINDS, type Movement } from "../../functions/balances/rules/movement.ts";
import { CONTRIBUTION_MODELS, HOURS_BASES, PAY_PATTERNS, PAY_TIMES, PERMISSIONS, WHEREABOUTS } from "../../shared/domain/direct-payment.ts";
import { daysAfter, type Instant, type PlainDate } from "../../shared/domain/time.ts";
import type { Fact } from "../../shared/domain/timeline.ts";
import type { BalancePolicy } from "../../shared/policy/balances.ts";
import { account, day, FIRST, noon, POLICY, policyWith } from "./balance-accounts.ts";

const FIRSTS = [FIRST, "2025-10-06", "2026-03-09", "2024-02-05", "2020-12-28"] as const;
const LAST_DAY = 190;
const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const pennies = (max: number) => fc.integer({ min: 0, max });

/** A generated account with its ledger, the policy and what is asked of it. */
export interface Case {
  readonly facts: AccountFacts;
  readonly ledger: Ledger;
  readonly policy: BalancePolicy;
  readonly cycle: number;
  readonly knownBy: Instant;
}

/** Accounts with all that may happen to one, in few cycles, so that it happens at once. `employers`: whether support may be employed. */
export const cases = ({ employers = true, holes = true } = {}): fc.Arbitrary<Case> =>
  fc.constantFrom(...FIRSTS).chain((first) => {
    const on = (min = -40, max = LAST_DAY) => fc.integer({ min, max }).map((after) => day(after, first));
    const at = (min = -40, max = LAST_DAY) =>
      fc.tuple(on(min, max), fc.constantFrom("12:00", "23:30", "00:10")).map(([date, time]): Instant => `${date}T${time}:00.000Z`);
    const facts = <Value>(value: fc.Arbitrary<Value>, least: number, most: number) =>
      fc
        .array(fc.record({ from: fc.oneof(on(-40, -1), on()), learnedAt: fc.oneof(at(-40, -1), at()), value: fc.option(value, { nil: null, freq: 12 }) }), {
          minLength: least,
          maxLength: most,
        })
        .map((said): Fact<Value>[] => said.toSorted((a, b) => (a.learnedAt < b.learnedAt ? -1 : a.learnedAt > b.learnedAt ? 1 : 0)));
    const line = fc
      .tuple(pennies(68_000), pennies(100))
      .map(([weeklyGrossPence, share]) => ({ weeklyGrossPence, weeklyContributionPence: Math.floor((weeklyGrossPence * Math.max(0, share - 40)) / 60) }));
    const terms = fc.record({
      hours: fc.integer({ min: 1, max: 160 }).map((quarters) => quarters / 4),
      ratePence: fc.integer({ min: 900, max: 2600 }),
      pay: fc.constantFrom(...PAY_PATTERNS),
      payWhen: fc.constantFrom(...PAY_TIMES),
      hoursBasis: fc.constantFrom(...HOURS_BASES),
    });
    const monday = fc.integer({ min: 0, max: 26 }).map((week) => {
      const date = day(week * 7, first);
      return daysAfter(date, -((Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000) + 3) % 7));
    });
    const supported = (index: number) =>
      fc.record({
        arrangement: fc.constant(`arr-${index}`),
        name: fc.constant("Sample Care"),
        employed: employers ? fc.boolean() : fc.constant(false),
        startedOn: fc.option(fc.oneof(on(-40, 60), on(-1500, 0)), { nil: undefined, freq: 6 }),
        lastDay: sometimes(on(20, LAST_DAY)),
        terms: facts(terms, 0, 3),
        worked: fc.array(fc.record({ weekOf: monday, hours: fc.integer({ min: 0, max: 100 }).map((quarters) => quarters / 4), learnedAt: at(0, LAST_DAY) }), {
          maxLength: 5,
        }),
        paid: fc.array(
          fc.record({ upTo: on(0, LAST_DAY), learnedAt: at(0, LAST_DAY), by: fc.constantFrom(undefined, "recipient" as const, "provider" as const) }),
          { maxLength: 4 },
        ),
        employer: facts(
          fc.record({
            payroll: sometimes(fc.constantFrom("monthly" as const, "quarterly" as const)),
            pension: sometimes(fc.constantFrom("enrolled" as const, "not-needed" as const)),
            liabilityUntil: sometimes(on(-40, 400)),
            employedFrom: sometimes(on(-1500, 0)),
            holidayYearFrom: sometimes(on(-500, 60)),
            redundancy: sometimes(fc.constantFrom("fund" as const, "promise" as const)),
            redundancyPence: sometimes(pennies(90_000)),
          }),
          0,
          2,
        ),
      });
    const movement = fc.record({
      postedOn: on(0, LAST_DAY),
      kind: fc.constantFrom(...MOVEMENT_KINDS, "purchase" as const, "load" as const, "load" as const),
      size: fc.oneof(fc.constantFrom(0, 2500, 5000), pennies(90_000)),
      against: fc.integer({ min: 0, max: 7 }).map((one) => one === 0),
      text: fc.constantFrom("Sample Shop", "Sample Travel", "Sample Café"),
      mcc: sometimes(fc.constantFrom("7995", "5813", "9311", "6011", "5411", "7011")),
      reference: sometimes(fc.constantFrom("R1", "R2", "R3")),
      recordedAt: fc.oneof({ weight: 4, arbitrary: at(-40, 0) }, { weight: 1, arbitrary: at() }),
    });
    const IN = ["load", "contribution", "refund", "reversal", "chargeback"];
    const movements = fc.array(movement, { maxLength: 24 }).map((rows) =>
      rows
        .toSorted((a, b) => (a.postedOn < b.postedOn ? -1 : a.postedOn > b.postedOn ? 1 : 0))
        .map(({ size, against, mcc, reference, ...row }, order): Movement => {
          const into = IN.includes(row.kind) || (row.kind === "other" && size % 2 === 0);
          const signed = into === against ? -size : size;
          return {
            ...row,
            id: `m${order}`,
            pence: signed === 0 ? 0 : signed,
            order,
            importId: "imp-1",
            ...(mcc === undefined ? {} : { mcc }),
            ...(reference === undefined ? {} : { reference }),
          };
        }),
    );
    const invoice = fc.record({
      arrangement: fc.constantFrom("arr-0", "arr-1", "arr-9"),
      start: fc.integer({ min: -20, max: LAST_DAY }),
      days: fc.integer({ min: 0, max: 40 }),
      hours: fc.integer({ min: 1, max: 400 }).map((quarters) => quarters / 4),
      ratePence: fc.integer({ min: 900, max: 2600 }),
      pence: fc.oneof(pennies(9000), pennies(200_000)),
      acceptedAt: at(-20, 120),
      paidOn: sometimes(on(0, LAST_DAY)),
      movements: sometimes(fc.array(fc.constantFrom("m1", "m2", "m3", "m4"), { minLength: 1, maxLength: 4 })),
      disputed: sometimes(fc.boolean()),
    });
    const codes = fc.subarray(["gambling", "5813", "alcohol-and-tobacco", "6011"]);
    const generated = fc.record({
      kind: fc.constantFrom("card" as const, "bank" as const, "managed" as const),
      council: fc
        .tuple(facts(line, 0, 2), fc.option(line, { nil: undefined, freq: 6 }))
        .map(([more, begun]) => [...(begun === undefined ? [] : [{ from: day(-40, first), learnedAt: noon(-60, first), value: begun }]), ...more]),
      nhs: facts(line, 0, 2),
      model: fc.oneof(
        fc.constant<Fact<"net">[]>([{ from: day(-40, first), learnedAt: noon(-40, first), value: "net" }]),
        facts(fc.constantFrom(...CONTRIBUTION_MODELS), 0, 2),
      ),
      permissions: facts(fc.subarray([...PERMISSIONS]), 0, 2),
      whereabouts: facts(fc.constantFrom(...WHEREABOUTS), 0, 2),
      endedOn: facts(on(60, LAST_DAY), 0, 1),
      diedOn: fc.oneof({ weight: 6, arbitrary: fc.constant<Fact<PlainDate>[]>([]) }, { weight: 1, arbitrary: facts(on(60, LAST_DAY), 1, 1) }),
      support: fc.tuple(fc.integer({ min: 0, max: 2 }), supported(0), supported(1)).map(([many, ...all]) => all.slice(0, many)),
      invoices: fc
        .array(invoice, { maxLength: 4 })
        .map((rows) => rows.map(({ start, days, ...row }, index) => ({ ...row, id: `inv-${index}`, from: day(start, first), to: day(start + days, first) }))),
      setAside: fc
        .array(
          fc.record({
            kind: fc.constantFrom(...PROTECTED_KINDS),
            pence: pennies(40_000),
            from: on(),
            until: sometimes(on()),
            learnedAt: at(),
            knownUntil: sometimes(at()),
            buildsUp: sometimes(fc.constant(true as const)),
            purpose: fc.constant("Respite"),
          }),
          { maxLength: 3 },
        )
        .map((rows) => rows.map((row, index) => ({ ...row, id: `set-${index}` }))),
      remembered: fc.array(fc.record({ about: fc.constantFrom("gambling", "arr-0"), at: at() }), { maxLength: 1 }),
      outcomes: facts(codes, 0, 1),
      waived: fc.array(fc.record({ pence: pennies(9000), from: on(), learnedAt: at() }), { maxLength: 1 }),
      identified: fc
        .array(
          fc.tuple(
            fc.constantFrom("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7"),
            fc.constantFrom("contribution" as const, "personal-money" as const, "refund" as const, "pool-share" as const),
          ),
          { maxLength: 8 },
        )
        .map((pairs) => new Map(pairs)),
    });
    const covered = !holes
      ? fc.constant(undefined)
      : fc.option(fc.tuple(fc.integer({ min: 0, max: LAST_DAY }), fc.integer({ min: 1, max: 20 }), fc.boolean(), fc.integer({ min: -9000, max: 9000 })), {
          nil: undefined,
          freq: 3,
        });
    const balance = fc.record({
      weeks: fc.integer({ min: 0, max: 8 }),
      of: fc.constantFrom("gross" as const, "net" as const),
      tolerancePence: fc.constantFrom(0, 500),
      cyclesBeforeAsking: fc.integer({ min: 0, max: 2 }),
      higherLineCycles: fc.integer({ min: 0, max: 2 }),
      grace: fc.integer({ min: 0, max: 2 }),
      plannedWorkDays: fc.constantFrom(0, 7, 14),
      protectedKinds: fc.subarray<string>([...PROTECTED_KINDS], { minLength: 4 }),
      owner: fc.constantFrom("council-share" as const, "contribution-first" as const),
      noSpendCycles: fc.integer({ min: 1, max: 2 }),
      toleranceCycles: fc.integer({ min: 0, max: 1 }),
      refundCycles: fc.integer({ min: 1, max: 3 }),
      lookBackMonths: fc.constantFrom(2, 12),
      cash: fc.constantFrom("never" as const, "if-plan" as const),
    });
    return fc
      .record({
        generated,
        movements,
        covered,
        balance,
        openingPence: fc.constantFrom(0, 0, 0, 45_000, -3000),
        cycle: fc.integer({ min: holes ? 0 : 1, max: 6 }),
        known: at(20, 220),
      })
      .map(({ generated: { council, nhs, ...rest }, movements: rows, covered: hole, balance: figures, openingPence, cycle, known }): Case => {
        const all = { from: day(-10, first), to: day(LAST_DAY, first) };
        const gap = hole && { from: day(hole[0], first), to: day(hole[0] + hole[1] - 1, first), pence: hole[3] };
        const spans = gap
          ? [
              { from: all.from, to: daysAfter(gap.from, -1) },
              { from: daysAfter(gap.to, 1), to: daysAfter(all.to, 40) },
            ]
          : [all];
        const { owner, grace, weeks, of, plannedWorkDays, toleranceCycles, refundCycles, lookBackMonths, cash, ...plain } = figures;
        return {
          facts: { ...account(), ...rest, firstPaymentOn: first, lines: { council, nhs } },
          ledger: {
            openingPence,
            movements: rows.filter(({ postedOn }) => !gap || postedOn < gap.from || postedOn > gap.to),
            covered: spans,
            holes: gap && hole?.[2] ? [gap] : [],
          },
          policy: policyWith(
            {
              ...plain,
              line: { ...POLICY.balance.line, value: { weeks, of } },
              graceCyclesAfterFirstPayment: grace,
              plannedWorkDays: { ...POLICY.balance.plannedWorkDays, value: plannedWorkDays },
              excessOwner: { ...POLICY.balance.excessOwner, value: owner },
            },
            {
              contribution: { ...POLICY.contribution, toleranceCycles, refundCycles },
              ask: { ...POLICY.ask, lookBackMonths },
              cash: { ...POLICY.cash, allowed: cash },
            },
          ),
          cycle,
          knownBy: known,
        };
      });
  });
