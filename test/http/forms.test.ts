import { beforeAll, describe, expect, it } from "vitest";
import type { Invitation } from "../../functions/reviews/rules/invitation.ts";
import { dynamoInvitationStore } from "../../functions/reviews/store/dynamo-invitation-store.ts";
import { dynamoSafetyStore } from "../../functions/reviews/store/dynamo-safety-store.ts";
import { planReviews } from "../../functions/reviews/use-cases/plan-reviews.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { newLetterCode, printedCode } from "../../shared/links/letter-code.ts";
import { newLinkToken } from "../../shared/links/one-time-link.ts";
import { noon } from "../support/balance-cases.ts";
import { COUNCIL } from "../support/councils.ts";
import { anInvitation } from "../support/invitations.ts";
import { planDeps } from "../support/review-plan.ts";
import { boxes, reviewScene } from "../support/review-scene.ts";
import { storedCases } from "../support/vetting.ts";

const FORM_ON = "2026-11-24";
const OURS = { "sec-fetch-site": "same-origin" };
type Scene = Awaited<ReturnType<typeof reviewScene>>;

/** Rosemary, whose review is open and who was invited: her form goes out on 24 November. The links in what was sent, the newest first. */
async function invitedScene(more: Partial<Invitation> = {}) {
  const scene = await reviewScene(FORM_ON);
  const invitation = anInvitation({
    ...{ id: "rv.2026-11-17.rcp_1", owner: "rosemary", state: "planned", steps: [{ step: "notice", on: "2026-11-17", way: "email" }], nextOn: FORM_ON },
    ...{ createdOn: "2026-11-17", until: "2027-01-05" },
    ...more,
  });
  await scene.put({
    openedOn: "2026-11-17",
    invitedFor: "2026-11-17",
    targetOn: "2026-12-15",
    legalOn: "2027-02-01",
    firstPaymentOn: "2026-08-02",
    balanceAskedOn: "2026-11-20",
    couldNotFind: true,
  });
  await storedCases(scene.functions.accounts, { entity: "feedback-invitation", after: invitation, action: "test" });
  const run = () => planReviews(planDeps(scene.table.tableOf("reviewPlan")), scene.clock.at);
  const invitations = dynamoInvitationStore(scene.table.table);
  const stored = async () => (await invitations.invitation(invitation.id)) ?? expect.fail("no invitation");
  const links = async (who = "rosemary") => (await scene.notices(who)).flatMap(({ values }) => (values?.["code"] === undefined ? [] : [values]));
  await run();
  const [values] = await links();
  const path = new URL(values?.["link"] ?? "").pathname;
  return { ...scene, run, stored, links, path, code: values?.["code"] ?? "" };
}

const open = ({ call }: Scene, path: string) => call(path, { headers: {} });
const send = ({ call }: Scene, path: string, form: Readonly<Record<string, string>>) => call(path, { form, headers: OURS });
const answered = (scene: Scene, path: string) =>
  send(scene, path, { page: "1", by: "self", act: "next", once: "a" })
    .then(() => send(scene, path, { page: "2", satisfied: "4", control: "3", act: "next", once: "b" }))
    .then(() => send(scene, path, { page: "3", nearer: "bit", words: "Mornings are hard", act: "finish", once: "the-form" }));

