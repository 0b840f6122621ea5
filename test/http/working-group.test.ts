import { beforeAll, describe, expect, it } from "vitest";
import { dynamoFeedbackStore } from "../../functions/feedback/store/dynamo-feedback-store.ts";
import { OTHER_COUNCIL } from "../support/councils.ts";
import { reviewScene } from "../support/review-scene.ts";

const MINE = "/people/me/working-group";
const LIST = "/councils/E10000018/working-group";

let scene: Awaited<ReturnType<typeof reviewScene>>;
const store = () => dynamoFeedbackStore(scene.table.table);
const member = async () => (await store().member("rosemary"))?.body;
const join = (as: string, form: Readonly<Record<string, string | readonly string[]>>, path = MINE) => scene.call(path, { as, form: { move: "join", ...form } });

beforeAll(async () => {
  scene = await reviewScene();
});

describe("the working group", () => {
  it("is for people who use direct payments, and whoever acts for them in reviews", async () => {
    expect((await scene.call(MINE, { as: "rosemary" })).status).toBe(200);
    expect((await scene.call("/people/rosemary/working-group", { as: "nadia" })).status).toBe(200);
    expect((await scene.call("/people/rosemary/working-group", { as: "clara" })).status).toBe(404);
    expect((await scene.call(MINE, { as: "nadia" })).status).toBe(403);
    expect((await scene.call("/people/rosemary/working-group", { as: "ruth" })).status).toBe(403);
  });
  it("asks how somebody takes part, and loses nothing typed", async () => {
    const { status, body } = await join("rosemary", { needs: "Large print" });
    expect([status, body.includes("Choose how you want to take part"), body.includes("Large print")]).toEqual([400, true, true]);
    expect(await member()).toBeUndefined();
    expect((await scene.call(MINE, { as: "rosemary", form: { move: "sing" } })).status).toBe(404);
    expect((await scene.call(MINE, { as: "rosemary", form: { move: "leave" } })).status).toBe(422);
  });
  it("is joined once, changed, and joined for somebody by whoever acts for them", async () => {
    const form = { ways: ["online", "phone"], needs: "Large print", once: "joining-once" };
    const [first, again] = [await join("rosemary", form), await join("rosemary", form)];
    expect([first.status, first.headers["location"], again.status]).toEqual([303, `${MINE}?done=join`, 422]);
    expect(await member()).toMatchObject({ state: "in", ways: ["online", "phone"], needs: "Large print", authority: "E10000018" });
    expect((await join("nadia", { ways: ["in-person"], needs: "A quiet room, =1+1" }, "/people/rosemary/working-group")).status).toBe(303);
    expect(await member()).toMatchObject({ ways: ["in-person"], needs: "A quiet room, =1+1" });
    expect((await scene.call(MINE, { as: "rosemary" })).body).toContain("A quiet room");
  });
  it("is seen by officers of its council with who is in it, and by nobody else; a spreadsheet runs none of it", async () => {
    const { status, body } = await scene.call(LIST, { as: "ruth" });
    expect(status).toBe(200);
    for (const words of ["rosemary Testwell", "In person", "A quiet room"]) expect(body).toContain(words);
    const csv = Buffer.from((await scene.call(`${LIST}.csv`, { as: "ruth" })).body, "base64").toString("utf8");
    expect(csv.split("\r\n")[1]).toBe('rosemary Testwell,rosemary@people.example,,In person,"A quiet room, =1+1",2026-11-24');
    for (const path of [LIST, `${LIST}.csv`]) {
      for (const as of ["cora", "finn", "rosemary"]) expect((await scene.call(path, { as })).status, as).toBe(403);
      expect((await scene.call(path, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
    }
  });
  it("is in what somebody downloads, and is left at any time, with nothing left of what was given", async () => {
    const data = await scene.call("/api/people/me/data", { as: "rosemary" });
    expect(data.body).toContain("A quiet room");
    expect((await scene.call(MINE, { as: "rosemary", form: { move: "leave" } })).status).toBe(303);
    expect(await member()).toEqual({
      id: "rosemary",
      owner: "rosemary",
      authority: "E10000018",
      state: "left",
      ways: [],
      joinedAt: expect.any(String),
      leftAt: expect.any(String),
    });
    expect((await store().members("E10000018")).records).toEqual([]);
    expect((await scene.call(LIST, { as: "ruth" })).body).toContain("No one has joined yet");
    expect((await scene.call(MINE, { as: "rosemary", form: { move: "leave" } })).status).toBe(422);
    expect((await join("rosemary", { ways: ["writing"] })).status).toBe(303);
  });
});
