import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { dynamoHoursPlan, dynamoHoursStore } from "../../functions/arrangements/store/dynamo-hours-store.ts";
import { askFreeHours } from "../../functions/arrangements/use-cases/ask-free-hours.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { DAY_MS } from "../../shared/domain/time.ts";
import { MADE_FROM_CASE } from "../../shared/listing/change.ts";
import { withArranged } from "../../shared/listing/free-hours.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { type AccountFunctions, type Asking, accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { aTable, type TestTable } from "../support/tables.ts";

const { askEveryDays, linkDays } = servicePolicy.freeHours;
const SITE = new URL("https://trellis.example");
const START = Date.parse("2026-11-24T12:00:00Z");
const PAGE = "/your-listing/pips-listing/hours";

let table: TestTable;
let functions: AccountFunctions;
let at: number;

beforeEach(async () => {
  at = START;
  table = await aTable();
  table.clock.at = START;
  functions = accountFunctions(table, { now: () => (at += 500) });
  await stored(
    functions.accounts,
    ...["pip", "rosemary"].map((id) => ({
      entity: "account" as const,
      after: anAccount({ id, email: `${id}@people.example`, displayName: id }),
      action: "test",
    })),
  );
  const pips = aListing({ id: "pips-listing", provider: "pip", displayName: "Pip Tryout", hoursSaidOn: "2026-11-24" });
  await table.listings.commit([{ listing: pips, digest: MADE_FROM_CASE }], anAuditContext(), "listing:sample");
});

const call = (path: string, asking: Asking = {}) => functions.call(path, asking);
const all = async (): Promise<readonly any[]> => (await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items ?? [];
const theListing = async () => {
  const found = (await table.listings.read([ListingId.parse("pips-listing")])).get("pips-listing");
  if (!found) throw new Error("It is not stored");
  return found;
};
const shown = async () => (await table.directory.profile("pips-listing"))?.row.listing.hoursFree;
const save = async (hours: string, more: Asking["form"] = {}) =>
  call(PAGE, { as: "pip", form: { hours, version: String((await theListing()).version), ...more } });
/** What the job does on a day, under its own role. */
const ask = async (days: number) => {
  const own = table.tableOf("askHours");
  at = START + days * DAY_MS;
  table.clock.at = at;
  return askFreeHours({ store: dynamoHoursStore(own), plan: dynamoHoursPlan(own), site: SITE, policy: servicePolicy.freeHours }, at);
};
const notices = async () => (await all()).filter(({ entity }) => entity === "notice");
const links = async (): Promise<readonly string[]> =>
  (await notices()).toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1)).map(({ values }) => new URL(values.link).pathname);
const asked = async (days = askEveryDays): Promise<string> => {
  await ask(days);
  return (await links()).at(-1) ?? "none";
};
const answer = async (link: string, form: Record<string, string>) => call(link, { form: { version: String((await theListing()).version), ...form } });

describe("a provider's page of free hours", () => {
  it("is two clicks from their listing, asks one thing, and what is saved is what people find", async () => {
    const before = await call(PAGE, { as: "pip" });
    expect(before.status).toBe(200);
    expect(before.body).toMatch(/<input[^>]* id="hours"[^>]* value="12"/);
    const done = await save("7.5");
    expect([done.status, done.headers["location"]]).toEqual([303, `${PAGE}?done=saved`]);
    expect((await theListing()).listing).toMatchObject({ hoursFree: 7.5, hours: { offered: 7.5, arranged: 0, said: 12 }, hoursSaidOn: "2026-11-24" });
    expect(await shown()).toBe(7.5);
    expect((await table.directory.logAfter(0)).at(-1)?.changes).toMatchObject([
      { id: "pips-listing", before: { listing: { hoursFree: 12 } }, after: { listing: { hoursFree: 7.5 } } },
    ]);
    const entries = (await all()).filter(({ pk }) => pk === "AUDIT#LISTING#pips-listing|LISTING");
    expect(entries.at(-1)).toMatchObject({ actor: { subject: "pip", role: "self" }, action: "hours:say" });
    expect(await verifyTrails(table.table)).toMatchObject({ broken: [] });
  });
  it("counts what is free beside what is agreed, and refuses what somebody typed who did not see it", async () => {
    const seen = await theListing();
    const { digest } = seen;
    await table.listings.commit([{ listing: withArranged(seen.listing, 6), digest, replaces: seen }], anAuditContext(), "listing:sample");
    const stale = await save("10", { version: String(seen.version) });
    expect(stale.status).toBe(412);
    expect(stale.body).toContain("Your listing changed since you opened this page");
    expect(stale.body).toMatch(/<input[^>]* id="hours"[^>]* value="6"/);
    expect(stale.body).toContain("Do not count the 6 hours a week");
    expect((await save("10")).status).toBe(303);
    expect((await theListing()).listing).toMatchObject({ hoursFree: 10, hours: { offered: 16, arranged: 6, said: 12 } });
  });
  it("names the field of what it cannot take, and keeps what was typed", async () => {
    for (const typed of ["", "12.3", "169", "a few"]) {
      const refused = await save(typed);
      expect(refused.status, typed).toBe(400);
      expect(refused.body).toContain("Enter a number of hours from 0 to 168, like 12 or 12.5");
      expect(refused.body).toContain('href="#hours"');
      expect(refused.body).toMatch(new RegExp(`<input[^>]* id="hours"[^>]* value${typed === "" ? "" : `="${typed}"`} `));
    }
    expect(await shown()).toBe(12);
  });
  it("is nobody else's, and done twice by one form it is done once", async () => {
    expect((await call(PAGE, { as: "rosemary" })).status).toBe(404);
    expect((await call(PAGE, { as: "rosemary", form: { hours: "1" } })).status).toBe(404);
    expect((await call(PAGE)).headers["location"]).toMatch(/^\/sign-in\?/);
    const { version } = await theListing();
    const { sessions } = functions.accounts;
    const session = sessions.begin("pip", undefined);
    const cookies = [(await sessions.cookie(session)).split(";")[0] ?? ""];
    const form = { hours: "3", version: String(version), csrf: await sessions.formToken(session), once: "the-same-form-twice" };
    expect((await call(PAGE, { cookies, form })).headers["location"]).toBe(`${PAGE}?done=saved`);
    expect((await call(PAGE, { cookies, form })).headers["location"]).toBe(`${PAGE}?done=saved`);
    expect((await theListing()).version).toBe(version + 1);
  });
});

