import { describe, expect, it } from "vitest";
import { arrearsOf, nextStep } from "../../../functions/balances/rules/arrears-ladder.ts";
import { dueMove, isIdle, tasksOf } from "../../../functions/balances/rules/case-day.ts";
import { dealWith } from "../../../functions/balances/rules/findings-to-cases.ts";
import { accountFor } from "../../../functions/balances/rules/recoup.ts";
import { lacking, mayTakeFrom, type NoticeDraft } from "../../../functions/balances/rules/recoup-notice.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
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

// What was found to be a fault elsewhere, and cannot be done here: money.md 4.

const owing = { expectedPence: 20_000, identifiedPence: 0, waivedPence: 0, unidentified: 0, missingSince: "2026-01-05", made: [], backdated: false };

describe("by the ombudsman's decisions", () => {
  it("O1: a case that nobody works on is the council's overdue task", () => {
    const old = answered();
    expect([isIdle(old, RULES, "2026-04-28"), isIdle(old, RULES, "2026-04-29")]).toEqual([false, true]);
    expect(tasksOf(old, RULES, "2026-04-29")[0]).toBe("overdue");
  });
  it("a question waits a day, so that an officer can name who must not hear of it, and goes by itself then", () => {
    expect([dueMove(found(), RULES, "2026-03-31"), dueMove(found(), RULES, "2026-04-01")]).toEqual([undefined, "send-question"]);
  });
  it("O2: what was accepted once is not asked about again until the day that was named", () => {
    const spend = (cycle: number) => aResult(cycle, { balance: 1000, findings: [aFinding("spend-to-ask-about", 900, { about: "arcades" })] });
    const closed = moved(question(found(spend(3))), "close", "2026-04-12", officer("finn"), { outcome: "explained", quietUntil: "2027-04-01" });
    expect(dealWith(closed, { result: spend(5), revision: 1 }, ABOUT, noon("2026-05-27")).kind).toBe("nothing");
    const other = aResult(5, { balance: 1000, findings: [aFinding("spend-to-ask-about", 900, { about: "gambling" })] });
    expect(dealWith(closed, { result: other, revision: 1 }, ABOUT, noon("2026-05-27")).kind).toBe("open");
  });
  it("O3: no move of a case changes what is paid", () => {
    expect(Object.keys(approved()).filter((name) => /payment|hours|budget/i.test(name))).toEqual([]);
  });
  it("O4 and O15: what the check says is owed or protected stays on the account, whatever was proposed before it was known", () => {
    const owed = dealWith(approved(), { result: aResult(5, { balance: 150_000, stays: 100_000 }), revision: 1 }, ABOUT, noon("2026-05-26"));
    if (owed.kind !== "absorb") throw new Error(owed.kind);
    expect([refusal(owed.after, "take", NOTICE_RUN, officer("gita"), TAKING), refusal(approved(), "take", NOTICE_RUN, officer("gita"), TAKING)]).toEqual([
      "stays",
      "made",
    ]);
  });
  it("O5 and O7: a proposal names the agreement that was signed, and without its clause there is none", () => {
    expect(proposedCase().proposal?.basis.council).toMatchObject({ ground: "surplus-clause", agreement: "2025", signedOn: "2025-12-01" });
    const told = (circumstances: typeof WELL) => refusal(rechecked(), "propose", "2026-04-29", officer("finn"), aProposal(), circumstances);
    expect([told({ paymentPence: WELL.paymentPence }), told({ ...WELL, agreement: { ...agreed, surplusClause: false } })]).toEqual(["no-clause", "no-clause"]);
  });
  it("O6: a part that is written off conserves money to the penny", () => {
    const part = approved(proposedCase(rechecked(), aProposal({ writeOffPence: 3333 })));
    const less = moved(part, "write-off", "2026-05-01", officer("gita"), { writeOffPence: 10_001 });
    const taken = moved(less, "take", NOTICE_RUN, officer("finn"), { taking: { pence: 49_999, balancePence: 150_000, staysPence: 80_000 } });
    expect([taken.state, taken.outcome, taken.proposal && accountFor(taken.proposal)]).toEqual([
      "closed",
      "recouped",
      { takenPence: 49_999, writtenOffPence: 13_334, outstandingPence: 0, leftPence: 6667 },
    ]);
    expect(refusal(part, "write-off", "2026-05-01", officer("finn"), { writeOffPence: 1 })).toBe("same-officer");
  });
  it("O8: while any credit is not identified, no step is made about contributions", () => {
    expect(nextStep({ ...owing, unidentified: 1 }, RULES, { today: "2026-03-01", notChased: undefined })).toEqual({ none: "unidentified-credits" });
  });
  it("O9: post that came back stops the clock, and no reminder goes", () => {
    const back = moved(question(), "stop-clock", "2026-04-05", officer("finn"), { stop: "returned-post" });
    const resumed = moved(back, "resume-clock", "2026-05-05", officer("finn"), { stop: "returned-post" });
    expect(refusal(moved(resumed, "record-call", "2026-05-06", officer("finn"), { reached: false }), "no-answer", "2026-05-29", officer("finn"))).toBe(
      "too-early",
    );
    expect(back.nextOn).toBe("2026-04-06");
  });
  it("O10: nothing is taken before all days of notice have run, and days on which the clock stood still are none", () => {
    expect([refusal(approved(), "take", "2026-05-27", officer("gita"), TAKING), refusal(approved(), "take", NOTICE_RUN, officer("gita"), TAKING)]).toEqual([
      "notice",
      "made",
    ]);
    const away = moved(approved(), "stop-clock", "2026-05-05", officer("finn"), { stop: "hospital" });
    expect(refusal(away, "take", NOTICE_RUN, officer("gita"), TAKING)).toBe("stopped");
    const home = moved(away, "resume-clock", "2026-05-15", officer("finn"), { stop: "hospital" });
    expect(home.proposal?.notice && mayTakeFrom(home, home.proposal.notice, RULES)).toBe("2026-06-07");
    expect(refusal(home, "take", NOTICE_RUN, officer("gita"), TAKING)).toBe("notice");
  });
  it("O11: a check that is too old to go by stops the taking, and a rise that applies from before is never missed", () => {
    expect(refusal(approved(), "take", "2026-08-30", officer("gita"), TAKING)).toBe("recheck");
    expect(nextStep({ ...owing, backdated: true }, RULES, { today: "2026-03-01", notChased: undefined })).toEqual({ none: "backdated-rise" });
  });
  it("O12: a notice without amount, date, reason, a way to challenge it or a format they can read cannot be sent", () => {
    const whole: NoticeDraft = {
      pence: 1,
      takeFrom: "2026-05-28",
      words: "Why",
      challenge: { by: "2026-05-28", where: "/" },
      needs: "easy-read",
      has: "easy-read",
    };
    expect(lacking(whole)).toEqual([]);
    const without: readonly (readonly [Partial<NoticeDraft>, string])[] = [
      [{ pence: 0 }, "amount"],
      [{ takeFrom: undefined }, "date"],
      [{ words: " " }, "reason"],
      [{ challenge: undefined }, "challenge"],
      [{ has: "standard" }, "format"],
    ];
    for (const [less, part] of without) expect(lacking({ ...whole, ...less })).toEqual([part]);
  });
  it("O13: what may have to be refunded is the council's to answer, and no question to the person", () => {
    expect(refusal(found(aResult(3, { balance: 1000, findings: [aFinding("contribution-to-refund", 500)] })), "send-question", "2026-04-01", system)).toBe(
      "council-only",
    );
  });
  it("O14: a proposal says which version of the rules it goes by", () => {
    expect(proposedCase().proposal?.policyVersion).toBe(RULES.version);
  });
  it("O16: a step is due within the ladder's first weeks, each once; what is older than the policy waits for a manager", () => {
    const step = (today: string, made: readonly ("reminder" | "call")[] = [], managersReason?: string) =>
      nextStep({ ...owing, made }, RULES, { today, notChased: undefined, managersReason });
    expect([step("2026-02-01"), step("2026-02-02"), step("2026-02-02", ["reminder"]), step("2026-03-02", ["reminder"])]).toEqual([
      { none: "not-yet" },
      { step: "reminder" },
      { none: "not-yet" },
      { step: "call" },
    ]);
    expect([step("2027-01-05"), step("2027-01-05", [], "It was missed")]).toEqual([{ none: "older-than-policy" }, { step: "reminder" }]);
    expect(arrearsOf({ expectedPence: 100, identifiedPence: 70, waivedPence: 40 })).toBe(0);
  });
  it("O17: nothing is proposed on what no check has measured since the answer", () => {
    expect(refusal(answered(), "propose", "2026-04-12", officer("finn"), aProposal())).toBe("recheck");
  });
  it("a challenge stops the taking, goes to a third officer, and its days do not count", () => {
    const challenged = moved(approved(), "challenge", "2026-05-10", person);
    expect(refusal(challenged, "take", NOTICE_RUN, officer("gita"), TAKING)).toBe("not-a-move");
    for (const who of ["finn", "gita"]) expect(refusal(challenged, "uphold", "2026-05-20", officer(who))).toBe("same-officer");
    const upheld = moved(challenged, "uphold", "2026-05-20", officer("hana"));
    expect([refusal(upheld, "take", "2026-06-06", officer("gita"), TAKING), upheld.state]).toEqual(["notice", "approved"]);
    expect(moved(challenged, "accept-challenge", "2026-05-20", officer("hana"))).toMatchObject({ state: "closed", outcome: "challenge-accepted" });
  });
  it("a challenge that is accepted after a part was taken is not closed before all of that was given back", () => {
    const taken = moved(approved(proposedCase(undefined, aProposal({ instalments: 2 }))), "take", NOTICE_RUN, officer("gita"), {
      taking: { pence: 30_000, balancePence: 150_000, staysPence: 80_000 },
    });
    const challenged = moved(taken, "challenge", daysAfter(NOTICE_RUN, 1), person);
    const decided = (refundPence?: number) => [challenged, "accept-challenge", daysAfter(NOTICE_RUN, 2), officer("hana"), { refundPence }] as const;
    for (const tooLittle of [undefined, 29_999]) expect(refusal(...decided(tooLittle))).toBe("refund");
    expect(moved(...decided(30_000))).toMatchObject({ state: "closed", challenge: { stands: false, refundedPence: 30_000 } });
  });
});

const agreed = { kind: "recipient", version: "2025", signedOn: "2025-12-01", surplusClause: true } as const;
