import { beforeAll, describe, expect, it } from "vitest";
import { dynamoReviewStore } from "../../functions/reviews/store/dynamo-review-store.ts";
import { OTHER_COUNCIL } from "../support/councils.ts";
import { boxes, QUEUE, REVIEW, reviewScene } from "../support/review-scene.ts";
import { aReview } from "../support/reviews.ts";
import { storedCases } from "../support/vetting.ts";

const OUTCOME = {
  ...{ id: "out_1", words: "Go swimming with friends", domain: "community", measure: "scale", aim: "change", rememberedLater: false, setOn: "2026-05-12" },
  ends: { low: "I never go", high: "I go whenever I like" },
  baseline: { value: 2, on: "2026-05-12", by: "self", channel: "visit" },
  target: { value: 7, on: "2027-04-30" },
  ...{ arrangements: ["arr_1"], values: [] },
} as const;
const SUPPORT = { arrangement: "arr_1", name: "Percy Workalot", from: "2026-05-10", isAssistant: true, isOut: false };
const HELD = {
  ...boxes("on", "2026-11-23"),
  ...{ heard: "person", method: "Face to face", reason: "Planned", eventOutcome: "No change in package", by: "self" },
  ...{ summary: "We agreed to keep the support as it is.", ...boxes("nextOn", "2027-10-01") },
};
type Scene = Awaited<ReturnType<typeof reviewScene>>;
let scene: Scene;

describe("a review that is due", () => {
  beforeAll(async () => {
    scene = await reviewScene();
    await scene.put({ support: [SUPPORT], outcomes: [structuredClone(OUTCOME)] as never, area: "physical" });
  });
  it("stands in its council's queue by its reference, with why it stands there; and in no other's", async () => {
    const { status, body } = await scene.call(QUEUE, { as: "ruth" });
    expect(status).toBe(200);
    expect(body).toContain("LAS-1");
    expect(body).not.toContain("Rosemary");
    // 24 days past 31 October: one fortnight; never reviewed; one assistant alone.
    for (const words of [
      "Past the legal date",
      "Days past the legal date: 1 point",
      "Never reviewed: 10 points",
      "One assistant, and no one to stand in: 5 points",
      "Together 16 points",
    ])
      expect(body).toContain(words);
    for (const path of [QUEUE, REVIEW, `${QUEUE}.csv`]) {
      expect((await scene.call(path, { as: "olive", throughCouncil: OTHER_COUNCIL })).status, path).toBe(404);
      expect((await scene.call(path, { as: "finn" })).status, path).toBe(403);
    }
  });
  it("stands by rules that everybody can read, with the figures of the policy", async () => {
    const { status, body } = await scene.call("/how-reviews-are-ordered");
    expect(status).toBe(200);
    for (const words of ["Never reviewed: 10", "Days past the legal date: 1 for each 14 days, at most 20", "They asked for a review: 15", "money play no part"])
      expect(body).toContain(words);
  });
  it("goes into the spreadsheet as the page has it", async () => {
    const { body } = await scene.call(`${QUEUE}.csv`, { as: "ruth" });
    const [, row] = Buffer.from(body, "base64").toString("utf8").split("\r\n");
    expect(row).toBe("LAS-1,physical,past-legal,16,days-past-legal 1; never-reviewed 10; one-assistant-no-backup 5,,2026-07-31,2026-10-31,24");
  });
  it("shows an officer what is known, and what would clear each part", async () => {
    const { body } = await scene.call(REVIEW, { as: "ruth" });
    for (const words of [
      "Rosemary Testwell",
      "31 October 2026. Nothing moves it.",
      "Percy Workalot",
      "Go swimming with friends",
      "2 out of 10 on 12 May 2026",
      "Hold the first review",
    ])
      expect(body.toLowerCase()).toContain(words.toLowerCase());
  });
  it("is asked all that is missing before it is complete, and loses nothing typed", async () => {
    const { status, body } = await scene.step("ruth", "complete", { summary: "Typed before" });
    expect(status).toBe(400);
    for (const words of ["Choose who was heard", "Choose how it was held", "Enter a number that fits", "Choose what follows"]) expect(body).toContain(words);
    expect(body).toContain("Typed before");
    expect((await scene.read()).held).toEqual([]);
  });
  it.each([
    ["a day to come", { ...boxes("on", "2026-11-25") }, "Enter a day that has been"],
    ["a day before the first payment", { ...boxes("on", "2026-04-30") }, "Enter a day that has been"],
    ["a next review later than the law allows", { ...boxes("nextOn", "2027-11-24") }, "at most 12 months after the review"],
    ["a code that is not in the list", { method: "By carrier pigeon" }, "Choose how it was held"],
    ["a value above its measure", { "value-out_1": "11" }, "Enter a number that fits"],
  ])("is not completed with %s", async (_, wrong, says) => {
    const { status, body } = await scene.step("ruth", "complete", { ...HELD, "value-out_1": "5", ...wrong });
    expect([status, body.includes(says)]).toEqual([400, true]);
    expect((await scene.read()).held).toEqual([]);
  });
  it("is completed once, in the codes of client-level data; the next counts from it, and the person and who acts for them get a copy", async () => {
    const version = await scene.version();
    const form = { ...HELD, "value-out_1": "5", version, once: "complete-once-1" };
    const [first, second] = [
      await scene.call(`${REVIEW}/moves/complete`, { as: "ruth", form }),
      await scene.call(`${REVIEW}/moves/complete`, { as: "ruth", form }),
    ];
    expect([first.status, second.status]).toEqual([303, 422]);
    const { held, targetOn, legalOn, openedOn, outcomes } = await scene.read();
    expect(held).toMatchObject([
      { kind: "review", on: "2026-11-23", release: "2", method: "Face to face", achieved: "part", by: "ruth", targetOn: "2026-07-31", legalOn: "2026-10-31" },
    ]);
    expect([targetOn, legalOn, openedOn]).toEqual(["2027-10-01", "2027-11-23", undefined]);
    expect(outcomes[0]?.values).toMatchObject([{ value: 5, on: "2026-11-23", by: "self", channel: "visit" }]);
    for (const who of ["rosemary", "nadia"]) {
      const told = await scene.notices(who);
      expect(told.map(({ code }) => code)).toEqual(["review-held"]);
    }
    expect(await scene.notices("clara")).toEqual([]);
    expect((await scene.call(QUEUE, { as: "ruth" })).body).toContain("No review is due at the moment");
  });
  it("is reported for its month, and a month that is none is not there", async () => {
    const { body } = await scene.call(`/councils/E10000018/reviews-held/2026-11`, { as: "ruth" });
    expect(Buffer.from(body, "base64").toString("utf8").split("\r\n")[1]).toBe(
      "LAS-1,2,Review,2026-11-23,2026-11-23,Planned,Face to face,No change in package,Partially Met,2027-10-01,2026-07-31,2026-10-31",
    );
    expect((await scene.call(`/councils/E10000018/reviews-held/2026-13`, { as: "ruth" })).status).toBe(404);
    expect((await scene.call(`/councils/E10000018/reviews-held/2026-11`, { as: "cora" })).status).toBe(403);
  });
  it("shows its person what was agreed, and when the next one is", async () => {
    const { body } = await scene.call("/people/me/reviews", { as: "rosemary" });
    for (const words of ["We agreed to keep the support as it is.", "1 October 2027", "23 November 2027", "5 out of 10"]) expect(body).toContain(words);
    expect((await scene.call("/people/rosemary/reviews", { as: "nadia" })).status).toBe(200);
    expect((await scene.call("/people/rosemary/reviews", { as: "clara" })).status).toBe(404);
  });
});

