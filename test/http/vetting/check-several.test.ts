import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterChecking } from "../../../functions/vetting/rules/decide-evidence.ts";
import { afterCheckingSeveral } from "../../../functions/vetting/rules/decide-several.ts";
import { checklistLines } from "../../../functions/vetting/rules/evidence.ts";
import { piecesToCheck } from "../../../functions/vetting/rules/evidence-order.ts";
import { situationOf } from "../../../functions/vetting/use-cases/commit-outcome.ts";
import { firstChecklist } from "../../../shared/policy/checklists.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { runs } from "../../support/runs.ts";
import { TEST_MS } from "../../support/time-outs.ts";
import { answers } from "../../support/vetting.ts";
import { clock, deps, functions, IDS, move, ready, setEvidence, store, theCase, there } from "../../support/vetting-scene.ts";

const to = (answer: { readonly headers: unknown }): string => String((answer.headers as Record<string, string>)["location"]);
const IN_PERSON = ["identity", "dbs"];
/** What the form of the page says of the pieces that wait: one answer for each of `ids`. */
const formFor = async (ids: readonly string[], answer: string, id = "pips-case") => {
  const { evidence } = await theCase(id);
  const form: Record<string, string> = { seenWhere: "The library", "seenOn-day": "24", "seenOn-month": "11", "seenOn-year": "2026" };
  for (const { body } of evidence) {
    form[`sentAt-${body.id}`] = body.offered?.at ?? "";
    if (ids.includes(body.id)) Object.assign(form, { [`answer-${body.id}`]: answer, [`reason-${body.id}`]: answer === "accept" ? "" : "We cannot read it." });
  }
  return form;
};
const save = async (as: string, form: Record<string, string>, page = "check", id = "pips-case") => functions.call(`/cases/${id}/${page}`, { as, form });
const accepted = async (id = "pips-case") => (await theCase(id)).evidence.filter(({ body }) => body.accepted).map(({ body }) => body.id);

describe("everything that was sent, on one page", () => {
  it("is shown with its facts, its rules and a decision for each, and who it is", async () => {
    await ready({}, "offered", { "public-liability": { coverPence: 500_000_000 } });
    await move("ann", "assign");
    const { body, status } = await functions.call("/cases/pips-case/check", { as: "ann" });
    expect(status).toBe(200);
    for (const id of IDS) expect(body).toContain(`name="answer-${id}"`);
    for (const words of ["£5,000,000.00: met (at least £5,000,000.00)", "Name signed", "3 have answered, 2 are needed: met", "Where did you see them?"])
      expect(body).toContain(words);
  });
  it("is accepted in one act, each piece with its own entry, and leads to recommending", async () => {
    await ready();
    await move("ann", "assign");
    expect(to(await save("ann", await formFor(IDS, "accept")))).toBe("/cases/pips-case/moves/recommend?done=checked");
    expect(await accepted()).toEqual([...IDS].toSorted());
    const trails = await store().trailsOfCase((await theCase()).case.body);
    expect(trails.filter(({ action }) => action === "evidence:accept").length).toBe(IDS.length);
    for (const id of IN_PERSON)
      expect((await theCase()).evidence.find(({ body }) => body.id === id)?.body.accepted?.seen).toEqual({ by: "ann", on: "2026-11-24", where: "The library" });
  });
  it("takes different answers at once, and the applicant is told of each piece that needs more", async () => {
    await ready();
    await move("ann", "assign");
    const form = {
      ...(await formFor(["hmrc", "training"], "ask-more")),
      ...(await formFor(["identity"], "accept")),
      "answer-hmrc": "ask-more",
      "reason-hmrc": "The number is missing.",
      "answer-training": "refuse",
      "reason-training": "It is somebody else's.",
    };
    expect(to(await save("ann", form))).toBe("/cases/pips-case?done=checked");
    const states = Object.fromEntries((await theCase()).evidence.map(({ body }) => [body.id, body.accepted ? "accepted" : body.offered?.state]));
    expect(states).toMatchObject({ identity: "accepted", hmrc: "needs-more", training: "refused", dbs: "with-us" });
  });
  it("keeps nothing where one decision cannot be, says why beside it, and what was chosen is still there", async () => {
    await ready();
    await move("ann", "assign");
    await setEvidence("dbs", { offered: { facts: { level: "basic" }, at: "2026-11-20T09:00:00.000Z", state: "with-us" } });
    const answer = await save("ann", await formFor(IDS, "accept"));
    expect(outcomeOf(answer)).toMatch(/^422/);
    expect(answer.body).toMatch(/id="answer-dbs-error"[\s\S]*?does not have the level/);
    expect(answer.body).toMatch(/name="answer-hmrc"[^>]*value="accept"[^>]*checked/);
    expect(await accepted()).toEqual([]);
  });
  it("is not accepted by whoever sent a piece in the applicant's place, or without the place and day where originals were seen", async () => {
    await ready();
    await move("ann", "assign");
    await setEvidence("hmrc", { offered: { facts: {}, at: "2026-11-20T09:00:00.000Z", state: "with-us", by: "ann" } });
    expect(outcomeOf(await save("ann", await formFor(["hmrc"], "accept")))).toMatch(/^422/);
    const form = await formFor(["identity"], "accept");
    expect((await save("ann", { ...form, seenWhere: " " })).body).toMatch(/id="seenWhere-error"/);
    expect((await save("ann", { ...form, "seenOn-day": "32" })).body).toMatch(/id="seenOn-error"/);
    // Neither tomorrow, nor before they applied.
    for (const day of [{ "seenOn-day": "25" }, { "seenOn-day": "31", "seenOn-month": "10" }])
      expect((await save("ann", { ...form, ...day })).body, JSON.stringify(day)).toContain("Enter a day on or after the day they started their application");
    expect(await accepted()).toEqual([]);
  });
  it("refuses a piece that was sent anew, or decided by another officer, since the page was opened", async () => {
    await ready();
    await move("ann", "assign");
    const form = await formFor(["hmrc", "training"], "accept");
    expect(outcomeOf(await save("ben", await formFor(["hmrc"], "accept")))).toMatch(/^303/);
    await setEvidence("training", { offered: { facts: {}, at: "2026-11-24T11:00:00.000Z", state: "with-us" } });
    const answer = await save("ann", form);
    expect(answer.body).toMatch(/id="answer-training-error"[\s\S]*?This has changed since you opened the page/);
    expect(await accepted()).toEqual(["hmrc"]);
  });
  it("asks for a decision where none was chosen, and why where something is not accepted", async () => {
    await ready();
    await move("ann", "assign");
    expect((await save("ann", await formFor([], "accept"))).body).toContain("Select a decision for at least one of these");
    expect((await save("ann", { ...(await formFor(["hmrc"], "refuse")), "reason-hmrc": "" })).body).toMatch(/id="reason-hmrc-error"/);
  });
});

