import { beforeEach, describe, expect, it } from "vitest";
import { dynamoArrangementStore } from "../../functions/arrangements/store/dynamo-arrangement-store.ts";
import type { ArrangementStore } from "../../functions/arrangements/use-cases/ports.ts";
import { importRegister } from "../../functions/directory/import/import-register.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { type AccountFunctions, accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { anAuditContext, aRegisterRow } from "../support/builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { withPostcodes } from "../support/open-data.ts";
import { aTable } from "../support/tables.ts";
import { anArrangement, storedCases } from "../support/vetting.ts";

// What officers see when there is a concern about a provider.

const NOW = Date.parse("2026-11-27T10:00:00Z");
const PAGE = `/councils/${COUNCIL}/concerns`;
const ASKED = { listing: "pa-1", reason: "Enquiry 12 of the safeguarding team" };

let functions: AccountFunctions;
let arrangements: ArrangementStore;
let call: AccountFunctions["call"];

async function* lines(rows: readonly Record<string, unknown>[]) {
  for (const [index, values] of rows.entries()) yield { line: index + 1, values };
}

beforeEach(async () => {
  const table = await aTable();
  await withPostcodes(table);
  const options = { listings: table.listings, geography: table.geography, authority: COUNCIL, policy: councilPolicy(COUNCIL), progress: () => undefined };
  await importRegister(lines(["pa-1", "pa-2", "LEI-4KX7"].map((id) => aRegisterRow({ id, displayName: `Amber ${id}` }))), {
    ...options,
    context: anAuditContext(),
  });
  functions = accountFunctions(table, { now: () => NOW });
  call = functions.call;
  arrangements = dynamoArrangementStore(table.table);
  const account = (id: string, more: object = {}) =>
    stored(functions.accounts, { entity: "account", after: anAccount({ id, displayName: `${id} Testwell`, ...more }), action: "test" });
  await account("ruth", { grants: [{ role: "review-officer", authority: COUNCIL }] });
  await account("olive", { grants: [{ role: "review-officer", authority: OTHER_COUNCIL }], authority: OTHER_COUNCIL });
  for (const person of ["rosemary", "bernard", "elsewhere", "unrelated"]) await account(person);
  const uses = (person: string, listing: string, more: object = {}) => {
    const { unlisted: _, ...plain } = anArrangement(`${person}-${listing}-${Object.values(more)[0] ?? ""}`.replaceAll(/[^\w-]/g, ""), person);
    return { entity: "arrangement" as const, after: { ...plain, listing: ListingId.parse(listing), ...more }, action: "test" };
  };
  await storedCases(
    { table: table.table },
    uses("rosemary", "pa-1", { since: "2026-02-01" }),
    uses("bernard", "pa-1", { since: "2025-01-01", state: "ended", endedAt: "2025-06-30T09:00:00.000Z" }),
    uses("elsewhere", "pa-1", { authority: OTHER_COUNCIL }),
    uses("unrelated", "pa-2"),
  );
});

const lookedUp = async (form: Readonly<Record<string, string>> = ASKED) => {
  const made = await call(PAGE, { as: "ruth", form });
  expect([made.status, made.headers["location"]?.replace(/[\w-]+$/, "ID")], made.body).toEqual([303, "/concerns/ID"]);
  return made.headers["location"] ?? "";
};
const people = (html: string) => ["rosemary", "bernard", "elsewhere", "unrelated"].filter((name) => html.includes(`${name} Testwell`));
const actionsOf = async (person: string) => {
  const account = await functions.accounts.store.account(person);
  return (await functions.accounts.store.trail("account", account?.body ?? anAccount({ id: person }))).map(({ action, actor }) => [action, actor.subject]);
};

