import { beforeEach, describe, expect, it } from "vitest";
import { aDelegation, stored } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";
import { ANSWER, DAY, FORM, MINE, NEAR, type RequestScene, requestScene, SHARED } from "../support/request-scene.ts";
import { aDirectory } from "../support/snapshots.ts";
import { withoutIds } from "../support/without-ids.ts";

// A request for support, from the form to whoever answers.

let clock: RequestScene["clock"];
let table: RequestScene["table"];
let functions: RequestScene["functions"];
let call: RequestScene["call"];
let store: RequestScene["store"];
let listing: RequestScene["listing"];
let morning: RequestScene["morning"];
let noticesTo: RequestScene["noticesTo"];
let published: RequestScene["published"];
let told: RequestScene["told"];
let post: RequestScene["post"];
let problemsOf: RequestScene["problemsOf"];

beforeEach(async () => {
  ({ clock, table, functions, call, store, listing, morning, noticesTo, published, told, post, problemsOf } = await requestScene());
});

describe("a request for support", () => {
  it("is published without the postcode it was typed with, and shown on its page", async () => {
    const request = await published();
    expect(request).toMatchObject({
      owner: "rosemary",
      authority: COUNCIL,
      services: ["personal-care"],
      hours: 6,
      times: ["mon-morning"],
      language: "gu",
      must: [],
      weeklyPence: 9000,
      from: "2026-11-27",
      place: { key: "LE13 1", label: "LE13 1" },
      state: "open",
      confirmBy: "2026-12-25",
    });
    expect(withoutIds(JSON.stringify(request))).not.toContain("1GH");
    const { status, body } = await call(`${MINE}/${request.id}`, { as: "rosemary" });
    expect([status, body.includes("6 hours a week: personal care"), body.includes("Monday morning"), body.includes("Gujarati (if possible)")]).toEqual([
      200,
      true,
      true,
      true,
    ]);
    expect((await call(MINE, { as: "rosemary" })).body).toContain(`${MINE}/${request.id}`);
  });
  it.each<[string, Readonly<Record<string, string | string[]>>, readonly string[]]>([
    ["no service", { services: [] }, ["services: Select what you need help with"]],
    ["no hours", { hours: "" }, ["hours: Enter how many hours a week you need, like 6 or 7.5"]],
    ["hours that are none", { hours: "some" }, ["hours: Enter how many hours a week you need, like 6 or 7.5"]],
    ["a third of an hour", { hours: "6.3" }, ["hours: Enter how many hours a week you need, like 6 or 7.5"]],
    ["a time that is none", { times: ["mon-noon"] }, ["times: Select times from the list"]],
    ["no place", { near: "" }, ["near: Enter where you need it, like LE13 or Melton Mowbray"]],
    ["a day that is past", { "from-day": "26", "from-month": "11", "from-year": "2026" }, ["from-day: Enter today or a later date, or leave it empty"]],
    ["a day that is none", { "from-day": "31", "from-month": "11", "from-year": "2026" }, ["from-day: Enter a real date, like 1 12 2026, or leave it empty"]],
    ["a must without a language", { language: "", must: ["language"] }, ["language: Select the language they must speak"]],
    ["a must without a gender", { must: ["gender"] }, ["gender: Select the gender they must be"]],
    ["a rate that is none", { rate: "much" }, ["maxRatePence: Enter an amount in pounds, like 15 or 15.50, or leave it empty"]],
    ["too many words", { words: "x".repeat(1001) }, ["words: Enter 1,000 characters or fewer"]],
  ])("with %s comes back with its field named", async (_, form, problems) => {
    expect(await problemsOf(form)).toEqual([400, ...problems]);
    expect(await store.requestsOf("rosemary")).toEqual([]);
  });
  it("says what to do where the place is not known", async () => {
    const [status, problem] = await problemsOf({ near: "Nowhere on Sea" });
    expect([status, String(problem).startsWith("near: We could not find")]).toEqual([400, true]);
  });
  it("with a phone number in its words has that pointed out, and is published as it is where somebody wants that", async () => {
    const words = "Ring me on 07700 900789";
    expect(await problemsOf({ words })).toEqual([400, "words: Remove ways to reach you from your words, or select ‘Show it as it is’"]);
    expect(await store.requestsOf("rosemary")).toEqual([]);
    expect((await published({ words, checked: "yes" })).words).toBe(words);
  });
  it("is one of five at a time, and sent twice is there once", async () => {
    const session = functions.accounts.sessions.begin("rosemary", COUNCIL);
    const csrf = await functions.accounts.sessions.formToken(session);
    const cookies = [(await functions.accounts.sessions.cookie(session)).split(";")[0] ?? ""];
    for (const _ of [1, 2]) expect((await call(MINE, { cookies, form: { ...FORM, csrf, once: "the-very-same-form" } })).status).toBe(303);
    expect((await store.requestsOf("rosemary")).length).toBe(1);
    for (const _ of [2, 3, 4, 5]) await published();
    expect(await problemsOf({})).toEqual([400, "services: You can have 5 requests at a time. Withdraw one first"]);
  });
  it("can be made by whoever acts for the person, and seen by nobody else", async () => {
    await stored(functions.accounts, {
      entity: "delegation",
      after: aDelegation({ id: "for-rosemary", person: "rosemary", delegate: "nadia" }),
      action: "test",
    });
    const { status } = await call("/people/rosemary/requests", { as: "nadia", form: FORM });
    const [request] = await store.requestsOf("rosemary");
    expect([status, request?.body.owner]).toEqual([303, "rosemary"]);
    const path = `/people/rosemary/requests/${request?.body.id}`;
    expect((await call(path, { as: "nadia" })).status).toBe(200);
    expect((await call(path, { as: "bernard" })).status).toBe(404);
    expect((await call(`/people/bernard/requests/${request?.body.id}`, { as: "rosemary" })).status).toBe(404);
  });
});

