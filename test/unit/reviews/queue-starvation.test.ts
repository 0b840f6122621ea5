import { describe, expect, it } from "vitest";
import { type QueueFacts, queued } from "../../../functions/reviews/rules/queue.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { RULES } from "./scene.ts";

describe("a council with officers for 60 of the 100 reviews that fall due", () => {
  const [PEOPLE, A_YEAR, YEARS] = [180, 365, 5];
  const FIRST = "2027-01-01";
  /** Reviews a day. */
  const CAPACITY = (0.6 * PEOPLE) / A_YEAR;
  // A lot for each person and day, the same in every run.
  const lot = (person: number, day: number): number => {
    const mixed = Math.imul((person + 1) * 0x9e3779b1 + day * 0x85ebca6b, 0xc2b2ae35);
    return (Math.imul(mixed ^ (mixed >>> 15), 0x27d4eb2f) >>> 0) / 2 ** 32;
  };

  it.each([
    ["nobody is at risk", 0],
    ["one in ten comes to be at risk each year", 0.1],
  ])("leaves nobody waiting past the legal limit for longer than those before them take, and four weeks, where %s", (_, yearly) => {
    const people = Array.from({ length: PEOPLE }, (__, person) => ({
      last: -Math.floor((person * A_YEAR) / PEOPLE),
      isAtRisk: false,
      before: 0,
      riskBefore: 0,
    }));
    const tooLong: number[] = [];
    let [left, atRisk, heldLate, longest] = [0, 0, 0, 0];
    for (let day = 0; day < YEARS * A_YEAR; day += 1) {
      const today = daysAfter(FIRST, day);
      people.forEach((one, person) => {
        if (one.isAtRisk || lot(person, day) >= yearly / A_YEAR) return;
        one.isAtRisk = true;
        atRisk += 1;
      });
      const isLate = ({ last }: { last: number }) => day > last + A_YEAR;
      const backlog = people.filter((one) => one.isAtRisk || isLate(one)).length;
      for (const one of people) if (day === one.last + A_YEAR + 1) Object.assign(one, { before: backlog, riskBefore: atRisk });
      const open = people.flatMap(({ last, isAtRisk }, person): QueueFacts[] => {
        const legalOn = daysAfter(FIRST, last + A_YEAR);
        // Half of the people have all points there are, for ever: they pass others within a fortnight, and no further.
        const isHigh = person % 2 === 0;
        return isAtRisk || day >= last + A_YEAR - 28
          ? [
              {
                ...{ payment: `payment-${person}`, legalOn, targetOn: daysAfter(legalOn, -28), extras: isAtRisk ? ["safety-concern"] : [] },
                ...{ neverReviewed: isHigh, fallingOutcomes: isHigh ? 2 : 0, unanswered: isHigh ? 2 : 0, couldNotFind: isHigh, providers: 2 },
                aloneWithoutBackup: false,
              },
            ]
          : [];
      });
      /** How long somebody may have waited by now: a review each for those who were before them, and for those at risk since. */
      const mostDays = ({ before, riskBefore }: { before: number; riskBefore: number }) => (before + atRisk - riskBefore) / CAPACITY + 28;
      left += CAPACITY;
      for (const { facts, place } of queued(open, RULES, today).slice(0, Math.floor(left))) {
        left -= 1;
        const one = people[Number(facts.payment.slice("payment-".length))];
        if (!one) continue;
        if (isLate(one)) {
          if (place.daysPastLegal > mostDays(one)) tooLong.push(place.daysPastLegal - mostDays(one));
          heldLate += 1;
          longest = Math.max(longest, place.daysPastLegal);
        }
        Object.assign(one, { last: day, isAtRisk: false });
      }
      const waiting = people.filter(isLate).filter((one) => day - one.last - A_YEAR > mostDays(one));
      tooLong.push(...waiting.map((one) => day - one.last - A_YEAR - mostDays(one)));
      left = Math.min(left, 1);
    }
    expect(tooLong).toEqual([]);
    // It is a council with a backlog, and people do wait in it.
    expect([heldLate > 300, longest > 180, atRisk > 0]).toEqual([true, true, yearly > 0]);
  });
});
