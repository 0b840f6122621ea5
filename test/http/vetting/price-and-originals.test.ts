import { describe, expect, it } from "vitest";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { answers } from "../../support/vetting.ts";
import { acceptAll, check, functions, listed, move, ready, setCase, table, theCase } from "../../support/vetting-scene.ts";

const start = { type: "employed-pa" as const, driving: false, children: false, substitutes: false, people: 1, cqcRegistered: false };
const employed = { ...answers, start };
const savePrice = (ratePence: string) => functions.call("/applications/pips-case/parts/price", { as: "pip", form: { ratePence } });

describe("the rate of somebody who is employed", () => {
  it("is refused under the legal minimum, with the reason, and taken at it", async () => {
    await ready({ state: "draft", answers: employed });
    const refused = await savePrice("12.70");
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("Your price must be at least £12.71, the legal minimum");
    expect((await theCase()).case.body.answers.price).toEqual(answers.price);
    expect(outcomeOf(await savePrice("12.71"))).toBe("303");
  });
  it("is what they like where they work for themselves", async () => {
    await ready({ state: "draft" });
    expect(outcomeOf(await savePrice("9.00"))).toBe("303");
  });
  it("stored under it, goes no further, and is flagged to its applicant, to the officer and on the officers' list", async () => {
    await ready();
    await move("ann", "assign");
    await acceptAll();
    await setCase({ answers: { ...employed, price: { ratePence: 1221 } } });
    expect(outcomeOf(await move("ann", "recommend", { outcome: "accredited" }))).toBe("422 under-minimum");
    for (const [as, path] of [
      ["pip", "/applications/pips-case"],
      ["ben", "/cases/pips-case"],
      ["ben", `/councils/${COUNCIL}/vetting?view=waiting`],
    ] as const)
      expect((await functions.call(path, { as })).body, path).toContain("legal minimum");
  });
  it("cannot be got round by saying afterwards that one is employed", async () => {
    await ready({ answers: { ...answers, price: { ratePence: 900 } } });
    await move("ann", "assign");
    await move("ann", "ask-more", { reason: "Say how you work." });
    const typed = { type: "employed-pa", people: "1", substitutes: "no", driving: "no", children: "no", cqcRegistered: "no" };
    expect(outcomeOf(await functions.call("/applications/pips-case/parts/start", { as: "pip", form: typed }))).toBe("303");
    expect(outcomeOf(await functions.call("/applications/pips-case/moves/answer", { as: "pip", form: {} }))).toBe("422 under-minimum");
  });
});

describe("the right to work shown by a document", () => {
  it("is accepted only by an officer who saw the original, and says who saw it, where and when", async () => {
    await ready({}, "offered", { "right-to-work": { method: "document" } });
    await move("ann", "assign");
    expect(outcomeOf(await check("ann", "right-to-work", { answer: "accept" }))).toBe("422 not-seen");
    expect(outcomeOf(await check("ann", "right-to-work", { answer: "accept", seenWhere: "County Hall" }))).toBe("303");
    const { accepted } = (await theCase()).evidence.find(({ body }) => body.id === "right-to-work")?.body ?? {};
    expect(accepted?.seen).toEqual({ by: "ann", on: accepted?.on, where: "County Hall" });
    expect((await functions.call("/cases/pips-case/evidence/right-to-work", { as: "ann" })).body).toContain("County Hall, by you");
    expect((await functions.call("/cases/pips-case/evidence/right-to-work", { as: "ben" })).body).toContain("County Hall, by another officer");
  });
  it("by a share code needs no original", async () => {
    await ready({}, "offered", { "right-to-work": { method: "share-code", shareCode: "W12345678" } });
    await move("ann", "assign");
    expect(outcomeOf(await check("ann", "right-to-work", { answer: "accept" }))).toBe("303");
  });
});

describe("each check on a public page", () => {
  it("has its own date and its own end", async () => {
    await listed();
    const profile = await table.directory.profile((await theCase()).case.body.listing ?? "");
    const checks = profile?.row.listing.checks ?? [];
    expect(checks.find(({ code }) => code === "public-liability")).toMatchObject({ on: expect.any(String), until: "2027-10-01" });
    expect(checks.find(({ code }) => code === "identity")?.until).toBeUndefined();
  });
});
