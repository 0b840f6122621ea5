import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { dynamoActingStore } from "../../functions/market/store/dynamo-acting-store.ts";
import { dynamoGapStore } from "../../functions/market/store/dynamo-gap-store.ts";
import { MADE_FROM_CASE } from "../../shared/listing/change.ts";
import { accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { noon } from "../support/balance-cases.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { measured } from "../support/market.ts";
import { monthsPublished } from "../support/published-feedback.ts";
import { aTable } from "../support/tables.ts";

const TODAY = "2026-11-24";
const MARKET = `/councils/${COUNCIL}/market`;
const NEAR = { lat: 52.766, lon: -0.887 };

const LISTINGS = [
  aListing({ id: "pa-1", provider: "percy", displayName: "Percy Testwell", area: { key: "LE13 1", ...NEAR }, travelMiles: 3, hoursFree: 5 }),
  aListing({ id: "pa-2", displayName: "Paula Testwell", area: { key: "LE13 1", ...NEAR }, travelMiles: 12, hoursFree: 4, availability: {} }),
  aListing({
    id: "pa-3",
    provider: "olga",
    authority: OTHER_COUNCIL,
    displayName: "Olga Testwell",
    area: { key: "LE15 6", lat: 52.67, lon: -0.73 },
    travelMiles: 9,
    hoursFree: 8,
  }),
];

/** Of a council that agreed to share nothing: it counts where it comes, and is not offered. */
const STRANGER = aListing({
  ...{ id: "pa-4", provider: "olga", authority: "E10000019", displayName: "Odd Testwell" },
  ...{ area: { key: "LE13 1", ...NEAR }, travelMiles: 3 },
});

/** Through which council staff of the tests come in. */
const through = (as: string) => (as === "olive" ? { throughCouncil: OTHER_COUNCIL } : {});

/** A commissioner, and others who are none; a market of three areas and three listings. */
async function marketScene() {
  const clock = { at: noon(TODAY) };
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
    account("olga", { authority: OTHER_COUNCIL, grants: [{ role: "provider" }] }),
    account("colm", staff("commissioner")),
    account("ruth", staff("review-officer")),
    account("finn", staff("finance-officer")),
    account("olive", staff("commissioner", OTHER_COUNCIL)),
  );
  for (const listing of LISTINGS) await table.listings.commit([{ listing, digest: MADE_FROM_CASE }], anAuditContext(), "listing:sample");
  const summary = { postcodes: 10, counted: 10, stackedOnly: false, district: "E07000133" };
  await table.geography.writeIndex([
    { sector: "LE13 1", ...NEAR, ...summary },
    { sector: "LE14 4", lat: 52.88, lon: -0.88, ...summary },
  ]);
  const gaps = dynamoGapStore(table.table);
  const acting = dynamoActingStore(table.table);
  const notices = async (): Promise<readonly any[]> => {
    const { Items = [] } = await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
    return Items.filter(({ entity }) => entity === "notice");
  };
  return { notices, clock, table, gaps, acting, call: functions.call };
}
let scene: Awaited<ReturnType<typeof marketScene>>;

beforeAll(async () => {
  scene = await marketScene();
});

describe("what if, before anything was measured", () => {
  it("leads to the page that says what to bring in", async () => {
    const { status, headers } = await scene.call(`${MARKET}/what-if`, { as: "colm" });
    expect([status, headers["location"]]).toEqual([303, `${MARKET}?done=nothing-yet`]);
  });
});

