import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checklistLines, Evidence, endOf, type Facts, isValidOn, itemState, lastingDbsFacts, missing } from "../../../functions/vetting/rules/evidence.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { type ChecklistItem, EVIDENCE_CODES } from "../../../shared/policy/checklists.ts";
import { runs } from "../../support/runs.ts";
import { accepted, caseOf, checklist, FACTS, offered, startingAs, TODAY } from "./scene.ts";

const until = (last: string) => accepted("training", { accepted: { facts: {}, by: "ann", on: "2026-01-01", until: last } });

describe("accepted evidence", () => {
  it("counts on its last day and not the day after", () => {
    expect([isValidOn(until(TODAY), TODAY), isValidOn(until(TODAY), daysAfter(TODAY, 1))]).toEqual([true, false]);
  });
  it("counts for as long as there is, where it has no end", () => {
    expect(isValidOn(accepted("identity"), "2999-12-31")).toBe(true);
  });
  it("does not count once it has lapsed, or before it was accepted", () => {
    expect(isValidOn(accepted("identity", { lapsedOn: TODAY }), TODAY)).toBe(false);
    expect(isValidOn(offered("identity"), TODAY)).toBe(false);
  });
});

describe("the last day of evidence", () => {
  const training = { validMonths: 10 };
  it("is the end it carries, whatever its name", () => {
    expect(endOf({}, { endsOn: "2027-06-30" })).toBe("2027-06-30");
    expect(endOf({}, { followUpOn: "2027-06-30" })).toBe("2027-06-30");
    expect(endOf({}, { registeredOn: "2026-01-01" })).toBeUndefined();
    expect(endOf({}, {})).toBeUndefined();
  });
  it("is so many months after its own date, where the checklist says so", () => {
    expect(endOf(training, { issuedOn: "2026-04-30" })).toBe("2027-02-28");
    expect(endOf({}, { issuedOn: "2026-04-30" })).toBeUndefined();
    expect(endOf(training, { checkedOn: "2026-04-30" })).toBeUndefined();
  });
  it("is the first of several: of two trainings the older one counts", () => {
    expect(endOf(training, { safeguardingOn: "2026-03-01", mcaOn: "2026-01-15" })).toBe("2026-11-15");
    expect(endOf(training, { safeguardingOn: "2026-01-15", mcaOn: "2026-03-01" })).toBe("2026-11-15");
    expect(endOf(training, { mcaOn: "2026-03-01" })).toBe("2027-01-01");
    expect(endOf(training, { issuedOn: "2026-04-30", endsOn: "2026-12-01" })).toBe("2026-12-01");
    expect(endOf(training, { issuedOn: "2026-01-30", endsOn: "2026-12-01" })).toBe("2026-11-30");
  });
  it("is never later than any end there is, and is one of them", () => {
    const day = fc.option(
      fc.integer({ min: 0, max: 3000 }).map((days) => daysAfter("2024-01-01", days)),
      { nil: undefined },
    );
    fc.assert(
      fc.property(day, day, (endsOn, followUpOn) => {
        const ends = [endsOn, followUpOn].filter((end) => end !== undefined);
        const facts: Facts = { ...(endsOn === undefined ? {} : { endsOn }), ...(followUpOn === undefined ? {} : { followUpOn }) };
        const end = endOf({}, facts);
        if (ends.length === 0) expect(end).toBeUndefined();
        else expect(ends.includes(end ?? "") && ends.every((one) => (end ?? "") <= one)).toBe(true);
      }),
      { numRuns: runs(1000) },
    );
  });
  it("is not read from what is no date", () => {
    expect(endOf(training, { endsOn: 20270630, followUpOn: true, issuedOn: 1 })).toBeUndefined();
  });
});

