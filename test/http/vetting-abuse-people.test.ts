import { describe, expect, it } from "vitest";
import { askedOf } from "../../functions/vetting/rules/evidence.ts";
import { firstChecklist } from "../../shared/policy/checklists.ts";
import { anAccount, stored } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";
import { answers } from "../support/vetting.ts";
import { all, check, functions, listed, move, ready, setCase, store, theCase, there } from "../support/vetting-scene.ts";

describe("c", () => {
  it("a recipient of another council is told of a suspension", async () => {
    await listed();
    const l = there((await theCase()).case.body.listing);
    await stored(functions.own, {
      entity: "account",
      after: anAccount({ id: "rec", authority: "E06000016", email: "rec@people.example", grants: [{ role: "recipient" }] }),
      action: "test",
    });
    expect((await functions.call("/people/me/support/listed", { as: "rec", form: { listing: l } })).status).toBe(303);
    await move("ann", "suspend", { reason: "harm" });
    expect((await all()).filter((i) => i.entity === "notice" && i.code === "arrangement-paused").length).toBe(1);
  });
  it("recipients are not shown that somebody is suspended", async () => {
    await listed();
    const l = there((await theCase()).case.body.listing);
    await move("ann", "suspend", { reason: "harm" });
    await stored(functions.own, {
      entity: "account",
      after: anAccount({ id: "rec", email: "rec@people.example", grants: [{ role: "recipient" }] }),
      action: "test",
    });
    const r = await functions.call("/people/me/support/listed", { as: "rec", form: { listing: l } });
    const p = await functions.call("/people/me/support", { as: "rec" });
    expect.soft(r.status).not.toBe(303);
    expect(p.body).not.toMatch(/Pip Tryout|uspended/);
  });
  it("a suspended provider who withdraws and applies anew is not a stranger", async () => {
    await listed();
    await move("ann", "suspend", { reason: "harm" });
    const w = await functions.call("/applications/pips-case/moves/withdraw", { as: "pip", form: {} });
    const b = await functions.call("/applications", { as: "pip", form: {} });
    expect([w.status, b.status, b.headers["location"]]).not.toEqual([303, 303, expect.stringContaining("begun")]);
  });
  it("a review asked beside a new application does not leave two under way", async () => {
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
  it("many at once: no fault", async () => {
    await ready({ state: "draft" });
    const d = await Promise.all(
      Array.from({ length: 12 }, (_, i) => functions.call("/applications/pips-case/parts/price", { as: "pip", form: { ratePence: `${10 + i}.00` } })),
    );
    expect(d.map(({ status }) => status).filter((s) => s >= 500)).toEqual([]);
  });
  it("someone entered from paper can be renewed by an officer", async () => {
    await listed();
    await setCase({ enteredBy: ["cat"] });
    expect((await functions.call("/applications/pips-case/renewal", { as: "ann", form: {} })).status).toBe(303);
  });
  it("a live name reaches clients as typed", async () => {
    await listed();
    const l = there((await theCase()).case.body.listing);
    await stored(functions.own, {
      entity: "account",
      after: anAccount({ id: "rec", email: "rec@people.example", grants: [{ role: "recipient" }] }),
      action: "test",
    });
    await functions.call("/people/me/support/listed", { as: "rec", form: { listing: l } });
    await functions.call("/applications/pips-case/parts/profile", {
      as: "pip",
      form: { displayName: "Your payment is due: https://evil.example", about: "x" },
    });
    await move("ann", "suspend", { reason: "harm" });
    const n = (await all()).find((i) => i.entity === "notice" && i.code === "arrangement-paused");
    expect(n.values.name).not.toContain("evil.example");
  });
  it("notice of a refusal without reason", async () => {
    await ready();
    await move("ann", "assign");
    await move("ann", "recommend", { outcome: "refused" });
    await move("ben", "approve");
    expect((await all()).find((i) => i.entity === "notice" && i.code === "refused")?.values.reason).not.toBe("");
  });
  it("evidence a worker no longer asked for / emptied workers cannot skip checks", async () => {
    const a = { ...answers, start: { ...answers.start, type: "micro-provider" as const, people: 5 }, work: { ...answers.work, services: ["companionship"] } };
    await ready({ answers: a as any, workers: [] });
    await move("ann", "assign");
    for (const { id, need } of askedOf((await theCase()).case.body, firstChecklist(COUNCIL))) if (need === "required") await check("ann", id);
    await move("ann", "recommend", { outcome: "provisional" });
    await move("ben", "approve");
    expect((await theCase()).case.body.state).not.toBe("provisional");
  });
  it("an adult-care certificate with the workforce of a basic one", async () => {
    await ready({ state: "draft" });
    const _r = await functions.call("/applications/pips-case/evidence/dbs", {
      as: "pip",
      form: {
        certificateNumber: "999999999999",
        "issuedOn-day": "1",
        "issuedOn-month": "1",
        "issuedOn-year": "2025",
        level: "enhanced-barred",
        workforce: "any",
      },
    });
  });
});
