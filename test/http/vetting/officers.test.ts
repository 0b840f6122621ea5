import { describe, expect, it } from "vitest";
import { firstChecklist } from "../../../shared/policy/checklists.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { aCase, storedCases } from "../../support/vetting.ts";
import { check, functions, IDS, move, ready, theCase } from "../../support/vetting-scene.ts";

describe("an officer", () => {
  it("gets no upload form for an application that its applicant entered", async () => {
    await ready({ state: "draft" });
    const p = await functions.call("/applications/pips-case/evidence/training", { as: "ann" });
    expect(p.body.includes("evidence/pips-case/training")).toBe(false);
  });
  it("who applies does not read what referees said of them", async () => {
    await ready({ owner: "pat" });
    await storedCases(functions.accounts, {
      entity: "reference",
      after: {
        id: "ref",
        case: "pips-case",
        authority: COUNCIL,
        owner: "pat",
        about: "Pat",
        tokenHash: "h",
        name: "Rae",
        relation: "boss",
        state: "given",
        askedOn: "2026-11-20",
        until: "2026-12-20",
        answers: { known: "k", work: "SECRETWORK", again: "no" },
        answeredOn: "2026-11-21",
      },
      action: "test",
    });
    const p = await functions.call("/cases/pips-case/evidence/references", { as: "pat" });
    expect(outcomeOf(p)).toBe("404 We cannot find this");
    expect(p.body.includes("SECRETWORK")).toBe(false);
  });
  it("who filled in a paper application that another entered may not decide it", async () => {
    await ready({ state: "draft", enteredBy: ["ann"] });
    expect((await functions.call("/applications/pips-case/parts/price", { as: "ben", form: { ratePence: "15.00" } })).status).toBe(303);
    expect((await functions.call("/applications/pips-case/moves/submit", { as: "ben", form: {} })).status).toBe(303);
    await move("cat", "assign");
    for (const id of IDS) await check("ben", id);
    await move("cat", "recommend", { outcome: "provisional" });
    expect(outcomeOf(await move("ben", "approve"))).toBe("422 same-officer");
  });
  it("who declared an interest cannot fill in a paper application", async () => {
    await ready({ state: "needs-more", enteredBy: ["ann"], conflicts: ["ben"] });
    expect(outcomeOf(await functions.call("/applications/pips-case/parts/price", { as: "ben", form: { ratePence: "15.00" } }))).toBe("404 We cannot find this");
  });
  it("can declare an interest in a case that is listed", async () => {
    await ready({}, "accepted");
    const c = (await theCase()).case;
    await storedCases(functions.accounts, {
      entity: "case",
      before: c,
      after: { ...c.body, state: "accredited", accreditation: "accredited" },
      action: "test",
    });
    expect((await move("ann", "declare-interest", { reason: "cousin" })).status).toBe(303);
  });
  it("makes no moves of an applicant, an applicant none of an officer, and nobody those of another council", async () => {
    await ready({ state: "recommended", recommendation: { by: "ann", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" } });
    await stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id: "oth", grants: [{ role: "vetting-officer", authority: "E06000016" }] }),
      action: "test",
    });
    expect((await functions.call("/applications/pips-case/moves/approve", { as: "pip", form: {} })).status).toBe(404);
    expect((await functions.call("/applications/pips-case/moves/approve", { as: "ben", form: {} })).status).toBe(404);
    for (const m of ["submit", "withdraw", "pause", "resume", "lapse", "renew", "answer"]) expect((await move("ben", m)).status).toBe(404);
    for (const p of ["/cases/pips-case", "/applications/pips-case", "/cases/pips-case/evidence/dbs", "/cases/pips-case/moves/approve"])
      expect((await functions.call(p, { as: "oth", throughCouncil: "E06000016" })).status).toBe(404);
    expect((await functions.call("/cases/pips-case/moves/approve", { as: "oth", throughCouncil: "E06000016", form: {} })).status).toBe(404);
    expect((await functions.call("/applications/pips-case/moves/withdraw", { as: "ben", form: {} })).status).toBe(422);
    expect((await functions.call("/applications/pips-case/parts/price", { as: "ben", form: { ratePence: "1.00" } })).status).toBe(422);
  });
  it("does not withdraw somebody listed as if they were them: they say why", async () => {
    await ready({ enteredBy: ["ann"] });
    await move("ben", "assign");
    for (const id of IDS) await check("ben", id);
    await move("ben", "recommend", { outcome: "provisional" });
    await move("cat", "approve");
    expect((await theCase()).case.body.state).toBe("provisional");
    expect(outcomeOf(await functions.call("/applications/pips-case/moves/withdraw", { as: "ann", form: {} }))).toBe("422 reason-missing");
  });
});

describe("a queue of many cases", () => {
  it("is shown page by page, each case once, and an officer's own whole", async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `case-${index}`);
    for (let from = 0; from < ids.length; from += 20) {
      const some = ids.slice(from, from + 20);
      await storedCases(
        functions.accounts,
        ...some.map((id) => ({
          entity: "case" as const,
          after: aCase({ id, owner: `owner-of-${id}`, state: "in-review", submittedAt: "2026-11-20T09:00:00.000Z", decideBy: "2026-12-05", assignedTo: "ann" }),
          action: "test",
        })),
      );
    }
    const seen: string[] = [];
    let pages = 0;
    for (let next: string | undefined = ""; next !== undefined; pages += 1) {
      const answer = (await functions.call(`/api/councils/${COUNCIL}/cases?${new URLSearchParams({ after: next })}`, { as: "ann" })).json();
      seen.push(...answer.results.map(({ id }: { id: string }) => id));
      next = answer.next;
    }
    expect(pages).toBeGreaterThan(1);
    expect(seen.toSorted()).toEqual(ids.toSorted());
    const mine = (
      await Promise.all([0, 50, 100].map(async (from) => (await functions.call(`/councils/${COUNCIL}/vetting?view=mine&from=${from}`, { as: "ann" })).body))
    ).join("");
    expect(new Set([...mine.matchAll(/\/cases\/(case-\d+)"/g)].map(([, id]) => id))).toEqual(new Set(ids));
  });
});

describe("a checklist", () => {
  it("that checks nothing is refused", async () => {
    await stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id: "adm", grants: [{ role: "administrator", authority: COUNCIL }] }),
      action: "test",
    });
    const page = await functions.call(`/councils/${COUNCIL}/checklist/new`, { as: "adm" });
    const fields: Record<string, string> = { version: "1", "effectiveFrom-day": "25", "effectiveFrom-month": "11", "effectiveFrom-year": "2026", reason: "x" };
    for (const { code, validMonths } of firstChecklist(COUNCIL).items) {
      for (const t of ["employed-pa", "self-employed-pa", "micro-provider", "agency"]) fields[`${code}.${t}`] = "not-needed";
      if (validMonths) fields[`${code}.months`] = "120";
    }
    Object.assign(fields, {
      targetDays: "1",
      accreditedMonths: "60",
      provisionalMonths: "1",
      statusCheckMonths: "36",
      dbsFactsMonths: "6",
      referenceDays: "7",
      askForReviewDays: "14",
    });
    expect(page.status).toBe(200);
    expect(outcomeOf(await functions.call(`/councils/${COUNCIL}/checklist/new`, { as: "adm", form: fields }))).toMatch(
      /^400 .*Nothing is required of one kind of provider \(agency\)/,
    );
  });
});