describe("how evidence stands", () => {
  const state = (evidence: Evidence | undefined, need: "required" | "optional" | "not-needed" = "required") => itemState(need, evidence, TODAY, checklist);
  const soon = daysAfter(TODAY, 40);

  it("is what its applicant has to know of it", () => {
    expect(state(undefined)).toBe("not-started");
    expect(state(accepted("training"))).toBe("accepted");
    expect(state(accepted("training"), "not-needed")).toBe("not-needed");
    expect(state(offered("training"), "optional")).toBe("with-us");
    for (const answer of ["needs-more", "refused"] as const)
      expect(state(offered("training", { offered: { facts: {}, at: "", state: answer, reason: "No." } }))).toBe("needs-more");
    expect(state({ ...accepted("training"), accepted: undefined })).toBe("not-started");
  });
  it("is about what was sent last, also where an older one counts", () => {
    expect(state(accepted("training", { offered: { facts: {}, at: "", state: "with-us" } }))).toBe("with-us");
  });
  it("runs out soon from the first reminder on, and has lapsed the day after its last", () => {
    expect(state(until(daysAfter(soon, 1)))).toBe("accepted");
    expect(state(until(soon))).toBe("expires-soon");
    expect(state(until(TODAY))).toBe("expires-soon");
    expect(state(until(daysAfter(TODAY, -1)))).toBe("lapsed");
    expect(state(accepted("training", { lapsedOn: TODAY }))).toBe("lapsed");
  });
});

describe("what is missing on a day", () => {
  it("is what is required and does not count, and nothing else", () => {
    const [item] = checklist.items;
    const line = (id: string, need: "required" | "optional" | "not-needed") => (item ? [{ id, item, worker: undefined, need }] : []);
    const lines = [...line("a", "required"), ...line("b", "required"), ...line("c", "optional"), ...line("d", "not-needed"), ...line("e", "required")];
    const evidence = new Map([
      ["a", accepted("identity")],
      ["b", until(daysAfter(TODAY, -1))],
    ]);
    expect(missing(lines, evidence, TODAY)).toEqual(["b", "e"]);
  });
});

describe("what is asked for", () => {
  const needs = (start: Parameters<typeof startingAs>[0], workers: string[] = []) =>
    checklistLines(caseOf({ answers: startingAs(start), workers }), checklist).filter(({ need }) => need === "required");

  it("is nothing until it is known what somebody applies as", () => {
    expect(checklistLines({ answers: {}, workers: ["w1"] }, checklist)).toEqual([]);
  });
  it("is one line for each kind, and one for each worker where each is checked", () => {
    const lines = checklistLines(caseOf({ answers: startingAs({ type: "micro-provider", people: 3 }), workers: ["w1", "w2"] }), checklist);
    expect(lines.filter(({ worker }) => worker === undefined).map(({ id }) => id)).toEqual([...EVIDENCE_CODES]);
    expect(lines.filter(({ worker }) => worker !== undefined).map(({ id, worker, item }) => [id, worker, item.code])).toEqual(
      ["identity", "right-to-work", "dbs", "training"].flatMap((code) => [
        [`${code}.w1`, "w1", code],
        [`${code}.w2`, "w2", code],
      ]),
    );
    expect(checklistLines(caseOf({ answers: startingAs({ type: "agency" }), workers: ["w1"] }), checklist).every(({ worker }) => worker === undefined)).toBe(
      true,
    );
  });
  it("goes by what somebody is and does", () => {
    expect(needs({}).map(({ id }) => id)).toEqual(["identity", "right-to-work", "dbs", "references", "training", "public-liability", "hmrc"]);
    expect(needs({ driving: true }).map(({ id }) => id)).toContain("car-insurance");
    expect(needs({ type: "micro-provider", people: 2 }, ["w1"]).map(({ id }) => id)).toContain("employers-liability");
    expect(needs({ type: "micro-provider", people: 1 }).map(({ id }) => id)).not.toContain("employers-liability");
  });
});

