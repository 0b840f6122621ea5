import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ANSWER_MOVES, ANSWER_STATES, type Answer, answerAfter, decided, mayAnswer } from "../../../functions/arrangements/rules/answer.ts";
import { needOf } from "../../../functions/arrangements/rules/need.ts";
import { isWaiting, REQUEST_STATES, type RequestState, type SupportRequest } from "../../../functions/arrangements/rules/request.ts";
import {
  ALERTS,
  type AlertEvery,
  nextAlertOn,
  type RequestAlert,
  withEvery,
  withoutPending,
  withPending,
} from "../../../functions/arrangements/rules/request-alert.ts";
import {
  dayOfRequest,
  mayMove,
  moveRequest,
  REQUEST_MOVES,
  type RequestMove,
  whyUnmet,
  withNextDay,
} from "../../../functions/arrangements/rules/request-moves.ts";
import { DAY_MS, daysAfter, londonDate } from "../../../shared/domain/time.ts";
import { aListing } from "../../support/builders.ts";
import { anAnswer, aRequest } from "../../support/requests.ts";
import { runs } from "../../support/runs.ts";

const DAYS = { confirmDays: 28, remindDays: 7, lapseDays: 28, unmetDays: 42 };
const START = Date.parse("2026-11-20T09:00:00Z");
const PUBLISHED = withNextDay(aRequest({ id: "r1", owner: "rosemary", matched: 2 }), DAYS);
const MOVES = Object.keys(REQUEST_MOVES) as RequestMove[];

/** The table as it is meant, in words of its own. */
const ALLOWED: Readonly<Record<RequestMove, readonly [from: readonly RequestState[], to: RequestState]>> = {
  confirm: [["open", "stale"], "open"],
  fill: [["open", "stale"], "filled"],
  withdraw: [["open", "stale"], "withdrawn"],
  hide: [["open"], "stale"],
  lapse: [["stale"], "lapsed"],
};

describe("the moves of a request", () => {
  it.each(MOVES.flatMap((move) => REQUEST_STATES.map((state) => [move, state] as const)))("%s from %s is as the table says", (move, state) => {
    const request = { ...PUBLISHED, state };
    const [from, to] = ALLOWED[move];
    const moved = moveRequest(request, move, { at: START }, DAYS);
    expect(mayMove(request, move)).toBe(from.includes(state));
    expect(moved.ok ? moved.value.state : moved.refusal).toBe(from.includes(state) ? to : "moved");
  });
  it("has it looked at on its very day until providers were told of it", () => {
    const { matched: _, ...untold } = PUBLISHED;
    expect([withNextDay(untold, DAYS).nextOn, PUBLISHED.nextOn]).toEqual(["2026-11-20", "2026-12-11"]);
    expect(withNextDay({ ...untold, state: "stale" }, DAYS).nextOn).toBe("2026-12-19");
  });
  it("end it with the moment and, where it is taken back, why", () => {
    const filled = moveRequest(PUBLISHED, "fill", { at: START }, DAYS);
    const withdrawn = moveRequest(PUBLISHED, "withdraw", { at: START, why: "not-needed" }, DAYS);
    expect(filled.ok && [filled.value.endedAt, filled.value.nextOn, filled.value.withdrawn]).toEqual(["2026-11-20T09:00:00.000Z", undefined, undefined]);
    expect(withdrawn.ok && [withdrawn.value.endedAt, withdrawn.value.nextOn, withdrawn.value.withdrawn]).toEqual([
      "2026-11-20T09:00:00.000Z",
      undefined,
      "not-needed",
    ]);
  });
  it("confirm it for so many days from the day it is said, and remind of it again", () => {
    const confirmed = moveRequest({ ...PUBLISHED, reminded: true }, "confirm", { at: START + 25 * DAY_MS }, DAYS);
    expect(confirmed.ok && [confirmed.value.confirmBy, confirmed.value.reminded, confirmed.value.nextOn]).toEqual(["2027-01-12", false, "2027-01-01"]);
  });
});

