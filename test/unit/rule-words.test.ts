import { describe, expect, it } from "vitest";
import { daysWords, ruleBeside } from "../../functions/vetting/pages/rule-words.ts";
import { checklistLines } from "../../functions/vetting/rules/evidence.ts";
import { monthsAfter } from "../../shared/domain/time.ts";
import { firstChecklist } from "../../shared/policy/checklists.ts";
import { COUNCIL } from "../support/councils.ts";
import { aCase } from "../support/vetting.ts";

const checklist = firstChecklist(COUNCIL);
const vettingCase = aCase({ id: "pips-case", owner: "pip" });
const at = Date.parse("2026-11-26T12:00:00Z");
const situation = { case: vettingCase, evidence: [], checklist, today: "2026-11-26", at: new Date(at).toISOString() } as unknown as Parameters<
  typeof ruleBeside
>[3];
const line = (code: string, changes: object = {}) => {
  const found = checklistLines(vettingCase, checklist).find(({ id }) => id === code);
  if (!found) throw new Error(`There is no ${code}`);
  return { ...found, item: { ...found.item, ...changes } };
};
const beside = (code: string, name: string, facts: Record<string, string | number>, changes: object = {}) =>
  ruleBeside(name, facts, line(code, changes), situation);

describe("the rule beside a fact", () => {
  it("says how far an end is, in days", () => {
    expect(beside("public-liability", "endsOn", { endsOn: "2026-12-31" })).toBe("in 35 days");
    expect([daysWords("2026-11-26", "2026-11-26"), daysWords("2026-11-27", "2026-11-26"), daysWords("2026-11-24", "2026-11-26")]).toEqual([
      "today",
      "in 1 day",
      "2 days ago",
    ]);
  });
  it("compares the cover with what the checklist asks for, whatever that is", () => {
    expect(beside("public-liability", "coverPence", { coverPence: 500 }, { leastCoverPence: 500 })).toBe("met (at least £5.00)");
    expect(beside("public-liability", "coverPence", { coverPence: 499 }, { leastCoverPence: 500 })).toBe("not met (at least £5.00)");
    expect(beside("public-liability", "coverPence", { coverPence: 499 }, { leastCoverPence: undefined })).toBe(undefined);
  });
  it("counts the months something is good for from its own date, the last day included", () => {
    expect(beside("training", "mcaOn", { mcaOn: "2026-10-26" }, { validMonths: 1 })).toBe("met (counts for 1 month, until 26 November 2026, today)");
    expect(beside("training", "mcaOn", { mcaOn: "2026-10-25" }, { validMonths: 1 })).toBe("not met (counts for 1 month, until 25 November 2026, 1 day ago)");
  });
  it("compares a DBS certificate with the level and workforce that the tasks ask for", () => {
    expect(beside("dbs", "level", { level: "enhanced-barred", workforce: "adult" })).toBe("met");
    expect(beside("dbs", "level", { level: "enhanced-barred", workforce: "child" })).toBe("not met");
  });
  it("compares how long they have traded with the months under which a place is provisional", () => {
    const { provisionalUnderMonths } = checklist.figures;
    expect(beside("trading-history", "tradingSince", { tradingSince: monthsAfter("2026-11-26", -provisionalUnderMonths) })).toMatch(/^met \(/);
    expect(beside("trading-history", "tradingSince", { tradingSince: "2026-11-25" })).toBe(`not met (at least ${provisionalUnderMonths} months)`);
  });
  it("is none beside what no rule is about", () => {
    expect(beside("public-liability", "insurer", { insurer: "Safe Hands" })).toBe(undefined);
  });
});
