import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertUntil, endsSoon, isRunning, newsOf, removed, renewed } from "../../functions/directory/rules/alert.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { anAlert } from "../support/alerts.ts";

const TODAY = "2026-11-24";
const POLICY = { most: 10, mostKnown: 300, months: 6, endingDays: 14, namedAtOnce: 5 };
const ids = (...names: readonly string[]) => names.map((name) => ListingId.parse(name));

describe("what there is to tell of an alert", () => {
  it("is who was never found before, once a day, and they are known from then on", () => {
    const alert = anAlert({ known: ids("a") });
    const first = newsOf(alert, ids("b", "a", "c"), TODAY, POLICY);
    expect(first).toStrictEqual({ fresh: ["b", "c"], ending: false, alert: { ...alert, known: ["a", "b", "c"], fresh: ["b", "c"], toldOn: TODAY } });
    const told = first?.alert ?? alert;
    expect(newsOf(told, ids("a", "b", "c", "d"), TODAY, POLICY)).toBeUndefined();
    expect(newsOf(told, ids("d"), daysAfter(TODAY, 1), POLICY)?.fresh).toEqual(["d"]);
    expect(newsOf(told, ids("a", "b", "c"), daysAfter(TODAY, 1), POLICY)).toBeUndefined();
  });
  it("is never two tellings of one person, nor of anybody who was there at the beginning, whoever comes and goes, and misses nobody", () => {
    const someone = fc.constantFrom(..."abcdefgh");
    fc.assert(
      fc.property(fc.uniqueArray(someone), fc.array(fc.tuple(fc.nat({ max: 2 }), fc.uniqueArray(someone)), { maxLength: 30 }), (atFirst, runs) => {
        let alert = anAlert({ known: ids(...atFirst) });
        let day = TODAY;
        const told: string[] = [];
        const days: string[] = [];
        for (const [later, found] of runs) {
          day = daysAfter(day, later);
          const news = newsOf(alert, ids(...found), day, POLICY);
          if (news) {
            told.push(...news.fresh);
            days.push(day);
            alert = news.alert;
          }
          if (days.filter((one) => one === day).length === 0) expect(found.filter((one) => !alert.known.some((known) => known === one))).toEqual([]);
        }
        expect(new Set(told).size).toBe(told.length);
        expect(new Set(days).size).toBe(days.length);
        expect(told.filter((one) => atFirst.includes(one))).toEqual([]);
      }),
    );
  });
  it("is that it ends, once, some days before; and nothing once it is over or removed", () => {
    const alert = anAlert({ until: daysAfter(TODAY, 14) });
    expect(newsOf({ ...alert, until: daysAfter(TODAY, 15) }, [], TODAY, POLICY)).toBeUndefined();
    const news = newsOf(alert, [], TODAY, POLICY);
    expect(news).toStrictEqual({ fresh: [], ending: true, alert: { ...alert, endTold: true } });
    expect(news && newsOf(news.alert, [], daysAfter(TODAY, 1), POLICY)).toBeUndefined();
    expect(newsOf({ ...alert, until: TODAY }, ids("a"), TODAY, POLICY)).toBeUndefined();
    expect(newsOf({ ...alert, endedAt: "2026-11-24T09:00:00.000Z" }, ids("a"), TODAY, POLICY)).toBeUndefined();
  });
});

describe("an alert", () => {
  it("goes on until the day before its end, and as long again from the day it is renewed", () => {
    const alert = anAlert({ until: alertUntil(TODAY, POLICY), endTold: true });
    expect(alert.until).toBe("2027-05-24");
    expect([isRunning(alert, "2027-05-23"), isRunning(alert, "2027-05-24")]).toEqual([true, false]);
    expect([endsSoon(alert, "2027-05-09", POLICY), endsSoon(alert, "2027-05-10", POLICY)]).toEqual([false, true]);
    expect(renewed(alert, "2027-05-10", POLICY)).toStrictEqual(anAlert({ until: "2027-11-10" }));
  });
  it("forgets whom it found when it is removed", () => {
    expect(removed(anAlert({ known: ids("a"), fresh: ids("a") }), "2026-12-01T09:00:00.000Z")).toStrictEqual(anAlert({ endedAt: "2026-12-01T09:00:00.000Z" }));
  });
});
