import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stopsOn } from "../../../functions/balances/rules/circumstances.ts";
import { noticeOf } from "../../../functions/balances/rules/recoup-notice.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import {
  absorbed,
  aFinding,
  answered,
  aProposal,
  aResult,
  found,
  moved,
  officer,
  question,
  RULES,
  rechecked,
  refusal,
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
    const held = moved(moved(asks, "request-review", "2026-04-28", officer("finn"), { review: "condition" }), "record-review", "2026-04-29", officer("finn"));
    expect([propose(condition, held), propose({ ...condition, councilGround: "surplus-clause" }, held)]).toEqual(["made", "nothing"]);
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
