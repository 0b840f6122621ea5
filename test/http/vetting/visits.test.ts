import { describe, expect, it } from "vitest";
import { verifyTrails } from "../../../shared/audit/verify.ts";
import { templates } from "../../../shared/notices/templates.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import {
  acceptAll,
  all,
  clock,
  functions,
  listed,
  move,
  nights,
  ready,
  setCase,
  setEvidence,
  store,
  table,
  theCase,
  there,
} from "../../support/vetting-scene.ts";

// A visit at which originals are seen: offered by an officer, answered by the applicant, changed, cancelled, done or missed.

const OFFICE = { place: "office", where: "Made-up House, Melton Mowbray", "time-1": "10:30am", "time-2": "2pm" };
const day = (number: number, date: string): Record<string, string> => {
  const [year = "", month = "", at = ""] = date.split("-");
  return { [`day-${number}-day`]: at, [`day-${number}-month`]: month, [`day-${number}-year`]: year };
};
const TIMES = { ...OFFICE, ...day(1, "2026-12-01"), ...day(2, "2026-12-03") };
const FIRST = "2026-12-01T10:30";
const SECOND = "2026-12-03T14:00";

const seenIn = (page: string): string => /name="seen" value="([^"]+)"/.exec(page)?.[1] ?? "";
const step = (as: string, name: string, form?: Record<string, string>) => functions.call(`/cases/pips-case/visit/${name}`, { as, ...(form ? { form } : {}) });
const answer = (form?: Record<string, string>, as = "pip") => functions.call("/applications/pips-case/visit", { as, ...(form ? { form } : {}) });
const to = (reply: { readonly headers: unknown }): string => String((reply.headers as Record<string, string>)["location"]);
const visit = async () => (await theCase()).visit?.body;
const told = async (account = "pip") =>
  (await all())
    .filter(
      ({ entity, to: receiver, code }) =>
        entity === "notice" && receiver?.account === account && (String(code).startsWith("visit-") || code === "officer-task"),
    )
    .toSorted((a, b) => String(a.createdAt).localeCompare(String(b.createdAt)));
const codes = async (account = "pip") => (await told(account)).map(({ code }) => code);
const waiting = async (): Promise<string> => {
  const { body } = await functions.call(`/councils/${COUNCIL}/vetting?view=mine`, { as: "ann" });
  return /Waiting for<[\s\S]*?pips-case[\s\S]*?(Us|Applicant|Referee|Visit|No one)</.exec(body)?.[1] ?? body.slice(-300);
};

/** A case that Ann has, with times offered. */
const offered = async (form: Record<string, string> = TIMES) => {
  await ready();
  await setEvidence("references", { offered: undefined });
  await move("ann", "assign");
  const reply = await step("ann", "times", form);
  expect(outcomeOf(reply)).toBe("303");
};
const booked = async () => {
  await offered();
  expect(outcomeOf(await answer({ choice: FIRST }))).toBe("303");
};

