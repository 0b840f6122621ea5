import { beforeEach, describe, expect, it } from "vitest";
import { dynamoArrangementStore } from "../../functions/arrangements/store/dynamo-arrangement-store.ts";
import { dynamoPoolStore } from "../../functions/arrangements/store/dynamo-pool-store.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { readListings } from "../../shared/listing/listing-writes.ts";
import { type AccountFunctions, accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { withPostcodes } from "../support/open-data.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { anArrangement, storedCases } from "../support/vetting.ts";

// Neighbours who share one provider's support.

const NOW = Date.parse("2026-11-27T10:00:00Z");
const PIPS = ListingId.parse("LEI-4KX7");
const PEOPLE = ["rosemary", "bernard", "celia"] as const;

let table: TestTable;
let functions: AccountFunctions;
let call: AccountFunctions["call"];
let clock = NOW;

beforeEach(async () => {
  clock = NOW;
  table = await aTable();
  await withPostcodes(table);
  functions = accountFunctions(table, { now: () => clock });
  call = functions.call;
  const account = (id: string, more: object = {}) =>
    stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id, email: `${id}@people.example`, phone: "01632 960 111", displayName: `${id[0]?.toUpperCase()}${id.slice(1)} Testwell`, ...more }),
      action: "test",
    });
  for (const person of [...PEOPLE, "far", "hungry"]) await account(person, { grants: [{ role: "recipient" }] });
  await account("pip", { displayName: "Pip Pipwell", grants: [{ role: "provider" }] });
  await account("nadia");
  await stored(functions.accounts, {
    entity: "delegation",
    after: aDelegation({ id: "nadias", person: "celia", delegate: "nadia", kind: "nominated-person", scopes: ["search-and-contact"] }),
    action: "test",
  });
  await table.listings.commit(
    [
      {
        listing: aListing({ id: PIPS, provider: "pip", displayName: "Pip", hoursFree: 2, hours: { offered: 12, said: 12, arranged: 10 }, authority: COUNCIL }),
        digest: "test",
      },
    ],
    anAuditContext(),
    "listing:sample",
  );
  const { unlisted: _, ...plain } = anArrangement("theirs", "rosemary");
  await storedCases(table, {
    entity: "arrangement",
    after: {
      ...plain,
      ...{ listing: PIPS, provider: "pip", hoursHeld: 10, startedOn: "2026-11-01" },
      terms: [
        {
          from: "2026-11-01",
          learnedAt: "2026-11-01T09:00:00.000Z",
          value: { services: ["getting-out"], hours: 10, times: [], ratePence: 1501, outcomes: [], pay: "weekly", payWhen: "arrears", hoursBasis: "planned" },
        },
      ],
    },
    action: "test",
  });
});

const there = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error("There is none");
  return value;
};
const send = (path: string, as: string, form: Readonly<Record<string, string | readonly string[]>> = {}) =>
  call(path, { as, form: { once: crypto.randomUUID(), ...form } });
const wish = async (person: string, place = "LE13 1GH", services: readonly string[] = ["getting-out"]) => {
  const { status, body } = await send("/people/me/pools/wish", person, { services, place });
  expect(status, body).toBe(303);
};
const day = (name: string, date: string) => {
  const [year = "", month = "", dayOf = ""] = date.split("-");
  return { [`${name}-day`]: dayOf, [`${name}-month`]: month, [`${name}-year`]: year };
};
const PROPOSAL = "/people/me/pool-proposal?arrangement=theirs";
const propose = async (people: readonly string[], date = "2026-11-27") =>
  send("/people/me/pools/propose", "rosemary", { arrangement: "theirs", person: people, ...day("from", date) });
const proposed = async (people: readonly string[] = ["bernard", "celia"]) => {
  for (const person of PEOPLE) await wish(person);
  const { status, headers, body } = await propose(people);
  expect(status, body).toBe(303);
  return there(headers["location"]?.match(/^\/people\/me\/pools\/([^?]+)\?done=proposed$/)?.[1]);
};
const store = () => dynamoPoolStore(table.table);
const read = async (id: string) => there(await store().pool(id));
const step = async (id: string, as: string, name: string, form: Readonly<Record<string, string>> = {}, person = "me") =>
  send(`/people/${person}/pools/${id}/${name}`, as, { version: String((await read(id)).version), ...form });
const running = async () => {
  const id = await proposed();
  for (const who of ["bernard", "celia", "pip"]) expect((await step(id, who, "agree")).status).toBe(303);
  return id;
};
const page = async (id: string, as: string) => (await call(`/people/me/pools/${id}`, { as })).body;
const free = async () => there((await readListings(table.table, [PIPS])).get(PIPS)).listing.hoursFree;
const held = async (person: string) =>
  (await dynamoArrangementStore(table.table).arrangementsOf(person)).map(({ body }) => [body.state, body.hoursHeld, body.pool !== undefined]);
const notices = async (account: string) => (await functions.accounts.store.noticesOf(account, clock)).map(({ code }) => code);