describe("who hears of a request", () => {
  it("are those who could serve it, each as they want, and once however often it is worked on", async () => {
    expect(await post(NEAR, "percy", { every: "at-once" })).toEqual([303, "alert"]);
    const request = await published();
    for (const _ of [1, 2]) expect(await told(request)).toEqual({ items: 1, done: 2 });
    expect(await noticesTo("percy")).toEqual(["request-near"]);
    expect(await noticesTo("pam")).toEqual([]);
    // A weekly message comes on Mondays: 27 November 2026 is a Friday.
    expect((await store.alert("pam"))?.body).toMatchObject({ every: "weekly", pending: [request.id], nextOn: "2026-11-30" });
    expect(await store.alert("faraway")).toBeUndefined();
    expect((await store.request(request.id))?.body.matched).toBe(3);
  });
  it("hear of all that is new in one message on their day, without what is over by then, and once", async () => {
    const [first, second, third] = [await published(), await published({ hours: "4" }), await published({ hours: "5" })];
    for (const request of [first, second, third]) await told(request);
    await post(`${MINE}/${second.id}/fill`, "rosemary");
    clock.at = Date.parse("2026-11-30T08:30:00Z");
    for (const _ of [1, 2]) await morning();
    expect([await noticesTo("percy"), await noticesTo("pam")]).toEqual([["requests-near"], ["requests-near"]]);
    const alert = (await store.alert("percy"))?.body;
    expect([alert?.pending, alert?.nextOn]).toEqual([[], undefined]);
  });
  it("hear of it by the next sweep where word of it was lost", async () => {
    const request = await published();
    clock.at += DAY;
    for (const _ of [1, 2]) await morning();
    expect([(await store.alert("percy"))?.body.pending, (await store.request(request.id))?.body.matched]).toEqual([[request.id], 3]);
  });
  it("hear of it a day late, and once, where the queue took nothing on their day", async () => {
    const request = await published();
    await told(request);
    clock.at = Date.parse("2026-11-30T08:30:00Z");
    await expect(morning(false)).rejects.toThrow("The queue takes nothing");
    expect(await noticesTo("percy")).toEqual([]);
    clock.at += DAY;
    for (const _ of [1, 2]) await morning();
    expect(await noticesTo("percy")).toEqual(["requests-near"]);
  });
  it("are told of nothing where they want that", async () => {
    await post(NEAR, "percy", { every: "never" });
    await told(await published());
    expect([await noticesTo("percy"), (await store.alert("percy"))?.body.pending]).toEqual([[], []]);
  });
});