describe("an earlier review", () => {
  beforeAll(async () => {
    scene = await reviewScene("2026-06-01");
    const { openedOn: _, ...due } = aReview();
    await storedCases(scene.functions.accounts, {
      entity: "review",
      after: { ...due, id: "rcp_1", owner: "rosemary", lookedOn: "2026-05-01" },
      action: "test",
    });
  });
  it("is asked for by the person once, and comes before its turn; the legal date stays", async () => {
    expect((await scene.call("/people/me/reviews", { as: "rosemary", form: { words: "My support no longer fits" } })).status).toBe(303);
    expect(await scene.read()).toMatchObject({ targetOn: "2026-06-29", legalOn: "2026-10-31", openedOn: "2026-06-01" });
    expect((await scene.call("/people/me/reviews", { as: "rosemary", form: {} })).status).toBe(422);
    expect((await scene.read()).given.length).toBe(1);
    expect((await scene.call("/people/me/reviews", { as: "rosemary" })).body).toContain("You asked for a review");
  });
  it("has an officer's reason, which puts a worry about safety first of all, and is not told to the person", async () => {
    await scene.made("ruth", "reason", { reason: "safety-concern", ...boxes("since", "2026-06-01"), words: "Bruises, and a carer who answers for her" });
    expect((await scene.call(QUEUE, { as: "ruth" })).body).toMatch(/Now<\/strong>.*Someone is worried about their safety/s);
    const own = await scene.call("/people/me/reviews", { as: "rosemary" });
    const data = await scene.call("/api/people/me/data", { as: "rosemary" });
    for (const { body } of [own, data]) expect(body).not.toContain("Bruises");
    expect(data.body).toContain("My support no longer fits");
  });
  it("is marked to be read first where what the person wrote may be about safety, or in a language the list does not know; the order stays", async () => {
    expect((await scene.call(QUEUE, { as: "ruth" })).body).toContain("Read their words first");
    expect((await scene.call(REVIEW, { as: "ruth" })).body).toContain("Read what was written first");
  });
  it("notes who could not be reached, and says so in the queue after two", async () => {
    const contact = { ...boxes("on", "2026-06-01"), way: "phone", answered: "no" };
    await scene.made("ruth", "contact", contact);
    const rows = async () => /<table.*<\/table>/s.exec((await scene.call(QUEUE, { as: "ruth" })).body)?.[0];
    expect(await rows()).not.toContain("No answer after several contacts");
    await scene.made("rhys", "contact", contact);
    expect(await rows()).toContain("No answer after several contacts: 10");
  });
  it("is refused to whoever had an older page before them", async () => {
    const version = await scene.version();
    await scene.made("ruth", "contact", { ...boxes("on", "2026-06-01"), way: "visit", answered: "yes" });
    expect((await scene.call(`${REVIEW}/moves/plan-check`, { as: "rhys", form: { version, ...boxes("on", "2026-06-01"), heard: "person" } })).status).toBe(412);
  });
});

