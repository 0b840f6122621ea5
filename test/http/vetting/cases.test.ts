import { describe, expect, it } from "vitest";
import { checklistLines } from "../../../functions/vetting/rules/evidence.ts";
import { firstChecklist } from "../../../shared/policy/checklists.ts";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { answers } from "../../support/vetting.ts";
import { acceptAll, all, check, functions, IDS, listed, listings, move, needsMore, ready, store, theCase } from "../../support/vetting-scene.ts";

describe("an application", () => {
  it("begun several times at once is one", async () => {
    await Promise.all([1, 2, 3].map(() => functions.call("/applications", { as: "pip", form: {} })));
    expect((await store().casesOf("pip")).length).toBe(1);
  });
  it("is not begun anew by a suspended provider who withdrew from it", async () => {
    await listed();
    await move("ann", "suspend", { reason: "harm" });
    const w = await functions.call("/applications/pips-case/moves/withdraw", { as: "pip", form: {} });
    const b = await functions.call("/applications", { as: "pip", form: {} });
    expect([outcomeOf(w), outcomeOf(b), b.headers["location"]]).toEqual(["422 not-a-move", "303", "/applications"]);
    expect((await theCase()).case.body.state).toBe("suspended");
  });
  it("takes many forms at once without a fault", async () => {
    await ready({ state: "draft" });
    const d = await Promise.all(
      Array.from({ length: 12 }, (_, i) => functions.call("/applications/pips-case/parts/price", { as: "pip", form: { ratePence: `${10 + i}.00` } })),
    );
    expect(d.map(({ status }) => status).filter((s) => s >= 500)).toEqual([]);
  });
  it("that names none of its workers does not skip their checks", async () => {
    const a = { ...answers, start: { ...answers.start, type: "micro-provider" as const, people: 5 }, work: { ...answers.work, services: ["companionship"] } };
    await ready({ answers: a as any, workers: [] });
    await move("ann", "assign");
    for (const { id, need } of checklistLines((await theCase()).case.body, firstChecklist(COUNCIL))) if (need === "required") await check("ann", id);
    await move("ann", "recommend", { outcome: "provisional" });
    await move("ben", "approve");
    expect((await theCase()).case.body.state).toBe("in-review");
  });
  it("that comes to need the regulator while more is asked for does not end on the list", async () => {
    await ready();
    await needsMore();
    await functions.call("/applications/pips-case/parts/start", {
      as: "pip",
      form: { type: "self-employed-pa", people: "3", substitutes: "yes", driving: "no", children: "no", cqcRegistered: "no" },
    });
    expect(outcomeOf(await functions.call("/applications/pips-case/moves/answer", { as: "pip", form: {} }))).toBe("422 referred");
    await move("ann", "recommend", { outcome: "provisional" });
    await move("ben", "approve");
    expect((await theCase()).case.body.state).toBe("needs-more");
  });
});

describe("a decision", () => {
  it("made at the moment of a withdrawal is either made or not", async () => {
    await ready();
    await move("ann", "assign");
    await acceptAll();
    await move("ann", "recommend", { outcome: "provisional" });
    const [a, b] = await Promise.all([move("ben", "approve"), functions.call("/applications/pips-case/moves/withdraw", { as: "pip", form: {} })]);
    const c = (await theCase()).case.body;
    expect([a.status, b.status].filter((s) => s === 303).length).toBe(1);
    expect(c.state === "withdrawn" ? c.decision === undefined : c.decision !== undefined).toBe(true);
  });
  it("made twice at once lists somebody once", async () => {
    await ready();
    await move("ann", "assign");
    await acceptAll();
    await move("ann", "recommend", { outcome: "provisional" });
    await Promise.all([move("ben", "approve"), move("cat", "approve")]);
    expect((await listings()).length).toBe(1);
  });
  it("to refuse is not recommended without a reason", async () => {
    await ready();
    await move("ann", "assign");
    expect(outcomeOf(await move("ann", "recommend", { outcome: "refused" }))).toBe("422 reason-missing");
    expect(outcomeOf(await move("ben", "approve"))).toBe("422 not-a-move");
  });
  it("to refuse tells its reason, and without one nobody is told anything", async () => {
    await ready();
    await move("ann", "assign");
    const reasons = async () => (await all()).filter(({ entity, code }) => entity === "notice" && code === "refused").map(({ values }) => values.reason);
    expect(outcomeOf(await move("ann", "recommend", { outcome: "refused" }))).toBe("422 reason-missing");
    expect(outcomeOf(await move("ben", "approve"))).toBe("422 not-a-move");
    expect(await reasons()).toEqual([]);
    expect(outcomeOf(await move("ann", "recommend", { outcome: "refused", reason: "No one vouched." }))).toBe("303");
    expect(outcomeOf(await move("ben", "approve"))).toBe("303");
    expect(await reasons()).toEqual(["No one vouched."]);
  });
});

describe("a review", () => {
  it("that overturns a refusal leaves the next decision to others than those who refused", async () => {
    await ready({
      state: "review-asked",
      recommendation: { by: "ann", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
      decision: { by: "ben", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
      review: { askedAt: "2026-11-21T09:00:00.000Z", reason: "unfair" },
    });
    expect((await move("cat", "overturn", { reason: "o" })).status).toBe(303);
    await move("ann", "recommend", { outcome: "refused", reason: "again" });
    expect(outcomeOf(await move("ben", "approve"))).toBe("422 same-officer");
  });
  it("that upheld a refusal is not asked for again", async () => {
    await ready({
      state: "review-asked",
      recommendation: { by: "ann", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
      decision: { by: "ben", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
      review: { askedAt: "2026-11-21T09:00:00.000Z", reason: "unfair" },
    });
    expect((await move("cat", "uphold", { reason: "o" })).status).toBe(303);
    expect(outcomeOf(await functions.call("/applications/pips-case/moves/ask-review", { as: "pip", form: { reason: "again" } }))).toBe("422 too-late");
  });
  it("is not asked for beside a new application: one of them is under way", async () => {
    await ready({
      state: "refused",
      endedAt: "2026-11-20T09:00:00.000Z",
      recommendation: { by: "ann", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
      decision: { by: "ben", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
    });
    await functions.call("/applications", { as: "pip", form: {} });
    await functions.call("/applications/pips-case/moves/ask-review", { as: "pip", form: { reason: "r" } });
    expect((await store().casesOf("pip")).filter(({ body }) => body.endedAt === undefined).length).toBe(1);
  });
  it("is not decided by somebody who had a part in the case", async () => {
    await ready();
    await move("cat", "assign");
    for (const id of IDS) await check("cat", id);
    await move("cat", "ask-more", { reason: "r" });
    await functions.call("/applications/pips-case/moves/answer", { as: "pip", form: {} });
    await move("ann", "recommend", { outcome: "refused", reason: "r" });
    await move("ben", "approve");
    await functions.call("/applications/pips-case/moves/ask-review", { as: "pip", form: { reason: "u" } });
    expect((await theCase()).case.body.state).toBe("review-asked");
    expect(outcomeOf(await move("cat", "uphold", { reason: "o" }))).toBe("422 same-officer");
  });
});
