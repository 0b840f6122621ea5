import { beforeAll, describe, expect, it } from "vitest";
import { dynamoFeedbackStore } from "../../functions/feedback/store/dynamo-feedback-store.ts";
import { OTHER_COUNCIL } from "../support/councils.ts";
import { anEntry, readFeedback } from "../support/feedback.ts";
import { boxes, reviewScene } from "../support/review-scene.ts";
import { storedCases } from "../support/vetting.ts";

const COUNCIL = "E10000018";
const WRITE = `/councils/${COUNCIL}/you-said`;
const PUBLIC = `/you-said/${COUNCIL}`;
const QUOTE = { words: "Payslips by email help.", by: "ruth", at: "2026-11-21T09:00:00.000Z" };
const ENTRY = { topic: "being-paid", said: "Payslips by post come late.", changed: "Payslips now come by email.", ...boxes("changedOn", "2026-11-01") };

let scene: Awaited<ReturnType<typeof reviewScene>>;
const store = () => dynamoFeedbackStore(scene.table.table);
const put = (...changes: Parameters<typeof storedCases>[1][]) => storedCases(scene.functions.accounts, ...changes);
const write = (as: string, form: Readonly<Record<string, string | readonly string[]>>) => scene.call(WRITE, { as, form });
const step = async (as: string, id: string, form: Readonly<Record<string, string>>) =>
  scene.call(`/you-said-entries/${id}`, { as, form: { version: String((await store().youSaid(id))?.version), ...form } });
const answer = (path: string, form: Readonly<Record<string, string>>) =>
  scene.call(path, { form, headers: { "sec-fetch-site": "same-origin" }, address: "198.51.100.77" });

beforeAll(async () => {
  scene = await reviewScene();
  await put(
    { entity: "open-feedback", after: readFeedback({ id: "fb_quoted", quote: QUOTE }), action: "test" },
    { entity: "open-feedback", after: readFeedback({ id: "fb_plain" }), action: "test" },
    { entity: "open-feedback", after: readFeedback({ id: "fb_theirs", authority: OTHER_COUNCIL, quote: QUOTE }), action: "test" },
    { entity: "you-said", after: anEntry({ id: "ys_theirs", authority: OTHER_COUNCIL }), action: "test" },
  );
});

describe("what changed", () => {
  it("is found from every page, council by council", async () => {
    expect((await scene.call("/feedback")).body).toContain('href="/you-said"');
    const { status, body } = await scene.call("/you-said");
    expect([status, body.includes(PUBLIC), body.includes(`/you-said/${OTHER_COUNCIL}`)]).toEqual([200, true, true]);
  });
});

