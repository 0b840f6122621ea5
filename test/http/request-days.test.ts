import { beforeEach, describe, expect, it } from "vitest";
import type { SupportRequest } from "../../functions/arrangements/rules/request.ts";
import { daysAfter, londonDate } from "../../shared/domain/time.ts";
import { SITE } from "../support/accounts.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { ANSWER, DAY, MINE, NEAR, type RequestScene, requestScene, SHARED, START } from "../support/request-scene.ts";

// A request for support as time goes by: to the day on which nobody was found, and to the end of an account.

let clock: RequestScene["clock"];
let table: RequestScene["table"];
let call: RequestScene["call"];
let store: RequestScene["store"];
let account: RequestScene["account"];
let morning: RequestScene["morning"];
let noticesTo: RequestScene["noticesTo"];
let published: RequestScene["published"];
let told: RequestScene["told"];
let post: RequestScene["post"];

beforeEach(async () => {
  ({ clock, table, call, store, account, morning, noticesTo, published, told, post } = await requestScene());
});

describe("a request as days go by", () => {
  const stateOf = async ({ id }: SupportRequest) => (await store.request(id))?.body.state;

  it("is reminded of, hidden from providers unless confirmed, shown again when it is, and closed in the end", async () => {
    const request = await published();
    await told(request);
    const on = async (day: number) => {
      clock.at = START + day * DAY;
      for (const _ of [1, 2]) await morning();
      return [await stateOf(request), (await noticesTo("rosemary")).toSorted()];
    };
    expect(await on(20)).toEqual(["open", []]);
    expect(await on(21)).toEqual(["open", ["request-confirm"]]);
    expect(await on(28)).toEqual(["open", ["request-confirm"]]);
    expect(await on(29)).toEqual(["stale", ["request-confirm", "request-hidden"]]);
    expect((await call(NEAR, { as: "percy" })).body).not.toContain(request.id);
    expect((await call(`${MINE}/${request.id}`, { as: "rosemary" })).body).toContain("I still need this");
    expect(await post(`${MINE}/${request.id}/confirm`, "rosemary")).toEqual([303, "confirmed"]);
    expect((await store.request(request.id))?.body).toMatchObject({ state: "open", confirmBy: daysAfter(londonDate(clock.at), 28), reminded: false });
    expect((await call(NEAR, { as: "percy" })).body).toContain(request.id);
    await on(29 + 29);
    expect(await stateOf(request)).toBe("stale");
    await on(29 + 29 + 28);
    expect(await stateOf(request)).toBe("stale");
    await on(29 + 29 + 29);
    expect(await stateOf(request)).toBe("lapsed");
    expect(await post(`${MINE}/${request.id}/confirm`, "rosemary")).toEqual([422, undefined]);
  });
  it("that nobody filled is a need that was not met, once; met where somebody was found after all", async () => {
    const request = await published();
    await told(request);
    clock.at = START + 21 * DAY;
    await post(`${MINE}/${request.id}/confirm`, "rosemary");
    clock.at = START + 41 * DAY;
    await morning();
    expect(await store.need(request.id)).toBeUndefined();
    clock.at += DAY;
    for (const _ of [1, 2]) await morning();
    expect((await store.need(request.id))?.body).toMatchObject({ since: "2026-11-27", recordedOn: "2027-01-08", why: "no-answer", hours: 6 });
    expect(await stateOf(request)).toBe("open");
    expect(await post(`${MINE}/${request.id}/fill`, "rosemary")).toEqual([303, "filled"]);
    expect((await store.need(request.id))?.body.metOn).toBe("2027-01-08");
  });
  it("withdrawn because nobody was found is one as well, and says why", async () => {
    const request = await published();
    expect((await call(`${MINE}/${request.id}/withdraw`, { as: "rosemary", form: { why: "" } })).status).toBe(400);
    expect(await post(`${MINE}/${request.id}/withdraw`, "rosemary", { why: "could-not-find" })).toEqual([303, "withdrawn"]);
    expect((await store.need(request.id))?.body).toMatchObject({ why: "gave-up", recordedOn: "2026-11-27" });
    expect(await post(`${MINE}/${request.id}/withdraw`, "rosemary", { why: "not-needed" })).toEqual([422, undefined]);
  });
});

describe("needs that were not met", () => {
  it("are listed for the council: with whose they were for review officers, and with nobody's for commissioners", async () => {
    await account("ruth", { grants: [{ role: "review-officer", authority: COUNCIL }] });
    await account("colm", { grants: [{ role: "commissioner", authority: COUNCIL }] });
    const request = await published();
    await post(`${MINE}/${request.id}/withdraw`, "rosemary", { why: "could-not-find" });
    const [ruth, colm, elsewhere] = await Promise.all([
      call(`/councils/${COUNCIL}/unmet-needs`, { as: "ruth" }),
      call(`/councils/${COUNCIL}/unmet-needs`, { as: "colm" }),
      call(`/councils/${OTHER_COUNCIL}/unmet-needs`, { as: "ruth" }),
    ]);
    expect([ruth.status, colm.status, elsewhere.status]).toEqual([200, 200, 404]);
    for (const { body } of [ruth, colm]) expect([body.includes("Personal care"), body.includes("The person could not find anyone")]).toEqual([true, true]);
    expect([ruth.body.includes("/people/rosemary"), colm.body.includes("rosemary")]).toEqual([true, false]);
  });
});

describe("deleting somebody's data", () => {
  const context = { actor: { subject: "ada", role: "administrator" as const }, at: START, requestId: "erasing" };
  const dataSubject = async () => (await import("../../functions/data-subject.ts")).dataSubject(table.table, new URL(SITE), {});

  it("ends a person's requests, and takes what they shared from the provider they chose", async () => {
    const request = await published();
    await post(`${NEAR}/${request.id}`, "percy", ANSWER);
    await post(`${MINE}/${request.id}/answers/pa-percy`, "rosemary", SHARED);
    const held = await (await dataSubject()).personalDataOf("rosemary");
    expect([held["request"]?.length, held["answer"]]).toEqual([
      1,
      [{ request: request.id, listing: "pa-percy", chosenBy: SHARED, chosenAt: "2026-11-27T10:00:00.000Z" }],
    ]);
    for (const _ of [1, 2]) await (await dataSubject()).endForErasure("rosemary", context);
    const { body } = (await store.request(request.id)) ?? { body: undefined };
    expect([body?.state, body?.words, body?.erasedAt]).toEqual(["withdrawn", undefined, "2026-11-27T10:00:00.000Z"]);
    expect(JSON.stringify(await store.answer(request.id, "pa-percy"))).not.toContain("900456");
    expect((await call(`${NEAR}/${request.id}`, { as: "percy" })).body).not.toContain("900456");
  });
  it("ends a provider's answers and how they hear of requests", async () => {
    const request = await published();
    await told(request);
    await post(`${NEAR}/${request.id}`, "percy", ANSWER);
    const held = await (await dataSubject()).personalDataOf("percy");
    expect([held["answer"]?.length, held["request-alert"]?.length]).toEqual([1, 1]);
    for (const _ of [1, 2]) await (await dataSubject()).endForErasure("percy", context);
    expect((await store.answer(request.id, "pa-percy"))?.body).toMatchObject({ state: "withdrawn", erasedAt: "2026-11-27T10:00:00.000Z" });
    expect(JSON.stringify([await store.answer(request.id, "pa-percy"), await store.alert("percy")])).not.toMatch(/before work|900123|Mondays/);
    expect((await store.alert("percy"))?.body).toMatchObject({ every: "never", pending: [] });
  });
});