describe("a form about how support is", () => {
  let scene: Awaited<ReturnType<typeof invitedScene>>;
  beforeAll(async () => {
    scene = await invitedScene();
  });

  it("is the same after a mail scanner opened its link twice and looked at its head: nothing is stored, and no session begins", async () => {
    const before = await scene.stored();
    for (const method of ["GET", "GET", "HEAD"]) {
      const { status, cookies } = await scene.call(scene.path, { method });
      expect([method, status, cookies]).toEqual([method, 200, []]);
    }
    expect(await scene.stored()).toEqual(before);
    expect((await open(scene, scene.path)).body).toContain("How is your support?");
  });
  it("shows a first name and nothing else about anybody, weighs less than 14 kB, and has no script", async () => {
    const { body } = await open(scene, scene.path);
    expect(body).toContain("I am Rosemary, and I answer by myself");
    expect(body).not.toMatch(/Testwell|rosemary@|rcp_1|LAS-1|<script/);
    expect(Buffer.byteLength(body)).toBeLessThan(14_000);
    expect(body.indexOf("call 999")).toBeLessThan(body.indexOf("<form"));
    expect(body).toContain('href="/safety/report"');
  });
  it("is refused from another site's page, and where too much is sent", async () => {
    const form = { page: "1", by: "self", act: "next", once: "x" };
    expect((await scene.call(scene.path, { form, headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
    expect((await scene.call(scene.path, { form: { ...form, words: "x".repeat(70_000) }, headers: OURS })).status).toBe(413);
  });
  it("names what is missing or wrong, with what was typed kept, and stores nothing of it", async () => {
    const before = await scene.stored();
    const missing = await send(scene, scene.path, { page: "1", act: "next", once: "x" });
    expect([missing.status, missing.body.includes("Choose who is answering")]).toEqual([400, true]);
    const long = await send(scene, scene.path, { page: "3", words: "x".repeat(1001), nearer: "bit", act: "next", once: "x" });
    expect(long.status).toBe(400);
    expect(long.body).toContain("Write in 1,000 characters or fewer");
    expect(long.body).toMatch(/value="bit"[^>]* checked|checked[^>]* value="bit"/);
    expect((await send(scene, scene.path, { page: "2", satisfied: "9", act: "next", once: "x" })).status).toBe(400);
    expect(await scene.stored()).toEqual(before);
  });
  it("is saved page by page, also by who stops on the last page: that is saved, and not sent", async () => {
    expect((await send(scene, scene.path, { page: "1", by: "self", act: "next", once: "a" })).headers["location"]).toBe(`${scene.path}?page=2`);
    await send(scene, scene.path, { page: "2", satisfied: "4", act: "next", once: "b" });
    const later = await send(scene, scene.path, { page: "3", nearer: "bit", act: "later", once: "c" });
    expect([later.status, later.headers["location"]]).toEqual([303, "/f?done=later"]);
    expect((await scene.call("/f?done=later")).body).toContain("Your answers are saved");
    expect((await scene.stored()).body).toMatchObject({ state: "open", answer: { by: "self", satisfied: "4", nearer: "bit" } });
  });
  it("goes on with the same link on another day and device, where it was left, with all that was saved", async () => {
    scene.clock.at = noon(daysAfter(FORM_ON, 1));
    const { body, status } = await open(scene, scene.path);
    expect(status).toBe(200);
    expect(body).toContain("Page 3 of 3");
    expect(body).toMatch(/value="bit"[^>]* checked|checked[^>]* value="bit"/);
    expect((await open(scene, `${scene.path}?page=2`)).body).toMatch(/value="4"[^>]* checked|checked[^>]* value="4"/);
  });
  it("is opened by the code of a letter, however it is typed, and by none that is wrong", async () => {
    for (const typed of [scene.code, scene.code.toLowerCase().replaceAll("-", " "), ` ${scene.code}. `]) {
      const { status, headers } = await send(scene, "/f", { code: typed });
      expect(status).toBe(303);
      expect((await open(scene, headers["location"] ?? "")).body).toContain("Page 3 of 3");
    }
    const before = await scene.stored();
    for (const typed of [printedCode(newLetterCode(() => 3)), "", "K7F3"]) {
      const { status, body } = await send(scene, "/f", { code: typed });
      expect([status, body.includes("Check the code")]).toEqual([400, true]);
    }
    expect(await scene.stored()).toEqual(before);
  });
  it("is one answer, with one receipt, however often its last page is sent or its thanks are loaded again", async () => {
    const done = await Promise.all([1, 2, 3, 4, 5].map(() => answered(scene, scene.path)));
    const again = await send(scene, scene.path, { page: "3", act: "finish", once: "the-form" });
    const places = new Set([...done, again].map(({ status, headers }) => `${status} ${headers["location"]}`));
    expect([...places]).toEqual([expect.stringMatching(/^303 \/f\?done=[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{3}$/)]);
    const thanks = again.headers["location"] ?? "";
    expect((await scene.call(thanks)).body).toBe((await scene.call(thanks)).body);
    expect((await scene.stored()).body).toMatchObject({
      state: "answered",
      answeredOn: "2026-11-25",
      channel: "online",
      answer: { by: "self", nearer: "bit" },
    });
    expect((await scene.read()).contacts.filter(({ answered: was }) => was)).toEqual([
      { on: "2026-11-25", way: "online", answered: true, by: "rosemary", words: "Mornings are hard" },
    ]);
  });
  it("is spent then: the same page is shown as for a link that never was, to whoever opens it or sends another form", async () => {
    const used = await open(scene, scene.path);
    const unknown = await open(scene, `/f/${newLinkToken()}`);
    expect([used.status, unknown.status]).toEqual([410, 410]);
    expect(used.body).toBe(unknown.body);
    expect((await open(scene, "/f/not-a-token")).body).toBe(unknown.body);
    expect(used.body).toContain('href="/safety/report"');
    const before = await scene.stored();
    expect((await send(scene, scene.path, { page: "3", words: "More", act: "finish", once: "another" })).status).toBe(410);
    expect(await scene.stored()).toEqual(before);
  });
  it("is evidence for the officer who holds the review, and no review: they see it where they complete it", async () => {
    expect((await scene.read()).held).toEqual([]);
    const page = await scene.call("/reviews/rcp_1", { as: "ruth" });
    for (const words of ["What they say", "Quite happy", "Some of it", "Mornings are hard"]) expect(page.body).toContain(words);
    const { body } = await scene.call("/reviews/rcp_1/moves/complete", { as: "ruth" });
    for (const words of [
      "What they said before",
      "Who supports them",
      "A question about the balance asks for this review, since 20 November 2026. They could not find a provider.",
    ])
      expect(body).toContain(words);
    const form = { heard: "person", method: "Telephone", reason: "Planned", summary: "We talked", eventOutcome: "No change in package" };
    await scene.made("ruth", "complete", { ...form, ...boxes("on", "2026-11-25"), ...boxes("nextOn", "2027-10-01") });
    expect((await scene.read()).held).toHaveLength(1);
  });
});

describe("a link that is past its last day", () => {
  it("looks like one that never was, and can still be used to say that somebody is not safe", async () => {
    const scene = await invitedScene();
    scene.clock.at = noon("2027-01-05");
    expect((await open(scene, scene.path)).status).toBe(200);
    scene.clock.at = noon("2027-01-06");
    const { status, body } = await open(scene, scene.path);
    expect([status, body]).toEqual([410, (await open(scene, `/f/${newLinkToken()}`)).body]);
    expect((await send(scene, scene.path, { page: "1", by: "self", act: "next", once: "a" })).status).toBe(410);
    expect((await send(scene, "/f", { code: scene.code })).status).toBe(400);
    const worry = { words: "She is hit", danger: "soon", council: COUNCIL, once: "w" };
    expect((await scene.call("/safety/report", { form: worry, headers: OURS })).status).toBe(303);
    expect((await dynamoSafetyStore(scene.table.table).openReports(COUNCIL)).records).toHaveLength(1);
  });
});

describe("no more forms", () => {
  it("are wanted by a form that is sent alone: who only opens the link changes nothing", async () => {
    const scene = await invitedScene();
    const before = await scene.stored();
    for (const method of ["GET", "HEAD", "GET"]) expect((await scene.call(`${scene.path}/stop`, { method })).status).toBe(200);
    expect(await scene.stored()).toEqual(before);
    // As a mail program sends it, from no page of ours. Source: RFC 8058.
    const { status, body } = await scene.call(`${scene.path}/stop`, { form: { "List-Unsubscribe": "One-Click" }, headers: { "sec-fetch-site": "none" } });
    expect([status, body.includes("You get no more forms like this")]).toEqual([200, true]);
    expect((await scene.stored()).body).toMatchObject({ state: "stopped", stopped: { why: "unsubscribed", on: FORM_ON } });
    expect((await scene.read()).feedbackOff).toBe(FORM_ON);
    const unknown = await scene.call(`/f/${newLinkToken()}/stop`, { form: { "List-Unsubscribe": "One-Click" } });
    expect([unknown.status, unknown.body]).toEqual([200, body]);
  });
  it("stop nothing else: the copy of a review that was held still comes; and can be wanted again", async () => {
    const scene = await invitedScene();
    await scene.call(`${scene.path}/stop`, { form: {} });
    const form = { heard: "person", method: "Telephone", reason: "Planned", summary: "We talked", eventOutcome: "No change in package" };
    await scene.made("ruth", "complete", { ...form, ...boxes("on", FORM_ON), ...boxes("nextOn", "2027-10-01") });
    expect((await scene.notices("rosemary")).map(({ code }) => code)).toContain("review-held");
    expect((await scene.call("/people/me/reviews", { as: "rosemary" })).body).toContain("Send me forms again");
    expect((await scene.call("/people/me/reviews/forms", { as: "rosemary", form: { forms: "on" } })).headers["location"]).toBe(
      "/people/me/reviews?done=forms-on",
    );
    expect(await scene.read()).not.toHaveProperty("feedbackOff");
  });
});

describe("who works on a form besides whoever has its link", () => {
  let scene: Awaited<ReturnType<typeof invitedScene>>;
  beforeAll(async () => {
    scene = await invitedScene();
  });
  const version = async () => String((await scene.stored()).version);
  const FORM = "/feedback-forms/rv.2026-11-17.rcp_1";

  it("is the person signed in, or who acts for them in reviews: no link is needed", async () => {
    for (const [as, path] of [
      ["rosemary", "/people/me/reviews/form"],
      ["nadia", "/people/rosemary/reviews/form"],
    ] as const) {
      const { status, headers } = await scene.call(path, { as, form: {} });
      expect([as, status]).toEqual([as, 303]);
      expect((await open(scene, headers["location"] ?? "")).status).toBe(200);
    }
    expect((await scene.call("/people/rosemary/reviews/form", { as: "clara", form: {} })).status).toBe(404);
    expect((await scene.call("/people/me/reviews/form", { as: "nadia", form: {} })).status).toBe(404);
    expect((await scene.call("/people/me/reviews", { as: "rosemary" })).body).toContain("Answer the questions");
  });
  it("is an officer who makes a letter with a code, shown once", async () => {
    const { status, body } = await scene.call(`${FORM}/moves/letter`, { as: "ruth", form: { version: await version() } });
    const [, code = ""] = /<strong>([2-9A-Z-]{13})<\/strong>/.exec(body) ?? [];
    expect(status).toBe(200);
    expect((await send(scene, "/f", { code })).status).toBe(303);
    expect(JSON.stringify(await scene.stored())).not.toContain(code);
  });
  it("is an officer who fills it in on the phone, having not arranged the support; nothing is asked or sent after that", async () => {
    const answers = { by: "with-family", satisfied: "2", words: "Too few hours" };
    const question = await scene.call(`${FORM}/moves/phone`, { as: "ruth" });
    expect(question.body).toContain("I did not arrange this support");
    const without = await scene.call(`${FORM}/moves/phone`, { as: "ruth", form: { version: await version(), ...answers } });
    expect([without.status, without.body.includes("Confirm that you did not arrange this support"), without.body.includes("Too few hours")]).toEqual([
      400,
      true,
      true,
    ]);
    const stale = await scene.call(`${FORM}/moves/phone`, { as: "ruth", form: { version: "1", apart: "yes", ...answers } });
    expect(stale.status).toBe(412);
    const empty = await scene.call(`${FORM}/moves/phone`, { as: "ruth", form: { version: await version(), apart: "yes", by: "self" } });
    expect([empty.status, empty.body.includes("Answer one question, or write something")]).toEqual([400, true]);
    const done = await scene.call(`${FORM}/moves/phone`, { as: "ruth", form: { version: await version(), apart: "yes", ...answers } });
    expect([done.status, done.headers["location"]]).toEqual([303, `${FORM}?done=phone`]);
    expect((await scene.stored()).body).toMatchObject({ state: "answered", channel: "phone", answer: answers });
    expect((await open(scene, scene.path)).status).toBe(410);
    scene.clock.at = noon("2026-12-01");
    await scene.run();
    expect(await scene.links()).toHaveLength(1);
    expect((await scene.call(`${FORM}/moves/phone`, { as: "ruth" })).status).toBe(422);
    expect((await scene.call(`${FORM}/moves/letter`, { as: "ruth", form: { version: await version() } })).status).toBe(422);
  });
  it("is an officer who stops it, with the reason", async () => {
    const other = await invitedScene();
    const stop = async (form: Readonly<Record<string, string>>) =>
      other.call(`${FORM}/moves/stop`, { as: "ruth", form: { version: String((await other.stored()).version), ...form } });
    const without = await stop({});
    expect([without.status, without.body.includes("Choose why")]).toEqual([400, true]);
    expect((await stop({ why: "unsubscribed" })).status).toBe(400);
    expect((await stop({ why: "died" })).headers["location"]).toBe(`${FORM}?done=stop`);
    expect((await other.stored()).body.stopped).toEqual({ why: "died", on: FORM_ON });
    other.clock.at = noon("2026-12-01");
    await other.run();
    expect(await other.links()).toHaveLength(1);
  });
  it("is no finance officer, and no officer of another council", async () => {
    expect((await scene.call(FORM, { as: "finn" })).status).toBe(403);
    expect((await scene.call(FORM, { as: "olive", throughCouncil: "E06000016" })).status).toBe(404);
    expect((await scene.call(`/councils/${COUNCIL}/feedback-calls`, { as: "cora" })).status).toBe(403);
  });
});

describe("what somebody writes that can be about safety", () => {
  it("marks the review to be read first, for officers alone, and judges nothing", async () => {
    const scene = await invitedScene();
    await send(scene, scene.path, { page: "1", by: "self", act: "next", once: "a" });
    await send(scene, scene.path, { page: "3", words: "He hits me when I am slow", act: "finish", once: "b" });
    const page = await scene.call("/reviews/rcp_1", { as: "ruth" });
    expect(page.body).toContain("Read what was written first");
    expect((await dynamoSafetyStore(scene.table.table).openReports(COUNCIL)).records).toEqual([]);
  });
});
