import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allow, type Limit } from "../../shared/domain/rate-limit.ts";
import { processLimiter } from "../../shared/limits/process-limiter.ts";

const limit: fc.Arbitrary<Limit> = fc.record({ perMinute: fc.integer({ min: 1, max: 600 }), burst: fc.integer({ min: 1, max: 50 }) });

describe("a limit", () => {
  it("allows in any stretch of time at most its burst and what time gives back", () => {
    fc.assert(
      fc.property(limit, fc.array(fc.nat(5000), { minLength: 1, maxLength: 120 }), (limit, pauses) => {
        let next: number | undefined;
        let now = 1_000_000;
        const used: number[] = [];
        for (const pause of pauses) {
          now += pause;
          const allowance = allow(limit, next, now);
          if (!allowance.ok) continue;
          next = allowance.next;
          used.push(now);
        }
        used.forEach((from, first) => {
          used.slice(first).forEach((to, count) => {
            expect(count + 1).toBeLessThanOrEqual(limit.burst + ((to - from) / 60_000) * limit.perMinute + 1e-6);
          });
        });
      }),
    );
  });
  it("says truly when the next is allowed", () => {
    fc.assert(
      fc.property(limit, (limit) => {
        let next: number | undefined;
        const now = 5_000_000;
        for (;;) {
          const allowance = allow(limit, next, now);
          if (allowance.ok) {
            next = allowance.next;
            continue;
          }
          expect(allow(limit, next, now + allowance.retryAfterSeconds * 1000).ok).toBe(true);
          expect(allow(limit, next, now + allowance.retryAfterSeconds * 1000 - 1001).ok).toBe(false);
          break;
        }
      }),
    );
  });
  it("is each name's own, in a process", () => {
    const limited = processLimiter();
    const limit = { perMinute: 60, burst: 3 };
    expect([1, 2, 3, 4].map(() => limited("a", limit, 1000))).toEqual([undefined, undefined, undefined, 1]);
    expect(limited("b", limit, 1000)).toBeUndefined();
    expect(limited("a", limit, 2000)).toBeUndefined();
  });
});
