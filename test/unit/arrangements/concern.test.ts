import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Arrangement } from "../../../functions/arrangements/rules/arrangement.ts";
import { NewConcern, supportedBy } from "../../../functions/arrangements/rules/concern.ts";
import { daysAfter, londonDate, millisOf } from "../../../shared/domain/time.ts";
import { COUNCIL, OTHER_COUNCIL } from "../../support/councils.ts";
import { runs } from "../../support/runs.ts";
import { anArrangement } from "../../support/vetting.ts";

const used = (owner: string, since: string, endedAt?: string, authority = COUNCIL): Arrangement => ({
  ...anArrangement(`${owner}-${since}`, owner),
  authority,
  since,
  ...(endedAt === undefined ? {} : { state: "ended" as const, endedAt }),
});
const namesIn = (arrangements: readonly Arrangement[], period: { readonly from?: string; readonly until?: string } = {}) => [
  ...supportedBy(arrangements, { authority: COUNCIL, ...period }).keys(),
];

describe("whom a provider supports", () => {
  it("is everyone who ever used them, once each, earliest first, with every period", () => {
    const found = supportedBy(
      [used("amy", "2026-03-01"), used("bob", "2025-01-01", "2025-06-01T09:00:00Z"), used("amy", "2024-05-01", "2024-07-01T09:00:00Z")],
      {
        authority: COUNCIL,
      },
    );
    expect([...found]).toEqual([
      ["amy", [{ from: "2024-05-01", until: "2024-07-01" }, { from: "2026-03-01" }]],
      ["bob", [{ from: "2025-01-01", until: "2025-06-01" }]],
    ]);
  });
  it("on some days is who was supported on one of them, the first and the last day included", () => {
    const bob = used("bob", "2025-01-10", "2025-06-20T09:00:00Z");
    for (const [period, there] of [
      [{ from: "2025-06-20" }, true],
      [{ from: "2025-06-21" }, false],
      [{ until: "2025-01-10" }, true],
      [{ until: "2025-01-09" }, false],
      [{ from: "2025-02-01", until: "2025-02-01" }, true],
      [{ from: "2024-01-01", until: "2026-01-01" }, true],
    ] as const)
      expect(namesIn([bob], period), JSON.stringify(period)).toEqual(there ? ["bob"] : []);
  });
  it("ended on a day of London's calendar", () => {
    const late = used("bob", "2025-05-01", "2025-06-20T23:30:00Z");
    expect(namesIn([late], { from: "2025-06-21" })).toEqual(["bob"]);
    expect(namesIn([late], { from: "2025-06-22" })).toEqual([]);
  });
  it("is nobody of another council", () => {
    expect(namesIn([used("amy", "2026-03-01", undefined, OTHER_COUNCIL)])).toEqual([]);
  });
  it("agrees with looking at every day of the period", () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => daysAfter("2026-03-01", days));
    const one = fc.record({ owner: fc.constantFrom("amy", "bob", "cat"), since: day, length: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), day, day, (some, a, b) => {
        const [from, until] = a <= b ? [a, b] : [b, a];
        const arrangements = some.map(({ owner, since, length }) =>
          used(owner, since, length === undefined ? undefined : `${daysAfter(since, length)}T12:00:00Z`),
        );
        const days = Array.from({ length: 61 }, (_, index) => daysAfter(from, index)).filter((one) => one <= until);
        const onDays = arrangements.filter(({ since, endedAt }) =>
          days.some((one) => one >= since && (endedAt === undefined || one <= londonDate(millisOf(endedAt)))),
        );
        expect(namesIn(arrangements, { from, until }).toSorted()).toEqual([...new Set(onDays.map(({ owner }) => owner))].toSorted());
      }),
      { numRuns: runs(500) },
    );
  });
});

describe("what is asked of an officer", () => {
  const wrong = (given: object) => {
    const issues = NewConcern.safeParse({ listing: "pa-1", reason: "Enquiry 12", ...given }).error?.issues;
    return issues && [...new Set(issues.map(({ path }) => path.join(".")))];
  };
  it("is a reference and a reason; days may be left out, and must not be the wrong way round", () => {
    expect(wrong({})).toBeUndefined();
    expect(wrong({ from: "2026-01-01", until: "2026-01-01" })).toBeUndefined();
    expect(wrong({ from: "2026-01-02", until: "2026-01-01" })).toEqual(["until"]);
    for (const field of ["listing", "reason"]) for (const value of [undefined, ""]) expect(wrong({ [field]: value }), field).toEqual([field]);
    expect(wrong({ reason: "x".repeat(1001) })).toEqual(["reason"]);
    expect(wrong({ from: "soon" })).toEqual(["from"]);
  });
});