describe("a request, day by day", () => {
  it("is reminded of, hidden, recorded as unmet and closed on their days", () => {
    const said: unknown[] = [];
    let request = PUBLISHED;
    for (let day = 0; day <= 80; day += 1) {
      const outcome = dayOfRequest(request, START + day * DAY_MS, DAYS);
      if (!outcome) continue;
      request = outcome.request;
      said.push([day, request.state, outcome.tell, outcome.unmet]);
    }
    expect(said).toEqual([
      [21, "open", "request-confirm", undefined],
      [29, "stale", "request-hidden", undefined],
      [42, "stale", undefined, "no-answer"],
      [58, "lapsed", undefined, undefined],
    ]);
  });
  it("whatever people do, is never left open past its day, is unmet once and in time, and always has a next day while it waits", () => {
    const step = fc.record({
      days: fc.integer({ min: 0, max: 40 }),
      move: fc.option(fc.constantFrom<RequestMove>("confirm", "fill", "withdraw"), { nil: undefined, freq: 1 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let request: SupportRequest = PUBLISHED;
        let day = 0;
        let unmet = 0;
        let reminders = 0;
        let confirmed = 1;
        const dawn = () => {
          const at = START + day * DAY_MS;
          const outcome = dayOfRequest(request, at, DAYS);
          if (!outcome) return;
          expect(isWaiting(request)).toBe(true);
          request = outcome.request;
          unmet += outcome.unmet ? 1 : 0;
          reminders += outcome.tell === "request-confirm" ? 1 : 0;
          // Done again on the same day there is nothing left.
          expect(dayOfRequest(request, at, DAYS)).toBeUndefined();
        };
        for (const { days, move } of steps) {
          for (let left = days; left > 0; left -= 1) {
            day += 1;
            dawn();
            const today = londonDate(START + day * DAY_MS);
            if (request.state === "open") expect(request.confirmBy >= today).toBe(true);
            if (isWaiting(request)) expect([request.nextOn !== undefined && request.nextOn > today, unmet]).toEqual([true, day >= DAYS.unmetDays ? 1 : 0]);
            else expect(request.nextOn).toBeUndefined();
          }
          if (move === undefined) continue;
          const moved = moveRequest(request, move, { at: START + day * DAY_MS }, DAYS);
          expect(moved.ok).toBe(isWaiting(request));
          if (!moved.ok) continue;
          request = moved.value;
          confirmed += move === "confirm" ? 1 : 0;
        }
        expect(unmet).toBeLessThanOrEqual(1);
        expect(reminders).toBeLessThanOrEqual(confirmed);
      }),
      { numRuns: runs(300) },
    );
  });
  it("missed for weeks is caught up with: hidden first, closed once that could have been confirmed", () => {
    const late = dayOfRequest(PUBLISHED, START + 100 * DAY_MS, DAYS);
    expect([late?.request.state, late?.tell, late?.unmet, late?.request.confirmBy]).toEqual([
      "stale",
      "request-hidden",
      "no-answer",
      daysAfter("2026-11-20", 128),
    ]);
  });
  it("says why nobody was found by what is known of it", () => {
    expect(whyUnmet({})).toBe("no-answer");
    expect(whyUnmet({ matched: 0 })).toBe("no-one-matched");
    expect(whyUnmet({ matched: 1 })).toBe("no-answer");
    expect(whyUnmet({ matched: 0, firstAnswerAt: "2026-11-21T09:00:00.000Z" })).toBe("none-chosen");
  });
  it("leaves of whose it is nothing in the need it becomes", () => {
    const need = needOf(
      aRequest({ id: "r1", owner: "rosemary", words: "I am Rosemary.", weeklyPence: 9000, language: "gu", gender: "female", maxRatePence: 1500 }),
      "gave-up",
      "2026-12-01",
    );
    expect(need).toEqual({
      id: "r1",
      authority: "E10000018",
      services: ["personal-care"],
      skills: [],
      times: ["mon-morning"],
      hours: 6,
      language: "gu",
      gender: "female",
      must: [],
      maxRatePence: 1500,
      place: { key: "LE13 1", label: "LE13 1", lat: 52.766, lon: -0.887, district: "E07000133" },
      since: "2026-11-20",
      recordedOn: "2026-12-01",
      why: "gave-up",
    });
  });
});

const OF = { request: "r1", listing: aListing().id, owner: "percy", authority: "E10000018" };
const SAID = { message: "I can come.", times: "Mondays", reach: "07700 900001" };
const answerIn = (state: Answer["state"] | undefined) => (state === undefined ? undefined : anAnswer({ request: "r1", owner: "percy", state }));

describe("the moves of an answer", () => {
  const allowed = {
    send: [undefined, "not-for-me", "withdrawn"],
    decline: [undefined, "sent", "withdrawn"],
    withdraw: ["sent"],
    choose: ["sent"],
    pass: ["sent"],
  } as const satisfies Record<keyof typeof ANSWER_MOVES, readonly (Answer["state"] | undefined)[]>;
  it.each(([undefined, ...ANSWER_STATES] as const).map((state) => [state] as const))("from %s are as the table says", (state) => {
    for (const [move, from] of Object.entries(allowed)) {
      const may = from.some((one) => one === state);
      expect(mayAnswer(state, move as keyof typeof ANSWER_MOVES), move).toBe(may);
      const before = answerIn(state);
      if (move === "send" || move === "decline" || move === "withdraw") expect(answerAfter(OF, before, move, START, SAID).ok, move).toBe(may);
      else if (before) expect(decided(before, move as "choose" | "pass", START).ok, move).toBe(may);
    }
  });
  it("keep when it was first given, and nothing of what was said before", () => {
    const again = answerAfter(OF, anAnswer({ request: "r1", owner: "percy", state: "withdrawn" }), "send", START, { ...SAID, message: "Another." });
    expect(again).toEqual({ ok: true, value: { ...OF, state: "sent", ...SAID, message: "Another.", createdAt: "2026-11-21T09:00:00.000Z" } });
    const hidden = answerAfter(OF, anAnswer({ request: "r1", owner: "percy" }), "decline", START);
    expect(hidden).toEqual({ ok: true, value: { ...OF, state: "not-for-me", createdAt: "2026-11-21T09:00:00.000Z" } });
  });
  it("share what the person gave only where they choose", () => {
    const chosenBy = { name: "Rosemary", reach: "07700 900002" };
    const chosen = decided(anAnswer({ request: "r1", owner: "percy" }), "choose", START, chosenBy);
    expect(chosen.ok && [chosen.value.state, chosen.value.chosenBy, chosen.value.chosenAt]).toEqual(["chosen", chosenBy, "2026-11-20T09:00:00.000Z"]);
    const passed = decided(anAnswer({ request: "r1", owner: "percy" }), "pass", START);
    expect(passed.ok && [passed.value.state, passed.value.chosenBy, passed.value.chosenAt]).toEqual(["passed", undefined, undefined]);
  });
});

describe("when a provider hears of new requests", () => {
  const alert = (every: AlertEvery, changes: Partial<RequestAlert> = {}): RequestAlert => ({
    ...{ id: "percy", owner: "percy", authority: "E10000018", every, pending: [], createdAt: "2026-11-20T09:00:00.000Z" },
    ...changes,
  });
  const FEW = { weekday: 0, most: 3 };
  it.each([
    ["2026-11-27", "2026-11-30"],
    ["2026-11-29", "2026-11-30"],
    ["2026-11-30", "2026-12-07"],
    ["2026-12-01", "2026-12-07"],
  ])("weekly from %s is Monday %s", (today, monday) => {
    expect(nextAlertOn("weekly", today, 0)).toBe(monday);
  });
  it("daily is tomorrow, and the others are no day's matter", () => {
    expect(ALERTS.map((every) => nextAlertOn(every, "2026-11-27", 0))).toEqual([undefined, "2026-11-28", "2026-11-30", undefined]);
    expect(nextAlertOn("weekly", "2026-11-27", 4)).toBe("2026-12-04");
    expect(nextAlertOn("weekly", "2026-11-27", 5)).toBe("2026-11-28");
  });
  it("a request is added once, to the day that is set already, and the oldest go where there are too many", () => {
    const one = withPending(alert("weekly"), "a", "2026-11-27", FEW);
    expect([one.pending, one.nextOn]).toEqual([["a"], "2026-11-30"]);
    expect(withPending(one, "a", "2026-11-28", FEW)).toBe(one);
    const four = ["b", "c", "d"].reduce((was, request) => withPending(was, request, "2026-12-02", FEW), one);
    expect([four.pending, four.nextOn]).toEqual([["b", "c", "d"], "2026-11-30"]);
    for (const every of ["never", "at-once"] as const) expect(withPending(alert(every), "a", "2026-11-27", FEW).pending).toEqual([]);
  });
  it("another wish takes what waits along, or drops it", () => {
    const waiting = alert("weekly", { pending: ["a"], nextOn: "2026-11-30" });
    expect(withEvery(waiting, "never", "2026-11-27", 0)).toEqual(alert("never"));
    expect(withEvery(waiting, "daily", "2026-11-27", 0)).toEqual(alert("daily", { pending: ["a"], nextOn: "2026-11-28" }));
    expect(withEvery(waiting, "at-once", "2026-11-27", 0)).toEqual(alert("at-once", { pending: ["a"], nextOn: "2026-11-28" }));
    expect(withEvery(alert("never"), "weekly", "2026-11-27", 0)).toEqual(alert("weekly"));
    expect(withoutPending(waiting)).toEqual(alert("weekly"));
  });
});
