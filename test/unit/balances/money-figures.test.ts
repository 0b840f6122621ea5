import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOVEMENT_KINDS, type Movement } from "../../../functions/balances/rules/movement.ts";
import { rowOfSpend, spentOn } from "../../../functions/balances/rules/spend-figures.ts";
import type { StoredResult } from "../../../functions/balances/rules/stored-result.ts";
import { carriedBy, lastCycleBy, rowOfProvider, unpaidIn } from "../../../functions/balances/rules/unpaid.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import { councilCodes } from "../../../shared/policy/council.ts";
import { moneyFiguresPolicyOn } from "../../../shared/policy/money-figures.ts";
import { codesOf, kinds } from "../../../shared/taxonomy/taxonomy.ts";
import { COUNCIL } from "../../support/councils.ts";
import { runs } from "../../support/runs.ts";

const DAY = "2026-09-15";
const policy = moneyFiguresPolicyOn(COUNCIL, DAY);
const rowOf = rowOfSpend(policy, balancePolicyOn(COUNCIL, DAY).spend);
const SEPTEMBER = { from: "2026-09-01", to: "2026-09-30" };
const NO_FACTS = { identified: new Map() };
const CODES = ["6300", "4121", "7995", "5411", "9311", undefined] as const;

const movement = (one: Partial<Movement>, order = 0): Movement => ({
  ...{ id: `m.${order}`, postedOn: DAY, kind: "purchase", pence: -1000, order, text: `Shop ${order}`, recordedAt: "2026-10-01T06:00:00.000Z", importId: "f" },
  ...one,
});

describe("what an account spent", () => {
  const any = fc
    .array(
      fc.record({
        kind: fc.constantFrom(...MOVEMENT_KINDS),
        mcc: fc.constantFrom(...CODES),
        pence: fc.integer({ min: -50_000, max: 50_000 }),
        day: fc.integer({ min: -3, max: 33 }),
      }),
      { maxLength: 25 },
    )
    .map((rows) =>
      rows
        .map(({ day, mcc, ...one }, order) => movement({ ...one, postedOn: daysAfter(SEPTEMBER.from, day), ...(mcc === undefined ? {} : { mcc }) }, order))
        .toSorted((a, b) => (a.postedOn < b.postedOn ? -1 : a.postedOn > b.postedOn ? 1 : 0)),
    );
  it("is money out in the month less money that came back, by row, as somebody adds it up by hand", () => {
    const OUT = ["contribution", "load", "unload", "fee", "refund", "reversal"];
    const BACK = ["purchase", "cash", "refund", "reversal", "chargeback"];
    fc.assert(
      fc.property(any, (movements) => {
        const byHand = new Map<string, number>();
        for (const { postedOn, kind, mcc, pence } of movements) {
          if (!postedOn.startsWith("2026-09")) continue;
          if (pence < 0 ? OUT.includes(kind) : !BACK.includes(kind)) continue;
          const row = policy.spend.find(({ codes = [], groups = [], kinds: ofKinds = [] }) =>
            mcc === undefined ? ofKinds.includes(kind) : codes.includes(mcc) || (mcc === "7995" && groups.includes("gambling")),
          );
          byHand.set(row?.id ?? "other", (byHand.get(row?.id ?? "other") ?? 0) - pence);
        }
        expect(spentOn(movements, NO_FACTS, SEPTEMBER, rowOf)).toEqual(new Map([...byHand].filter(([, pence]) => pence > 0)));
      }),
      { numRuns: runs(1000) },
    );
  });
  it("has local days: the first and the last of the month are in it, and no other month's", () => {
    const on = (postedOn: string) => spentOn([movement({ postedOn })], NO_FACTS, SEPTEMBER, rowOf).size;
    expect(["2026-08-31", "2026-09-01", "2026-09-30", "2026-10-01"].map(on)).toEqual([0, 1, 1, 0]);
  });
  it("is less by money that came back where it was spent, though the refund has no category of its own", () => {
    const taxi = movement({ mcc: "4121", text: "Sample Cabs", pence: -2500 });
    const back = movement({ kind: "refund", text: "Sample Cabs", pence: 1000 }, 1);
    const shop = movement({ mcc: "5411", pence: -800 }, 2);
    expect(spentOn([taxi, back, shop], NO_FACTS, SEPTEMBER, rowOf)).toEqual(
      new Map([
        ["travel", 1500],
        ["other", 800],
      ]),
    );
  });
  it("counts money that somebody said is a refund, and no other money that came in", () => {
    const [spent, credit] = [movement({ mcc: "5411" }), movement({ id: "c", kind: "other", pence: 400, mcc: "5411" }, 1)];
    const with_ = (identified: ReadonlyMap<string, "refund" | "personal-money">) => spentOn([spent, credit], { identified }, SEPTEMBER, rowOf).get("other");
    expect([with_(new Map()), with_(new Map([["c", "personal-money"]])), with_(new Map([["c", "refund"]]))]).toEqual([1000, 1000, 600]);
  });
});

