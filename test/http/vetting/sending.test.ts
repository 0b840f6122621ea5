import { describe, expect, it } from "vitest";
import { noteFile } from "../../../functions/vetting/use-cases/evidence-work.ts";
import { anAuditContext } from "../../support/builders.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { answers } from "../../support/vetting.ts";
import { all, check, deps, functions, move, ready, setCase, setEvidence, theCase } from "../../support/vetting-scene.ts";

const CASE = "/applications/pips-case";
const TRAINING = {
  "safeguardingOn-day": "1",
  "safeguardingOn-month": "6",
  "safeguardingOn-year": "2026",
  "mcaOn-day": "2",
  "mcaOn-month": "6",
  "mcaOn-year": "2026",
};
const HMRC = { "registeredOn-day": "6", "registeredOn-month": "4", "registeredOn-year": "2024" };
const send = (id: string, form: Record<string, string>) => functions.call(`${CASE}/evidence/${id}`, { as: "pip", form });
const savePart = (part: string, form: Record<string, string>) => functions.call(`${CASE}/parts/${part}`, { as: "pip", form });
const pageOf = async (path: string) => (await functions.call(CASE + path, { as: "pip" })).body;

const seenIn = (page: string): string => /name="seen" value="([^"]+)"/.exec(page)?.[1] ?? "";
const evidence = async (id: string) => (await theCase()).evidence.find(({ body }) => body.id === id)?.body;
const stateNow = async () => (await theCase()).case.body.state;
const arrives = (id: string, outcome: { type: string } | { why: "locked" } = { type: "pdf" }, of = "training") =>
  theCase().then((stored) => noteFile(deps())(stored, of, { id, mark: id, outcome }, anAuditContext()));

/** In review, with some items sent back, and then the case. */
const askedForMore = async (...ids: readonly string[]) => {
  await ready();
  await move("ann", "assign");
  for (const id of ids) await check("ann", id, { answer: "ask-more", reason: "Clearer, please." });
  await move("ann", "ask-more", { reason: "Please send these again." });
  expect(await stateNow()).toBe("needs-more");
};

describe("what was asked for", () => {
  it("sends the case with the last of it, and goes on to the next before that", async () => {
    await askedForMore("hmrc", "identity");
    const first = await send("hmrc", HMRC);
    expect([first.headers["location"], await stateNow()]).toEqual([`${CASE}/evidence/identity?done=saved`, "needs-more"]);
    const page = await pageOf("/evidence/identity");
    for (const text of ["Save and send", "Save without sending", "The council asked: Please send these again."]) expect(page).toContain(text);
    const last = await send("identity", { document: "passport" });
    expect([last.headers["location"], await stateNow()]).toEqual([`${CASE}?done=answer`, "in-review"]);
    // The officer is told as by the step that was there before.
    const told = (await all()).filter(({ entity, code }) => entity === "notice" && code === "officer-task");
    expect(told.length).toBe(1);
  });

  it("may be saved without sending, and sent with one press from the list of tasks", async () => {
    await askedForMore("hmrc");
    expect((await send("hmrc", { ...HMRC, next: "stay" })).headers["location"]).toBe(`${CASE}?done=saved`);
    expect(await stateNow()).toBe("needs-more");
    expect(await pageOf("")).toMatch(/<form action="\/applications\/pips-case\/moves\/answer" method="post"/);
    expect((await functions.call(`${CASE}/moves/answer`, { as: "pip", form: {} })).headers["location"]).toBe(`${CASE}?done=answer`);
  });

  it("in words alone is answered with a part, which sends the case", async () => {
    await askedForMore();
    const page = await pageOf("/parts/price");
    for (const text of ["Save and send", "The council asked: Please send these again."]) expect(page).toContain(text);
    await savePart("price", { ratePence: "15.00" });
    expect([await stateNow(), (await theCase()).case.body.answers.price]).toEqual(["in-review", { ratePence: 1500 }]);
  });

  it("does not send a case that something else stands in the way of", async () => {
    await askedForMore();
    const typed = { type: "self-employed-pa", people: "1", substitutes: "yes", driving: "no", children: "no", cqcRegistered: "no" };
    expect(outcomeOf(await savePart("start", typed))).toBe("303");
    expect(await stateNow()).toBe("needs-more");
  });

  it("is not sent while a part must be answered anew", async () => {
    await askedForMore();
    await setCase({ answers: { ...answers, conduct: undefined } });
    expect((await savePart("price", { ratePence: "15.00" })).headers["location"]).toBe(`${CASE}/parts/conduct?done=saved`);
    expect((await savePart("conduct", { signedBy: "Pip Tryout", agreed: "yes" })).headers["location"]).toBe(`${CASE}?done=answer`);
  });
});

