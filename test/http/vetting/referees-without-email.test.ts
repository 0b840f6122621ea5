import { describe, expect, it } from "vitest";
import type { VettingCase } from "../../../functions/vetting/rules/case.ts";
import { PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { aCase, storedCases } from "../../support/vetting.ts";
import { all, check, clock, functions, IDS, listed, move, ready, setCase, store, theCase, there } from "../../support/vetting-scene.ts";

const DAY = 24 * 60 * 60 * 1000;
const ADDRESS = "1 High Street\nMelton Mowbray\nLE13 1GH";
const PHONE = "01632 960 007";
const SAID = { what: "given", known: "Since 2020", work: "Kind and on time.", again: "yes", how: "phone" };

const begin = (changes: Partial<VettingCase> = {}) =>
  storedCases(functions.accounts, { entity: "case", after: aCase({ id: "c1", owner: "pip", ...changes }), action: "test" });
const name = async (...people: readonly Readonly<Record<string, string>>[]) =>
  outcomeOf(
    await functions.call("/applications/c1/evidence/references", {
      as: "pip",
      form: Object.fromEntries(
        people.flatMap((person, at) => Object.entries({ name: "Rae", relation: "Employer", ...person }).map(([field, value]) => [`${field}-${at}`, value])),
      ),
    }),
  );
const byPhone = (phone = PHONE) => ({ by: "phone", phone });
const byPost = (address = ADDRESS) => ({ by: "post", address });
/** Puts the case with ann, who checks it. */
const withAnn = () => setCase({ state: "in-review", submittedAt: "2026-11-24T12:00:00.000Z", assignedTo: "ann" }, "c1");
const theReference = async (at = 0) => there((await store().referencesOf("c1"))[at]).body;
const pathOf = ({ id }: { readonly id: string }) => `/cases/c1/references/${id}`;
const save = async (form: Readonly<Record<string, string>>, as = "ann") => functions.call(pathOf(await theReference()), { as, form });
const applicantSees = async () => (await functions.call("/applications/c1/evidence/references", { as: "pip" })).body;
const officerSees = async () => (await functions.call("/cases/c1/evidence/references", { as: "ann" })).body;
const stays = async (text: string) => JSON.stringify(await all()).includes(text);
/** Asks one person by phone, in a case that ann has. */
const phoned = async () => {
  await begin();
  expect(await name(byPhone())).toBe("303");
  await withAnn();
};

describe("a referee who has no email", () => {
  it("is named with a phone number or an address: no mail goes out, and no link is made that anybody has", async () => {
    await begin();
    expect(await name(byPhone(), byPost())).toBe("303");
    expect((await all()).filter(({ entity }) => entity === "notice")).toEqual([]);
    const page = await applicantSees();
    for (const words of ["an officer will phone them", "an officer will write to them"]) expect(page).toContain(words);
    expect([page.includes(PHONE), page.includes("High Street")]).toEqual([false, false]);
  });
  it("is named by what was filled in where no way was chosen, as without a script; what belongs to another way is not read", async () => {
    await begin();
    expect(await name({ phone: PHONE })).toBe("303");
    expect(await name({ by: "post", email: "rae@work.example", address: ADDRESS })).toBe("303");
    expect((await store().referencesOf("c1")).map(({ body }) => body.by).toSorted()).toEqual(["phone", "post"]);
  });
  it("is named with one way, and by a number or an address that can be one", async () => {
    await begin();
    expect(await name({})).toBe("400 Select how we can contact them");
    expect(await name({ phone: PHONE, email: "rae@work.example" })).toBe("400 Select how we can contact them");
    expect(await name({ by: "phone", email: "rae@work.example" })).toBe("400 Enter their phone number, like 01632 960 001");
    expect(await name(byPhone("0900 000 0000"))).toBe("400 Enter their phone number, like 01632 960 001");
    expect(await name(byPost("1 High Street"))).toBe("400 Enter their address on 3 to 7 lines, with the postcode on the last");
    expect(await name(byPost(), byPost("1 high street, Melton Mowbray, LE131GH"))).toBe("400 Enter different contact details. These are there twice");
    const again = await functions.call("/applications/c1/evidence/references", { as: "pip", form: { "name-0": "Rae", "by-0": "post", "address-0": "<b>" } });
    expect([again.body.includes("&lt;b>"), /value="post"[^>]* checked/.test(again.body)]).toEqual([true, true]);
  });
  it("is not the applicant, and is asked no more often than somebody by email", async () => {
    const pip = there(await store().account("pip"));
    await stored(functions.accounts, {
      entity: "account",
      before: pip,
      after: { ...pip.body, phone: "+44 1632 960099", notices: { ...PLAIN_PREFERENCES, postalAddress: ADDRESS } },
      action: "test",
    });
    await begin();
    const own = "422 Add other people. You gave your own contact details for one of these";
    expect(await name(byPhone("01632 960099"))).toBe(own);
    expect(await name(byPost("1 high street, Melton Mowbray, LE13 1GH"))).toBe(own);
    for (let at = 0; at < servicePolicy.mailToStrangers.monthlyToAddress; at += 1) {
      expect(await name(byPhone())).toBe("303");
      await functions.call("/applications/c1/moves/withdraw", { as: "pip", form: {} });
      const { case: ended } = await theCase("c1");
      await storedCases(functions.accounts, { entity: "case", before: ended, after: aCase({ id: "c1", owner: "pip" }), action: "test" });
      for (const before of await store().referencesOf("c1"))
        await storedCases(functions.accounts, { entity: "reference", before, after: { ...before.body, case: "elsewhere" }, action: "test" });
    }
    expect(await name(byPhone("+441632960007"))).toBe("422 We cannot contact one of these people. Add other people, or contact the council");
    expect(JSON.stringify((await all()).filter(({ entity }) => entity === "limit"))).not.toContain("1632960007");
  });
});

describe("an officer who has the case", () => {
  it("sees whom to phone, the number and what to ask, and writes down what was said: it counts as any reference, and says who took it", async () => {
    await phoned();
    const page = await officerSees();
    expect(page).toContain("Phone them for a reference.");
    const reference = await theReference();
    const script = await functions.call(pathOf(reference), { as: "ann" });
    for (const words of ["01632 960 007", "How do you know them, and since when?", "What is their work like?", "We need an answer by"])
      expect(script.body).toContain(words);
    expect(outcomeOf(await save({ ...SAID, work: "" }))).toBe("400 Enter what their work is like");
    expect(outcomeOf(await save({ ...SAID, how: "" }))).toBe("400 Select how they answered");
    expect(outcomeOf(await save({ ...SAID, known: "x".repeat(501) }))).toBe("400 Enter how they know them, in 500 characters or fewer");
    expect((await save(SAID)).status).toBe(303);
    expect(await theReference()).toMatchObject({ state: "given", answeredOn: "2026-11-24", taken: { by: "ann", how: "phone" } });
    expect(await stays(PHONE)).toBe(false);
    const after = await officerSees();
    for (const words of ["Kind and on time.", "By phone, by you, on 24 November 2026"]) expect(after).toContain(words);
    expect((await theCase("c1")).case.body.involved).toEqual(["ann"]);
    expect(await applicantSees()).toContain("has answered");
    expect(await applicantSees()).not.toContain("Kind and on time.");
  });
  it("saves it once, however often it is sent; nothing is changed by what another says later", async () => {
    await phoned();
    const sent = await Promise.all([1, 2, 3].map(() => save(SAID)));
    expect(sent.map(({ status }) => status).filter((status) => status !== 303 && status !== 412)).toEqual([]);
    expect((await save(SAID)).status).toBe(303);
    expect(outcomeOf(await save({ ...SAID, work: "Something else." }))).toBe("422 over");
    expect(outcomeOf(await save({ what: "none", outcome: "declined" }))).toBe("422 over");
    expect(outcomeOf(await save({ what: "none", outcome: "no-answer" }))).toBe("422 over");
    expect((await theReference()).answers?.work).toBe("Kind and on time.");
    expect((await all()).filter((item) => String(item.pk).startsWith("AUDIT#REFERENCE#") && item.action === "reference:take")).toHaveLength(1);
  });
  it("notes days without an answer, one a day, until somebody else is to be named: then the number goes", async () => {
    await phoned();
    const start = clock.now;
    for (let tries = 1; tries <= servicePolicy.referees.contactTries; tries += 1) {
      clock.now = start + tries * DAY;
      for (const _ of ["sent", "again"]) expect((await save({ what: "none", outcome: "no-answer" })).status).toBe(303);
      expect((await theReference()).attempts).toHaveLength(tries);
    }
    expect(await officerSees()).toContain("We could not reach them by phone.");
    expect(await applicantSees()).toContain("we could not reach them by phone. Give another number, or name someone else");
    expect(outcomeOf(await save({ what: "none" }))).toBe("400 Select what happened");
    expect(await name(byPhone("01632 960 008"), byPhone("01632 960 009"))).toBe("303");
    expect([await stays(PHONE), await stays("01632 960 008")]).toEqual([false, true]);
  });
  it("says that the number is wrong, which frees the place at once; a referee who rings back answers all the same", async () => {
    await phoned();
    expect((await save({ what: "none", outcome: "wrong-contact" })).status).toBe(303);
    expect(await applicantSees()).toContain("Give another number");
    expect((await save(SAID)).status).toBe(303);
    expect(await applicantSees()).toContain("has answered");
  });
  it("says that they would rather not: the applicant names somebody else, and nobody hears why", async () => {
    await phoned();
    for (const _ of ["sent", "again"]) expect((await save({ what: "none", outcome: "declined" })).status).toBe(303);
    expect(await applicantSees()).toContain("could not give a reference. Name someone else");
    expect(await stays(PHONE)).toBe(false);
    expect(await officerSees()).toContain("Saved, by you, on 24 November 2026");
  });
  it("prints a letter with the questions of the referee's page, and how to phone the council", async () => {
    await begin();
    expect(await name(byPost())).toBe("303");
    await withAnn();
    const reference = await theReference();
    const letter = await functions.call(`${pathOf(reference)}/letter`, { as: "ann" });
    expect(letter.status).toBe(200);
    for (const words of ["Hello Rae.", "0116 496 0100", "Say the reference c1.", "22 December 2026", "What is their work like?", "Melton Mowbray"])
      expect(letter.body).toContain(words);
    expect([letter.body.includes("(("), letter.body.includes("/references/0")]).toEqual([false, false]);
    expect((await save({ what: "none", outcome: "letter-sent" })).status).toBe(303);
    expect(await officerSees()).toContain("We wrote to them, no answer yet.");
    expect(await applicantSees()).toContain("has not answered yet");
    expect((await save({ ...SAID, how: "letter" })).status).toBe(303);
    expect(await officerSees()).toContain("From a letter, by you");
    expect(await stays("High Street")).toBe(false);
    expect((await functions.call(`${pathOf(reference)}/letter`, { as: "ann" })).status).toBe(422);
  });
  it("is the one who has taken it, did not enter it, and is no referee of it: any other sees no number and saves nothing", async () => {
    await phoned();
    const page = await functions.call(pathOf(await theReference()), { as: "ben" });
    expect([page.status, page.body.includes("960 007"), page.body.includes("Take this case first")]).toEqual([200, false, true]);
    expect(outcomeOf(await save(SAID, "ben"))).toBe("422 not-taken");
    await setCase({ enteredBy: ["ann"] }, "c1");
    expect(outcomeOf(await save(SAID))).toBe("422 same-officer");
    await setCase({ enteredBy: [] }, "c1");
    const ann = there(await store().account("ann"));
    await stored(functions.accounts, { entity: "account", before: ann, after: { ...ann.body, phone: "+44 1632 960007" }, action: "test" });
    for (const path of [pathOf(await theReference()), "/cases/c1"]) expect((await functions.call(path, { as: "ann" })).status).toBe(404);
    expect((await save(SAID)).status).toBe(404);
  });
  it("is led by the reference of this case alone, and by none that was emailed", async () => {
    await phoned();
    expect(await name({ by: "email", email: "rae@work.example" })).toBe("303");
    await withAnn();
    const emailed = there((await store().referencesOf("c1")).find(({ body }) => body.by === undefined)).body;
    for (const id of [emailed.id, "none"]) expect((await functions.call(`/cases/c1/references/${id}`, { as: "ann" })).status, id).toBe(422);
    const other = anAccount({ id: "sam", grants: [{ role: "provider" }] });
    await stored(functions.accounts, { entity: "account", after: other, action: "test" });
    await storedCases(functions.accounts, { entity: "case", after: aCase({ id: "c2", owner: "sam", state: "in-review", assignedTo: "ann" }), action: "test" });
    expect((await functions.call(`/cases/c2/references/${(await theReference()).id}`, { as: "ann" })).status).toBe(422);
  });
});

describe("the days of a request by phone", () => {
  it("over, no letter is printed any more", async () => {
    await begin();
    expect(await name(byPost())).toBe("303");
    await withAnn();
    const letter = async () => (await functions.call(`${pathOf(await theReference())}/letter`, { as: "ann" })).status;
    expect(await letter()).toBe(200);
    clock.now += 29 * DAY;
    expect(await letter()).toBe(422);
  });
  it("begin when the council has the case, and are as many as those of a link", async () => {
    await begin();
    expect(await name(byPhone())).toBe("303");
    clock.now += 90 * DAY;
    expect(await applicantSees()).toContain("an officer will phone them");
    await setCase({ state: "in-review", submittedAt: new Date(clock.now).toISOString(), assignedTo: "ann" }, "c1");
    clock.now += 28 * DAY;
    expect((await functions.call(pathOf(await theReference()), { as: "ann" })).status).toBe(200);
    clock.now += DAY;
    expect(outcomeOf(await save(SAID))).toBe("422 over");
    expect(await applicantSees()).toContain("did not answer in time. Name someone else");
  });
  it("leave nobody's number once the case ends, or its references are accepted", async () => {
    await begin();
    expect(await name(byPhone())).toBe("303");
    expect(outcomeOf(await functions.call("/applications/c1/moves/withdraw", { as: "pip", form: {} }))).toBe("303");
    expect(await stays(PHONE)).toBe(false);
    await ready();
    await move("ann", "assign");
    const given = there((await store().referencesOf("pips-case"))[0]);
    await storedCases(functions.accounts, {
      entity: "reference",
      after: { ...given.body, id: "more", tokenHash: "more", state: "asked", by: "phone", contact: PHONE },
      action: "test",
    });
    expect(await stays(PHONE)).toBe(true);
    expect((await check("ann", "references")).status).toBe(303);
    expect(await stays(PHONE)).toBe(false);
  });
});

it("a case waits for us where an officer is to phone a referee, for the referee once a letter is posted, and for the applicant where too few are asked", async () => {
  await ready();
  await move("ann", "assign");
  for (const id of IDS.filter((one) => one !== "references")) await check("ann", id);
  const list = async () => (await functions.call(`/councils/${COUNCIL}/vetting`, { as: "ann" })).body;
  const records = await store().referencesOf("pips-case");
  for (const before of records)
    await storedCases(functions.accounts, { entity: "reference", before, after: { ...before.body, state: "asked" }, action: "test" });
  expect(await list()).toMatch(/>Referee<\/td>/);
  const change = async (over: object) => {
    const before = there((await store().referencesOf("pips-case"))[0]);
    await storedCases(functions.accounts, { entity: "reference", before, after: { ...before.body, ...over }, action: "test" });
  };
  await change({ by: "phone", contact: PHONE });
  expect(await list()).toMatch(/>Us<\/td>/);
  await change({ by: "post", contact: ADDRESS, attempts: [{ on: "2026-11-24", by: "ann", outcome: "letter-sent" }] });
  expect(await list()).toMatch(/>Referee<\/td>/);
  // Where too few can still answer, somebody else is to be named.
  for (const before of (await store().referencesOf("pips-case")).slice(1))
    await storedCases(functions.accounts, { entity: "reference", before, after: { ...before.body, state: "declined" }, action: "test" });
  expect(await list()).toMatch(/>Applicant<\/td>/);
});

it("who is listed reads in their data whom they named and how we reach them, and nothing of what was said", async () => {
  await listed();
  const given = there((await store().referencesOf("pips-case"))[0]);
  await storedCases(functions.accounts, {
    entity: "reference",
    before: given,
    after: { ...given.body, by: "phone", answers: { known: "k", work: "SECRETWORK", again: "no" }, taken: { by: "ann", how: "phone" } },
    action: "test",
  });
  const data = await functions.call("/account/data/download", { as: "pip" });
  expect([data.status, data.body.includes('"by": "phone"') || data.body.includes('"by":"phone"'), data.body.includes("SECRETWORK")]).toEqual([
    200,
    true,
    false,
  ]);
});
