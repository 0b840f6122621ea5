import { beforeAll, describe, expect, it } from "vitest";
import { dynamoFiguresStore } from "../../functions/satisfaction/store/dynamo-figures-store.ts";
import { dynamoReplyStore } from "../../functions/satisfaction/store/dynamo-reply-store.ts";
import { dynamoScoreStore } from "../../functions/satisfaction/store/dynamo-score-store.ts";
import { PublishedScore } from "../../shared/domain/small-numbers/score.ts";
import { countWords } from "../../shared/domain/small-numbers/words.ts";
import { MADE_FROM_CASE } from "../../shared/listing/change.ts";
import { accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { noon } from "../support/balance-cases.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { monthsPublished } from "../support/published-feedback.ts";
import { aTable } from "../support/tables.ts";

const STAFF = `/councils/${COUNCIL}/feedback-figures`;
const EVERYONE = `/feedback-figures/${COUNCIL}`;
const REPLY = "/your-listing/pa-1/reply";
const LIST = `/councils/${COUNCIL}/provider-replies`;
const JUDGE = "/provider-replies/pa-1";
const WORDS = "I am glad that people are happy.\nI have room for one more person.";

/** A provider with a listing, officers, and a commissioner. */
async function satisfactionScene() {
  const clock = { at: noon("2027-01-10") };
  const table = await aTable();
  const functions = accountFunctions(table, { now: () => clock.at });
  const account = (id: string, more: object = {}) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, displayName: `${id} Testwell`, ...more }),
    action: "test",
  });
  const staff = (role: "review-officer" | "commissioner" | "finance-officer", authority = COUNCIL) => ({ authority, grants: [{ role, authority }] });
  await stored(
    functions.accounts,
    account("percy", { grants: [{ role: "provider" }] }),
    account("paula", { grants: [{ role: "provider" }] }),
    account("ruth", staff("review-officer")),
    account("colm", staff("commissioner")),
    account("finn", staff("finance-officer")),
    account("olive", staff("review-officer", OTHER_COUNCIL)),
  );
  await table.listings.commit(
    [{ listing: aListing({ id: "pa-1", provider: "percy", authority: COUNCIL }), digest: MADE_FROM_CASE }],
    anAuditContext(),
    "listing:sample",
  );
  const scored = (quarter: string, fifths: number) =>
    dynamoScoreStore(table.table).put(COUNCIL, "pa-1", undefined, PublishedScore.parse({ quarter, shown: { atLeast: 10, fifths }, ofAnswers: 17 }));
  const reply = () => dynamoReplyStore(table.table).reply("pa-1");
  const seen = async () => (await table.directory.profileWithFeedback("pa-1")) ?? expect.fail("no such listing");
  const version = async () => String((await reply())?.version ?? 0);
  const send = async (words: string, as = "percy") => functions.call(REPLY, { as, form: { words, version: await version() } });
  const judge = async (form: Readonly<Record<string, string>>, as = "ruth") => functions.call(JUDGE, { as, form: { version: await version(), ...form } });
  return { clock, table, call: functions.call, scored, reply, seen, version, send, judge };
}
let scene: Awaited<ReturnType<typeof satisfactionScene>>;
const text = (body: string): string => Buffer.from(body, "base64").toString("utf8");

beforeAll(async () => {
  scene = await satisfactionScene();
});

describe("before anything was published", () => {
  it("there are no figures, and the page says so; a council that is none has no page", async () => {
    expect((await scene.call(EVERYONE)).body).toContain("There are no figures yet");
    expect((await scene.call(`/api${EVERYONE}`)).status).toBe(404);
    expect((await scene.call("/feedback-figures/E99999999")).status).toBe(404);
    expect((await scene.call(STAFF, { as: "ruth" })).body).toContain("There are no figures yet");
  });
});