describe("times for a visit", () => {
  it("are offered by the officer who has the case, and chosen by the applicant, who each see whom it waits for", async () => {
    await offered();
    expect(await visit()).toMatchObject({
      state: "proposed",
      by: "ann",
      offered: [
        { day: "2026-12-01", time: "10:30" },
        { day: "2026-12-03", time: "14:00" },
      ],
    });
    expect((await functions.call("/cases/pips-case", { as: "ann" })).body).toContain("Waiting for applicant");
    expect(await waiting()).toBe("Applicant");
    const application = await functions.call("/applications/pips-case", { as: "pip" });
    expect(application.body).toContain("Choose a time to meet");
    const page = (await answer()).body;
    for (const words of ["Tuesday 1 December 2026, 10:30am", "Thursday 3 December 2026, 2pm", "None of these", "Made-up House", "DBS certificate"])
      expect(page).toContain(words);
    const reply = await answer({ choice: SECOND, seen: seenIn(page) });
    expect(to(reply)).toBe("/applications/pips-case?done=visit-pick");
    expect(await visit()).toMatchObject({ state: "confirmed", chosen: { day: "2026-12-03", time: "14:00" } });
    expect(await codes()).toEqual(["visit-proposed", "visit-confirmed"]);
    const confirmed = (await told()).at(-1);
    expect(confirmed.values).toMatchObject({ when: "Thursday 3 December 2026, 2pm", where: "Made-up House, Melton Mowbray", phone: "0116 496 0100" });
    expect(confirmed.values.bring).toContain("DBS certificate");
    expect((await functions.call("/applications/pips-case/bring", { as: "pip" })).body).toContain("Thursday 3 December 2026, 2pm");
    expect((await functions.call("/cases/pips-case", { as: "ann" })).body).toContain("Thursday 3 December 2026, 2pm");
  });
  it("are with the officer again where none fits, with when they could, and new ones are offered", async () => {
    await offered();
    const reply = await answer({ choice: "none", said: "Only at weekends" });
    expect(to(reply)).toBe("/applications/pips-case?done=visit-none");
    expect(await waiting()).toBe("Us");
    expect(await codes("ann")).toEqual(["officer-task"]);
    const page = await functions.call("/cases/pips-case", { as: "ann" });
    expect(page.body).toContain("Only at weekends");
    expect(page.body).toContain("See to the visit");
    expect((await step("ann", "times", { ...TIMES, ...day(1, "2026-12-05"), reason: "" })).body).toMatch(/id="reason-error"/);
    expect(to(await step("ann", "times", { ...TIMES, ...day(1, "2026-12-05"), reason: "You asked for a weekend." }))).toBe("/cases/pips-case?done=visit-times");
    expect((await theCase()).case.body.tasks).toEqual([]);
    expect(await waiting()).toBe("Applicant");
    expect(await codes()).toEqual(["visit-proposed", "visit-changed"]);
    expect((await told()).at(-1).values.reason).toBe("You asked for a weekend.");
  });
  it("are given up where the applicant cannot come after all", async () => {
    await booked();
    expect((await answer({ choice: "none", said: "" })).body).toContain("Enter when you could come");
    expect(to(await answer({ choice: "none", said: "I am in hospital until 9 December" }))).toBe("/applications/pips-case?done=visit-none");
    expect(await visit()).toMatchObject({ state: "none-fits", said: "I am in hospital until 9 December" });
    expect(await waiting()).toBe("Us");
  });
  it("are answered for someone who rings, by the officer who has the case", async () => {
    await offered();
    expect((await step("ann", "answer")).body).toContain("Which time did they choose?");
    expect(to(await step("ann", "answer", { choice: FIRST }))).toBe("/cases/pips-case?done=visit-answer");
    expect(await visit()).toMatchObject({ state: "confirmed", answeredBy: "ann" });
    expect(await codes()).toEqual(["visit-proposed", "visit-confirmed"]);
  });
  it("are cancelled with a reason, and can be offered anew", async () => {
    await booked();
    expect((await step("ann", "cancel", { reason: " " })).body).toMatch(/id="reason-error"/);
    expect(to(await step("ann", "cancel", { reason: "The office is closed." }))).toBe("/cases/pips-case?done=visit-cancel");
    expect(await codes()).toEqual(["visit-proposed", "visit-confirmed", "visit-cancelled"]);
    expect((await answer()).body).toContain("Your visit is cancelled");
    expect(outcomeOf(await step("ann", "times", { ...TIMES, ...day(1, "2026-12-07") }))).toBe("303");
    expect(await visit()).toMatchObject({ state: "proposed" });
    expect((await visit())?.reason).toBeUndefined();
  });
  it("are said to be wrong field by field, and what was typed is still there", async () => {
    await ready();
    await move("ann", "assign");
    const { status, body } = await step("ann", "times", {
      place: "office",
      where: "",
      ...day(1, "2026-11-23"),
      "time-1": "quarter past",
      ...day(2, "2026-12-01"),
      "time-2": "6am",
    });
    expect(status).toBe(400);
    for (const words of [
      "Enter where the visit will be",
      "Date 1 must be in the future",
      "Start time 1 must be a time",
      "Start time 2 must be from 8am to 8pm",
    ])
      expect(body).toContain(words);
    for (const link of ['href="#where"', 'href="#day-1-day"', 'href="#time-1"']) expect(body).toContain(link);
    expect(body).toContain('value="quarter past"');
    expect((await theCase()).visit).toBeUndefined();
  });
  it("are not chosen once they have passed, nor where they were not offered", async () => {
    await offered();
    expect((await answer({})).body).toContain("Select a time, or 'None of these'");
    expect((await answer({ choice: "2026-12-02T10:30" })).body).toContain("is no longer offered");
    clock.now = Date.parse("2026-12-01T10:30:00Z");
    expect((await answer({ choice: FIRST })).body).toContain("The one you chose has passed");
    expect((await answer()).body).not.toContain(`value="${FIRST}"`);
    clock.now = Date.parse("2026-12-04T09:00:00Z");
    expect((await answer()).body).toContain("The times we offered have passed");
  });
});