describe("the page of a provider", () => {
  it("shows requests of every council that fit a listing of theirs, and of nobody who asked anything", async () => {
    const request = await published();
    for (const provider of ["percy", "pam"]) {
      const { body } = await call(NEAR, { as: provider });
      expect(body, provider).toContain(`${NEAR}/${request.id}`);
      const one = (await call(`${NEAR}/${request.id}`, { as: provider })).body;
      expect([one.includes("I like to be up by eight."), one.includes("LE13 1")]).toEqual([true, true]);
      for (const secret of ["rosemary", "Testwell\n", "1GH", "£90"]) expect(one.includes(secret), secret).toBe(false);
    }
    expect((await call(NEAR, { as: "pam" })).body).toContain("You have what they would like");
    expect((await call(NEAR, { as: "faraway" })).body).not.toContain(request.id);
    expect((await call(`${NEAR}/${request.id}`, { as: "faraway" })).status).toBe(404);
    expect((await call(NEAR, { as: "rosemary" })).status).toBe(403);
  });
  it("shows none that was hidden, withdrawn or does not fit any more", async () => {
    const request = await published();
    await aDirectory(table).put(listing("pa-percy", "percy", { hoursFree: 5 }));
    expect((await call(`${NEAR}/${request.id}`, { as: "percy" })).status).toBe(404);
    expect((await call(`${NEAR}/${request.id}`, { as: "pam" })).status).toBe(200);
    await post(`${MINE}/${request.id}/withdraw`, "rosemary", { why: "not-needed" });
    expect((await call(`${NEAR}/${request.id}`, { as: "pam" })).status).toBe(404);
    expect(await post(`${NEAR}/${request.id}`, "pam", ANSWER)).toEqual([422, undefined]);
  });
  it("shows no more of a request that is not for them, until they say otherwise", async () => {
    const request = await published();
    expect(await post(`${NEAR}/${request.id}`, "percy", { move: "decline" })).toEqual([303, "decline"]);
    expect((await call(NEAR, { as: "percy" })).body).not.toContain(request.id);
    expect((await call(`${MINE}/${request.id}`, { as: "rosemary" })).body).toContain("No one has answered yet");
    expect(await noticesTo("rosemary")).toEqual([]);
    expect(await post(`${NEAR}/${request.id}`, "percy", ANSWER)).toEqual([303, "send"]);
  });
});

