import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WAYS } from "../../../functions/balances/rules/balance-case.ts";
import { stopsOn } from "../../../functions/balances/rules/circumstances.ts";
import { dealWith } from "../../../functions/balances/rules/findings-to-cases.ts";
import { noticeOf } from "../../../functions/balances/rules/recoup-notice.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { CLOCK_STOPS } from "../../../shared/policy/balances.ts";
import {
  ABOUT,
  absorbed,
  aFinding,
  answered,
  aProposal,
  approved,
  aResult,
  found,
  moved,
  NOTICE_RUN,
  noon,
  officer,
  proposedCase,
  question,
  RULES,
  rechecked,
  refusal,
  system,
  TAKING,
  WELL,
} from "../../support/balance-cases.ts";
import { runs } from "../../support/runs.ts";

const propose = (input: Parameters<typeof aProposal>[0], of = rechecked(), circumstances = WELL) =>
  refusal(of, "propose", "2026-04-29", officer("finn"), aProposal(input), circumstances);

/** A case of two funding lines, answered and checked again. */
const ofTwoLines = () => {
  const result = (cycle: number) => aResult(cycle, { findings: [aFinding("excess", 70_000, { shares: { council: 50_000, nhs: 20_000 } })] });
  return absorbed(answered(question(found(result(3)))), result(4));
};

describe("the legal basis of a proposal", () => {
  it("is named for each funding line by itself, and covers no more than that line's share", () => {
    const nhs = { amounts: { council: 0, nhs: 20_000 }, councilGround: undefined };
    expect([propose(nhs, ofTwoLines()), propose({ ...nhs, nhsGround: "accumulated" }, ofTwoLines())]).toEqual(["no-ground", "made"]);
    expect(propose({ ...nhs, amounts: { council: 0, nhs: 20_001 }, nhsGround: "accumulated" }, ofTwoLines())).toBe("add-up");
    expect(propose({ amounts: { council: 50_001, nhs: 0 } }, ofTwoLines())).toBe("add-up");
    const both = moved(
      ofTwoLines(),
      "propose",
      "2026-04-29",
      officer("finn"),
      aProposal({ amounts: { council: 50_000, nhs: 20_000 }, nhsGround: "accumulated" }),
    );
    expect(both.proposal?.basis).toEqual({
      council: { ground: "surplus-clause", agreement: "2025", signedOn: "2025-12-01", source: RULES.recoup.legalBasis.value.council },
      nhs: { ground: "accumulated", source: RULES.recoup.legalBasis.value.nhs },
    });
  });
  it("waits for a review where it is about a condition", () => {
    const spend = (cycle: number) => aResult(cycle, { findings: [aFinding("paid-after-end", 8000, { about: "arr_1" })] });
    const asks = absorbed(answered(question(found(spend(3)))), spend(4));
    const condition = { councilGround: "condition-not-kept", amounts: { council: 8000, nhs: 0 } } as const;
    expect(propose(condition, asks)).toBe("review");
    const heldOf = (review: "plan" | "condition", of = asks) =>
      moved(moved(of, "request-review", "2026-04-28", officer("finn"), { review }), "record-review", "2026-04-29", officer("finn"));
    const held = heldOf("condition");
    expect([propose(condition, held), propose({ ...condition, councilGround: "surplus-clause" }, held)]).toEqual(["made", "nothing"]);
    // One about the plan is no review of a condition, and one before it was found looked at something else.
    expect(propose(condition, heldOf("plan"))).toBe("review");
    expect(propose(condition, { ...held, findings: held.findings.map((one) => ({ ...one, firstSeenOn: "2026-05-01" })) })).toBe("review");
  });
  it("is about nothing that somebody was not asked about: what comes into an open case later is asked about first", () => {
    const more = (cycle: number, revision = 1) =>
      ({ result: aResult(cycle, { findings: [aFinding("excess", 70_000, { shares: { council: 70_000, nhs: 0 } })] }), revision }) as const;
    const spent = found(aResult(3, { balance: 80_000, findings: [aFinding("spend-to-ask-about", 900, { about: "arcades" })] }));
    const told = answered(question(spent));
    const later = absorbed(told, more(4).result);
    expect(propose({}, later)).toBe("no-question");
    // An excess of a cycle before, of which a late statement told after the answer, was no part of the question either.
    const late = dealWith(told, more(3, 2), ABOUT, noon("2026-04-20"));
    if (late.kind !== "absorb") throw new Error(late.kind);
    const lateAgain = absorbed(late.after, more(4).result);
    expect(propose({}, lateAgain)).toBe("no-question");
    const asked = moved(later, "answer", "2026-04-29", officer("finn"), { answer: { code: "did-not-need-it", wantsHelp: false, way: "phone" } });
    const rechecked = absorbed(asked, more(5).result);
    expect(refusal(rechecked, "propose", "2026-05-27", officer("finn"), aProposal())).toBe("made");
    // Whoever was silent was silent about what they were asked.
    const silent = (of: ReturnType<typeof found>) =>
      moved(moved(of, "record-call", "2026-04-30", officer("finn"), { reached: false }), "no-answer", "2026-05-04", officer("finn"));
    const sent = question(spent);
    expect(refusal(absorbed(silent(absorbed(sent, more(4).result)), more(5).result), "propose", "2026-05-27", officer("finn"), aProposal())).toBe(
      "no-question",
    );
    expect(refusal(absorbed(silent(absorbed(question(), more(4).result)), more(5).result), "propose", "2026-05-27", officer("finn"), aProposal())).toBe("made");
  });
  it("is about cash of which nobody said what it was for only after as many plain questions as the policy wants", () => {
    const cash = (cycle: number) => aResult(cycle, { findings: [aFinding("cash-without-plan-permission", 8000)] });
    const sent = question(found(cash(3)));
    const proposedOn = (of: ReturnType<typeof found>) => {
      const silent = moved(moved(of, "record-call", "2026-04-30", officer("finn"), { reached: false }), "no-answer", "2026-05-04", officer("finn"));
      const held = moved(
        moved(silent, "request-review", "2026-05-04", officer("finn"), { review: "condition" }),
        "record-review",
        "2026-05-05",
        officer("finn"),
      );
      const input = aProposal({ councilGround: "condition-not-kept", amounts: { council: 8000, nhs: 0 } });
      return refusal(absorbed(held, cash(5)), "propose", "2026-05-27", officer("finn"), input);
    };
    expect(RULES.cash.plainQuestions).toBe(2);
    expect([proposedOn(sent), proposedOn(moved(sent, "remind", "2026-04-15", system))]).toEqual(["too-few-questions", "made"]);
  });
  it("rests on what stands: a revision that takes it away or lowers it stops the notice, and the taking", () => {
    const lower = (pence: number) => ({ result: aResult(4, { balance: 80_000 + pence }), revision: 2 }) as const;
    const of = (before: ReturnType<typeof found>, pence: number) => {
      // Another finding stands, so that the case goes on.
      const other = aFinding("spend-to-ask-about", 900, { about: "arcades" });
      const { result, revision } = lower(pence);
      return absorbed(before, { ...result, findings: [...result.findings, other] }, revision);
    };
    const lowered = (cycle3: number, cycle4: number, before: ReturnType<typeof found>) => {
      const three = aResult(3, { balance: 80_000 + cycle3 });
      return of(absorbed(before, three, 2), cycle4);
    };
    const approve = (before: ReturnType<typeof found>) => refusal(before, "approve", "2026-04-30", officer("gita"));
    expect([approve(of(proposedCase(), 60_000)), approve(of(proposedCase(), 59_999)), approve(lowered(0, 0, proposedCase()))]).toEqual([
      "made",
      "add-up",
      "add-up",
    ]);
    expect(refusal(lowered(0, 0, approved()), "take", NOTICE_RUN, officer("gita"), TAKING)).toBe("nothing");
    // A part that still stands can be taken.
    const part = { taking: { pence: 50_000, balancePence: 150_000, staysPence: 80_000 } };
    expect(refusal(of(approved(), 50_000), "take", NOTICE_RUN, officer("gita"), part)).toBe("made");
  });
});