describe("a visit", () => {
  it("shows the originals alone, and saves who saw them, where and on which day, in one act", async () => {
    await ready({ createdAt: "2026-11-01T09:00:00.000Z" });
    await setEvidence("right-to-work", { offered: { facts: { method: "document" }, at: "2026-11-20T09:00:00.000Z", state: "with-us" } });
    await move("ann", "assign");
    const { body } = await functions.call("/cases/pips-case/visit", { as: "ann" });
    const shown = IDS.filter((id) => body.includes(`name="answer-${id}"`));
    expect(shown).toEqual(["identity", "right-to-work", "dbs"]);
    const form = { ...(await formFor(shown, "accept")), "seenOn-day": "23" };
    expect(to(await save("ann", form, "visit"))).toBe("/cases/pips-case?done=checked");
    for (const id of shown)
      expect((await theCase()).evidence.find(({ body: one }) => one.id === id)?.body.accepted?.seen).toEqual({
        by: "ann",
        on: "2026-11-23",
        where: "The library",
      });
  });
  it("accepts nothing that is not an original to be seen, whatever the form says", async () => {
    await ready();
    await move("ann", "assign");
    await save("ann", await formFor(IDS, "accept"), "visit");
    expect(await accepted()).toEqual(["dbs", "identity"]);
  });
});

describe("deciding several pieces at once", () => {
  it("is what deciding them one after another is, or nothing at all", async () => {
    await ready();
    await move("ann", "assign");
    await setEvidence("hmrc", { offered: { facts: {}, at: "2026-11-20T09:00:00.000Z", state: "with-us", by: "ann" } });
    const situation = await situationOf(deps(), await theCase(), clock.now);
    const officer = { subject: "ann", kind: "officer" as const };
    const decision = fc.oneof(
      fc.constant({ answer: "accept" as const, seenWhere: "The library" }),
      fc.constant({ answer: "accept" as const }),
      fc.constantFrom("ask-more" as const, "refuse" as const).map((answer) => ({ answer, reason: "x" })),
    );
    fc.assert(
      fc.property(fc.uniqueArray(fc.record({ id: fc.constantFrom(...IDS), decision }), { selector: ({ id }) => id }), fc.boolean(), (chosen, enough) => {
        const decisions = chosen.map((one) => ({ ...one, seen: "2026-11-20T09:00:00.000Z" }));
        const all = afterCheckingSeveral(situation, officer, decisions, enough);
        const single = decisions.map(({ id, decision: one }) => ({
          id,
          ok: afterChecking(situation, id, officer, one).ok && (enough || id !== "references" || one.answer !== "accept"),
        }));
        expect(all.ok).toBe(single.every(({ ok }) => ok));
        if (all.ok) expect(all.value.evidence.map(({ id }) => id)).toEqual(decisions.map(({ id }) => id));
        else expect(all.refusal.map(({ id }) => id)).toEqual(single.filter(({ ok }) => !ok).map(({ id }) => id));
      }),
      { numRuns: runs(200) },
    );
  });
});

