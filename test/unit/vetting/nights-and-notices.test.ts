import { describe, expect, it } from "vitest";
import type { VettingCase } from "../../../functions/vetting/rules/case.ts";
import type { Evidence } from "../../../functions/vetting/rules/evidence.ts";
import type { NoticeRequest } from "../../../functions/vetting/rules/situation.ts";
import { withDue, withEvidenceDue } from "../../../functions/vetting/use-cases/commit-outcome.ts";
import { processDueItem } from "../../../functions/vetting/use-cases/nightly-sweep.ts";
import { noticesFor } from "../../../functions/vetting/use-cases/notices.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { type Account, newAccount } from "../../../shared/people/account.ts";
import { firstChecklist } from "../../../shared/policy/checklists.ts";
import { anAuditContext } from "../../support/builders.ts";
import { accepted, caseOf, checklist, kept, storeOf, TODAY } from "./scene.ts";

const SITE = new URL("https://trellis.example");
describe("the night that something is due", () => {
  const LISTED: Partial<VettingCase> = { state: "accredited", submittedAt: "2026-01-01T09:00:00.000Z", accreditedUntil: "2027-06-30" };

  it("is the day the rules name, or today where that has passed: none is ever passed over", () => {
    const on = (changes: Partial<VettingCase>) => withDue(caseOf({ ...LISTED, ...changes }), checklist, TODAY).nextSweepOn;
    expect(on({})).toBe("2027-05-21");
    expect(on({ accreditedUntil: daysAfter(TODAY, -9) })).toBe(TODAY);
    expect(on({ accreditedUntil: daysAfter(TODAY, 40) })).toBe(TODAY);
    expect(on({ accreditedUntil: daysAfter(TODAY, 41) })).toBe(daysAfter(TODAY, 1));
    const evidence = (until: string) => accepted("training", { accepted: { facts: {}, by: "ann", on: "2026-01-01", until } });
    expect(withEvidenceDue(evidence("2027-06-30"), checklist, TODAY).nextSweepOn).toBe("2027-05-21");
    expect(withEvidenceDue(evidence("2026-11-01"), checklist, TODAY).nextSweepOn).toBe(TODAY);
  });
  it("is gone where nothing is due any more, of a suspended case too", () => {
    for (const state of ["suspended", "in-review"] as const)
      expect("nextSweepOn" in withDue(caseOf({ ...LISTED, state, nextSweepOn: "2026-11-01" }), checklist, TODAY), state).toBe(false);
    expect("nextSweepOn" in withEvidenceDue(accepted("identity", { nextSweepOn: "2026-11-01" }), checklist, TODAY)).toBe(false);
  });
});

describe("a case whose time is over", () => {
  const { figures } = firstChecklist("E10000018");
  const ended = caseOf({ state: "withdrawn", checklist: 1, submittedAt: "2020-01-01T09:00:00.000Z", endedAt: "2020-11-24T09:00:00.000Z" });
  const files: Evidence["files"] = [
    { id: "f1", state: "clean", addedAt: "" },
    { id: "f2", state: "refused", addedAt: "" },
    { id: "f3", state: "clean", addedAt: "", of: "another-case" },
  ];
  const night = async (day: string, subject = ended) => {
    const removed: string[] = [];
    const done = await processDueItem({
      store: storeOf({
        caseWithEvidence: async () => ({ case: kept(subject), evidence: [kept(accepted("training", { files }))] }),
        checklistVersions: async () => [],
      }),
      newId: () => "new",
      site: SITE,
      sweeps: { removeCase: async (id) => void removed.push(id) },
      removeFile: async (key) => void removed.push(key),
    })({ case: "a-case" }, Date.parse(`${day}T03:00:00Z`));
    return [done, removed];
  };
  it("is removed in the night of that day and not before, with the files that are its alone", async () => {
    expect(figures.endedCaseMonths).toBe(72);
    expect(await night("2026-11-23")).toEqual(["nothing", []]);
    expect(await night("2026-11-24")).toEqual(["removed", ["checked/a-case/training/-/f1/-", "a-case"]]);
  });
  it("goes in the same night where it was never sent", async () => {
    const never = caseOf({ state: "withdrawn", checklist: 1, endedAt: "2026-11-24T03:00:00.000Z" });
    expect(await night("2026-11-24", never)).toEqual(["removed", ["checked/a-case/training/-/f1/-", "a-case"]]);
  });
});

describe("who is told", () => {
  const account = (id: string, changes: Partial<Account> = {}): Versioned<Account> =>
    kept({ ...newAccount(id, "E10000018", TODAY), email: `${id}@example.org`, ...changes });
  const accounts: Readonly<Record<string, Versioned<Account>>> = {
    owner: account("owner"),
    ann: account("ann"),
    rosemary: account("rosemary"),
    erased: account("erased", { erasedAt: "2026-11-01T09:00:00.000Z" }),
  };
  const store = storeOf({ account: async (id) => accounts[id], clientsOf: async () => ["rosemary", "erased", "nobody"] });
  const noticesOf = async (requests: readonly NoticeRequest[], changes: Partial<VettingCase> = {}) => {
    const subject = caseOf({ listing: "listing-1", assignedTo: "ann", ...changes });
    const notices = await noticesFor({ store, site: SITE })(subject, requests, [{ entity: "case", after: subject, action: "case:pause" }], anAuditContext());
    return notices.map(({ to, code, values }) => [to.account, code, values["link"]]);
  };
  const recipients: NoticeRequest = { code: "arrangement-paused", to: "recipients", values: {} };

  it("are those who use the listing, each once, and nobody who was erased or is not known", async () => {
    expect(await noticesOf([recipients])).toEqual([["rosemary", "arrangement-paused", "https://trellis.example/account"]]);
  });
  it("is nobody where there is no listing, no account or nobody who has the case", async () => {
    expect(await noticesOf([recipients], { listing: undefined })).toEqual([]);
    const officer: NoticeRequest = { code: "officer-task", to: "officer", values: {} };
    expect(await noticesOf([officer], { assignedTo: undefined })).toEqual([]);
    expect(await noticesOf([officer], { assignedTo: "nobody" })).toEqual([]);
    expect(await noticesOf([officer])).toEqual([["ann", "officer-task", "https://trellis.example/cases/a-case"]]);
  });
  it("is first whoever has to do something about it", async () => {
    const applicant: NoticeRequest = { code: "listing-paused", to: "applicant", values: { reason: "No." } };
    const officer: NoticeRequest = { code: "officer-task", to: "officer", values: {} };
    expect((await noticesOf([recipients, officer, applicant])).map(([who]) => who)).toEqual(["owner", "ann", "rosemary"]);
  });
});