describe("what if more people offered support", () => {
  const ask = (more: Readonly<Record<string, string>> = {}) => {
    const asked = { count: "12", place: "Melton Mowbray", miles: "10", hours: "12", services: "personal-care", ...more };
    return scene.call(`${MARKET}/what-if?${new URLSearchParams(asked)}`, { as: "colm" });
  };
  beforeAll(async () => {
    await measured(scene.table, LISTINGS, TODAY);
  });
  it("is asked in plain fields, and nothing is kept of what was tried", async () => {
    const before = await scene.gaps.inputs(COUNCIL, "now");
    const page = await scene.call(`${MARKET}/what-if`, { as: "colm" });
    expect(page.status).toBe(200);
    for (const name of ["count", "place", "miles", "hours", "services", "groups", "languages", "times"]) expect(page.body).toContain(`name="${name}"`);
    expect((await ask()).status).toBe(200);
    expect(await scene.gaps.inputs(COUNCIL, "now")).toEqual(before);
  });
  it("says what would change where they go, from where the next one would help most, and no hours of an area with hardly anybody", async () => {
    const { status, body } = await ask({ miles: "12", times: "weekdays-evening" });
    expect(status).toBe(200);
    expect(body).toContain("12 more people from Melton Mowbray who go 12 miles would bring 145 hours a week.");
    expect(body).toMatch(/One more like them would help most from <strong>LE1[34] \d<\/strong>/);
    expect(body).toContain("Weekday evenings: 0 people and providers with 0 hours a week could work then");
    const rows = [...body.matchAll(/<tr class="govuk-table__row" role="row">(.*?)<\/tr>/g)].map(([, row = ""]) =>
      [...row.matchAll(/role="(?:rowheader|cell)"[^>]*>(.*?)</g)].map(([, cell]) => cell),
    );
    const dementia = (area: string) => rows.find((row) => row[0] === area && row[1] === "Personal care: people with dementia");
    expect(dementia("Melton 001")?.slice(2)).toEqual(["15", "30", "Short", "Tight", "3", "15"]);
    const few = "Too few people to show";
    expect(dementia("Melton 003")?.slice(2)).toEqual([few, few, few, few, "1", "13"]);
  });
  it.each([
    ["count", { count: "0" }, "Enter how many people, from 1 to 200"],
    ["count", { count: "201" }, "Enter how many people, from 1 to 200"],
    ["count", { count: "1.5" }, "Enter how many people, from 1 to 200"],
    ["place", { place: " " }, "Enter a postcode sector, town or village"],
    ["place", { place: "Nowhere-at-all" }, "We could not find"],
    ["place", { place: "Oakham" }, "Enter a place in Leicestershire"],
    // Of all areas that are known one of the council is nearest to it.
    ["place", { place: "Bournemouth" }, "Enter a place in Leicestershire"],
    ["miles", { miles: "13" }, "Enter how far each of them goes, from 0 to 12 miles"],
    ["hours", { hours: "-1" }, "Enter how many hours a week each of them has, up to 168"],
    ["services", { services: "juggling" }, "Choose what they do"],
    ["groups", { groups: "juggling" }, "Choose from the list"],
    ["languages", { languages: "xx" }, "Choose from the list"],
    ["times", { times: "never" }, "Choose from the list"],
  ])("names %s where it is wrong (%o), and keeps what was typed", async (field, wrong, sentence) => {
    const { status, body } = await ask(wrong);
    expect(status).toBe(400);
    expect(body).toMatch(new RegExp(`<a href="#${field}">${sentence}`));
    expect(body).toContain(field === "count" ? 'value="Melton Mowbray"' : 'value="12"');
    expect(body).not.toContain("would bring");
  });
});

