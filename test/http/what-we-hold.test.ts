import { beforeEach, describe, expect, it } from "vitest";
import { type AccountFunctions, accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { aCase, storedCases } from "../support/vetting.ts";

// What a person sees of what is held on them, of who acts for them, and of who has looked.

const START = Date.parse("2026-11-24T12:00:00Z");
const HOUR = 3_600_000;

let table: TestTable;
let clock: number;
let functions: AccountFunctions;
let call: AccountFunctions["call"];

const account = (id: string, more: object = {}) =>
  stored(functions.accounts, { entity: "account", after: anAccount({ id, email: `${id}@people.example`, ...more }), action: "test" });
const download = async (as: string, query = "") => (await call(`/account/data/download${query}`, { as })).json();
const partOf = (file: any, kind: string) => file.records.find((one: any) => one.kind === kind)?.held;

beforeEach(async () => {
  table = await aTable();
  clock = START;
  functions = accountFunctions(table, { now: () => clock });
  call = functions.call;
  await account("rosemary", { displayName: "Rosemary Testwell", grants: [{ role: "recipient" }] });
  await account("ada", { grants: [{ role: "administrator", authority: COUNCIL }] });
  for (const [id, displayName] of [
    ["nadia", "Nadia Helpwell"],
    ["norman", "Nadia Helpwell"],
  ] as const) {
    await account(id, { displayName });
    await stored(functions.accounts, {
      entity: "delegation",
      after: aDelegation({ id: `by-${id}`, person: "rosemary", delegate: id }),
      action: "delegation:accept",
    });
  }
});

describe("who acts for you", () => {
  it("says who, since when, what they may do and what they did last; two of one name are told apart", async () => {
    await call("/people/rosemary", { as: "nadia" });
    const { body } = await call("/account/people", { as: "rosemary" });
    for (const words of [
      "Nadia Helpwell (nadia@people.example)",
      "Nadia Helpwell (norman@people.example)",
      "1 November 2026",
      "Look for support",
      "What they did last",
    ])
      expect(body).toContain(words);
    expect(body).toMatch(/Viewed your details, on Tuesday 24 November 2026, 12pm/);
    expect(body).toContain("Nothing yet");
  });
  it("names whom it ends, in the question and in what is said afterwards", async () => {
    const question = await call("/delegations/by-nadia/end", { as: "rosemary" });
    expect(question.body).toContain("Stop Nadia Helpwell acting?");
    const { headers } = await call("/delegations/by-nadia/end", { as: "rosemary", form: {} });
    expect(headers["location"]).not.toContain("Nadia");
    expect((await call(headers["location"] ?? "", { as: "rosemary" })).body).toMatch(/Nadia Helpwell \(nadia@people.example\) can no longer act for you/);
  });
  it("are named to the council that looks at one, and on the person's page", async () => {
    expect((await call("/delegations/by-nadia", { as: "ada" })).body).toContain("Nadia Helpwell");
    const { body } = await call("/people/rosemary", { as: "ada" });
    for (const address of ["nadia@people.example", "norman@people.example"]) expect(body).toContain(address);
  });
});

describe("what we hold", () => {
  it("is everything a provider has with us: their listing with its postcode, their case, and what was done with each", async () => {
    await account("percy", { grants: [{ role: "provider" }] });
    const listing = aListing({ id: "percys-listing", postcode: "LE13 1GH" });
    const after = aCase({ id: "percys-case", owner: "percy", listing: listing.id });
    expect((await functions.checking.store.commit(anAuditContext(), [{ entity: "case", after, action: "case:open" }], { listing })).ok).toBe(true);
    const file = await download("percy");
    expect(partOf(file, "listing")).toMatchObject([{ id: "percys-listing", postcode: "LE13 1GH" }]);
    expect((await call("/account/data", { as: "percy" })).body).toMatch(/Postcode \(not public\)[\s\S]{0,120}LE13 1GH/);
    expect(partOf(file, "case").map(({ id }: any) => id)).toEqual(["percys-case"]);
    const entries = partOf(file, "audit-entry");
    expect(entries.map(({ action }: any) => action)).toContain("case:open");
    expect(entries.map(({ record }: any) => record)).toContain("LISTING#percys-listing|LISTING");
    for (const entry of entries) expect(entry.reason).toBeUndefined();
  });
  it("says nothing in a machine's words on the page: no references, no codes", async () => {
    await account("percy", { grants: [{ role: "provider" }] });
    await storedCases(functions.accounts, { entity: "case", after: aCase({ id: "percys-case", owner: "percy" }), action: "case:open" });
    const { body } = await call("/account/data", { as: "percy" });
    for (const machine of ["percys-case", "T12:00:00", COUNCIL]) expect(body.replace(/<dd[^>]*>\s*percy\s*<\/dd>/, "")).not.toContain(machine);
  });
  it("never shows as an accusation that somebody was refused: not to them, and not to whoever it was about", async () => {
    await call("/people/rosemary/data", { as: "ada" });
    const theirs = (await call("/account/data", { as: "ada" })).body;
    const hers = (await call("/account/data", { as: "rosemary" })).body;
    for (const accusing of ["not allowed", "Tried", "efused"]) {
      expect(theirs).not.toContain(accusing);
      expect(hers).not.toContain(accusing);
    }
  });
  it("has one line for somebody who looked many times within the hour, with how often", async () => {
    for (let turn = 0; turn < 5; turn += 1) await call("/people/rosemary", { as: "nadia" });
    const { body } = await call("/account/data", { as: "rosemary" });
    expect(body.match(/Viewed your details/g)?.length).toBe(1);
    expect(body).toContain("5 times within the hour");
    const looks = partOf(await download("rosemary"), "audit-entry").filter(({ action }: any) => action === "looked:account:read");
    expect(looks.map((one: any) => one.looks)).toEqual([5]);
  });
  it("comes in parts, each with the address of the one before, and no entry is missing or twice", async () => {
    for (let hour = 0; hour < 205; hour += 1) {
      clock = START + hour * HOUR;
      await call("/api/people/rosemary", { as: "ada" });
    }
    const first = await download("rosemary");
    expect(first.next).toMatch(/^\/account\/data\/download\?before=\d+$/);
    const second = await download("rosemary", first.next.slice(first.next.indexOf("?")));
    expect(second.next).toBeUndefined();
    const own = [first, second].flatMap((file) => partOf(file, "audit-entry").filter(({ record }: any) => record === "ACCOUNT#rosemary|ACCOUNT"));
    expect(own.map(({ sequence }: any) => sequence).sort((a: number, b: number) => a - b)).toEqual(Array.from({ length: 206 }, (_, at) => at + 1));
    expect((await call("/account/data", { as: "rosemary" })).body).toContain("Earlier views and changes");
  });
});
