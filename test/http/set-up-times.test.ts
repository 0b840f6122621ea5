import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, inject, it } from "vitest";
import { recipientImporter } from "../../functions/arrangements/entries/recipient-import.composition.ts";
import { setUpClock } from "../../functions/arrangements/entries/set-up-clock.composition.ts";
import type { SetUp } from "../../functions/arrangements/rules/set-up.ts";
import { dynamoRecipientStore } from "../../functions/arrangements/store/dynamo-recipient-store.ts";
import { dynamoSetUpStore } from "../../functions/arrangements/store/dynamo-set-up-store.ts";
import { linkRecipient, unlinkRecipient } from "../../functions/arrangements/use-cases/link-recipient.ts";
import { type NoteSetUpsDeps, noteSetUps } from "../../functions/arrangements/use-cases/note-set-ups.ts";
import { dataSubject } from "../../functions/data-subject.ts";
import { DAY_MS } from "../../shared/domain/time.ts";
import { type AccountFunctions, accountEnvironment, accountFunctions, anAccount, SITE, stored } from "../support/accounts.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { aRequest } from "../support/requests.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { aContact, anArrangement, storedCases } from "../support/vetting.ts";

// The set-up clock: what its function notes every morning, and what a council sees of it.

const NOW = Date.parse("2026-11-27T10:00:00Z");
const PAGE = `/councils/${COUNCIL}/set-up-times`;
let table: TestTable;
let functions: AccountFunctions;
let clock: NoteSetUpsDeps;
let recipients: ReturnType<typeof dynamoRecipientStore>;
let facts: ReturnType<typeof dynamoSetUpStore>;

/** Brings people in as the council's file says them: reference, day agreed, first payment, postcode, reasons. */
async function bring(...rows: readonly (readonly [reference: string, agreedOn: string, paidOn: string, postcode: string, reasons: string])[]) {
  const file = join(inject("scratch"), `set-ups-${crypto.randomUUID()}.csv`);
  const lines = rows.map(([reference, ...more]) => [reference, "2026-04-06", `Sample ${reference}`, ...more].join(","));
  await writeFile(file, ["reference,from,name,dpAgreedOn,firstPaymentOn,postcode,supportReasons", ...lines].join("\n"));
  const report = await recipientImporter(table.environmentOf("recipientDrop"), () => NOW - DAY_MS).take([file], COUNCIL);
  expect(report.refused).toEqual([]);
}
const account = (id: string, more: object = {}) =>
  stored(functions.accounts, {
    entity: "account",
    after: anAccount({ id, displayName: `${id} Testwell`, email: `${id}@people.example`, ...more }),
    action: "test",
  });
const noted = async (): Promise<readonly SetUp[]> => facts.setUpsSince(COUNCIL, "2000-01-01");
/** The record of whoever's direct payment was agreed on a day. */
const agreedOn = async (day: string) => {
  for await (const page of facts.agreedSince(COUNCIL, day)) for (const { id } of page.slice(0, 1)) return recipients.recipient(id);
  throw new Error(`Nobody was agreed on ${day}`);
};
const link = async (day: string, who: string) => {
  const record = await agreedOn(day);
  if (!record) throw new Error("No record");
  expect(await linkRecipient({ store: recipients, account: functions.accounts.store.account })(record, who, "ruth", anAuditContext({ at: NOW }))).toMatchObject(
    { ok: true },
  );
};
const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

beforeEach(async () => {
  table = await aTable();
  functions = accountFunctions(table, { now: () => NOW });
  recipients = dynamoRecipientStore(table.table);
  facts = dynamoSetUpStore(table.table);
  clock = setUpClock(accountEnvironment(table, "setUpClock"));
  for (const [id, role] of [
    ["ruth", "review-officer"],
    ["colm", "commissioner"],
    ["ada", "administrator"],
    ["finn", "finance-officer"],
    ["vera", "vetting-officer"],
  ])
    await account(String(id), { grants: [{ role, authority: COUNCIL }] });
  await account("rosemary");
});