describe("a market position statement", () => {
  const LIST = `${MARKET}/statements`;
  const ID = `${COUNCIL}.personal-care`;
  const DRAFT = `/market-statement-drafts/${ID}`;
  const EVERYONE = `/market-statements/${COUNCIL}`;
  const statement = async () => (await scene.acting.statement(ID)) ?? expect.fail("no statement");
  const move = async (form: Readonly<Record<string, string>>, as = "colm") =>
    scene.call(DRAFT, { as, ...through(as), form: { version: String((await scene.acting.statement(ID))?.version ?? 0), ...form } });
  const begin = (as = "colm", service = "personal-care") => scene.call(LIST, { as, ...through(as), form: { service } });

  it("is begun by the council's commissioners alone, with figures of today, for a service that there are figures of", async () => {
    expect([(await begin("finn")).status, (await begin("ruth")).status, (await begin("olive")).status]).toEqual([403, 403, 404]);
    const wrong = await begin("colm", "juggling");
    expect([wrong.status, wrong.body.includes("Choose a service. You can only have one draft of each")]).toEqual([400, true]);
    expect((await begin()).headers["location"]).toBe(`${DRAFT}?done=draft`);
    const { draft } = (await statement()).body;
    expect(draft).toMatchObject({
      words: {
        workforce:
          "On 24 November 2026, 3 people and agencies on the list could come to some part of our area, for any kind of support. A check of fewer than 10 of them was due within 60 days. Of them, fewer than 10 had trained to keep adults safe, and the training of fewer than 10 was due within 60 days.",
      },
      figures: { day: TODAY, listings: 3, offered: { notShown: "few-listings" }, areasLeftOut: 1, demand: { word: "not-enough-data" } },
    });
    expect(draft?.figures.gaps.length).toBeGreaterThan(3);
    expect(draft?.figures.gaps.every(({ area, shortHours }) => area !== "E02000003" && shortHours % 5 === 0)).toBe(true);
    expect((await begin()).status).toBe(422);
    expect([(await move({ move: "drop" }, "olive")).status, (await move({ move: "drop" }, "ruth")).status]).toEqual([404, 403]);
  });
  it("begins with words of figures, says which they are, and lets them be changed: a change outlives newer figures, and no change does not", async () => {
    const draft = async () => (await statement()).body.draft ?? expect.fail("no draft");
    const { words, drawn } = await draft();
    expect(words).toEqual(drawn);
    const page = async () => (await scene.call(DRAFT, { as: "colm" })).body;
    expect(await page()).toContain("The draft starts with words from figures: ‘Who can give support’");
    expect(await page()).not.toContain("What the figures say");
    expect((await move({ move: "save", workforce: "We know of three." })).status).toBe(303);
    await monthsPublished(scene.table, COUNCIL, "2027-02-20");
    expect((await move({ move: "redraw" })).status).toBe(303);
    expect((await draft()).words).toEqual({
      workforce: "We know of three.",
      said: expect.stringMatching(
        /^We asked people with a direct payment .* Of those invited in October 2026 to December 2026 \(at least 120\), at least \d+ answered\./,
      ),
    });
    expect(await page()).toContain("What the figures say: People who do the work");
    // What it says of feedback is what everyone sees of it, figure by figure.
    const everyone = (await scene.call(`/feedback-figures/${COUNCIL}`)).body;
    for (const [figure] of (await draft()).words.said?.matchAll(/(?:at least|fewer than) \d+/gi) ?? []) expect(everyone).toContain(figure.toLowerCase());
    expect((await move({ move: "save", workforce: words.workforce ?? "", said: (await draft()).words.said ?? "" })).status).toBe(303);
  });
  it("is public for no one while it is a draft", async () => {
    expect((await scene.call(`${EVERYONE}/personal-care`)).status).toBe(404);
    expect((await scene.call(EVERYONE)).body).toContain("Nothing is published yet");
    expect((await scene.call("/market-statements/E99999999")).status).toBe(404);
    expect((await scene.call("/market-statements")).body).toContain("No council has published one yet");
  });
  it("is published once it says what providers are asked for, with the figures it was begun with, its date and its sources", async () => {
    const early = await move({ move: "publish" });
    expect([early.status, early.body.includes("before you publish it")]).toEqual([400, true]);
    const long = await move({ move: "save", asking: "x".repeat(3001), prices: "We pay what we say." });
    expect([long.status, long.body.includes('href="#words-asking"'), long.body.includes("We pay what we say.")]).toEqual([400, true, true]);
    expect((await move({ move: "juggle" })).status).toBe(404);
    expect((await move({ move: "save", asking: "We look for evenings in Melton.", version: "0" })).status).toBe(412);
    expect(
      (await move({ move: "save", asking: "We look for <b>evenings</b> in Melton.", workforce: (await statement()).body.draft?.drawn?.workforce ?? "" }))
        .status,
    ).toBe(303);
    const figures = (await statement()).body.draft?.figures;
    await measured(scene.table, [], "2026-11-25");
    expect((await move({ move: "publish" })).headers["location"]).toBe(`${DRAFT}?done=publish`);
    expect((await statement()).body.published).toMatchObject({ edition: 1, publishedOn: TODAY, publishedBy: "colm", figures });
    const { status, body } = await scene.call(`${EVERYONE}/personal-care`);
    expect(status).toBe(200);
    for (const words of [
      "We look for &lt;b>evenings&lt;/b> in Melton.",
      "Edition 1, published on 24 November 2026",
      "Figures of 24 November 2026",
      "Office for National Statistics",
      "Supply: <strong>Short</strong>",
    ])
      expect(body).toContain(words);
    expect(body).not.toContain("Melton 003");
    expect(body).not.toContain("colm");
    expect((await scene.call(EVERYONE)).body).toContain(`href="${EVERYONE}/personal-care"`);
    expect((await move({ move: "publish" })).status).toBe(422);
  });
  it("is found in the list of all councils, by its kind of support and its day, and from where people apply to be listed", async () => {
    const { status, body } = await scene.call("/market-statements");
    expect(status).toBe(200);
    expect(body).toMatch(
      /href="\/market-statements\/E10000018\/personal-care">Personal care<span[^>]*>: Leicestershire County Council<\/span><\/a>, published on 24 November 2026/,
    );
    expect(body).not.toContain("No council");
    expect((await scene.call("/apply")).body).toContain('href="/market-statements"');
  });
  it("says in its next edition what became of the gaps of the one before", async () => {
    scene.clock.at = noon("2027-11-24");
    await measured(scene.table, LISTINGS, "2027-11-24", 300);
    await begin();
    const { draft } = (await statement()).body;
    expect(draft).toMatchObject({
      // What figures gave and nobody changed is given anew; what somebody took away stays away.
      words: { asking: "We look for <b>evenings</b> in Melton.", workforce: expect.stringMatching(/^On 24 November 2027, 3 people/) },
      figures: { day: "2027-11-24", demand: { word: "rising", changePercent: 25, sinceMonth: "2026-11" } },
    });
    expect(draft?.words.said).toBeUndefined();
    expect(draft?.figures.since).toMatchObject({ day: TODAY });
    const [first] = draft?.figures.since.gaps ?? [];
    expect(first?.nowHours).toBeGreaterThan(first?.thenHours ?? 0);
    expect((await move({ move: "publish" })).status).toBe(303);
    expect((await statement()).body).toMatchObject({
      editions: 2,
      published: { edition: 2 },
      earlier: [{ edition: 1, publishedOn: TODAY, endedOn: "2027-11-24" }],
    });
    expect((await scene.call(`${EVERYONE}/personal-care`)).body).toContain("Gaps of 24 November 2026, in hours a week");
  });
  it("is public no more once it is withdrawn, which says why", async () => {
    const silent = await move({ move: "withdraw" });
    expect([silent.status, silent.body.includes("Say why you withdraw it")]).toEqual([400, true]);
    expect((await move({ move: "withdraw", why: "The figures were wrong." })).status).toBe(303);
    expect((await scene.call("/market-statements")).body).toContain("No council has published one yet");
    expect((await scene.call(`${EVERYONE}/personal-care`)).status).toBe(404);
    expect((await statement()).body).toMatchObject({
      withdrawn: { edition: 2, on: "2027-11-24", why: "The figures were wrong." },
      endedAt: "2027-11-24T12:00:00.000Z",
    });
    expect((await move({ move: "withdraw", why: "Again" })).status).toBe(422);
  });
});