describe("details and their file", () => {
  const draft = async () => {
    await ready({ state: "draft" });
    await setEvidence("training", { offered: undefined });
  };

  it("are on pages of their own: details first, which wait for the file as they were typed", async () => {
    await draft();
    const page = await pageOf("/evidence/training");
    expect([page.includes('type="file"'), page.includes("You can add the file on the next page.")]).toEqual([false, true]);
    expect((await send("training", TRAINING)).headers["location"]).toBe(`${CASE}/evidence/training?step=file`);
    const step = await pageOf("/evidence/training?step=file");
    expect([step.includes('type="file"'), step.includes("Your details are saved."), step.includes("Save and continue")]).toEqual([true, true, false]);
    expect(await pageOf("/evidence/training")).toContain('name="mcaOn-day" type="text" value="2"');
    await arrives("f1");
    expect(await pageOf("/evidence/training?step=file&sent=f1")).toContain("Save and continue");
    const done = await send("training", { from: "file" });
    expect(done.headers["location"]).toMatch(/done=saved$/);
    expect(await evidence("training")).toMatchObject({ offered: { state: "with-us", facts: { safeguardingOn: "2026-06-01", mcaOn: "2026-06-02" } } });
    expect((await evidence("training"))?.typed).toBeUndefined();
    // The same once more says the same.
    expect((await send("training", { from: "file" })).headers["location"]).toBe(done.headers["location"]);
  });

  it("may be saved half typed to add a file, and what is missing is said when they are sent", async () => {
    await draft();
    const { "mcaOn-day": _, ...half } = TRAINING;
    await arrives("f0");
    expect((await send("training", { ...half, next: "file" })).headers["location"]).toBe(`${CASE}/evidence/training?step=file`);
    const refused = await send("training", { from: "file" });
    expect([refused.status, refused.body.includes("must include a day, month and year")]).toEqual([400, true]);
    expect(refused.body).toContain('name="safeguardingOn-day" type="text" value="1"');
  });

  it("with an optional file are sent without one", async () => {
    await ready({ state: "draft" });
    expect(await pageOf("/evidence/hmrc")).toContain("Save and add a file (optional)");
    expect((await send("hmrc", HMRC)).status).toBe(303);
  });

  it("with the last thing asked for send the case from the page of the file", async () => {
    await askedForMore("training");
    await setEvidence("training", { files: [] });
    expect((await send("training", TRAINING)).headers["location"]).toBe(`${CASE}/evidence/training?step=file`);
    expect(await stateNow()).toBe("needs-more");
    await arrives("f2");
    expect(await pageOf("/evidence/training?step=file")).toContain("Save and send");
    await send("training", { from: "file" });
    expect(await stateNow()).toBe("in-review");
  });

  it("wait for the check by a page that says so, until it is there", async () => {
    await draft();
    const back = await functions.call(`${CASE}/evidence/training?bucket=b&key=evidence%2Fpips-case%2Ftraining%2F-%2Ff1&etag=e`, { as: "pip" });
    expect(back.headers["location"]).toBe(`${CASE}/evidence/training?step=file&sent=f1`);
    const waiting = await pageOf("/evidence/training?step=file&sent=f1");
    for (const text of ["data-waits", "We are checking your file.", "Refresh"]) expect(waiting).toContain(text);
    await arrives("f1");
    expect(await pageOf("/evidence/training?step=file&sent=f1")).not.toContain("data-waits");
  });

  it("of which a file was refused show that until another was taken", async () => {
    await draft();
    await arrives("f1", { why: "locked" });
    expect(await pageOf("/evidence/training?step=file")).toContain("protected with a password");
    await setEvidence("training", { files: [{ id: "f1", state: "refused", why: "locked", addedAt: "2026-11-20T09:00:00.000Z" }] });
    await arrives("f2");
    const page = await pageOf("/evidence/training?step=file");
    expect([page.includes("protected with a password"), page.includes("PDF, checked")]).toEqual([false, true]);
  });

  it("that wait are erased with the rest, and no file goes with a DBS certificate", async () => {
    await draft();
    await send("training", TRAINING);
    expect((await functions.call("/account/data/download", { as: "pip" })).body).toContain("safeguardingOn-day");
    await functions.accounts.dataSubject.endForErasure("pip", anAuditContext());
    expect((await evidence("training"))?.typed).toBeUndefined();
    expect((await functions.call(`${CASE}/evidence/dbs?step=file`, { as: "pip" })).status).toBe(404);
  });
});

