import { describe, expect, it } from "vitest";
import { NewAnswer } from "../../../functions/balances/rules/answers.ts";
import { nextStep } from "../../../functions/balances/rules/arrears-ladder.ts";
import { tasksOf } from "../../../functions/balances/rules/case-day.ts";
import { BALANCE_MOVES } from "../../../functions/balances/rules/case-moves.ts";
import { afterMove } from "../../../functions/balances/rules/decide-case.ts";
import { dealWith } from "../../../functions/balances/rules/findings-to-cases.ts";
import { templates } from "../../../shared/notices/templates.ts";
import { balancePolicyOn, CLOCK_STOPS } from "../../../shared/policy/balances.ts";
import {
  ABOUT,
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
  person,
  proposedCase,
  question,
  RULES,
  rechecked,
  refusal,
  system,
  TAKING,
  WELL,
} from "../../support/balance-cases.ts";

// What the product refuses to do: money.md 6.9, one by one.

const owing = { expectedPence: 20_000, identifiedPence: 0, waivedPence: 0, unidentified: 0, missingSince: "2026-01-05", made: [], backdated: false };
const LATER = { today: "2026-03-01", notChased: undefined };

describe("Trellis refuses to", () => {
  it("1: take anything that a named officer did not decide and another approve", () => {
    const taking = ["propose", "approve", "take", "write-off", "uphold"] as const;
    for (const move of taking) expect(BALANCE_MOVES[move].by).not.toContain("system");
    expect(refusal(proposedCase(), "approve", "2026-04-30", officer("finn"))).toBe("same-officer");
    expect(refusal(proposedCase(), "approve", "2026-04-30", { ...officer("finn-2"), same: ["finn"] })).toBe("same-officer");
    expect(refusal(rechecked(), "take", NOTICE_RUN, officer("gita"), TAKING)).toBe("not-a-move");
    expect(refusal(approved(), "take", NOTICE_RUN, officer("gita"), TAKING)).toBe("made");
  });
  it("2: take below the line, what is owed and what is protected, as they are at that moment", () => {
    const take = (balancePence: number, pence: number, staysPence: number | undefined) =>
      refusal(approved(), "take", NOTICE_RUN, officer("gita"), { taking: { pence, balancePence, staysPence } });
    expect([take(140_000, 60_000, 80_000), take(139_999, 60_000, 80_000), take(139_999, 59_999, 80_000)]).toEqual(["made", "stays", "made"]);
    // The check is of some weeks ago: somebody may have asked for support since.
    expect([take(140_000, 60_000, 80_001), take(140_000, 59_999, 80_001), take(140_000, 60_000, undefined)]).toEqual(["stays", "made", "recheck"]);
  });
  it("3: take silence for an answer", () => {
    expect(refusal(question(), "propose", "2026-06-30", officer("finn"), aProposal())).toBe("not-a-move");
    expect(refusal(question(), "no-answer", "2026-04-28", officer("finn"))).toBe("too-early");
    const called = moved(question(), "record-call", "2026-04-23", officer("finn"), { reached: false });
    expect(refusal(question(), "no-answer", "2026-05-10", officer("finn"))).toBe("too-early");
    expect([refusal(called, "no-answer", "2026-04-29", officer("finn")), refusal(called, "no-answer", "2026-04-30", officer("finn"))]).toEqual([
      "too-early",
      "made",
    ]);
  });
  it("4: make a debt of anything but what a check found", () => {
    for (const [amounts, told] of [
      [{ council: 70_001, nhs: 0 }, "add-up"],
      [{ council: 60_000, nhs: 1 }, "no-ground"],
      [{ council: 70_000, nhs: 0 }, "made"],
    ] as const)
      expect(refusal(rechecked(), "propose", "2026-04-29", officer("finn"), aProposal({ amounts }))).toBe(told);
  });
  it("5 and 6: score people, or know of them what is no business of a sum", () => {
    expect(Object.keys(found()).filter((name) => /score|risk|ethnic|language|postcode|diagnos|benefit/i.test(name))).toEqual([]);
  });
  it("7: call a category of merchants anything but a question", () => {
    for (const { question: asks } of RULES.spend.groups) expect(asks).toMatch(/\?/);
    const spent = found(aResult(3, { balance: 150_000, findings: [aFinding("spend-to-ask-about", 5000, { about: "gambling" })] }));
    const asking = absorbedOf(spent);
    expect(
      refusal(asking, "propose", "2026-04-29", officer("finn"), aProposal({ councilGround: "condition-not-kept", amounts: { council: 5000, nhs: 0 } })),
    ).toBe("review");
  });
  it("8: set contributions that were not seen against what is over the line", () => {
    const both = found(aResult(3, { findings: [aFinding("excess", 70_000), aFinding("contribution-missed", 9000)] }));
    expect(refusal(absorbedOf(both, 79_000), "propose", "2026-04-29", officer("finn"), aProposal({ amounts: { council: 70_001, nhs: 0 } }))).toBe("add-up");
  });
  it("9: chase whoever lacks capacity, is in breathing space, bereaved, or at an address that is wrong", () => {
    for (const notChased of ["no-capacity", "breathing-space", "stale-address", "bereaved"] as const)
      expect(nextStep(owing, RULES, { ...LATER, notChased })).toEqual({ none: notChased });
    const missed = found(aResult(3, { balance: 1000, findings: [aFinding("contribution-missed", 9000)] }));
    expect(refusal(missed, "send-question", "2026-04-01", system, {}, { ...WELL, capacity: "no" })).toBe("not-chased");
    expect(refusal(missed, "send-question", "2026-04-01", system, {}, { ...WELL, breathingSpace: "standard" })).toBe("stopped");
    expect(refusal(missed, "send-question", "2026-04-01", system)).toBe("made");
  });
  it("10 and 11: end support or cut its hours because of money", () => {
    expect(Object.keys(BALANCE_MOVES).filter((move) => /stop-support|suspend|end-support|reduce|cut/.test(move))).toEqual([]);
    expect(RULES.contribution.ladder.map(({ step }) => step)).toEqual(["reminder", "call", "review"]);
  });
  it("12: ask twice, or again what was answered", () => {
    expect(refusal(question(), "send-question", "2026-04-02", officer("finn"))).toBe("not-a-move");
    const closed = moved(answered(), "close", "2026-04-12", officer("finn"), { outcome: "explained", quietUntil: "2026-10-01" });
    expect(dealWith(closed, { result: aResult(4), revision: 1 }, ABOUT, noon("2026-04-29")).kind).toBe("nothing");
    expect(dealWith(closed, { result: aResult(11), revision: 1 }, ABOUT, noon("2026-11-11")).kind).toBe("open");
  });
  it("13: raise or recover what is older than the policy looks back, without a manager's reason", () => {
    const manager = { name: "M. Sample", words: "It was missed" };
    const late = found(aResult(3), "2027-04-01");
    expect(refusal(late, "send-question", "2027-04-02", officer("finn"))).toBe("manager");
    expect(refusal(late, "send-question", "2027-04-02", officer("finn"), { manager })).toBe("made");
    const old = { ...rechecked(), findings: rechecked().findings.map((one) => ({ ...one, firstSeenOn: "2025-01-01" })) };
    expect(refusal(old, "propose", "2026-04-29", officer("finn"), aProposal())).toBe("manager");
    expect(refusal(old, "propose", "2026-04-29", officer("finn"), aProposal({ manager }))).toBe("made");
  });
  it("14: let an officer deal with what is about themselves", () => {
    expect(refusal(found(), "send-question", "2026-04-01", officer("rosemary"))).toBe("not-yours");
  });
  it("ask anything of somebody on whose account nothing was spent before it has talked to them", () => {
    const none = found(aResult(3, { balance: 150_000, findings: [aFinding("no-spend"), aFinding("excess", 70_000)] }));
    const send = (of: ReturnType<typeof found>) => [
      refusal(of, "send-question", "2026-04-03", system),
      tasksOf(of, RULES, "2026-04-03").includes("welfare-call"),
    ];
    const called = (of: ReturnType<typeof found>, reached: boolean) => moved(of, "record-call", "2026-04-02", officer("finn"), { reached });
    expect([send(none), send(called(none, false)), send(called(none, true))]).toEqual([
      ["call-first", true],
      ["call-first", true],
      ["made", false],
    ]);
    // A call about something else, before it was seen, was no such contact.
    const before = { ...called(none, true), findings: none.findings.map((one) => ({ ...one, firstSeenOn: "2026-04-03" })) };
    expect(send(before)).toEqual(["call-first", true]);
  });
  it("15: write words of suspicion to anyone", () => {
    const said = templates.filter(({ code }) => code.startsWith("balance-")).map(({ subject = "", body }) => `${subject} ${body}`);
    expect([...said, ...RULES.spend.groups.map(({ question: asks }) => asks)].filter((text) => /clawback|misuse|excess|fraud/i.test(text))).toEqual([]);
  });
});

