import { describe, expect, it } from "vitest";
import { anAccount, stored } from "../../support/accounts.ts";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { aCase, storedCases } from "../../support/vetting.ts";
import { check, functions, IDS, move, ready, setCase, setEvidence, theCase } from "../../support/vetting-scene.ts";

// Whoever the list rests on must be two people, whatever accounts and places they act from.

const NOT_THERE = "404 We cannot find this";
const send = (as: string, evidence: string, form: Record<string, string>) => functions.call(`/applications/pips-case/evidence/${evidence}`, { as, form });
const officer = (id: string, email: string) =>
  stored(functions.accounts, { entity: "account", after: anAccount({ id, email, grants: [{ role: "vetting-officer", authority: COUNCIL }] }), action: "test" });
const opened = async (as: string) =>
  Promise.all(
    ["/cases/pips-case", "/cases/pips-case/evidence/references", "/cases/pips-case/evidence/identity/files/f1", "/applications/pips-case"].map(
      async (path) => (await functions.call(path, { as })).status,
    ),
  );

describe("a second officer who sends evidence of a paper case", () => {
  const INSURANCE = { insurer: "Anchor", policyNumber: "P1", coverPence: "5000000", "endsOn-day": "1", "endsOn-month": "10", "endsOn-year": "2027" };
  it("has entered the case: they neither accept what they sent nor decide about it", async () => {
    await ready({ state: "needs-more", enteredBy: ["ann"], moreNeeded: "Insurance, please." });
    await setEvidence("public-liability", { files: [{ id: "f1", state: "clean", type: "pdf", addedAt: "2026-11-24T11:00:00.000Z" }] });
    const sent = await send("ben", "public-liability", INSURANCE);
    expect(sent.status, sent.body).toBe(303);
    expect((await functions.call("/applications/pips-case/moves/answer", { as: "ann", form: {} })).status).toBe(303);
    const { case: kept, evidence } = await theCase();
    expect(kept.body.enteredBy).toEqual(["ann", "ben"]);
    expect(evidence.find(({ body }) => body.id === "public-liability")?.body.offered?.by).toBe("ben");
    const page = await functions.call("/cases/pips-case/evidence/public-liability", { as: "ben" });
    expect([page.body.includes("another officer must accept it"), page.body.includes('value="accept"')]).toEqual([true, false]);
    expect((await functions.call("/cases/pips-case/evidence/public-liability", { as: "cat" })).body).toContain('value="accept"');
    expect(outcomeOf(await check("ben", "public-liability"))).toBe("422 same-officer");
    for (const id of IDS) expect((await check("cat", id)).status, id).toBe(303);
    expect((await move("ann", "recommend", { outcome: "provisional" })).status).toBe(303);
    expect(outcomeOf(await move("ben", "approve"))).toBe("422 same-officer");
    expect((await move("cat", "approve")).status).toBe(303);
  });
  it("has entered it by asking referees, and by choosing who works there", async () => {
    await ready({ state: "needs-more", enteredBy: ["ann"] });
    await setEvidence("references", { offered: undefined });
    expect((await functions.call("/applications/pips-case/people", { as: "cat", form: {} })).status).toBe(303);
    expect((await theCase()).case.body.enteredBy).toEqual(["ann", "cat"]);
  });
  it("sends files under their name: no form lets them send one as the applicant", async () => {
    await ready({ state: "needs-more", enteredBy: ["ann"] });
    const page = await functions.call("/applications/pips-case/evidence/training?step=file", { as: "ben" });
    expect(/name="key" value="([^"]+)"/.exec(page.body)?.[1]).toMatch(/^evidence\/pips-case\/training\/-\/[^/]+\/ben$/);
    const theirs = await functions.call("/applications/pips-case/evidence/training?step=file", { as: "pip" });
    expect(/name="key" value="([^"]+)"/.exec(theirs.body)?.[1]).toMatch(/^evidence\/pips-case\/training\/-\/[^/]+$/);
  });
});