describe("a notice of taking money", () => {
  it("is not given while the clock stands still, whatever stopped it, and goes once it runs", () => {
    for (const stop of CLOCK_STOPS.filter((one) => one !== "challenge")) {
      const stopped = moved(proposedCase(), "stop-clock", "2026-04-29", officer("finn"), { stop });
      expect([stop, refusal(stopped, "approve", "2026-04-30", officer("gita"))]).toEqual([stop, "stopped"]);
      const again = moved(stopped, "resume-clock", "2026-04-30", officer("finn"), { stop });
      expect(refusal(again, "approve", "2026-04-30", officer("gita"))).toBe("made");
    }
  });
  it("is in writing", () => {
    const by = (way: (typeof WAYS)[number]) => refusal(proposedCase(), "approve", "2026-04-30", officer("gita"), { way });
    expect(WAYS.map((way) => [way, by(way)])).toEqual([
      ["online", "made"],
      ["phone", "not-written"],
      ["letter", "made"],
      ["visit", "made"],
    ]);
  });
});

describe("what is proposed and taken", () => {
  it("is never more than the newest check has over, though more was found of a condition", () => {
    const spent = (cycle: number, balance: number) => aResult(cycle, { balance, findings: [aFinding("paid-after-end", 8000, { about: "arr_1" })] });
    const of = (balance: number) => {
      const asks = absorbed(answered(question(found(spent(3, 88_000)))), spent(4, balance));
      const held = moved(moved(asks, "request-review", "2026-04-28", officer("finn"), { review: "condition" }), "record-review", "2026-04-29", officer("finn"));
      return propose({ councilGround: "condition-not-kept", amounts: { council: 8000, nhs: 0 } }, held);
    };
    expect([of(88_000), of(87_999), of(80_000)]).toEqual(["made", "add-up", "nothing"]);
  });
  it("is never more than is still to be paid once a part was written off, nor nothing", () => {
    const less = moved(approved(), "write-off", "2026-05-01", officer("gita"), { writeOffPence: 10_000 });
    const take = (pence: number) => refusal(less, "take", NOTICE_RUN, officer("gita"), { taking: { pence, balancePence: 150_000, staysPence: 80_000 } });
    expect([take(50_000), take(50_001), take(0), take(-1)]).toEqual(["made", "too-much", "too-much", "too-much"]);
  });
  it("counts what was taken since the check, whatever balance an officer types", () => {
    // A bill came after the notice: the check of that day has less over.
    const less = absorbed(approved(), aResult(4, { stays: 100_000 }), 2);
    const taking = { taking: { pence: 30_000, balancePence: 150_000, staysPence: 80_000 } };
    const once = moved(less, "take", NOTICE_RUN, officer("gita"), taking);
    expect(refusal(once, "take", NOTICE_RUN, officer("gita"), taking)).toBe("stays");
    expect(refusal(once, "take", NOTICE_RUN, officer("gita"), { taking: { ...taking.taking, pence: 20_000 } })).toBe("made");
  });
});