/** The same case once it was asked about, answered and checked again. */
const absorbedOf = (of: ReturnType<typeof found>, _more = 0) => {
  const told = moved(moved(of, "send-question", "2026-04-01", system), "answer", "2026-04-10", person, {
    answer: { code: "did-not-need-it", wantsHelp: false, way: "online" },
  });
  const findings = of.findings.map(({ code, about, seen }) => aFinding(code, seen[0]?.pence, { about }));
  const dealt = dealWith(told, { result: aResult(4, { findings }), revision: 1 }, ABOUT, noon("2026-04-28"));
  if (dealt.kind !== "absorb") throw new Error(dealt.kind);
  return dealt.after;
};

describe("an answer", () => {
  it("needs words where none of the reasons fits", () => {
    expect([
      NewAnswer.safeParse({ code: "other", wantsHelp: false, way: "online" }).success,
      NewAnswer.safeParse({ code: "other", words: "x", wantsHelp: false, way: "online" }).success,
    ]).toEqual([false, true]);
  });
  it("stops the clock for every reason the policy names, but for a challenge, which has its own move", () => {
    expect(balancePolicyOn("E10000018", "2026-06-01").ask.stopOn).toEqual([...CLOCK_STOPS]);
    for (const stop of CLOCK_STOPS)
      expect(refusal(question(), "stop-clock", "2026-04-05", officer("finn"), { stop })).toBe(stop === "challenge" ? "missing" : "made");
  });
  it("needs words with a move that says so", () => {
    const { ok } = afterMove(rechecked(), "propose", aProposal(), { at: noon("2026-04-29"), policy: RULES, circumstances: WELL, mover: officer("finn") });
    expect(ok).toBe(false);
  });
});