describe("an outcome", () => {
  const NEW = {
    ...{ words: "Cook my own tea", domain: "food", aim: "change", measure: "count-a-week", baseline: "1", ...boxes("baselineOn", "2026-11-20"), by: "self" },
    ...{ target: "4", ...boxes("targetOn", "2027-06-30"), arrangements: "arr_1" },
  };
  beforeAll(async () => {
    scene = await reviewScene();
    await scene.put({ support: [SUPPORT] });
  });
  it.each([
    ["words that name a service alone", { words: "Have a PA 10 hours" }, "Enter it in full"],
    ["a target it has reached", { target: "1" }, "it must differ from how it is now"],
    ["a target in more than a year", { ...boxes("targetOn", "2027-11-25") }, "Enter a day in the next 12 months"],
    ["support of nobody's", { arrangements: "arr_9" }, "Choose the support it is for"],
    ["more times than a week has", { target: "169" }, "as a number that fits"],
  ])("is sent back with %s", async (_, wrong, says) => {
    const { status, body } = await scene.step("ruth", "outcome", { ...NEW, ...wrong });
    expect([status, body.includes(says)]).toEqual([400, true]);
    expect((await scene.read()).outcomes).toEqual([]);
  });
  it("is added, said anew on later days, and ended; nothing that was said is changed", async () => {
    await scene.made("ruth", "outcome", NEW);
    const [outcome] = (await scene.read()).outcomes;
    // Its support began in May: how it was in November is remembered later.
    expect(outcome).toMatchObject({ words: "Cook my own tea", baseline: { value: 1, on: "2026-11-20" }, rememberedLater: true, values: [] });
    const about = { outcome: outcome?.id ?? "" };
    await scene.made("ruth", "value", { ...about, value: "3", ...boxes("on", "2026-11-24"), by: "self", channel: "phone" });
    await scene.made("ruth", "value", { ...about, value: "2", theirView: "4", ...boxes("on", "2026-11-24"), by: "proxy", channel: "visit" });
    expect((await scene.read()).outcomes[0]?.values.at(-1)).toMatchObject({ value: 2, theirView: 4, by: "proxy" });
    await scene.made("ruth", "value", { ...about, value: "3", theirView: "4", ...boxes("on", "2026-11-24"), by: "self", channel: "phone" });
    expect((await scene.read()).outcomes[0]?.values.at(-1)).not.toHaveProperty("theirView");
    expect(
      (await scene.step("ruth", "value", { ...about, value: "2", theirView: "169", ...boxes("on", "2026-11-24"), by: "proxy", channel: "visit" })).status,
    ).toBe(400);
    expect((await scene.step("ruth", "value", { ...about, value: "169", ...boxes("on", "2026-11-24"), by: "self", channel: "phone" })).status).toBe(400);
    await scene.made("ruth", "end-outcome", about);
    expect((await scene.read()).outcomes).toMatchObject([
      { values: [{ value: 3, channel: "phone" }, { value: 2, by: "proxy" }, { value: 3 }], closedOn: "2026-11-24" },
    ]);
    expect((await scene.step("ruth", "value", about)).status).toBe(422);
  });
});

describe("the figures", () => {
  it("are shown to a commissioner as numbers, without a way to anybody's reviews", async () => {
    scene = await reviewScene();
    const store = dynamoReviewStore(scene.table.table);
    await store.noteFigures("E10000018", {
      day: "2026-11-24",
      areas: { physical: { onTime: 3, pastTarget: 2, pastLegal: 1 } },
      held: 5,
      heldInTarget: 4,
      heldInLaw: 5,
    });
    const { body } = await scene.call("/councils/E10000018/review-figures", { as: "cora" });
    expect(body).toContain("6 reviews to be worked on: 1 past the legal date, 2 past the target and 3 in time.");
    expect(body).not.toContain("reviews-held");
    expect((await scene.call("/councils/E10000018/review-figures", { as: "ruth" })).body).toContain("reviews-held/2026-11");
    expect((await scene.call(`/councils/${OTHER_COUNCIL}/review-figures`, { as: "cora" })).status).toBe(404);
  });
});