describe("what a council's policy allows", () => {
  it("caps an offset by the share of each line's payment, and the number of parts", () => {
    const offset = (instalments: number) => propose({ method: "offset", instalments, amounts: { council: 60_000, nhs: 0 } });
    expect([offset(2), offset(3), offset(13), offset(14), offset(0), offset(1.5)]).toEqual([
      "offset",
      "made",
      "made",
      "instalments",
      "instalments",
      "instalments",
    ]);
  });
  it("asks for no small sums, and for none where money is never asked back", () => {
    expect([
      propose({ amounts: { council: RULES.recoup.leastPence - 1, nhs: 0 } }),
      propose({ amounts: { council: RULES.recoup.leastPence, nhs: 0 } }),
    ]).toEqual(["too-little", "made"]);
  });
  it("has instalments that add up to the penny, four weeks apart, the first after all days of notice", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: RULES.recoup.mostInstalments }), (council, instalments) => {
        const { steps, pence, takeFrom } = noticeOf({ amounts: { council, nhs: 0 }, instalments }, "2026-04-30", RULES, { format: "standard", way: "online" });
        expect([steps.reduce((sum, step) => sum + step.pence, 0), steps.length]).toEqual([pence, instalments]);
        expect(steps.map(({ on }) => on)).toEqual(steps.map((_, index) => daysAfter(takeFrom, 28 * index)));
        expect(takeFrom).toBe(daysAfter("2026-04-30", RULES.recoup.noticeDays.value));
      }),
      { numRuns: runs(500) },
    );
  });
});

describe("what is known of a person", () => {
  const on = (circumstances: typeof WELL, today: string, stops: Parameters<typeof stopsOn>[0] = []) => stopsOn(stops, circumstances, RULES.ask, today);
  it("stops the clock from the day it applies from, and starts it again when it is over", () => {
    const away = on({ ...WELL, whereabouts: "hospital", since: { whereabouts: "2026-04-03" } }, "2026-04-10");
    expect(away).toEqual([{ why: "hospital", from: "2026-04-03", by: "system" }]);
    const home = on(WELL, "2026-04-20", away);
    expect(home).toEqual([{ why: "hospital", from: "2026-04-03", until: "2026-04-20", by: "system" }]);
    expect(on({ ...WELL, whereabouts: "hospital", since: { whereabouts: "2026-04-03" } }, "2026-04-25", home).at(-1)).toEqual({
      why: "hospital",
      from: "2026-04-20",
      by: "system",
    });
  });
  it("stops it after a death until an officer starts it again, and then no more", () => {
    const died = { ...WELL, diedOn: "2026-04-05" };
    const stopped = on(died, "2026-04-10");
    expect(stopped).toEqual([{ why: "bereavement", from: "2026-04-05", by: "system" }]);
    const resumed = stopped.map((span) => ({ ...span, until: "2026-06-01" }));
    expect(on(died, "2026-06-02", resumed)).toEqual(resumed);
  });
  it("leaves alone what an officer stopped", () => {
    const byHand = [{ why: "hospital" as const, from: "2026-04-03", by: "finn" }];
    expect(on(WELL, "2026-04-20", byHand)).toEqual(byHand);
  });
});