describe("a target where support is short", () => {
  const LIST = `${MARKET}/targets`;
  const given = {
    needed: "personal-care-dementia",
    areas: ["E02000001", "E02000002"],
    aimHours: "10",
    "by-day": "30",
    "by-month": "6",
    "by-year": "2028",
    words: "We look for people with free evenings. Ask Colm on 0116 000 0000.",
  };
  const set = (more: Readonly<Record<string, string | readonly string[]>> = {}, as = "colm") =>
    scene.call(LIST, { as, ...through(as), form: { ...given, ...more } });
  let id = "";
  const target = async () => (await scene.acting.target(id)) ?? expect.fail("no target");
  const move = async (form: Readonly<Record<string, string | readonly string[]>>, as = "colm") =>
    scene.call(`/market-targets/${id}`, { as, ...through(as), form: { version: String((await target()).version), ...form } });
  const invitations = async () => (await scene.notices()).filter(({ code }) => code === "gap-invitation");

  it("is set for support and areas that there are figures of, by a day to come", async () => {
    expect([(await set({}, "ruth")).status, (await set({}, "olive")).status]).toEqual([403, 404]);
    const wrong = await set({ needed: "juggling", areas: ["E02000003"], aimHours: "-1", "by-year": "2020", words: "" });
    expect(wrong.status).toBe(400);
    for (const field of ["needed", "areas", "aimHours", "words"]) expect(wrong.body).toContain(`href="#${field}"`);
    expect((await set({ "by-year": "2020" })).body).toContain('href="#by-day"');
    const { status, headers } = await set();
    expect(status).toBe(303);
    id = /market-targets\/([^?]+)/.exec(headers["location"] ?? "")?.[1] ?? "";
    const { body } = await target();
    expect(body).toMatchObject({ state: "open", areas: given.areas, aimHours: 10, by: "2028-06-30", start: { day: "2027-11-24" }, invited: [] });
    expect(body.start.shortHours % 5).toBe(0);
    expect(body.start.shortHours).toBeGreaterThan(10);
  });
  it("shows how what is short moves against it, month by month", async () => {
    expect((await scene.call(LIST, { as: "colm" })).body).toContain("No nearer");
    scene.clock.at = noon("2027-12-24");
    await scene.table.listings.commit([{ listing: STRANGER, digest: MADE_FROM_CASE }], anAuditContext(), "listing:sample");
    await measured(
      scene.table,
      [...LISTINGS, STRANGER, aListing({ id: "pa-9", area: { key: "LE13 1", ...NEAR }, travelMiles: 12, hoursFree: 20 })],
      "2027-12-24",
      300,
    );
    const { body } = await scene.call(`/market-targets/${id}`, { as: "colm" });
    for (const words of ["Nearer", "24 November 2027", "24 December 2027"]) expect(body).toContain(words);
    expect((await scene.call(`/market-targets/${id}`, { as: "olive", ...through("olive") })).status).toBe(404);
  });
  it("offers to invite listed providers who are near or fit, and those of a council with which sharing is agreed", async () => {
    const { body } = await scene.call(`/market-targets/${id}`, { as: "colm" });
    expect(body).toContain("Does this and goes there and 5 hours a week free");
    expect(body).toContain('value="pa-1"');
    expect(body).toContain("Does this and goes there, 8 hours a week free and on the list of Leicester");
    // Nobody has an account for pa-2: there is no one to write to. With the council of pa-4 nothing is agreed.
    for (const id of ["pa-2", "pa-4"]) expect(body).not.toContain(`value="${id}"`);
    expect((await scene.gaps.inputs(COUNCIL, "now"))?.listings.map((one) => one.id)).toContain("pa-4");
  });
  it("invites each of them once, by an email that they can stop, which says nothing of anyone who needs support", async () => {
    const none = await move({ move: "invite" });
    expect([none.status, none.body.includes("Choose who to invite")]).toEqual([400, true]);
    expect((await move({ move: "invite", listings: ["pa-2"] })).status).toBe(422);
    const { headers } = await move({ move: "invite", listings: ["pa-1", "pa-2"] });
    expect(headers["location"]).toBe(`/market-targets/${id}?done=invited&which=1-0`);
    expect((await target()).body.invited).toEqual([{ listing: "pa-1", as: "comes", at: "2027-12-24T12:00:00.000Z" }]);
    const [sent, ...others] = await invitations();
    expect(others).toEqual([]);
    expect(sent).toMatchObject({ to: { account: "percy", address: "percy@people.example" }, template: { channel: "email" } });
    expect(Object.keys(sent?.values ?? {}).toSorted()).toEqual(["byDay", "council", "link", "need", "place", "stop", "words"]);
    expect(sent?.values).toMatchObject({
      need: "Personal care: people with dementia",
      place: "Melton 001 to 002",
      link: "https://trellis.example/your-listing/pa-1/wanted",
    });
    expect(sent?.values["stop"]).toContain("/no-more-emails/");
    expect((await move({ move: "invite", listings: ["pa-1"] })).status).toBe(422);
    expect(await invitations()).toHaveLength(1);
    expect((await move({ move: "juggle" })).status).toBe(404);
    expect((await move({ move: "close", version: "0" })).status).toBe(412);
  });
  it("writes to no one who stopped such emails", async () => {
    await set({ areas: ["E02000001"] });
    id = (await scene.acting.targets(COUNCIL)).records.find(({ body }) => body.areas.length === 1)?.body.id ?? "";
    const [sent] = await invitations();
    const stop = new URL(sent?.values["stop"] ?? "").pathname;
    expect((await scene.call(stop, { form: {} })).status).toBeLessThan(400);
    expect((await move({ move: "invite", listings: ["pa-1"] })).status).toBe(422);
    expect(await invitations()).toHaveLength(1);
  });
  it("invites somebody once where two people send it at once", async () => {
    const { headers } = await set({ areas: ["E02000001"] });
    id = /market-targets\/([^?]+)/.exec(headers["location"] ?? "")?.[1] ?? "";
    const form = { move: "invite", listings: ["pa-3"], version: "1" };
    const before = (await invitations()).length;
    const answers = await Promise.all([1, 2, 3].map(() => scene.call(`/market-targets/${id}`, { as: "colm", form })));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect((await invitations()).length - before).toBe(1);
    expect((await target()).body.invited).toHaveLength(1);
  });
  it("invites no one any more once it is closed", async () => {
    expect((await move({ move: "close" })).status).toBe(303);
    expect((await move({ move: "close" })).status).toBe(422);
    expect((await move({ move: "invite", listings: ["pa-1"] })).status).toBe(422);
    expect((await target()).body).toMatchObject({ state: "closed", closedAt: "2027-12-24T12:00:00.000Z" });
  });
});

describe("where a provider's hours are wanted", () => {
  it("is told to them alone, area by area in words, and nothing of an area with hardly anybody", async () => {
    const { status, body } = await scene.call("/your-listing/pa-1/wanted", { as: "percy" });
    expect(status).toBe(200);
    const rows = [...body.matchAll(/role="rowheader"[^>]*>(.*?)<.*?role="cell"[^>]*>(.*?)</g)].map(([, area, wanted]) => [area, wanted]);
    expect(rows).toEqual([["Melton 001 ward (Melton 001)", "Wanted"]]);
    expect(body).not.toMatch(/\d+ hours/);
    expect((await scene.call("/your-listing/pa-1/wanted", { as: "olga" })).status).toBe(404);
    expect((await scene.call("/your-listing/pa-1/wanted", { as: "colm" })).status).toBe(404);
  });
  it("cannot be said of a listing that the measure does not know", async () => {
    await measured(scene.table, [], "2027-12-25", 300);
    expect((await scene.call("/your-listing/pa-1/wanted", { as: "percy" })).body).toContain("We cannot say yet");
  });
});
