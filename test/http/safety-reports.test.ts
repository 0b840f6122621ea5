import { beforeAll, describe, expect, it } from "vitest";
import { dynamoSafetyStore } from "../../functions/reviews/store/dynamo-safety-store.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { OTHER_COUNCIL } from "../support/councils.ts";
import { QUEUE, reviewScene } from "../support/review-scene.ts";

const FORM = "/safety/report";
const LIST = "/councils/E10000018/safety-reports";
const WORRY = { words: "She had bruises on both arms on Monday", danger: "soon", council: "E10000018", once: "a-form-of-theirs" };

let scene: Awaited<ReturnType<typeof reviewScene>>;
const send = (form: Readonly<Record<string, string>>, address?: string) =>
  scene.call(FORM, { form, headers: { "sec-fetch-site": "same-origin" }, ...(address ? { address } : {}) });
const reports = async (council = "E10000018") => (await dynamoSafetyStore(scene.table.table).openReports(council)).records.map(({ body }) => body);

beforeAll(async () => {
  scene = await reviewScene();
});

describe("a worry about someone's safety", () => {
  it("has emergency words first, and a form that asks nothing of who they are", async () => {
    const { status, body } = await scene.call(FORM);
    expect(status).toBe(200);
    expect(body.indexOf("call 999")).toBeLessThan(body.indexOf("<textarea"));
    expect(body).toContain("0116 496 0101");
    expect(body).toContain("0116 496 0102");
    expect(body).not.toMatch(/set-cookie/i);
  });
  it("is refused by the field that is wrong, and loses nothing typed", async () => {
    const { status, body } = await send({ ...WORRY, words: "", about: "My neighbour", email: "nobody" });
    expect(status).toBe(400);
    for (const words of ["Tell us what you are worried about", "Enter an email address like name@example.com", "My neighbour"]) expect(body).toContain(words);
    expect(await reports()).toEqual([]);
  });
  it("is one, however often its form is sent, and opens no session", async () => {
    for (let tries = 0; tries < 3; tries += 1) {
      const { status, headers, cookies } = await send(WORRY);
      expect([status, headers["location"], cookies]).toEqual([303, `${FORM}?sent=E10000018`, []]);
    }
    expect(await reports()).toMatchObject([{ words: WORRY.words, danger: "soon", state: "new", authority: "E10000018" }]);
    const thanks = (await scene.call(`${FORM}?sent=E10000018`)).body;
    for (const words of ["The safeguarding team has it", "0116 496 0101"]) expect(thanks).toContain(words);
    expect((await scene.call(`${FORM}?sent=nobody`)).body).toContain("<textarea");
  });
  it("goes to the council that is named, and to no other's officers", async () => {
    const { headers } = await send({ ...WORRY, council: OTHER_COUNCIL, once: "another-form" }, "198.51.100.7");
    // Whoever wrote to Leicester is given Leicester's numbers.
    const { body } = await scene.call(headers["location"] ?? "");
    expect(body).toContain(councilPolicy(OTHER_COUNCIL).contact.safeguarding.phone);
    expect(body).not.toContain("0116 496 0101");
    expect((await reports(OTHER_COUNCIL)).length).toBe(1);
    const [theirs] = await reports(OTHER_COUNCIL);
    const path = `/safety-reports/${theirs?.id}`;
    expect((await scene.call(path, { as: "ruth" })).status).toBe(404);
    expect((await scene.call(path, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(200);
    expect((await send({ ...WORRY, council: "E09000001", once: "a-third-form" }, "198.51.100.8")).status).toBe(400);
  });
  it("is listed by urgency, for review officers alone; the list shows none of its words", async () => {
    await send({ ...WORRY, words: "He is locked in", danger: "now", once: "form-of-now" }, "198.51.100.9");
    const { body } = await scene.call(LIST, { as: "ruth" });
    expect(body.indexOf("Yes, now")).toBeLessThan(body.indexOf("Not now, but it could happen soon"));
    expect(body).not.toContain("locked in");
    for (const as of ["finn", "cora", "rosemary"]) expect((await scene.call(LIST, { as })).status, as).toBe(403);
  });
  it("is taken by one officer, dealt with by whoever has it, and leaves the list", async () => {
    const urgent = (await reports()).find(({ danger }) => danger === "now");
    const path = `/safety-reports/${urgent?.id}`;
    expect((await scene.call(path, { as: "ruth", form: { move: "close", outcome: "passed-on", note: "Rang them" } })).status).toBe(422);
    expect((await scene.call(path, { as: "ruth", form: { move: "take", version: "1" } })).status).toBe(303);
    expect((await scene.call(path, { as: "rhys", form: { move: "close", outcome: "passed-on", note: "Rang them" } })).status).toBe(422);
    expect((await scene.call(path, { as: "rhys", form: { move: "take", version: "1" } })).status).toBe(412);
    const empty = await scene.call(path, { as: "ruth", form: { move: "close" } });
    expect([empty.status, empty.body.includes("Choose what became of it")]).toEqual([400, true]);
    expect((await scene.call(path, { as: "ruth", form: { move: "close", outcome: "passed-on", note: "Rang them" } })).status).toBe(303);
    expect((await scene.call(path, { as: "ruth", form: { move: "take" } })).status).toBe(422);
    expect((await reports()).map(({ id }) => id)).not.toContain(urgent?.id);
    const stored = await dynamoSafetyStore(scene.table.table).report(urgent?.id ?? "");
    expect(stored?.body).toMatchObject({ state: "closed", outcome: "passed-on", note: "Rang them", takenBy: "ruth", closedBy: "ruth" });
  });
  it("is in no other list, and tells no provider", async () => {
    expect((await scene.call(QUEUE, { as: "ruth" })).body).not.toContain("bruises");
    for (const who of ["rosemary", "nadia"]) expect(await scene.notices(who)).toEqual([]);
  });
});
