import { beforeAll, describe, expect, it } from "vitest";
import type { Feedback } from "../../functions/feedback/rules/feedback.ts";
import { dynamoFeedbackStore } from "../../functions/feedback/store/dynamo-feedback-store.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { OTHER_COUNCIL } from "../support/councils.ts";
import { someFeedback } from "../support/feedback.ts";
import { reviewScene } from "../support/review-scene.ts";
import { storedCases } from "../support/vetting.ts";

const COUNCIL = "E10000018";
const LIST = `/councils/${COUNCIL}/feedback`;
const PA = { council: COUNCIL, "paid-on-time": "mostly", "safe-work": "do-not-know", change: "The payslips are late when they come by post" };

let scene: Awaited<ReturnType<typeof reviewScene>>;
const store = () => dynamoFeedbackStore(scene.table.table);
const networks = Array.from({ length: 100 }, (_, one) => `198.51.100.${one}`);
/** Sends a form as a page of ours would, from a network of its own where none is named. */
const send = (who: string, form: Readonly<Record<string, string>>, address = networks.pop() ?? "") =>
  scene.call(`/feedback/${who}`, { form, headers: { "sec-fetch-site": "same-origin" }, address });
const open = async (council = COUNCIL) => (await store().list(council, "open")).records.map(({ body }) => body);
const put = (...all: readonly Feedback[]) =>
  storedCases(scene.functions.accounts, ...all.map((after) => ({ entity: "open-feedback" as const, after, action: "test" })));
const problemOf = (body: string): string => /<h1[^>]*>([^<]*)/.exec(body)?.[1] ?? "";

beforeAll(async () => {
  scene = await reviewScene();
});