describe("the monthly question", () => {
  it("is sent when they said nothing for so many days, once however often it is tried, and again a month later", async () => {
    expect(await ask(askEveryDays - 1)).toEqual({ found: 0, asked: 0 });
    expect(await ask(askEveryDays)).toEqual({ found: 1, asked: 1 });
    expect(await ask(askEveryDays)).toMatchObject({ asked: 0 });
    expect(await ask(askEveryDays + 1)).toMatchObject({ asked: 0 });
    const [notice, ...more] = await notices();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ code: "hours-question", to: { account: "pip", address: "pip@people.example" }, values: { hours: "12 hours" } });
    expect(await ask(2 * askEveryDays)).toMatchObject({ asked: 1 });
    expect(new Set(await links()).size).toBe(2);
    expect((await call((await links())[0] ?? "")).status).toBe(410);
  });
  it("goes to nobody who has left the list, and goes on when they are back", async () => {
    const replaces = await theListing();
    const write = (status: string, before: typeof replaces) =>
      table.listings.commit([{ listing: { ...before.listing, status }, digest: MADE_FROM_CASE, replaces: before }], anAuditContext(), "listing:sample");
    await write("paused", replaces);
    expect(await ask(askEveryDays)).toEqual({ found: 0, asked: 0 });
    table.clock.at = START + (askEveryDays + 9) * DAY_MS;
    await write("accredited", await theListing());
    expect(await ask(askEveryDays + 9)).toEqual({ found: 1, asked: 1 });
  });
  it("changes nothing when its link is only looked at, and is answered by a number", async () => {
    const link = await asked();
    const before = await all();
    const page = await call(link);
    expect(page.status).toBe(200);
    expect(page.body).toContain("Do you still have 12 hours free a week?");
    const changed = (await all()).filter(({ pk }) => !pk.startsWith("LIMIT#"));
    expect(changed).toEqual(before.filter(({ pk }) => !pk.startsWith("LIMIT#")));
    expect((await answer(link, { act: "save", hours: "lots" })).status).toBe(400);
    expect((await answer(link, { act: "save", hours: "5" })).status).toBe(200);
    expect([await shown(), (await theListing()).listing.hoursSaidOn]).toEqual([5, "2026-12-24"]);
    // The same form again hears the same; whoever opens the link, or says another thing, that it no longer works.
    expect((await answer(link, { act: "save", hours: "5" })).status).toBe(200);
    expect((await answer(link, { act: "save", hours: "6" })).status).toBe(410);
    expect((await call(link)).status).toBe(410);
    expect(await ask(2 * askEveryDays - 1)).toMatchObject({ asked: 0 });
    expect(await ask(2 * askEveryDays)).toMatchObject({ asked: 1 });
  });
  it("is answered by 'no change', which says so of today and leaves the figure", async () => {
    const link = await asked();
    expect((await answer(link, { act: "same" })).status).toBe(200);
    expect((await theListing()).listing).toMatchObject({ hoursFree: 12, hoursSaidOn: "2026-12-24" });
  });
  it("asks to look again where the figure is another by then", async () => {
    const link = await asked();
    const seen = await theListing();
    await table.listings.commit([{ listing: withArranged(seen.listing, 6), digest: MADE_FROM_CASE, replaces: seen }], anAuditContext(), "listing:sample");
    const late = await answer(link, { act: "same", version: String(seen.version) });
    expect(late.status).toBe(412);
    expect(late.body).toContain("Do you still have 6 hours free a week?");
    expect(await shown()).toBe(6);
  });
  it("looks the same where its link is used, over or made up", async () => {
    const link = await asked();
    at = START + (askEveryDays + linkDays + 1) * DAY_MS;
    const over = await call(link);
    const unknown = await call(`/free-hours/${"0".repeat(48)}`);
    const none = await call("/free-hours/none");
    expect([over.status, unknown.status, none.status]).toEqual([410, 410, 410]);
    expect([unknown.body, none.body]).toEqual([over.body, over.body]);
    expect((await answer(link, { act: "same" })).status).toBe(410);
  });
  it("stops by its link or on their page, and goes on when they say so there", async () => {
    const link = await asked();
    expect((await answer(link, { act: "stop" })).body).toContain("We will not ask you each month.");
    expect((await answer(link, { act: "stop" })).status).toBe(200);
    expect((await call(link)).status).toBe(410);
    expect(await ask(3 * askEveryDays)).toMatchObject({ asked: 0 });
    expect((await call(PAGE, { as: "pip" })).body).toContain("Ask me each month");
    expect((await call(`${PAGE}/asking`, { as: "pip", form: { asking: "again" } })).headers["location"]).toBe(`${PAGE}?done=again`);
    await save("8");
    expect(await ask(4 * askEveryDays)).toMatchObject({ asked: 1 });
    expect((await call(`${PAGE}/asking`, { as: "pip", form: { asking: "stop" } })).headers["location"]).toBe(`${PAGE}?done=stop`);
    expect((await call((await links()).at(-1) ?? "")).status).toBe(410);
  });
});