/** What Rosemary did: asked twice, was answered, and is supported. */
const activity = () =>
  storedCases(
    functions.accounts,
    {
      entity: "request",
      after: aRequest({ id: "r-1", owner: "rosemary", createdAt: "2026-10-06T22:59:00.000Z", firstAnswerAt: "2026-10-20T09:00:00.000Z" }),
      action: "test",
    },
    {
      entity: "contact",
      after: aContact({ id: "c-1", owner: "rosemary", createdAt: "2026-10-08T09:00:00.000Z", answeredAt: "2026-10-09T23:30:00.000Z" }),
      action: "test",
    },
    { entity: "arrangement", after: { ...anArrangement("a-1", "rosemary"), since: "2026-11-02" }, action: "test" },
  );

describe("the set-up clock", () => {
  it("notes the days once, and again only what is new", async () => {
    await bring(
      ["S-1", "2026-10-01", "2026-11-09", "LE13 1GH", "physical|social"],
      ["S-2", "2026-10-05", "2026-12-09", "", ""],
      ["S-3", "2024-11-26", "", "", ""],
    );
    await bring(["S-4", "2026-12-01", "", "", ""]);
    await link("2026-10-01", "rosemary");
    await activity();
    expect(await noteSetUps(clock, NOW)).toEqual({ seen: 3, written: 2 });
    const [first, second] = await noted();
    const linkedAt = "2026-11-27T10:00:00.000Z";
    const days = { firstRequestOn: "2026-10-06", firstAnswerOn: "2026-10-10", startedOn: "2026-11-02", firstPaymentOn: "2026-11-09" };
    expect(first).toEqual({
      id: expect.stringMatching(/^rcp_/),
      authority: COUNCIL,
      account: "rosemary",
      agreedOn: "2026-10-01",
      area: "LE13",
      reason: "physical",
      ...days,
      linkedAt,
    });
    expect(second).toEqual({ id: expect.stringMatching(/^rcp_/), authority: COUNCIL, agreedOn: "2026-10-05" });
    expect(await noteSetUps(clock, NOW + DAY_MS)).toEqual({ seen: 3, written: 0 });
    // Paid for the first time since.
    expect(await noteSetUps(clock, NOW + 12 * DAY_MS)).toEqual({ seen: 3, written: 2 });
    const trail = first ? await facts.trail(first) : [];
    expect(trail.map(({ action, actor }) => `${action} ${actor.subject}`)).toEqual(["set-up:note system:set-up-clock"]);
    expect(JSON.stringify(trail)).not.toMatch(/2026-10-|LE13|physical/);
  });
  it("that is stopped half-way, or changed by somebody else, writes each once in the end", async () => {
    await bring(...[1, 2, 3, 4].map((one) => [`S-${one}`, `2026-10-0${one}`, "2026-10-20", "LE13 1GH", "social"] as const));
    let commits = 0;
    const failing: NoteSetUpsDeps = {
      ...clock,
      store: {
        ...clock.store,
        commit: (...args) => {
          commits += 1;
          return commits > 2 ? Promise.reject(new Error("stopped")) : clock.store.commit(...args);
        },
      },
    };
    await expect(noteSetUps(failing, NOW)).rejects.toThrow("stopped");
    expect((await noted()).length).toBe(2);
    // Two runs at once: each person is written by one of them.
    const reports = await Promise.all([noteSetUps(clock, NOW), noteSetUps(clock, NOW)]);
    expect(reports.reduce((sum, { written }) => sum + written, 0)).toBe(2);
    const trails = await Promise.all((await noted()).map((one) => facts.trail(one)));
    expect(trails.map((entries) => entries.length)).toEqual([1, 1, 1, 1]);
  });
  it("forgets the days of an account that was connected by mistake, and keeps those of one that is deleted", async () => {
    await bring(["S-1", "2026-10-01", "", "LE13 1GH", "social"]);
    await activity();
    await link("2026-10-01", "rosemary");
    await noteSetUps(clock, NOW);
    const record = await agreedOn("2026-10-01");
    if (record) await unlinkRecipient({ store: recipients })(record, anAuditContext({ at: NOW }));
    await noteSetUps(clock, NOW);
    expect(await noted()).toEqual([{ id: record?.body.id, authority: COUNCIL, agreedOn: "2026-10-01", area: "LE13", reason: "social" }]);

    await link("2026-10-01", "rosemary");
    await noteSetUps(clock, NOW);
    const [whole] = await noted();
    expect(whole).toMatchObject({ firstRequestOn: "2026-10-06" });
    const subject = dataSubject(table.table, new URL(SITE), accountEnvironment(table));
    expect((await subject.personalDataOf("rosemary"))["set-up"]).toEqual([whole]);
    expect((await subject.personalDataOf("colm"))["set-up"]).toEqual([]);
    for (const _ of [1, 2]) await subject.endForErasure("rosemary", anAuditContext({ at: NOW }));
    const { account: _account, ...without } = whole ?? expect.fail("nothing noted");
    const settled = { ...without, settledAt: "2026-11-27T10:00:00.000Z" };
    expect(await noted()).toEqual([settled]);
    expect([await noteSetUps(clock, NOW + DAY_MS), await noted()]).toEqual([{ seen: 1, written: 0 }, [settled]]);
    expect((await subject.personalDataOf("rosemary"))["set-up"]).toEqual([]);
  });
});