describe("a visit that took place", () => {
  it("fills the form of what was seen with its place and day, and is done with it", async () => {
    await booked();
    clock.now = Date.parse("2026-12-02T09:00:00Z");
    const page = await functions.call("/cases/pips-case/visit", { as: "ann" });
    expect(page.body).toMatch(/name="seenWhere"[^>]*value="Made-up House, Melton Mowbray"|value="Made-up House, Melton Mowbray"[^>]*name="seenWhere"/);
    expect(page.body).toMatch(/name="seenOn-day"[^>]*value="1"|value="1"[^>]*name="seenOn-day"/);
    const sentAt = there((await theCase()).evidence.find(({ body }) => body.id === "dbs")).body.offered?.at ?? "";
    const form = { seenWhere: "Made-up House", "seenOn-day": "1", "seenOn-month": "12", "seenOn-year": "2026", "sentAt-dbs": sentAt, "answer-dbs": "accept" };
    expect(to(await functions.call("/cases/pips-case/visit", { as: "ann", form }))).toContain("done=checked");
    expect(await visit()).toMatchObject({ state: "done", chosen: { day: "2026-12-01" } });
    const trail = (await store().trailsOfCase((await theCase()).case.body)).map(({ action }) => action);
    expect(trail).toContain("visit:complete");
  });
  it("is not done by what was saved before it", async () => {
    await booked();
    const sentAt = there((await theCase()).evidence.find(({ body }) => body.id === "dbs")).body.offered?.at ?? "";
    const form = { seenWhere: "The library", "seenOn-day": "24", "seenOn-month": "11", "seenOn-year": "2026", "sentAt-dbs": sentAt, "answer-dbs": "accept" };
    expect(outcomeOf(await functions.call("/cases/pips-case/visit", { as: "ann", form }))).toBe("303");
    expect(await visit()).toMatchObject({ state: "confirmed" });
  });
  it("is saved as done, or that no one came, from when it starts", async () => {
    await booked();
    for (const name of ["complete", "miss"]) expect((await step("ann", name)).body, name).toContain("The visit has not started yet");
    // What refuses it is said beside the button, where its link leads.
    const early = await step("ann", "miss", {});
    expect([early.status, early.body.includes('href="#go"'), /<button[^>]* id="go"/.test(early.body)]).toEqual([422, true, true]);
    clock.now = Date.parse("2026-12-01T11:00:00Z");
    const page = (await functions.call("/cases/pips-case", { as: "ann" })).body;
    for (const words of ["Save that the visit is done", "Save that no one came"]) expect(page).toContain(words);
    expect(to(await step("ben", "miss", {}))).toBe("/cases/pips-case?done=visit-miss");
    expect(await visit()).toMatchObject({ state: "missed" });
    expect((await functions.call("/cases/pips-case", { as: "ann" })).body).toContain("Arrange a visit");
    expect((await answer()).body).toContain("We did not meet you");
  });
});