describe("an officer under a second account", () => {
  it("cannot see or decide her own application made under the first", async () => {
    await officer("dee", "Pip@people.example");
    await ready({ state: "in-review" }, "accepted");
    expect(await opened("dee")).toEqual([404, 404, 404, 404]);
    expect(outcomeOf(await move("dee", "recommend", { outcome: "provisional" }))).toBe(NOT_THERE);
    expect((await functions.call("/api/cases/pips-case/moves/recommend", { as: "dee", json: { outcome: "provisional" } })).status).toBe(404);
    expect((await theCase()).case.body.state).toBe("in-review");
  });
  it("does not approve what she recommended under the first", async () => {
    await officer("ann-again", " ANN@council.example");
    await ready({ state: "recommended", recommendation: { by: "ann", at: "2026-11-20T09:00:00.000Z", outcome: "provisional" } }, "accepted");
    expect(outcomeOf(await move("ann-again", "approve"))).toBe("422 same-officer");
    expect((await functions.call("/cases/pips-case", { as: "ann-again" })).body).toContain("Another officer must decide this");
    expect((await move("ben", "approve")).status).toBe(303);
  });
  it("does not see a case in which she is a referee", async () => {
    await officer("rae", "rae@work.example");
    await storedCases(functions.accounts, { entity: "case", after: aCase({ id: "other", owner: "pip" }), action: "test" });
    const seenBy = async (as: string) => (await functions.call("/cases/other", { as })).status;
    expect(await seenBy("rae")).toBe(200);
    const form = Object.fromEntries(
      ["Rae@work.example", "b@work.example"].flatMap((email, index) => [
        [`name-${index}`, `Referee ${"AB"[index]}`],
        [`email-${index}`, email],
        [`relation-${index}`, "Employer"],
      ]),
    );
    const named = await functions.call("/applications/other/evidence/references", { as: "pip", form });
    expect(named.status, named.body).toBe(303);
    expect([await seenBy("rae"), await seenBy("ben")]).toEqual([404, 200]);
  });
});

describe("an interest that is declared late", () => {
  it("takes the recommendation back, has what they accepted accepted anew, and shuts the case to them", async () => {
    await ready({ state: "recommended", recommendation: { by: "ann", at: "2026-11-20T09:00:00.000Z", outcome: "provisional" } }, "accepted");
    const answer = await move("ann", "declare-interest", { reason: "My cousin" });
    expect([answer.status, answer.headers["location"]]).toEqual([303, `/councils/${COUNCIL}/vetting?done=interest`]);
    expect((await theCase()).case.body).toMatchObject({ state: "in-review", conflicts: ["ann"] });
    expect((await theCase()).case.body.recommendation).toBeUndefined();
    expect(await opened("ann")).toEqual([404, 404, 404, 404]);
    expect(outcomeOf(await move("ann", "recommend", { outcome: "provisional" }))).toBe(NOT_THERE);
    expect(outcomeOf(await move("ben", "recommend", { outcome: "provisional" }))).toBe("422 unfinished");
    for (const id of IDS) expect((await check("ben", id)).status, id).toBe(303);
    expect((await move("ben", "recommend", { outcome: "provisional" })).status).toBe(303);
    expect((await move("cat", "approve")).status).toBe(303);
  });
  it("takes it off every list of theirs, and leaves it on those of others", async () => {
    await ready({ state: "in-review", decideBy: "2026-11-25" });
    const lists = async (as: string) => {
      const pages = ["waiting", "mine", "at-risk"].map((view) => functions.call(`/councils/${COUNCIL}/vetting?view=${view}`, { as }));
      const answers = await Promise.all([...pages, functions.call(`/api/councils/${COUNCIL}/cases`, { as })]);
      return answers.map(({ status, body }) => [status, body.includes("pips-case")]);
    };
    await setCase({ assignedTo: "ann" });
    expect(await lists("ann")).toEqual([true, true, true, true].map((there) => [200, there]));
    expect((await move("ann", "declare-interest", { reason: "My cousin" })).status).toBe(303);
    expect(await lists("ann")).toEqual([false, false, false, false].map((there) => [200, there]));
    expect(await lists("ben")).toEqual([true, false, true, true].map((there) => [200, there]));
  });
  it("shuts it to their second account as well", async () => {
    await officer("ann-again", "ann@council.example");
    await ready({ state: "in-review", conflicts: ["ann"] });
    expect(await opened("ann-again")).toEqual([404, 404, 404, 404]);
  });
  it("leaves somebody on the list, and gives the case to another officer to confirm", async () => {
    await ready({}, "accepted");
    await setCase({ state: "accredited", accreditation: "accredited", decision: { by: "ann", at: "2026-11-20T09:00:00.000Z", outcome: "accredited" } });
    expect((await move("ann", "declare-interest", { reason: "My cousin" })).status).toBe(303);
    const page = await functions.call("/cases/pips-case", { as: "ben" });
    expect(page.body).toContain("Review it: an officer who accepted or decided it has declared an interest");
    expect(page.body).toContain("Confirm the decision");
    expect(outcomeOf(await move("ben", "confirm"))).toBe("422 reason-missing");
    for (const id of IDS) expect((await check("ben", id)).status, id).toBe(303);
    expect((await move("ben", "confirm", { reason: "I looked at all of it." })).status).toBe(303);
    expect((await theCase()).case.body).toMatchObject({ state: "accredited", tasks: [] });
    expect(outcomeOf(await move("ben", "confirm", { reason: "Once more." }))).toBe("422 outcome");
  });
});