describe("a feedback form", () => {
  it("is found by who somebody is and which council, and opens no session", async () => {
    const first = await scene.call("/feedback");
    expect([first.status, first.cookies]).toEqual([200, []]);
    const none = await scene.call("/feedback?council=");
    expect([none.status, none.body.includes("Choose who you are"), none.body.includes("Choose the council")]).toEqual([400, true, true]);
    const chosen = await scene.call(`/feedback?who=carer&council=${COUNCIL}`);
    expect([chosen.status, chosen.headers["location"]]).toEqual([303, `/feedback/carer?council=${COUNCIL}`]);
    const { status, body, cookies } = await scene.call(`/feedback/carer?council=${COUNCIL}`);
    expect([status, cookies]).toEqual([200, []]);
    expect(body).toContain("Do you have enough time for yourself?");
    expect((await scene.call("/feedback/carer?council=E99999999")).headers["location"]).toBe("/feedback");
    for (const who of ["nobody", "you-said", "__proto__"]) expect((await scene.call(`/feedback/${who}?council=${COUNCIL}`)).status, who).toBe(404);
  });
  it("has the way to the safeguarding team before its first question, whoever it is for", async () => {
    for (const who of ["person", "provider", "pa", "carer", "staff", "other"]) {
      const { body } = await scene.call(`/feedback/${who}?council=${COUNCIL}`);
      const [main = ""] = /<main.*<\/main>/s.exec(body) ?? [];
      expect(main.indexOf("/safety/report"), who).toBeGreaterThan(-1);
      expect(main.indexOf("/safety/report")).toBeLessThan(main.indexOf("<form"));
      expect(main.match(/<fieldset|<textarea/g)?.length).toBeLessThanOrEqual(4);
    }
  });
  it("is one, however often it is sent and however many of it at once, and each time has the same receipt", async () => {
    const form = { ...PA, once: "a-form-of-a-pa" };
    const answers = [await send("pa", form), ...(await Promise.all(Array.from({ length: 4 }, () => send("pa", form))))];
    const [location = ""] = answers.map(({ headers }) => headers["location"]);
    expect(answers.map(({ status, headers, cookies }) => [status, headers["location"], cookies])).toEqual(answers.map(() => [303, location, []]));
    expect(await open()).toMatchObject([
      {
        ...{ form: "pa", authority: COUNCIL, state: "new", readFirst: false },
        answers: [
          { question: "paid-on-time", choice: "mostly" },
          { question: "safe-work", choice: "do-not-know" },
          { question: "change", words: "The payslips are late when they come by post" },
        ],
      },
    ]);
    const [{ receipt } = someFeedback()] = await open();
    expect(location).toBe(`/feedback?sent=${receipt}&council=${COUNCIL}`);
    expect((await scene.call(location)).body).toContain(receipt);
    const other = await send("pa", { ...form, change: "Something else" });
    expect([other.status, other.body.includes("This form was sent before with other answers"), other.body.includes(">Something else<")]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await open()).length).toBe(1);
    // It comes back as a new form: to send it too is somebody's own choice.
    const [, once = ""] = /name="once" value="([^"]+)"/.exec(other.body) ?? [];
    expect(once).not.toBe(form.once);
    expect((await send("pa", { ...form, change: "Something else", once })).status).toBe(303);
    expect((await open()).length).toBe(2);
  });
  it("is one where many send it at once for the first time", async () => {
    const form = { council: COUNCIL, change: "Thank you", once: "racing-form-of-somebody" };
    const answers = await Promise.all(Array.from({ length: 6 }, () => send("other", form)));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers["location"]}`)).size).toBe(1);
    expect((await open()).filter(({ form: name }) => name === "other").length).toBe(1);
  });
  it("is refused by the field that is wrong, and loses nothing typed", async () => {
    const before = (await open()).length;
    const wrong = await send("pa", { ...PA, "paid-on-time": "on Tuesdays", once: "a-wrong-form" });
    expect([wrong.status, wrong.body.includes("Choose one of the answers to"), wrong.body.includes("The payslips are late when they come by post")]).toEqual([
      400,
      true,
      true,
    ]);
    expect(wrong.body).toContain('value="a-wrong-form"');
    const empty = await send("carer", { council: COUNCIL, once: "an-empty-form" });
    expect([empty.status, empty.body.includes("Answer at least one question")]).toEqual([400, true]);
    const long = await send("other", { council: COUNCIL, change: "x".repeat(2001), once: "a-long-form" });
    expect([long.status, long.body.includes("Use 2,000 characters or fewer"), long.body.includes("x".repeat(2001))]).toEqual([400, true, true]);
    const noKey = await send("pa", PA);
    expect([noKey.status, noKey.body.includes("The payslips are late when they come by post")]).toEqual([400, true]);
    const noCouncil = await send("pa", { ...PA, council: "E09000001", once: "no-such-council" });
    expect([noCouncil.status, noCouncil.body.includes("Choose the council")]).toEqual([400, true]);
    expect((await open()).length).toBe(before);
  });
  it("is taken from our own page alone, and not of any size", async () => {
    const elsewhere = await scene.call("/feedback/pa", { form: { ...PA, once: "from-elsewhere" }, headers: { "sec-fetch-site": "cross-site" } });
    expect(elsewhere.status).toBe(403);
    expect((await send("pa", { ...PA, change: "x".repeat(servicePolicy.largestFormBytes), once: "far-too-large" })).status).toBe(413);
    expect((await send("nobody", { ...PA, once: "from-no-one" })).status).toBe(404);
  });
  it("comes back with all that was typed where too many came from its network, which costs no other anything", async () => {
    const { burst } = servicePolicy.limits.feedback;
    const address = "203.0.113.9";
    for (let one = 0; one < burst; one += 1) await send("other", { council: COUNCIL, once: `from-one-place-${one}` }, address);
    const slowed = await send("other", { council: COUNCIL, change: "Not lost", once: "one-too-many" }, address);
    expect([slowed.status, Number(slowed.headers["retry-after"]) > 0, slowed.body.includes("Not lost")]).toEqual([429, true, true]);
    expect((await send("other", { council: COUNCIL, change: "Not lost", once: "one-too-many" })).status).toBe(303);
    // A worry about somebody's safety is not held up by it.
    expect((await scene.call("/safety/report", { address })).status).toBe(200);
    expect((await scene.call("/safety/report", { form: {}, headers: { "sec-fetch-site": "same-origin" }, address })).status).toBe(400);
  });
  it("is marked to be read first where its words may be about safety, or are in a language that the list does not know", async () => {
    const texts = {
      "worried-words": "My carer hits me when no one is there",
      "words-in-gujarati": "મને અહીં કોઈ મદદ કરતું નથી",
      "harmless-words": "I like the help I get with my money",
    };
    for (const [once, change] of Object.entries(texts)) {
      scene.clock.at += 1000;
      await send("person", { council: OTHER_COUNCIL, change, once });
    }
    const marked = (await open(OTHER_COUNCIL)).map(({ answers, readFirst }) => [answers[0]?.words, readFirst]);
    // On top of the list, the oldest first.
    expect(marked).toEqual([
      [texts["worried-words"], true],
      [texts["words-in-gujarati"], true],
      [texts["harmless-words"], false],
    ]);
  });
});

describe("staff", () => {
  const PATH = "/sent-feedback/fb_staff";
  const step = async (as: string, form: Readonly<Record<string, string>>) =>
    scene.call(PATH, { as, form: { version: String((await store().feedback("fb_staff"))?.version), ...form } });
  const body = async () => (await store().feedback("fb_staff"))?.body;

  beforeAll(async () => {
    await put(
      someFeedback({ id: "fb_staff", createdAt: "2026-11-02T09:00:00.000Z", receipt: "LEI-STFF" }),
      someFeedback({ id: "fb_first", readFirst: true, receipt: "LEI-FRST", createdAt: "2026-11-19T09:00:00.000Z" }),
    );
  });
  it("see those to read first on top, and none of the words; no other council's, and commissioners none", async () => {
    const { status, body: list } = await scene.call(LIST, { as: "ruth" });
    expect(status).toBe(200);
    expect(list.indexOf("LEI-FRST")).toBeLessThan(list.indexOf("LEI-STFF"));
    expect(list).not.toContain("payslips");
    for (const as of ["cora", "finn", "rosemary"]) for (const path of [LIST, PATH]) expect((await scene.call(path, { as })).status, `${as} ${path}`).toBe(403);
    for (const path of [LIST, PATH]) expect((await scene.call(path, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
  });
  it("see what was left out, apart from not to know, and their look is noted", async () => {
    const { status, body: page } = await scene.call(PATH, { as: "ruth" });
    expect(status).toBe(200);
    for (const words of ["Mostly", "Left out", "It helps when payslips come by email."]) expect(page).toContain(words);
  });
  it("see how many answered what in a month, with whoever left a question out apart", async () => {
    const path = `/councils/${COUNCIL}/open-feedback-figures`;
    await put(
      someFeedback({ id: "fb_oct_1", form: "carer", createdAt: "2026-10-05T09:00:00.000Z", answers: [{ question: "how-are-you", choice: "do-not-know" }] }),
      someFeedback({
        id: "fb_oct_2",
        form: "carer",
        createdAt: "2026-10-06T09:00:00.000Z",
        answers: [
          { question: "how-are-you", choice: "well" },
          { question: "change", words: "A break 7QQ" },
        ],
      }),
      // The last evening of September in London is in it no more.
      someFeedback({ id: "fb_oct_3", form: "carer", createdAt: "2026-09-30T22:59:00.000Z" }),
    );
    const { status, body } = await scene.call(`${path}?month=2026-10`, { as: "ruth" });
    expect(status).toBe(200);
    const text = body.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
    for (const words of [
      "A family carer: 2 forms",
      "How are you? 2 answers. No one left it out.",
      "I do not know 1 of 2",
      "Very well 0 of 2",
      "1 person wrote something. 1 person left it out.",
    ])
      expect(text).toContain(words);
    expect(body).not.toContain("7QQ");
    expect((await scene.call(`${path}?month=2026-13`, { as: "ruth" })).body).toContain("Answers in November 2026");
    expect((await scene.call(path, { as: "cora" })).status).toBe(403);
    expect((await scene.call(path, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
  });
  it("read it, pass it on and write which words can be quoted, and no one from an old page", async () => {
    const early = await step("ruth", { move: "quote", words: "Payslips help", checked: "yes" });
    expect([early.status, problemOf(early.body)]).toEqual([422, "This cannot be done now"]);
    expect((await step("ruth", { move: "read" })).status).toBe(303);
    expect((await step("ruth", { move: "read", version: "1" })).status).toBe(412);
    expect((await step("ruth", { move: "frame-it" })).status).toBe(404);
    const nobody = await step("ruth", { move: "pass-on" });
    expect([nobody.status, nobody.body.includes("Enter who you passed it on to")]).toEqual([400, true]);
    expect((await step("ruth", { move: "pass-on", to: "The payments team" })).status).toBe(303);
    const phone = await step("ruth", { move: "quote", words: "Ring 01632 960 001", checked: "yes", notNames: "yes" });
    expect([phone.status, phone.body.includes("Take out ‘01632 960 001’"), phone.body.includes(">Ring 01632 960 001<")]).toEqual([400, true, true]);
    const name = await step("ruth", { move: "quote", words: "My PA Percy likes them", checked: "yes" });
    expect([name.status, name.body.includes("Take out ‘Percy’")]).toEqual([400, true]);
    const unchecked = await step("ruth", { move: "quote", words: "Payslips by email help." });
    expect([unchecked.status, unchecked.body.includes("Confirm that no one can be known")]).toEqual([400, true]);
    expect((await step("ruth", { move: "quote", words: "Payslips by email help.", checked: "yes" })).status).toBe(303);
    expect(await body()).toMatchObject({
      state: "read",
      readBy: "ruth",
      passedOn: [{ to: "The payments team", by: "ruth" }],
      quote: { words: "Payslips by email help.", by: "ruth" },
    });
    expect(await store().quotes(COUNCIL)).toMatchObject([{ feedback: "fb_staff", form: "pa", words: "Payslips by email help." }]);
  });
  it("take a quote back, close it, and find it among those that are closed", async () => {
    expect((await step("rhys", { move: "unquote" })).status).toBe(303);
    expect(await store().quotes(COUNCIL)).toEqual([]);
    expect((await step("rhys", { move: "close", note: "The team sends them by email now" })).status).toBe(303);
    expect((await step("rhys", { move: "pass-on", to: "Anyone" })).status).toBe(422);
    expect((await open()).map(({ id }) => id)).not.toContain("fb_staff");
    const closed = await scene.call(`${LIST}?shelf=closed`, { as: "ruth" });
    expect([closed.body.includes("LEI-STFF"), closed.body.includes("LEI-FRST")]).toEqual([true, false]);
  });
});
