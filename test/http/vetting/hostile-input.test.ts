import { describe, expect, it } from "vitest";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { check, functions, move, ready, theCase, there } from "../../support/vetting-scene.ts";

describe("what somebody types", () => {
  it.each([
    ["ask-more", { reason: "a\u0007b" }],
    ["declare-interest", { reason: "a\u0000b" }],
  ])("into %s is refused where it holds control characters", async (name, form) => {
    await ready();
    await move("ann", "assign");
    expect(outcomeOf(await move("ann", name, form))).toBe("422 reason-missing");
  });
  it("into where a document was seen is refused where it holds control characters", async () => {
    await ready();
    await move("ann", "assign");
    expect(outcomeOf(await check("ann", "identity", { answer: "accept", seenWhere: "lib\u0007rary" }))).toBe("422 not-seen");
  });
  it("into where a document was seen is not cut in the middle of a character", async () => {
    await ready();
    await move("ann", "assign");
    const seenWhere = `${"a".repeat(199)}😀`;
    expect(outcomeOf(await check("ann", "identity", { answer: "accept", seenWhere }))).toBe("303");
    expect((await theCase()).evidence.find(({ body }) => body.id === "identity")?.body.accepted?.seen?.where).toBe(seenWhere);
  });
  it("for times of a day that every object has is kept nowhere", async () => {
    await ready({ state: "draft" });
    const form = { times: "__proto__-x", hoursFree: "3" };
    expect(outcomeOf(await functions.call("/applications/pips-case/parts/times", { as: "pip", form }))).toBe("303");
    expect((await theCase()).case.body.answers.times).toEqual({ availability: {}, hoursFree: 3 });
  });
  it.each(["constructor-x", "toString-x"])("for times of %s is refused", async (times) => {
    await ready({ state: "draft" });
    expect(outcomeOf(await functions.call("/applications/pips-case/parts/times", { as: "pip", form: { times, hoursFree: "3" } }))).toBe(
      "400 Choose from the list",
    );
  });
  it("into a request for a review is refused where it holds control characters", async () => {
    await ready({
      state: "refused",
      endedAt: "2026-11-20T09:00:00.000Z",
      decision: { by: "ben", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
    });
    expect(outcomeOf(await functions.call("/applications/pips-case/moves/ask-review", { as: "pip", form: { reason: "a\u0001" } }))).toBe("422 reason-missing");
  });
  it("as a reason to refuse evidence is refused where it is too long or holds control characters", async () => {
    await ready();
    await move("ann", "assign");
    expect(outcomeOf(await check("ann", "identity", { answer: "ask-more", reason: "x".repeat(2100) }))).toBe("422 reason-missing");
    expect(outcomeOf(await check("ann", "identity", { answer: "ask-more", reason: "x\u0003" }))).toBe("422 reason-missing");
  });
  it("as a day of the year 9999 is refused", async () => {
    await ready({ state: "draft" });
    const e = there((await theCase()).evidence.find(({ body }) => body.id === "hmrc"));
    expect(e).toBeDefined();
    const r = await functions.call("/applications/pips-case/evidence/right-to-work", {
      as: "pip",
      form: { method: "document", "followUpOn-day": "31", "followUpOn-month": "12", "followUpOn-year": "9999" },
    });
    expect(r.status).toBe(400);
  });
});

describe("an address that was changed by hand", () => {
  it("shows the queue from its beginning", async () => {
    for (const a of ["%00", "#", "zzzz", "%F0%9F", "..", "a".repeat(500), "'"])
      expect((await functions.call(`/councils/${COUNCIL}/vetting?view=waiting&after=${a}`, { as: "ann" })).status).toBe(200);
    for (const v of ["mine", "at-risk", "expiring", "nothing", "__proto__"])
      expect((await functions.call(`/councils/${COUNCIL}/vetting?view=${v}&after=x`, { as: "ann" })).status).toBe(200);
  });
  it("leads to no evidence and no part that there is not", async () => {
    await ready();
    const outcomes = async (id: string) => [
      outcomeOf(await functions.call(`/cases/pips-case/evidence/${id}`, { as: "ann" })),
      outcomeOf(await check("ann", id)),
      outcomeOf(await functions.call(`/applications/pips-case/parts/${id}`, { as: "pip" })),
    ];
    const [nothing, unsent] = ["404 We cannot find this", "422 Nothing was sent of this yet"];
    for (const id of ["__proto__", "dbs%2F..", "%00", "a".repeat(65)]) expect(await outcomes(id), id).toEqual([nothing, nothing, nothing]);
    for (const id of ["dbs.", "dbs.w1", "constructor"]) expect(await outcomes(id), id).toEqual([unsent, unsent, nothing]);
  });
});