describe("a look-up because of a concern", () => {
  it("shows everyone of the council whom the provider supports or supported, with the days, and nobody else", async () => {
    const { status, body } = await call(await lookedUp(), { as: "ruth" });
    expect([status, people(body)]).toEqual([200, ["rosemary", "bernard"]]);
    expect(body).toContain("Since 1 February 2026");
    expect(body).toContain("1 January 2025 to 30 June 2025");
    expect(body).toContain("Enquiry 12 of the safeguarding team");
    expect(body).toContain("2 people");
  });
  it("finds the provider by a reference in any case, without its dash", async () => {
    const { body } = await call(await lookedUp({ ...ASKED, listing: " lei 4kx7" }), { as: "ruth" });
    expect([body.includes("LEI-4KX7"), body.includes("Amber LEI-4KX7")]).toEqual([true, true]);
  });
  it("of some days shows who was supported on them", async () => {
    const days = { "from-day": "1", "from-month": "7", "from-year": "2025", "until-day": "", "until-month": "", "until-year": "" };
    const { body } = await call(await lookedUp({ ...ASKED, ...days }), { as: "ruth" });
    expect([people(body), body.includes("1 person")]).toEqual([["rosemary"], true]);
  });
  it("is on record with its reason, and each person who is shown can see that they were looked at", async () => {
    const location = await lookedUp();
    const concern = await arrangements.concern(location.split("/")[2] ?? "");
    expect(concern?.body).toMatchObject({ ...ASKED, officer: "ruth", authority: COUNCIL, createdAt: "2026-11-27T10:00:00.000Z" });
    await call(location, { as: "ruth" });
    for (const [person, looks] of [
      ["rosemary", [["looked:concern:look-up", "ruth"]]],
      ["bernard", [["looked:concern:look-up", "ruth"]]],
      ["elsewhere", []],
      ["unrelated", []],
    ] as const)
      expect(
        (await actionsOf(person)).filter(([action]) => action !== "test"),
        person,
      ).toEqual(looks);
    const told = (await call("/account/data", { as: "rosemary" })).body;
    expect([told.includes("Viewed who supports you"), told.includes("oncern")]).toEqual([true, false]);
  });
  it("is shown to nobody of another council, and to nobody who looks after no one there", async () => {
    const location = await lookedUp();
    expect((await call(location, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
    expect((await call(location, { as: "rosemary" })).status).toBe(403);
    expect((await call(PAGE, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
  });
  it("sent twice is made once", async () => {
    const { sessions } = functions.accounts;
    const session = sessions.begin("ruth", COUNCIL);
    const cookies = [(await sessions.cookie(session)).split(";")[0] ?? ""];
    const form = { ...ASKED, csrf: await sessions.formToken(session), once: "the-same-form-twice" };
    const send = () => call(PAGE, { cookies, form });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(first.headers["location"]).toMatch(/^\/concerns\//);
    expect(second.headers["location"]).toBe(first.headers["location"]);
    expect((await call(PAGE, { as: "ruth" })).body.split("Enquiry 12").length - 1).toBe(1);
  });
  it("is found again, newest first", async () => {
    await lookedUp();
    await lookedUp({ ...ASKED, listing: "pa-2", reason: "Enquiry 13" });
    const { body } = await call(PAGE, { as: "ruth" });
    expect(body).toContain("Earlier look-ups");
    expect([body.includes("Enquiry 12"), body.includes("Enquiry 13")]).toEqual([true, true]);
  });
  it.each([
    [{ reason: "" }, "Enter why you need to know, in 1,000 characters or fewer"],
    [{ listing: "" }, "Enter the reference from the provider&#39;s page"],
    [{ listing: "pa-9" }, "No one has this reference. Copy it from their page"],
    [{ "from-day": "31", "from-month": "2", "from-year": "2026" }, "Enter a real date, like 31 3 2026, or leave it empty"],
    [
      { "from-day": "2", "from-month": "2", "from-year": "2026", "until-day": "1", "until-month": "2", "until-year": "2026" },
      "Enter a real date, not before the first day, or leave it empty",
    ],
  ])("is not made of %j, and what was typed stays", async (more, text) => {
    const { status, body } = await call(PAGE, { as: "ruth", form: { ...ASKED, ...more } });
    expect([status, body.includes(text) || body.includes(text.replace("&#39;", "'"))], body.slice(0, 3000)).toEqual([400, true]);
    if (!("reason" in more)) expect(body).toContain(ASKED.reason);
    expect((await arrangements.councilConcerns(COUNCIL)).records).toEqual([]);
  });
});