describe("a pool", () => {
  it("is proposed to neighbours who want the same and agreed to be asked, by their first names, and to nobody else", async () => {
    expect((await call(PROPOSAL, { as: "rosemary" })).body).toContain("let people near you ask you");
    for (const person of PEOPLE) await wish(person);
    await wish("far", "LE11 3AA");
    await wish("hungry", "LE13 1GH", ["meals"]);
    const { body } = await call(PROPOSAL, { as: "rosemary" });
    expect(["Bernard", "Celia", "Far", "Hungry", "Bernard Testwell"].filter((name) => body.includes(name))).toEqual(["Bernard", "Celia"]);
    for (const people of [[], ["far"], ["bernard", "stranger"]]) {
      const { status, body: refused } = await propose(people);
      expect([status, refused.includes("Choose at least one person")]).toEqual([400, true]);
    }
    expect((await propose(["bernard"], "never")).status).toBe(400);
    expect((await call(PROPOSAL, { as: "bernard" })).status).toBe(404);
    expect((await send("/people/me/pools/wish/end", "bernard")).status).toBe(303);
    expect((await call(PROPOSAL, { as: "rosemary" })).body).not.toContain("Bernard");
  });

  it("begins once each has agreed, splits hours and pence to the last of them, and shows who it is only then", async () => {
    const id = await proposed();
    expect([await notices("bernard"), await notices("pip")]).toEqual([["pool-proposed"], ["pool-proposed"]]);
    expect((await page(id, "bernard")).match(/<main.*<\/main>/s)?.[0].match(/Rosemary|Celia|Testwell/g)).toEqual(["Rosemary", "Celia"]);
    expect(await page(id, "bernard")).toContain("About 3 hours 20 minutes, £50.04 a week");
    expect((await step(id, "bernard", "agree")).status).toBe(303);
    expect((await step(id, "pip", "agree")).status).toBe(303);
    expect((await read(id)).body.state).toBe("proposed");
    expect((await step(id, "nadia", "agree", {}, "celia")).status).toBe(303);
    expect((await read(id)).body).toMatchObject({ state: "running", from: "2026-11-27" });
    const seen = await page(id, "celia");
    for (const words of ["Rosemary Testwell", "Bernard Testwell", "£150.10 a week", "3 hours 20 minutes, £50.04", "3 hours 20 minutes, £50.03"])
      expect(seen).toContain(words);
    expect(seen.match(/01632|@people/g)).toBeNull();
    expect([await held("rosemary"), await held("bernard"), await held("celia"), await free()]).toEqual([
      [["live", 10, true]],
      [["live", 0, true]],
      [["live", 0, true]],
      2,
    ]);
    expect((await call(`/people/me/pools/${id}`, { as: "hungry" })).status).toBe(404);
    // What they share is changed where they share it.
    const own = await call("/arrangements/theirs/moves/end", { as: "rosemary", form: { version: "2", ...day("on", "2026-11-27"), why: "moved" } });
    expect([own.status, own.body.includes("You share this support")]).toEqual([422, true]);
  });

  it("is split anew from the day somebody leaves, hands its hours on, and frees them with the last", async () => {
    const id = await running();
    clock += 7 * 86_400_000;
    expect((await step(id, "rosemary", "leave", day("lastDay", "2026-12-05"))).status).toBe(422);
    expect((await step(id, "rosemary", "leave", day("lastDay", "2026-12-03"))).status).toBe(303);
    expect([await held("rosemary"), await held("bernard"), await held("celia"), await free()]).toEqual([
      [["ended", 0, true]],
      [["live", 10, true]],
      [["live", 0, true]],
      2,
    ]);
    expect(await page(id, "bernard")).toContain("5 hours, £75.05");
    expect((await step(id, "bernard", "leave", day("lastDay", "2026-12-04"))).status).toBe(303);
    expect((await step(id, "celia", "leave", day("lastDay", "2026-12-04"))).status).toBe(303);
    expect([(await read(id)).body.state, await held("celia"), await free()]).toEqual(["ended", [["ended", 0, true]], 12]);
  });

  it("has what one member paid another on both sides, and refuses what cannot be", async () => {
    const id = await running();
    const pay = (form: Readonly<Record<string, string>>) =>
      step(id, "bernard", "pay", { payee: "rosemary", amount: "£50.03", ...day("paidOn", "2026-11-27"), ...form });
    expect((await pay({})).status).toBe(303);
    for (const person of ["rosemary", "bernard"]) {
      expect(await page(id, person)).toContain("£50.03");
      const { personalDataOf } = functions.accounts.dataSubject;
      const [pool] = (await personalDataOf(person))["pool"] ?? [];
      expect(pool?.["payments"]).toEqual([{ pence: 5003, on: "2026-11-27", paid: person === "bernard" }]);
    }
    expect([
      (await pay({ amount: "a lot" })).status,
      (await pay({ payee: "stranger" })).status,
      (await pay(day("paidOn", "2026-11-28"))).status,
      (await pay({ amount: "0" })).status,
    ]).toEqual([400, 422, 422, 422]);
    expect((await read(id)).body.payments).toHaveLength(1);
  });

  it("is left by whoever is erased: the others go on", async () => {
    const id = await running();
    const waiting = await proposedAgain();
    await functions.accounts.dataSubject.endForErasure("rosemary", { ...anAuditContext(), at: clock });
    expect((await read(id)).body.members.map(({ person, state }) => [person, state])).toEqual([
      ["rosemary", "left"],
      ["bernard", "agreed"],
      ["celia", "agreed"],
    ]);
    expect([await held("bernard"), (await store().wish("rosemary"))?.body.endedAt, waiting]).toEqual([[["live", 10, true]], "2026-11-27T10:00:00.000Z", 404]);
  });

  /** An arrangement that is shared is proposed to nobody again. */
  const proposedAgain = async () => (await propose(["bernard"])).status;
});