describe("figures of feedback", () => {
  beforeAll(async () => {
    await monthsPublished(scene.table, COUNCIL, "2027-01-05");
  });
  it("are the same on the page, in the file and in the API: all three are made of one publication", async () => {
    const { publication } = (await dynamoFiguresStore(scene.table.table).newest("public", COUNCIL)) ?? expect.fail("none");
    const [page, api] = [await scene.call(EVERYONE), await scene.call(`/api${EVERYONE}`)];
    expect([page.status, api.status]).toEqual([200, 200]);
    expect(api.json()).toMatchObject({ period: "2026-10-01/P3M", version: 1, rules: publication.rules });
    expect(api.json().tables).toEqual(JSON.parse(JSON.stringify(publication.tables)));
    for (const table of publication.tables) {
      const file = await scene.call(`${EVERYONE}/figures.csv?${new URLSearchParams({ table: table.id })}`);
      const lines = text(file.body).split("\r\n");
      for (const [at, row] of table.rows.entries()) {
        const words = [...row.cells, ...(row.total ? [row.total] : [])].map(countWords);
        expect(lines[at + 1]).toBe([row.name, ...words].join(","));
        for (const word of words) expect(page.body).toContain(word);
      }
    }
    expect(publication.tables.length).toBeGreaterThan(0);
  });
  it("of a month are for staff of that council who look after reviews or the market, and for no one else", async () => {
    for (const as of ["ruth", "colm"]) expect((await scene.call(STAFF, { as })).status, as).toBe(200);
    expect((await scene.call(`${STAFF}.csv`, { as: "colm" })).status).toBe(200);
    for (const as of ["finn", "percy"]) expect((await scene.call(STAFF, { as })).status, as).toBe(403);
    expect((await scene.call(STAFF, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
  });
  it("name the periods before, and lead to each; one that is none is not there", async () => {
    const { body } = await scene.call(STAFF, { as: "ruth" });
    for (const words of ["December 2026", "November 2026", "October 2026"]) expect(body).toContain(words);
    const october = await scene.call(`${STAFF}?period=2026-10-01%2FP1M`, { as: "ruth" });
    expect(october.body).toContain("People who were invited in October 2026");
    for (const period of ["2026-09-01/P1M", "2026-10", "'"])
      expect((await scene.call(`${STAFF}?${new URLSearchParams({ period })}`, { as: "ruth" })).status, period).toBe(404);
    expect((await scene.call(`${EVERYONE}/figures.csv?table=none`)).status).toBe(404);
  });
  it("say what feedback is for, and what it is never used for", async () => {
    for (const { body } of [await scene.call(EVERYONE), await scene.call(STAFF, { as: "ruth" })])
      expect(body).toContain("It never uses it to tell someone how to give care.");
  });
});

describe("a provider's reply", () => {
  it("has nothing to reply to before there is a figure", async () => {
    expect((await scene.call(REPLY, { as: "percy" })).body).toContain("Too few people to show");
    expect((await scene.send(WORDS)).status).toBe(422);
    expect(await scene.reply()).toBeUndefined();
  });
  it("is refused, with all that was typed, where it is empty, too long, or leads past the list", async () => {
    await scene.scored("2026-10-01/P3M", 4);
    for (const [words, says] of [
      ["", "Enter your reply in 1000 characters or fewer"],
      ["x".repeat(1001), "Enter your reply in 1000 characters or fewer"],
      ["Phone me on 01632 960 001 today", "Take this out of your reply: 01632 960 001"],
      ["Write to percy@people.example", "Take this out of your reply: percy@people.example"],
    ] as const) {
      const { status, body } = await scene.send(words);
      expect([status, body.includes(says), body.includes(words)], says).toEqual([400, true, true]);
    }
    expect(await scene.reply()).toBeUndefined();
  });
  it("is the provider's alone: no other provider and no officer writes it", async () => {
    for (const as of ["paula", "olive"]) expect((await scene.send(WORDS, as)).status, as).toBe(404);
    expect((await scene.send(WORDS, "ruth")).status).toBe(404);
  });
  it("waits, and is seen by no one but officers; sent twice it is one", async () => {
    const form = { words: WORDS, version: "0", once: "reply-once-1" };
    expect([(await scene.call(REPLY, { as: "percy", form })).status, (await scene.call(REPLY, { as: "percy", form })).status]).toEqual([303, 422]);
    expect((await scene.reply())?.body).toMatchObject({ state: "waiting", owner: "percy", words: WORDS });
    expect((await scene.seen()).reply).toBeUndefined();
    expect((await scene.call(LIST, { as: "ruth" })).body).toContain("/provider-replies/pa-1");
    expect((await scene.call(JUDGE, { as: "ruth" })).body).toContain("I have room for one more person.");
    expect((await scene.call(LIST, { as: "colm" })).status).toBe(403);
    expect((await scene.call(JUDGE, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
  });
  it("can be replaced while it waits; an officer who has the one before is told so", async () => {
    const before = await scene.version();
    expect((await scene.send("Thank you.")).status).toBe(303);
    expect((await scene.call(JUDGE, { as: "ruth", form: { decision: "show", version: before } })).status).toBe(412);
    expect((await scene.seen()).reply).toBeUndefined();
  });
  it("is not shown where an officer says so, with why, which the provider reads", async () => {
    const missing = await scene.judge({ decision: "refuse" });
    expect([missing.status, missing.body.includes("Tell the provider why")]).toEqual([400, true]);
    expect((await scene.judge({})).status).toBe(400);
    expect((await scene.judge({ decision: "refuse", why: "It names someone." })).status).toBe(303);
    expect((await scene.call(REPLY, { as: "percy" })).body).toContain("Why it is not shown: It names someone.");
    expect((await scene.judge({ decision: "show" })).status).toBe(422);
  });
  it("is shown under the figure once an officer let it be, and can then not be changed", async () => {
    await scene.send(WORDS);
    expect((await scene.judge({ decision: "show" })).status).toBe(303);
    expect(await scene.seen()).toMatchObject({
      score: { quarter: "2026-10-01/P3M", shown: { atLeast: 10, fifths: 4 } },
      reply: { words: WORDS, on: "2027-01-10" },
    });
    expect((await scene.send("Something else")).status).toBe(422);
    expect((await scene.call(LIST, { as: "ruth" })).body).toContain("There is nothing to read");
  });
  it("goes from the page, words and all, when the provider withdraws it; what was done stays in the trail", async () => {
    expect((await scene.call(`${REPLY}/withdraw`, { as: "percy", form: { version: "1" } })).status).toBe(412);
    expect((await scene.call(`${REPLY}/withdraw`, { as: "percy", form: { version: await scene.version() } })).status).toBe(303);
    expect((await scene.seen()).reply).toBeUndefined();
    const body = (await scene.reply())?.body ?? expect.fail("gone");
    expect([body.state, body.words]).toEqual(["withdrawn", undefined]);
    expect((await scene.call(`${REPLY}/withdraw`, { as: "percy", form: { version: await scene.version() } })).status).toBe(422);
    const trail = await dynamoReplyStore(scene.table.table).trailOf(body);
    expect(trail.map(({ action }) => action)).toEqual(["reply:send", "reply:send", "reply:refuse", "reply:send", "reply:show", "reply:withdraw"]);
    expect(JSON.stringify(trail)).not.toContain("room for one more");
  });
});

describe("a listing's page", () => {
  it("reads score and reply in the same request as the listing, for no more", async () => {
    const { meter } = scene.table.reader;
    const [requests, units] = [meter.requests, meter.readUnits];
    await scene.table.directory.profile("pa-1");
    const alone = [meter.requests - requests, meter.readUnits - units];
    await scene.table.directory.profileWithFeedback("pa-1");
    expect([meter.requests - requests, meter.readUnits - units]).toEqual(alone.map((one) => 2 * one));
  });
});