describe("an entry of what people said and what changed", () => {
  let id = "";
  it("is written as a draft by a commissioner, who sees quotes and nothing else that was sent", async () => {
    const page = await scene.call(WRITE, { as: "cora" });
    expect([page.status, page.body.includes(QUOTE.words), page.body.includes("It helps when payslips")]).toEqual([200, true, false]);
    const done = await write("cora", { ...ENTRY, feedback: ["fb_quoted"] });
    expect(done.status).toBe(303);
    id = /entries\/([\w-]+)/.exec(done.headers["location"] ?? "")?.[1] ?? "";
    expect((await store().youSaid(id))?.body).toMatchObject({ state: "draft", createdBy: "cora", feedback: ["fb_quoted"], quotes: [] });
    expect((await scene.call(PUBLIC)).body).toContain("There is nothing here yet");
    expect((await scene.call(`${PUBLIC}/${id}`)).status).toBe(404);
  });
  it("is refused by its field, with all that was typed", async () => {
    const { status, body } = await write("cora", { ...ENTRY, said: "My helper Percy came late", topic: "" });
    expect([status, body.includes("Choose what it is about"), body.includes("Take out ‘Percy’"), body.includes("Payslips now come by email.")]).toEqual([
      400,
      true,
      true,
      true,
    ]);
    const future = await write("cora", { ...ENTRY, ...boxes("changedOn", "2026-11-25") });
    expect([future.status, future.body.includes("today or earlier")]).toEqual([400, true]);
  });
  it("is made from what its writer may see: a commissioner from quotes, an officer from any of the council's, nobody from another's", async () => {
    for (const [as, feedback, status] of [
      ["cora", "fb_plain", 400],
      ["ruth", "fb_theirs", 400],
      ["cora", "fb_none", 400],
      ["ruth", "fb_plain", 303],
    ] as const)
      expect((await write(as, { ...ENTRY, feedback: [feedback] })).status, `${as} ${feedback}`).toBe(status);
    for (const as of ["finn", "rosemary"]) expect((await write(as, ENTRY)).status, as).toBe(403);
    // What is no record's id is asked for nowhere.
    for (const hostile of ["a#b", "x".repeat(5000), "💥"]) {
      expect((await write("ruth", { ...ENTRY, feedback: [hostile] })).status).toBe(400);
      expect((await scene.call(`${WRITE}?from=${encodeURIComponent(hostile)}`, { as: "ruth" })).status).toBe(200);
    }
    expect((await scene.call("/you-said-entries/ys_theirs", { as: "cora" })).status).toBe(404);
  });
  it("is public once it is published, with its quotes, which stay as they are until it is taken back", async () => {
    const form = { move: "save", ...ENTRY, feedback: "fb_quoted", changed: "Payslips come by email from now on." };
    expect((await step("cora", id, form)).status).toBe(303);
    expect((await step("cora", id, { move: "take-back" })).status).toBe(422);
    expect((await step("cora", id, { move: "publish" })).status).toBe(303);
    expect((await step("cora", id, { move: "publish", version: "1" })).status).toBe(412);
    expect((await step("cora", id, { move: "save", ...ENTRY })).status).toBe(422);
    const { status, body, cookies } = await scene.call(PUBLIC);
    expect([status, cookies]).toEqual([200, []]);
    for (const words of ["Payslips by post come late.", "Payslips come by email from now on.", QUOTE.words, "A personal assistant", "1 November 2026"])
      expect(body).toContain(words);
    for (const secret of ["cora", "fb_quoted", "It helps when payslips"]) expect(body).not.toContain(secret);
    expect((await scene.call(`/you-said/${OTHER_COUNCIL}`)).body).not.toContain("Payslips");
    const held = await scene.call("/sent-feedback/fb_quoted", { as: "ruth", form: { move: "unquote" } });
    expect(held.status).toBe(422);
    expect((await store().feedback("fb_quoted"))?.body.quotedIn).toEqual([id]);
  });
  it("can be answered by anybody: is this what you meant? Once a form, about that entry", async () => {
    const page = await scene.call(`${PUBLIC}/${id}`);
    expect([page.status, page.body.includes("Is this what you meant?"), page.body.includes("/safety/report")]).toEqual([200, true, true]);
    const form = { meant: "partly", change: "Some still come by post", once: "about-an-entry" };
    const [first, again] = [await answer(`${PUBLIC}/${id}`, form), await answer(`${PUBLIC}/${id}`, form)];
    expect([first.status, again.status, first.headers["location"] === again.headers["location"]]).toEqual([303, 303, true]);
    const found = (await store().list(COUNCIL, "open")).records.filter(({ body }) => body.form === "you-said");
    expect(found.map(({ body }) => [body.about, body.answers])).toEqual([
      [
        id,
        [
          { question: "meant", choice: "partly" },
          { question: "change", words: "Some still come by post" },
        ],
      ],
    ]);
    const empty = await answer(`${PUBLIC}/${id}`, { once: "an-empty-answer" });
    expect([empty.status, empty.body.includes("Answer at least one question")]).toEqual([400, true]);
    for (const path of [`${PUBLIC}/nothing-here`, `/you-said/${OTHER_COUNCIL}/${id}`, `/you-said/E99999999/${id}`])
      expect((await answer(path, form)).status, path).toBe(404);
    expect((await scene.call("/you-said/E99999999")).status).toBe(404);
  });
  it("is taken back from the public and stays in its trail; its quote is free again", async () => {
    expect((await step("ruth", id, { move: "take-back" })).status).toBe(303);
    expect((await scene.call(PUBLIC)).body).toContain("There is nothing here yet");
    expect((await scene.call(`${PUBLIC}/${id}`)).status).toBe(404);
    expect((await store().youSaid(id))?.body).toMatchObject({ state: "taken-back", takenBackBy: "ruth", quotes: [{ words: QUOTE.words }] });
    expect((await store().feedback("fb_quoted"))?.body.quotedIn).toEqual([]);
    expect((await scene.call("/sent-feedback/fb_quoted", { as: "ruth", form: { move: "unquote" } })).status).toBe(303);
    expect((await step("ruth", id, { move: "publish" })).status).toBe(422);
  });
  it("is listed with the newest first, and page after page", async () => {
    const many = Array.from({ length: 21 }, (_, day) =>
      anEntry({
        id: `ys_many_${day}`,
        said: `Said number ${day}.`,
        state: "published",
        publishedAt: `2026-10-${String(day + 1).padStart(2, "0")}T09:00:00.000Z`,
      }),
    );
    await put(...many.slice(0, 11).map((after) => ({ entity: "you-said" as const, after, action: "test" })));
    await put(...many.slice(11).map((after) => ({ entity: "you-said" as const, after, action: "test" })));
    const { body } = await scene.call(PUBLIC);
    expect(body.indexOf("Said number 20.")).toBeLessThan(body.indexOf("Said number 19."));
    expect(body).not.toContain("Said number 0.");
    const [, older = ""] = /href="([^"]*after=[^"]*)"/.exec(body) ?? [];
    const next = await scene.call(older);
    expect([next.status, next.body.includes("Said number 0."), next.body.includes("Said number 1.")]).toEqual([200, true, false]);
  });
});