describe("two tabs", () => {
  it("on different parts do not clash, even where both save at once", async () => {
    await ready({ state: "draft" });
    const [price, times] = await Promise.all([pageOf("/parts/price"), pageOf("/parts/times")]);
    expect((await savePart("price", { ratePence: "15.00", seen: seenIn(price) })).status).toBe(303);
    expect((await savePart("times", { times: "mon-morning", hoursFree: "20", seen: seenIn(times) })).status).toBe(303);
    const [a, b, c] = await Promise.all([savePart("price", { ratePence: "16.00" }), savePart("languages", { languages: "gu" }), send("hmrc", HMRC)]);
    expect([a.status, b.status, c.status]).toEqual([303, 303, 303]);
    const { answers: now } = (await theCase()).case.body;
    expect([now.price?.ratePence, now.times?.hoursFree, now.languages?.languages]).toEqual([1600, 20, ["gu"]]);
  });

  it("on the same part show what was typed beside what is saved now, and saving again keeps what was typed", async () => {
    await ready({ state: "draft" });
    const seen = seenIn(await pageOf("/parts/price"));
    await savePart("price", { ratePence: "15.00", seen });
    const clash = await savePart("price", { ratePence: "17.50", seen });
    expect(clash.status).toBe(412);
    for (const text of ["These answers were changed since you opened this page", "£15.00", "£17.50", 'value="17.50"']) expect(clash.body).toContain(text);
    expect((await theCase()).case.body.answers.price?.ratePence).toBe(1500);
    expect((await savePart("price", { ratePence: "17.50", seen: seenIn(clash.body) })).status).toBe(303);
    expect((await theCase()).case.body.answers.price?.ratePence).toBe(1750);
  });

  it("on the same piece of evidence do so too; a file that was checked meanwhile is no clash", async () => {
    await ready({ state: "draft" });
    const seen = seenIn(await pageOf("/evidence/hmrc"));
    await arrives("f1", { type: "pdf" }, "hmrc");
    expect((await send("hmrc", { ...HMRC, seen })).status).toBe(303);
    const clash = await send("hmrc", { ...HMRC, "registeredOn-year": "2023", seen });
    expect(clash.status).toBe(412);
    for (const text of ["6 April 2024", "6 April 2023"]) expect(clash.body).toContain(text);
  });

  it("sending the same twice say the same twice", async () => {
    await ready({ state: "draft" });
    const seen = seenIn(await pageOf("/parts/price"));
    const both = [await savePart("price", { ratePence: "15.00", seen }), await savePart("price", { ratePence: "15.00", seen })];
    expect(new Set(both.map(({ headers }) => headers["location"])).size).toBe(1);
    const sent = [await functions.call(`${CASE}/moves/submit`, { as: "pip", form: {} }), await functions.call(`${CASE}/moves/submit`, { as: "pip", form: {} })];
    expect(sent.map(({ headers }) => headers["location"])).toEqual([`${CASE}?done=submit`, `${CASE}?done=submit`]);
  });

  it("sending an application that was changed meanwhile shows it again before it goes", async () => {
    await ready({ state: "draft" });
    const version = /name="version" value="(\d+)"/.exec(await pageOf("/moves/submit"))?.[1] ?? "";
    await savePart("price", { ratePence: "15.00" });
    const refused = await functions.call(`${CASE}/moves/submit`, { as: "pip", form: { version } });
    expect([refused.status, refused.body.includes("was changed since you opened this page"), refused.body.includes("£15.00")]).toEqual([412, true, true]);
    expect(await stateNow()).toBe("draft");
  });

  it("sending the last thing twice say the same twice", async () => {
    await askedForMore("hmrc");
    const seen = seenIn(await pageOf("/evidence/hmrc"));
    const both = [await send("hmrc", { ...HMRC, seen }), await send("hmrc", { ...HMRC, seen })];
    expect(both.map(({ headers }) => headers["location"])).toEqual([`${CASE}?done=answer`, `${CASE}?done=answer`]);
  });
});