describe("who arranges a visit", () => {
  it("is neither another officer, nor one with an interest, nor a stranger", async () => {
    await offered();
    const before = await visit();
    for (const [name, form] of [
      ["times", { ...TIMES, ...day(1, "2026-12-09"), reason: "x" }],
      ["cancel", { reason: "x" }],
      ["answer", { choice: FIRST }],
    ] as const) {
      const reply = await step("ben", name, form);
      expect([reply.status, reply.body.includes("You do not have this case")], name).toEqual([422, true]);
    }
    expect((await step("ben", "times")).body).toContain("You do not have this case");
    expect((await functions.call("/cases/pips-case", { as: "ben" })).body).not.toContain("/visit/times");
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "zed", grants: [{ role: "provider" }] }), action: "test" });
    for (const who of ["zed", "ben", "ann"]) expect((await answer({ choice: FIRST }, who)).status, who).toBeGreaterThanOrEqual(403);
    await move("ben", "declare-interest", { reason: "My neighbour" });
    expect(outcomeOf(await step("ben", "times"))).toBe("404 We cannot find this");
    expect(outcomeOf(await step("ben", "complete", {}))).toBe("404 We cannot find this");
    expect(await visit()).toEqual(before);
  });
  it("is no one before somebody has the case, nor where nothing is left to be seen", async () => {
    await ready();
    expect((await step("ann", "times", TIMES)).body).toContain("No visit can be arranged at this stage");
    await setCase({ state: "in-review", assignedTo: "ann" });
    await setEvidence("identity", { offered: undefined, accepted: { facts: {}, by: "cat", on: "2026-11-20" } });
    await setEvidence("dbs", { offered: undefined, accepted: { facts: { level: "enhanced-barred", workforce: "adult" }, by: "cat", on: "2026-11-20" } });
    expect((await functions.call("/cases/pips-case", { as: "ann" })).body).not.toContain("Arrange a visit");
    expect((await step("ann", "times", TIMES)).body).toContain("There is nothing left to see in person");
    expect((await theCase()).visit).toBeUndefined();
  });
});