describe("the page of how long it takes", () => {
  const people = (count: number, from: string, changes: Partial<SetUp>) =>
    storedCases(
      functions.accounts,
      ...Array.from({ length: count }, (_, index) => ({
        entity: "set-up" as const,
        after: { id: `rcp_${from}${index}`, authority: COUNCIL, agreedOn: "2026-10-01", ...changes },
        action: "test",
      })),
    );
  it("shows medians of groups of five or more, and no name, to those who may see it", async () => {
    await people(4, "few", { reason: "sensory", area: "LE9", firstRequestOn: "2026-10-02" });
    await people(4, "early", { reason: "physical", area: "LE13", firstRequestOn: "2026-10-02", startedOn: "2026-09-20" });
    await people(1, "late", { reason: "physical", area: "LE13", firstRequestOn: "2026-10-31", startedOn: "2026-10-31", firstPaymentOn: "2026-10-31" });
    await people(5, "before", { reason: "social", area: "LE10", agreedOn: "2024-11-26", firstRequestOn: "2024-12-31" });
    const [ruth, colm, ada] = await Promise.all(["ruth", "colm", "ada"].map((as) => call(as)));
    for (const answer of [ruth, colm, ada]) {
      expect(answer?.status).toBe(200);
      const text = textOf(answer?.body ?? "");
      expect(text).toContain("Physical support 5 1 day Too few people to show 0 days Too few people to show");
      expect(text).toContain("LE13 5 1 day Too few people to show 0 days Too few people to show");
      expect(text).toMatch(/Sensory support Too few people to show .* LE9 Too few people to show LE13/);
      for (const hidden of ["rcp_", "Social support", "LE10", "Rosemary"]) expect(text).not.toContain(hidden);
    }
  });
  it("says so where there is no one, and is refused to everyone else", async () => {
    expect(textOf((await call("ruth")).body)).toContain("There is no one to count yet.");
    const statuses = await Promise.all(["finn", "vera", "rosemary"].map(async (as) => (await call(as)).status));
    expect(statuses).toEqual([403, 403, 403]);
    expect((await functions.call(`/councils/${OTHER_COUNCIL}/set-up-times`, { as: "ruth" })).status).toBe(404);
    for (const as of ["ruth", "colm", "ada"]) expect((await functions.call("/staff", { as })).body).toContain(PAGE);
    // The function that shows it finds what was noted, and can write none of it.
    await expect(dynamoSetUpStore(table.tableOf("recipients")).setUp("rcp_1")).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
  const call = (as: string) => functions.call(PAGE, { as });
});