describe("what stays of a certificate", () => {
  it("is that it was checked and for what, and nothing that names it", () => {
    expect(lastingDbsFacts(FACTS["dbs"] ?? {})).toEqual({ level: "enhanced-barred", workforce: "adult", updateService: true });
    expect(lastingDbsFacts({})).toEqual({});
  });
});

describe("stored evidence", () => {
  const whole = accepted("dbs", {
    files: [{ id: "f1", state: "refused", why: "threat", addedAt: TODAY, mark: "m", of: "a-case", type: "pdf" }],
    offered: { facts: { a: "b", c: 1, d: true }, at: TODAY, state: "needs-more", reason: "No." },
    accepted: { facts: {}, by: "ann", on: TODAY, until: TODAY, seen: { by: "ann", on: TODAY, where: "Here" } },
    statusChecks: [{ on: TODAY, by: "ann", result: "NEW_INFO" }],
    lapsedOn: TODAY,
    factsUntil: TODAY,
    factsErasedOn: TODAY,
    nextSweepOn: TODAY,
  });
  it("is read as it was written, whole or with the least there is", () => {
    const least = { id: "dbs", case: "a-case", authority: "E10000018", owner: "owner", code: "dbs", files: [], statusChecks: [], reminded: [] };
    for (const kept of [whole, least]) expect(Evidence.parse(kept)).toEqual(kept);
  });
  it("is not read where a state, a result or a reason is none of ours", () => {
    const wrong: readonly Readonly<Record<string, unknown>>[] = [
      { code: "sort-code" },
      { files: [{ id: "f1", state: "perhaps", addedAt: TODAY }] },
      { files: [{ id: "f1", state: "refused", why: "ugly", addedAt: TODAY }] },
      { offered: { facts: {}, at: TODAY, state: "lost" } },
      { statusChecks: [{ on: TODAY, by: "ann", result: "OF_COURSE" }] },
      { accepted: { facts: {}, by: "ann", on: "yesterday" } },
      { accepted: { facts: { a: [] }, by: "ann", on: TODAY } },
      { accepted: { facts: {}, on: TODAY } },
      { accepted: { facts: {}, by: "ann", on: TODAY, seen: { by: "ann", on: TODAY } } },
    ];
    for (const one of wrong) expect(Evidence.safeParse({ ...whole, ...one }).success, JSON.stringify(one)).toBe(false);
  });
  it("knows every state of a file and of what was offered, and every answer of the Update Service", () => {
    for (const why of ["empty", "too-big", "wrong-type", "not-whole", "more-inside", "threat", "unscanned", "replaced", "removed"])
      expect(Evidence.safeParse({ ...whole, files: [{ id: "f1", state: "refused", why, addedAt: TODAY }] }).success, why).toBe(true);
    for (const state of ["with-us", "needs-more", "refused"])
      expect(Evidence.safeParse({ ...whole, offered: { facts: {}, at: TODAY, state } }).success).toBe(true);
    expect(Evidence.safeParse({ ...whole, files: [{ id: "f1", state: "clean", addedAt: TODAY }] }).success).toBe(true);
    for (const result of ["BLANK_NO_NEW_INFO", "NON_BLANK_NO_NEW_INFO", "NEW_INFO", "NO_MATCH_FOUND"])
      expect(Evidence.safeParse({ ...whole, statusChecks: [{ on: TODAY, by: "ann", result }] }).success, result).toBe(true);
  });
});

describe("a checklist's item", () => {
  it("may name an end for each kind, and none of them is read of another", () => {
    const kinds: readonly (readonly [string, Pick<ChecklistItem, "validMonths">, string | undefined])[] = [
      ["hmrc", {}, undefined],
      ["training", { validMonths: 10 }, "2027-07-01"],
      ["dbs", { validMonths: 20 }, "2028-06-01"],
      ["public-liability", {}, "2027-06-30"],
    ];
    for (const [code, item, end] of kinds) expect(endOf(item, FACTS[code] ?? {}), code).toBe(end);
  });
});