/** Most pages that a complete application may take an officer: the first officer's, and the second's. */
const FIRST_OFFICER_LOADS = 12;
const SECOND_OFFICER_LOADS = 4;

/** An officer who opens pages one after another, and counts each: a form that is answered by a redirect is the page it leads to. */
const counting = (as: string) => {
  let loads = 0;
  const open = async (path: string) => {
    loads += 1;
    const answer = await functions.call(path, { as });
    expect(answer.status, path).toBe(200);
    return answer.body;
  };
  return {
    open,
    loads: () => loads,
    send: async (path: string, form: Record<string, string>) => {
      const answer = await functions.call(path, { as, form });
      expect(answer.status, `${path}: ${outcomeOf(answer)}`).toBe(303);
      return open(to(answer));
    },
  };
};

describe("30 complete applications", () => {
  // What they do asks for 7, for 10, and for 12 and more pieces.
  const [start, work] = [there(answers.start), there(answers.work)];
  const drives: typeof answers = { ...answers, start: { ...start, driving: true }, work: { ...work, services: ["personal-care", "medication", "transport"] } };
  const firm: typeof answers = {
    ...answers,
    start: { ...start, type: "micro-provider", driving: true, people: 3 },
    work: { ...work, services: ["companionship", "medication", "transport"] },
  };
  const kinds = [
    { answers, workers: [] },
    { answers: drives, workers: [] },
    { answers: firm, workers: ["w1", "w2"] },
  ] as const;

  it("take the first officer at most 12 page loads each and the second 4, whether they have 7 pieces or more than 12", { timeout: 6 * TEST_MS }, async () => {
    const sizes: number[] = [];
    for (let index = 0; index < 30; index += 1) {
      const kind = kinds[index % kinds.length] ?? kinds[0];
      const id = `case-${index}`;
      const owner = `owner-${index}`;
      await stored(functions.accounts, { entity: "account", after: anAccount({ id: owner, grants: [{ role: "provider" }] }), action: "test" });
      const vettingCase = await ready({ id, owner, answers: kind.answers, workers: [...kind.workers] }, "offered", {
        "public-liability": { coverPence: 1_000_000_000 },
        "car-insurance": { endsOn: "2027-10-01" },
      });
      const required = checklistLines(vettingCase, firstChecklist(COUNCIL)).filter(({ need }) => need === "required");
      sizes.push(required.length);
      const first = counting("ann");
      const page = await first.open(`/cases/${id}`);
      expect(page).toContain("Take this case and start checking");
      await first.send(`/cases/${id}/moves/assign`, { goOn: "check" });
      // What is on paper first, and another day the originals at a visit.
      const inPerson = piecesToCheck(await situationOf(deps(), await theCase(id), clock.now))
        .filter(({ line }) => line.item.originalSeen)
        .map(({ line }) => line.id);
      const onPaper = required.map((line) => line.id).filter((one) => !inPerson.includes(one));
      await first.send(`/cases/${id}/check`, await dotted(onPaper, id));
      await first.open(`/cases/${id}/visit`);
      const recommending = await first.send(`/cases/${id}/visit`, await dotted(inPerson, id));
      const outcome = /name="outcome"[^>]*value="(accredited|provisional)"/.exec(recommending)?.[1] ?? "";
      await first.send(`/cases/${id}/moves/recommend`, { outcome });
      const second = counting("ben");
      await second.open(`/cases/${id}`);
      await second.open(`/cases/${id}/moves/approve`);
      await second.send(`/cases/${id}/moves/approve`, {});
      expect((await theCase(id)).case.body.accreditation).toBe(outcome);
      expect(first.loads(), `${required.length} pieces`).toBeLessThanOrEqual(FIRST_OFFICER_LOADS);
      expect(second.loads()).toBeLessThanOrEqual(SECOND_OFFICER_LOADS);
    }
    expect(Math.min(...sizes)).toBeLessThanOrEqual(8);
    expect(Math.max(...sizes)).toBeGreaterThanOrEqual(12);
  });
});

/** The form by which pieces are accepted, with the names of fields as the page has them. */
const dotted = async (ids: readonly string[], id: string): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(await formFor(ids, "accept", id)).map(([name, value]) => [name.replaceAll(".", "_"), value]));
