import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SeenOfAccount, type SetUp, type SetUpKnown, setUpOf } from "../../../functions/arrangements/rules/set-up.ts";
import { SET_UP_STEPS, setUpTimes } from "../../../functions/arrangements/rules/set-up-times.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { runs } from "../../support/runs.ts";

const LAST = 20;
const day = (number: number): string => daysAfter("2026-10-20", number);
/** Around midnight in London, while its clocks are put back: the day is not always the instant's own. */
const instants = fc
  .tuple(fc.integer({ min: 0, max: LAST }), fc.constantFrom("T00:30:00.000Z", "T12:00:00.000Z", "T23:30:00.000Z"))
  .map(([number, time]) => `${day(number)}${time}`);
const londonDayOf = (instant: string): string => {
  const summer = instant < "2026-10-25T01:00:00.000Z";
  return summer && instant.includes("T23:") ? daysAfter(instant.slice(0, 10), 1) : instant.slice(0, 10);
};
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const days = fc.integer({ min: 0, max: LAST }).map(day);
const seen: fc.Arbitrary<SeenOfAccount> = fc.record({
  requests: fc.array(fc.record({ createdAt: instants, firstAnswerAt: maybe(instants) }), { maxLength: 3 }),
  contacts: fc.array(fc.record({ createdAt: instants, answeredAt: maybe(instants) }), { maxLength: 3 }),
  arrangements: fc.array(
    fc.record({
      provider: maybe(fc.constant("amber")),
      pool: maybe(fc.constant("pool")),
      state: fc.constantFrom("offered", "accepted", "live", "paused", "ended", "declined", "withdrawn"),
      since: days,
      createdAt: instants,
      answeredAt: maybe(instants),
      startedOn: maybe(days),
    }),
    { maxLength: 3 },
  ),
});
const known: SetUpKnown = { id: "rcp_1", authority: "E10000018", agreedOn: day(3), area: "LE13", reason: "physical", linkedAt: "2026-10-01T09:00:00.000Z" };
const NOTHING: SeenOfAccount = { requests: [], contacts: [], arrangements: [] };

/** Goes through the days one by one, until the first on which something of a kind happened. */
function oracle({ requests, contacts, arrangements }: SeenOfAccount, today: string) {
  const first = (happened: (on: string) => boolean): string | undefined => {
    for (let on = day(0); on <= today; on = daysAfter(on, 1)) if (happened(on)) return on;
    return undefined;
  };
  const at = (instant: string | undefined, on: string) => instant !== undefined && londonDayOf(instant) === on;
  const offers = arrangements.filter(({ provider }) => provider !== undefined);
  return {
    firstRequestOn: first((on) => [...requests, ...contacts, ...offers].some(({ createdAt }) => at(createdAt, on))),
    firstAnswerOn: first(
      (on) =>
        requests.some(({ firstAnswerAt }) => at(firstAnswerAt, on)) ||
        contacts.some(({ answeredAt }) => at(answeredAt, on)) ||
        offers.some(({ answeredAt, pool, createdAt }) => at(answeredAt, on) || (answeredAt === undefined && pool !== undefined && at(createdAt, on))),
    ),
    startedOn: first((on) =>
      arrangements.some(({ startedOn, provider, state, since }) => {
        if (startedOn !== undefined) return startedOn === on;
        return provider === undefined && (state === "live" || state === "paused" || state === "ended") && since === on;
      }),
    ),
  };
}
const daysOf = ({ firstRequestOn, firstAnswerOn, startedOn }: SetUp) => ({ firstRequestOn, firstAnswerOn, startedOn });