describe("contributions that were not paid", () => {
  it("are those of the last four weeks that were over by the end of a month", () => {
    const first = { firstPaymentOn: "2026-06-01" };
    expect(lastCycleBy(first, "2026-06-27")).toBeUndefined();
    expect(lastCycleBy(first, "2026-06-28")).toMatchObject({ number: 1, to: "2026-06-28" });
    expect(lastCycleBy(first, "2026-09-30")).toMatchObject({ number: 4, to: "2026-09-20" });
    expect(lastCycleBy({ firstPaymentOn: undefined }, "2026-09-30")).toBeUndefined();
  });
  it("are what the last check of that cycle found, and nothing where statements were missing", () => {
    const common = { account: "a", cycle: 4, measuredOn: "2026-09-20", knownBy: "2026-09-25T05:00:00.000Z", policyVersion: 1 };
    const found = (pence: number) => [{ code: "contribution-missed" as const, about: "", pence, lines: [], movements: [], source: "x" }];
    const measured = (revision: number, pence: number): StoredResult => ({
      ...common,
      revision,
      outcome: "measured",
      lines: [],
      excessPence: 0,
      findings: found(pence),
    });
    expect(unpaidIn([measured(1, 5000), measured(2, 3000)], 4)).toBe(3000);
    expect(unpaidIn([measured(1, 5000)], 3)).toBe(0);
    expect(unpaidIn([measured(1, 5000), { ...common, revision: 2, outcome: "missing", missingFrom: "2026-09-01", findings: [] }], 4)).toBe(0);
  });
  it("are shared to the penny over the support that ran, by what each costs a week", () => {
    const support = (arrangement: string, hours: number, more: object = {}) => ({
      ...{ arrangement, name: arrangement, employed: false, startedOn: "2026-06-01", worked: [], paid: [], employer: [] },
      terms: [
        {
          from: "2026-06-01",
          learnedAt: "2026-05-20T09:00:00.000Z",
          value: { hours, ratePence: 1500, pay: "weekly" as const, payWhen: "arrears" as const, hoursBasis: "planned" as const },
        },
      ],
      ...more,
    });
    const all = [support("a", 10), support("b", 20), support("over", 30, { lastDay: "2026-09-14" }), support("later", 30, { startedOn: "2026-09-16" })];
    expect(carriedBy(1000, { support: all }, DAY)).toEqual([
      { arrangement: "a", pence: 333 },
      { arrangement: "b", pence: 667 },
    ]);
    expect(carriedBy(1000, { support: [] }, DAY)).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.array(fc.integer({ min: 1, max: 160 }), { minLength: 1, maxLength: 6 }), (pence, hours) => {
        const shares = carriedBy(pence, { support: hours.map((one, at) => support(`a${at}`, one)) }, DAY);
        expect(shares.reduce((sum, one) => sum + one.pence, 0)).toBe(pence);
      }),
      { numRuns: runs(300) },
    );
  });
  it("stand in the row of their provider's kind and size, and in the last one where the directory knows none", () => {
    expect([
      rowOfProvider(policy, "personal-assistant", 1),
      rowOfProvider(policy, "agency", 9),
      rowOfProvider(policy, "agency", 10),
      rowOfProvider(policy, undefined, 1),
    ]).toEqual(["personal-assistant", "small-agency", "agency", "not-listed"]);
  });
});

describe("every council's rules for figures of money", () => {
  it("name groups, kinds of movement and kinds of provider that there are, and have a row for each kind of provider", () => {
    for (const council of councilCodes) {
      const { spend, providers } = moneyFiguresPolicyOn(council, DAY);
      const groups = balancePolicyOn(council, DAY).spend.groups.map(({ name }) => name);
      const named = spend.flatMap((row) => row.groups ?? []);
      expect(named.toSorted()).toEqual(groups.toSorted());
      const movements: readonly string[] = MOVEMENT_KINDS;
      for (const kind of spend.flatMap((row) => row.kinds ?? [])) expect(movements).toContain(kind);
      expect([...new Set(providers.flatMap((row) => row.kinds ?? []))].toSorted()).toEqual(codesOf(kinds).toSorted());
      const last = [spend.at(-1), providers.at(-1)];
      for (const row of last) expect(Object.keys(row ?? {}).toSorted()).toEqual(["id", "title"]);
    }
  });
  it("are refused for a council that has none, and for a day before they began", () => {
    expect(() => moneyFiguresPolicyOn("E99999999", DAY)).toThrow("No rules for figures of money");
    expect(() => moneyFiguresPolicyOn(COUNCIL, "2019-01-01")).toThrow("No rules for figures of money");
  });
});