describe("an answer", () => {
  it.each(["message", "times", "reach"])("without its %s comes back with the field named", async (field) => {
    const request = await published();
    const { status, body } = await call(`${NEAR}/${request.id}`, { as: "percy", form: { ...ANSWER, [field]: "" } });
    expect([status, body.includes(`href="#${field}"`)]).toEqual([400, true]);
  });
  it("with a phone number in its message has that pointed out", async () => {
    const request = await published();
    const form = { ...ANSWER, message: "Ring 07700 900789" };
    expect((await call(`${NEAR}/${request.id}`, { as: "percy", form })).status).toBe(400);
    expect(await post(`${NEAR}/${request.id}`, "percy", { ...form, checked: "yes" })).toEqual([303, "send"]);
  });
  it("reaches the person, and neither side sees the other's details until both chose to", async () => {
    const request = await published();
    await post(`${NEAR}/${request.id}`, "percy", ANSWER);
    await post(`${NEAR}/${request.id}`, "pam", { ...ANSWER, reach: "07700 900999" });
    expect(await noticesTo("rosemary")).toEqual(["request-answered", "request-answered"]);
    expect((await store.request(request.id))?.body.firstAnswerAt).toBe("2026-11-27T10:00:00.000Z");

    const page = `${MINE}/${request.id}`;
    const before = (await call(page, { as: "rosemary" })).body;
    expect([before.includes("I can come before work."), before.includes("Amber pa-percy")]).toEqual([true, true]);
    for (const secret of ["900123", "900999", "percy@"]) expect(before.includes(secret), secret).toBe(false);

    const choice = await call(`${page}/answers/pa-percy`, { as: "rosemary" });
    expect([choice.status, choice.body.includes('value="rosemary Testwell"')]).toEqual([200, true]);
    expect((await call(`${page}/answers/pa-percy`, { as: "rosemary", form: { name: "", reach: "" } })).status).toBe(400);
    clock.at += 1000;
    expect(await post(`${page}/answers/pa-percy`, "rosemary", SHARED)).toEqual([303, "chosen"]);

    const after = (await call(page, { as: "rosemary" })).body;
    expect([after.includes("07700 900123"), after.includes("900999")]).toEqual([true, false]);
    expect(after).toContain("/people/me/support/offer?listing=pa-percy");
    expect(await noticesTo("percy")).toEqual(["answer-chosen"]);
    const [chosen, other] = await Promise.all(["percy", "pam"].map((provider) => call(`${NEAR}/${request.id}`, { as: provider })));
    expect([chosen?.body.includes("07700 900456"), other?.body.includes("900456")]).toEqual([true, false]);
    expect((await store.request(request.id))?.body).toMatchObject({ state: "open", firstChosenAt: "2026-11-27T10:00:01.000Z" });
  });
  it("can be turned down once, and is then no more to be chosen or taken back", async () => {
    const request = await published();
    await post(`${NEAR}/${request.id}`, "percy", ANSWER);
    const answer = `${MINE}/${request.id}/answers/pa-percy`;
    expect(await post(`${answer}/pass`, "rosemary")).toEqual([303, "passed"]);
    expect(await post(answer, "rosemary", SHARED)).toEqual([422, undefined]);
    expect(await post(`${NEAR}/${request.id}`, "percy", { move: "withdraw" })).toEqual([422, undefined]);
    expect((await call(`${answer.replace("pa-percy", "pa-nobody")}`, { as: "rosemary" })).status).toBe(404);
  });
  it("sent twice from two windows is there once, for whatever listing fits better by then", async () => {
    const request = await published();
    await post(`${NEAR}/${request.id}`, "percy", ANSWER);
    await aDirectory(table).put(listing("pa-percy-2", "percy", { languages: ["gu"] }));
    expect(await post(`${NEAR}/${request.id}`, "percy", ANSWER)).toEqual([422, undefined]);
    expect((await store.answersTo(request.id)).length).toBe(1);
  });
  it("taken back is gone with all it said, and can be sent again", async () => {
    const request = await published();
    await post(`${NEAR}/${request.id}`, "percy", ANSWER);
    expect(await post(`${NEAR}/${request.id}`, "percy", { move: "withdraw" })).toEqual([303, "withdraw"]);
    expect((await store.answer(request.id, "pa-percy"))?.body).toEqual({
      request: request.id,
      listing: "pa-percy",
      owner: "percy",
      authority: COUNCIL,
      state: "withdrawn",
      createdAt: "2026-11-27T10:00:00.000Z",
    });
    expect(await post(`${MINE}/${request.id}/answers/pa-percy`, "rosemary", SHARED)).toEqual([422, undefined]);
    expect(await post(`${NEAR}/${request.id}`, "percy", ANSWER)).toEqual([303, "send"]);
  });
  it("counts by many at once, each its own", async () => {
    const request = await published();
    expect(await Promise.all(["percy", "pam"].map((provider) => post(`${NEAR}/${request.id}`, provider, ANSWER)))).toEqual([
      [303, "send"],
      [303, "send"],
    ]);
    expect((await store.answersTo(request.id)).length).toBe(2);
  });
});