describe("the days of a set-up", () => {
  it("are the first on which each thing happened, as somebody finds who goes through the days", () => {
    fc.assert(
      fc.property(seen, days, (account, today) => {
        const setUp = setUpOf(known, account, undefined, today);
        expect(daysOf(setUp)).toEqual(oracle(account, today));
        expect(setUpOf(known, account, setUp, today)).toEqual(setUp);
      }),
      { numRuns: runs(3000) },
    );
  });
  it("stay when what they were made of is gone, and are never later than before", () => {
    fc.assert(
      fc.property(seen, seen, (first, then) => {
        const before = setUpOf(known, first, undefined, day(LAST));
        expect(setUpOf(known, NOTHING, before, day(LAST))).toEqual(before);
        const both = { requests: [...first.requests, ...then.requests], contacts: [...first.contacts, ...then.contacts] };
        const all = { ...both, arrangements: [...first.arrangements, ...then.arrangements] };
        expect(daysOf(setUpOf(known, then, before, day(LAST)))).toEqual(oracle(all, day(LAST)));
      }),
      { numRuns: runs(1000) },
    );
  });
  it("begin anew where the record is linked with another account, or with none", () => {
    fc.assert(
      fc.property(seen, seen, (first, then) => {
        const before = setUpOf(known, first, undefined, day(LAST));
        const relinked = setUpOf({ ...known, linkedAt: "2026-11-01T09:00:00.000Z" }, then, before, day(LAST));
        expect(daysOf(relinked)).toEqual(oracle(then, day(LAST)));
        expect(daysOf(setUpOf({ ...known, linkedAt: undefined }, NOTHING, before, day(LAST)))).toEqual(oracle(NOTHING, day(LAST)));
      }),
      { numRuns: runs(500) },
    );
  });
  it("take in nothing more of an account that was deleted, and still what the council's record says", () => {
    fc.assert(
      fc.property(seen, seen, (first, then) => {
        const before = { ...setUpOf(known, first, undefined, day(LAST)), settledAt: "2026-11-01T09:00:00.000Z" };
        const after = setUpOf({ ...known, linkedAt: undefined, firstPaymentOn: day(4) }, then, before, day(LAST));
        expect(after).toEqual({ ...before, firstPaymentOn: day(4) });
      }),
      { numRuns: runs(500) },
    );
  });
  it("are none to come", () => {
    expect(setUpOf({ ...known, firstPaymentOn: day(6) }, NOTHING, undefined, day(5)).firstPaymentOn).toBeUndefined();
    expect(setUpOf({ ...known, firstPaymentOn: day(6) }, NOTHING, undefined, day(6)).firstPaymentOn).toBe(day(6));
  });
});

const setUps = fc.array(
  fc.record({
    id: fc.constant("rcp_1"),
    authority: fc.constant("E10000018"),
    agreedOn: days,
    reason: maybe(fc.constantFrom("physical", "social")),
    firstRequestOn: maybe(days),
    firstAnswerOn: maybe(days),
    startedOn: maybe(days),
    firstPaymentOn: maybe(days),
  }),
  { maxLength: 25 },
);

describe("how long set-ups take", () => {
  it("is said of each group of enough people: half of them took at most the median, and half at least", () => {
    fc.assert(
      fc.property(setUps, fc.integer({ min: 1, max: 6 }), (all, least) => {
        const rows = setUpTimes(all, ({ reason }) => reason, least);
        expect(new Set(rows.map(({ group }) => group))).toEqual(new Set(all.map(({ reason }) => reason)));
        for (const { group, people, days: medians } of rows) {
          const those = all.filter(({ reason }) => reason === group);
          expect(people).toBe(those.length < least ? undefined : those.length);
          for (const step of SET_UP_STEPS) {
            const waits = those.flatMap(({ agreedOn, [step]: on }) =>
              on === undefined ? [] : [Math.max(0, (Date.parse(on) - Date.parse(agreedOn)) / 86_400_000)],
            );
            const median = medians[step];
            if (waits.length < least || those.length < least) expect(median).toBeUndefined();
            else {
              // Of an even number the median is between two of them, rounded up.
              expect(waits.filter((wait) => wait < Number(median) - 0.5).length).toBeLessThanOrEqual(waits.length / 2);
              expect(waits.filter((wait) => wait > Number(median)).length).toBeLessThanOrEqual(waits.length / 2);
            }
          }
        }
      }),
      { numRuns: runs(2000) },
    );
  });
  it("is the middle one, or between the two in the middle, and 0 for what was there before", () => {
    const one = (wait: number): SetUp => ({ id: "r", authority: "E10000018", agreedOn: day(5), startedOn: day(5 + wait) });
    const medianOf = (...waits: number[]) => setUpTimes(waits.map(one), () => "all", 1)[0]?.days.startedOn;
    expect([medianOf(9, 1, 4), medianOf(1, 9, 4, 5), medianOf(2, 4), medianOf(-3)]).toEqual([4, 5, 3, 0]);
  });
});