describe("the same sent twice, and two tabs", () => {
  it("say the same thank-you, and write and tell once", async () => {
    await offered();
    expect(to(await step("ann", "times", TIMES))).toBe("/cases/pips-case?done=visit-times");
    const seen = seenIn((await answer()).body);
    for (const again of [FIRST, FIRST]) expect(to(await answer({ choice: again, seen }))).toBe("/applications/pips-case?done=visit-pick");
    expect(await codes()).toEqual(["visit-proposed", "visit-confirmed"]);
    for (const _ of [1, 2]) expect(to(await step("ann", "cancel", { reason: "The office is closed." }))).toBe("/cases/pips-case?done=visit-cancel");
    expect(await codes()).toEqual(["visit-proposed", "visit-confirmed", "visit-cancelled"]);
  });
  it("show the applicant what changed, beside what they chose", async () => {
    await offered();
    const seen = seenIn((await answer()).body);
    await step("ann", "times", { ...TIMES, ...day(1, "2026-12-08"), ...day(2, "2026-12-09"), reason: "I am away." });
    const { status, body } = await answer({ choice: FIRST, said: "", seen });
    expect(status).toBe(412);
    for (const words of ["These answers were changed since you opened this page", "Tuesday 8 December 2026, 10:30am", "Tuesday 1 December 2026, 10:30am"])
      expect(body).toContain(words);
    expect(await visit()).toMatchObject({ state: "proposed" });
  });
  it("show the officer what is saved now, beside the times they typed, which are still there", async () => {
    await ready();
    await move("ann", "assign");
    const seen = seenIn((await step("ann", "times")).body);
    expect(outcomeOf(await step("ann", "times", { ...TIMES, seen }))).toBe("303");
    const { status, body } = await step("ann", "times", { ...TIMES, ...day(1, "2026-12-10"), "time-1": "11:45am", seen });
    expect(status).toBe(412);
    for (const words of ["What changed", "1 12 2026, 10:30am", "10 12 2026, 11:45am", 'value="11:45am"']) expect(body).toContain(words);
    // From there it is a change, with a reason.
    expect(to(await step("ann", "times", { ...TIMES, ...day(1, "2026-12-10"), reason: "Sorry, the wrong day.", seen: seenIn(body) }))).toContain("visit-times");
    expect(await codes()).toEqual(["visit-proposed", "visit-changed"]);
  });
  it("lets one of two win who answer and change at the same moment, and nothing is half written", async () => {
    await offered();
    const replies = await Promise.all([answer({ choice: FIRST }), step("ann", "cancel", { reason: "The office is closed." }), answer({ choice: SECOND })]);
    for (const { status } of replies) expect([303, 409, 412, 422, 400]).toContain(status);
    const state = (await visit())?.state;
    // Each says when it was begun, which is not the order in which they won.
    const heard = (await codes()).filter((code) => code !== "visit-proposed").toSorted();
    if (state === "cancelled") expect([["visit-cancelled"], ["visit-cancelled", "visit-confirmed"]]).toContainEqual(heard);
    else expect([state, heard]).toEqual(["confirmed", ["visit-confirmed"]]);
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
});

describe("the nights before and after a visit", () => {
  it("remind the applicant once, and give it to the officer when its day has passed", async () => {
    await booked();
    await nights("2026-11-24", "2026-11-30");
    expect(await codes()).toEqual(["visit-proposed", "visit-confirmed", "visit-reminder"]);
    expect((await told()).at(-1).values).toMatchObject({ when: "Tuesday 1 December 2026, 10:30am" });
    await nights("2026-11-30", "2026-12-02");
    expect((await theCase()).case.body.tasks).toEqual([{ code: "visit", since: "2026-12-02" }]);
    await nights("2026-12-02", "2026-12-20");
    expect(await codes()).toEqual(["visit-proposed", "visit-confirmed", "visit-reminder"]);
    expect(await codes("ann")).toEqual(["officer-task"]);
    expect((await visit())?.nextSweepOn).toBeUndefined();
  });
  it("brings a listed provider's answer to the officers' list of actions", async () => {
    await listed();
    await setEvidence("dbs", {
      accepted: undefined,
      offered: { facts: { level: "enhanced-barred", workforce: "adult" }, at: "2026-11-24T09:00:00.000Z", state: "with-us" },
    });
    expect(outcomeOf(await step("cat", "times", TIMES))).toBe("303");
    expect(outcomeOf(await answer({ choice: "none", said: "Only at weekends" }))).toBe("303");
    expect((await functions.call(`/councils/${COUNCIL}/vetting?view=tasks`, { as: "ann" })).body).toContain("/cases/pips-case");
  });
});

describe("a case that is over", () => {
  it("cancels its visit with the same change, and tells whoever was to come", async () => {
    await booked();
    expect(outcomeOf(await functions.call("/applications/pips-case/moves/withdraw", { as: "pip", form: {} }))).toBe("303");
    expect(await visit()).toMatchObject({ state: "cancelled" });
    expect(await codes()).toEqual(["visit-proposed", "visit-confirmed", "visit-cancelled"]);
    expect((await step("ann", "times", TIMES)).body).toContain("No visit can be arranged at this stage");
  });
  it("is approved without it, and whoever was to come hears that they need not", async () => {
    await booked();
    await setEvidence("references", { offered: { facts: {}, at: "2026-11-20T09:00:00.000Z", state: "with-us" } });
    await acceptAll();
    expect((await visit())?.state).toBe("confirmed");
    expect(outcomeOf(await move("ann", "recommend", { outcome: "provisional" }))).toBe("303");
    expect(outcomeOf(await move("ben", "approve"))).toBe("303");
    expect(await visit()).toMatchObject({ state: "cancelled" });
    expect((await told()).at(-1)).toMatchObject({ code: "visit-cancelled", values: { reason: "This visit is no longer needed." } });
    await nights("2026-11-24", "2026-12-10");
    expect(await codes()).toEqual(["visit-proposed", "visit-confirmed", "visit-cancelled"]);
    expect((await theCase()).case.body.tasks).toEqual([]);
  });
  it("takes no visit that is arranged while it ends", async () => {
    await ready();
    await move("ann", "assign");
    const [, ended] = await Promise.all([step("ann", "times", TIMES), functions.call("/applications/pips-case/moves/withdraw", { as: "pip", form: {} })]);
    const state = (await visit())?.state;
    // Whichever came first: an ended case has no open visit.
    if (ended.status === 303) expect([undefined, "cancelled"]).toContain(state);
    else expect(state).toBe("proposed");
  });
});

describe("what is held of a visit", () => {
  it("is never an address of somebody's home: not in a text message, a notice or a list", async () => {
    const pip = there(await store().account("pip"));
    await stored(functions.accounts, {
      entity: "account",
      before: pip,
      after: {
        ...pip.body,
        phone: "07700 900001",
        notices: { channel: "sms", format: "standard", language: "en", postalAddress: "7 Secret Lane\nMelton Mowbray\nLE13 1GH" },
      },
      action: "test",
    } as never);
    await offered({ ...TIMES, place: "home", where: "7 Secret Lane, LE13 1GH" });
    await answer({ choice: FIRST });
    expect(await visit()).toMatchObject({ place: { kind: "home" } });
    const sent = await told();
    expect(sent.map(({ template }) => template.channel)).toEqual(["sms", "sms"]);
    expect(JSON.stringify([sent.map(({ values }) => values), await visit()])).not.toContain("Secret Lane");
    expect((await functions.call(`/councils/${COUNCIL}/vetting?view=mine`, { as: "ann" })).body).not.toContain("Secret Lane");
    // A text message names no place at all, whatever an officer typed.
    for (const { code, channel, body } of templates)
      if (code.startsWith("visit-") && channel === "sms") expect(body, code).not.toMatch(/\(\((where|bring|reason)\)\)/);
  });
  it("is in what the applicant is given of themselves, without who arranged it, and in what was done", async () => {
    await offered();
    await answer({ choice: "none", said: "Only at weekends" });
    const download = (await functions.call("/account/data/download", { as: "pip" })).body;
    expect(download).toContain("Only at weekends");
    expect(download).not.toMatch(/"(by|answeredBy)":\s*"ann"/);
    expect((await functions.call("/account/data", { as: "pip" })).body).toContain("Times for a visit offered");
    const trail = (await store().trailsOfCase((await theCase()).case.body)).filter(({ action }) => action.startsWith("visit:"));
    expect(trail.map(({ action }) => action)).toContain("visit:propose");
    // Nobody's words stand in a trail.
    expect(JSON.stringify(trail)).not.toContain("weekends");
  });
  it("goes with the application where its person is erased: that there was one stays, not where, nor what anyone said", async () => {
    await stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id: "adi", grants: [{ role: "administrator", authority: COUNCIL }] }),
      action: "test",
    });
    await offered();
    await answer({ choice: "none", said: "Only at weekends" });
    expect((await functions.call("/account/erase", { as: "pip", form: {} })).status).toBe(303);
    const id = (await functions.accounts.store.erasuresOf("pip"))[0]?.body.id ?? "";
    expect((await functions.call(`/erasures/${id}`, { as: "adi", form: { decision: "erase", reason: "You asked." } })).status).toBe(303);
    expect(await visit()).toMatchObject({ state: "cancelled", place: { kind: "office" } });
    expect(JSON.stringify((await all()).filter(({ entity }) => entity !== "notice"))).not.toMatch(/weekends|Made-up House/);
  });
});
