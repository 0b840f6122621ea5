import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { recipientImporter } from "../../functions/arrangements/entries/recipient-import.composition.ts";
import { dynamoRecipientStore } from "../../functions/arrangements/store/dynamo-recipient-store.ts";
import { type AccountFunctions, accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { aTable } from "../support/tables.ts";

// What officers see of somebody's direct payment, and what the person sees of it.

const APRIL = Date.parse("2026-04-10T09:00:00Z");
const NOW = Date.parse("2026-11-27T10:00:00Z");
const FIND = `/councils/${COUNCIL}/recipients`;
const HEADER =
  "reference,from,name,phone,postcode,postalAddress,councilGrossPence,councilContributionPence,nhsGrossPence,nhsContributionPence,contributionModel,accountKind,accountReferences,agreementKind,agreementVersion,agreementSignedOn,surplusClause,outcomes,permissions,firstPaymentOn";
const cells = (values: Readonly<Record<string, string>>) =>
  HEADER.split(",")
    .map((name) => `"${values[name] ?? ""}"`)
    .join(",");
const IMELDA = {
  reference: "C-1001",
  from: "2026-04-06",
  name: "Imelda Sampleton",
  phone: "01632 960 001",
  postcode: "LE13 1GH",
  postalAddress: "1 Sample Street, Melton Mowbray, LE13 1GH",
  councilGrossPence: "21200",
  councilContributionPence: "1850",
  nhsGrossPence: "4000",
  nhsContributionPence: "0",
  contributionModel: "net",
  accountKind: "card",
  accountReferences: "SAMPLE-CARD-1",
  agreementKind: "recipient",
  agreementVersion: "2025",
  agreementSignedOn: "2026-03-20",
  surplusClause: "yes",
  outcomes: "1: I go swimming every week",
  permissions: "cash",
  firstPaymentOn: "2026-04-13",
};

let functions: AccountFunctions;
let call: AccountFunctions["call"];
let store: ReturnType<typeof dynamoRecipientStore>;

beforeAll(async () => {
  const table = await aTable();
  const bring = async (at: number, ...rows: readonly Readonly<Record<string, string>>[]) => {
    const file = join(inject("scratch"), `recipients-${at}.csv`);
    await writeFile(file, [HEADER, ...rows.map(cells)].join("\n"));
    const report = await recipientImporter(table.environmentOf("recipientDrop"), () => at).take([file], COUNCIL);
    expect(report.refused).toEqual([]);
  };
  await bring(
    APRIL,
    IMELDA,
    ...["C-1002", "C-1003", "C-1004", "C-1005", "C-1006"].map((reference) => ({ reference, from: "2026-04-06", name: `Sample ${reference}` })),
  );
  // Learned in November: it was less from the first day on.
  await bring(NOW - 86_400_000, { reference: "C-1001", from: "2026-04-06", councilGrossPence: "20000", councilContributionPence: "1850" });
  functions = accountFunctions(table, { now: () => NOW });
  call = functions.call;
  store = dynamoRecipientStore(table.table);
  const account = (id: string, more: object = {}) =>
    stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id, displayName: `${id} Testwell`, email: `${id}@people.example`, ...more }),
      action: "test",
    });
  await account("finn", { grants: [{ role: "finance-officer", authority: COUNCIL }] });
  await account("ruth", { grants: [{ role: "review-officer", authority: COUNCIL }] });
  await account("olive", { grants: [{ role: "review-officer", authority: OTHER_COUNCIL }], authority: OTHER_COUNCIL });
  await account("vera", { grants: [{ role: "vetting-officer", authority: COUNCIL }] });
  for (const person of ["imelda", "bernard", "nadia", "clara", "stranger"]) await account(person);
  await account("imelda-named", { displayName: "Sampleton, Imelda" });
  await account("twin", { email: "bernard@people.example" });
  await account("elsewhere", { authority: OTHER_COUNCIL });
  await account("gone", { closingAt: "2026-11-20T09:00:00.000Z" });
  await stored(functions.accounts, {
    entity: "delegation",
    after: aDelegation({ id: "money", person: "imelda-named", delegate: "nadia", scopes: ["money"] }),
    action: "test",
  });
  await stored(functions.accounts, {
    entity: "delegation",
    after: aDelegation({ id: "search", person: "imelda-named", delegate: "clara", scopes: ["search-and-contact"] }),
    action: "test",
  });
});

const found = async (reference: string, as = "finn") => {
  const { status, headers, body } = await call(FIND, { as, form: { reference } });
  expect(status, body).toBe(303);
  return headers["location"] ?? "";
};
const idOf = (path: string): string => path.split("/").at(-1) ?? "";
const versionOf = async (path: string): Promise<string> => String((await store.recipient(idOf(path)))?.version);
const linked = async (path: string, who: string, more: Readonly<Record<string, string>> = {}, as = "ruth") =>
  call(`${path}/link`, { as, form: { who, version: await versionOf(path), ...more } });
const trailOf = async (path: string) => {
  const record = await store.recipient(idOf(path));
  return record ? (await store.trail(record.body)).map(({ action, actor }) => `${action} ${actor.subject}`) : [];
};
const looksAt = async (person: string) => {
  const account = await functions.accounts.store.account(person);
  const trail = account ? await functions.accounts.store.trail("account", account.body) : [];
  return trail.filter(({ action }) => action.startsWith("looked:")).map(({ action, actor }) => `${action} ${actor.subject}`);
};
const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

describe("finding a recipient", () => {
  it("leads from the council's reference, however it is typed, to an address that does not say it", async () => {
    const path = await found("c-1001 ");
    expect(path).toMatch(/^\/recipients\/rcp_[\w-]{43}$/);
    expect([await found("C-1001", "ruth"), path.includes("1001")]).toEqual([path, false]);
  });
  it.each([
    ["", "Enter their reference in your case system"],
    ["x".repeat(41), "Enter their reference in your case system"],
    ["C-9999", "No one has this reference here. Check it, or import them"],
  ])("refuses '%s' in words", async (reference, words) => {
    const { status, body } = await call(FIND, { as: "finn", form: { reference } });
    expect([status, textOf(body).includes(words)]).toEqual([400, true]);
  });
  it("finds nobody of another council", async () => {
    const { status, body } = await call(`/councils/${OTHER_COUNCIL}/recipients`, { as: "olive", throughCouncil: OTHER_COUNCIL, form: { reference: "C-1001" } });
    expect([status, body.includes("No one has this reference here")]).toEqual([400, true]);
    expect((await call(await found("C-1001"), { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
    expect((await call(FIND, { as: "vera" })).status).toBe(403);
  });
});

describe("a recipient's record", () => {
  it("shows what holds, what was learned, and what only Trellis can read; the look is on the record's own trail", async () => {
    const path = await found("C-1001");
    const { status, body } = await call(path, { as: "finn" });
    const text = textOf(body);
    expect(status).toBe(200);
    for (const words of [
      "Imelda Sampleton",
      "What holds today",
      "£200.00 a week, of which the person pays £18.50",
      "£40.00 a week, of which the person pays £0.00",
      "LE13 1GH",
      "1 Sample Street, Melton Mowbray, LE13 1GH, not confirmed",
      "Managed by the person",
      "Has a clause on surplus money",
      "SAMPLE-CARD-1",
      "Not connected",
      "What we learned, newest first",
      "£212.00 a week",
    ])
      expect(text).toContain(words);
    expect((await trailOf(path)).filter((entry) => entry === "looked:recipient:read finn")).toHaveLength(1);
  });
  it("shows what was believed on a day by what was known then, and before anything was known nothing", async () => {
    const path = await found("C-1001");
    const of = async (query: string) => textOf((await call(`${path}?${query}`, { as: "finn" })).body);
    const then = await of("on-day=1&on-month=5&on-year=2026&known-day=30&known-month=4&known-year=2026");
    expect(then).toContain("What held on 1 May 2026, as we knew it on 30 April 2026");
    expect(then.split("What we learned")[0]).toContain("£212.00 a week");
    expect((await of("on-day=1&on-month=5&on-year=2026")).split("What we learned")[0]).toContain("£200.00 a week");
    // All that was learned on that day counts.
    expect((await of("known-day=26&known-month=11&known-year=2026")).split("What we learned")[0]).toContain("£200.00 a week");
    expect((await of("on-day=5&on-month=4&on-year=2026")).split("What we learned")[0]).not.toContain("a week");
    expect((await of("known-day=9&known-month=4&known-year=2026")).split("What we learned")[0]).not.toContain("a week");
    const wrong = await call(`${path}?on-day=31&on-month=2&on-year=2026`, { as: "finn" });
    expect([wrong.status, textOf(wrong.body).includes("Enter a real date, like 31 3 2026, or leave it empty")]).toEqual([400, true]);
  });
  it("is not there for whoever knows no such record", async () => {
    expect((await call("/recipients/rcp_none", { as: "finn" })).status).toBe(404);
  });
});

describe("connecting an account", () => {
  it("shows both names first, connects once, and lets the person and whoever looks after their money see it", async () => {
    const path = await found("C-1001");
    const check = await linked(path, " IMELDA-NAMED@people.example ");
    expect([check.status, check.body.includes("The names match."), check.body.includes("Sampleton, Imelda")]).toEqual([200, true, true]);
    const unticked = await linked(path, "imelda-named", { step: "check" });
    expect([unticked.status, unticked.body.includes("Confirm that they are the same person")]).toEqual([400, true]);
    expect((await store.recipient(idOf(path)))?.body.account).toBeUndefined();

    const before = await versionOf(path);
    const { sessions } = functions.accounts;
    const session = sessions.begin("ruth", COUNCIL);
    const cookies = [(await sessions.cookie(session)).split(";")[0] ?? ""];
    const form = { who: "imelda-named", version: before, step: "check", checked: "yes", csrf: await sessions.formToken(session), once: "the-same-form-twice" };
    // Sent twice, the second is answered as the first.
    for (const _ of [1, 2]) {
      const done = await call(`${path}/link`, { cookies, form });
      expect([done.status, done.headers["location"]]).toEqual([303, `${path}?done=linked`]);
    }
    expect((await linked(path, "imelda-named", { step: "check", checked: "yes", version: before })).status).toBe(412);
    expect((await store.linkedWith("imelda-named"))?.body.id).toBe(idOf(path));
    expect(await trailOf(path)).toContain("recipient:link ruth");

    const own = await call("/people/me/direct-payment", { as: "imelda-named" });
    const text = textOf(own.body);
    expect(own.status).toBe(200);
    for (const words of [
      "Council budget £200.00",
      "NHS budget £40.00",
      "Together £240.00",
      "Your part of this £18.50",
      "We pay in £221.50",
      "You manage it yourself. Signed on 20 March 2026",
      "I go swimming every week",
      "Taking out cash",
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/C-1001|SAMPLE-CARD|clause|LE13/);
    const theirs = await call("/people/imelda-named/direct-payment", { as: "nadia" });
    expect([theirs.status, textOf(theirs.body).includes("you look after the money for Sampleton, Imelda")]).toEqual([200, true]);
    expect((await call("/people/imelda-named/direct-payment", { as: "clara" })).status).toBe(404);
    expect((await call("/people/imelda-named/direct-payment", { as: "stranger" })).status).toBe(404);
    // From now on a look is on the person's own trail.
    await call(path, { as: "finn" });
    expect(await looksAt("imelda-named")).toEqual(expect.arrayContaining(["looked:recipient:read finn", "looked:direct-payment:read nadia"]));
  });
  it("tells an officer where the names are not the same", async () => {
    const { status, body } = await linked(await found("C-1002"), "imelda@people.example");
    expect([status, body.includes("The names do not match.")]).toEqual([200, true]);
  });
  it.each([
    ["", "Enter the email address they sign in with, or the reference of their account"],
    ["not an address@", "Enter the email address they sign in with, or the reference of their account"],
    ["nobody@people.example", "We could not find an account of your council"],
    ["nobody", "We could not find an account of your council"],
    ["elsewhere@people.example", "We could not find an account of your council"],
    ["elsewhere", "We could not find an account of your council"],
    ["gone", "We could not find an account of your council"],
    ["bernard@people.example", "More than one account has this email address"],
    ["ruth@people.example", "You cannot connect your own account"],
    ["imelda-named", "This account is connected with another direct payment"],
  ])("is refused for '%s', in words", async (who, words) => {
    const { status, body } = await linked(await found("C-1003"), who, { step: "check", checked: "yes" });
    expect([status, textOf(body).includes(words)]).toEqual([400, true]);
  });
  it("is refused where the record is connected already, to whoever may only look, and to the person themselves", async () => {
    const path = await found("C-1004");
    expect((await linked(path, "bernard", { step: "check", checked: "yes" })).status).toBe(303);
    const again = await linked(path, "stranger", { step: "check", checked: "yes" });
    expect([again.status, again.body.includes("Disconnect that account first")]).toEqual([400, true]);
    expect((await linked(path, "bernard", { step: "check", checked: "yes" })).status).toBe(303);
    expect((await linked(path, "bernard", {}, "finn")).status).toBe(403);
    await stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id: "rita", grants: [{ role: "review-officer", authority: COUNCIL }] }),
      action: "test",
    });
    const theirs = await found("C-1005");
    expect((await linked(theirs, "rita", { step: "check", checked: "yes" })).status).toBe(303);
    for (const page of [theirs, `${theirs}/unlink`]) expect((await call(page, { as: "rita" })).status).toBe(404);
  });
  it("is won by one of two at once", async () => {
    const [one, other] = [await found("C-1002"), await found("C-1003")];
    const form = { step: "check", checked: "yes" };
    const both = await Promise.all([linked(one, "clara", form), linked(other, "clara", form)]);
    expect(both.map(({ status }) => status).toSorted()[0]).toBe(303);
    expect([400, 412]).toContain(both.map(({ status }) => status).toSorted()[1]);
    const holders = (await Promise.all([one, other].map((path) => store.recipient(idOf(path))))).filter((record) => record?.body.account === "clara");
    expect(holders.map((record) => record?.body.id)).toEqual([(await store.linkedWith("clara"))?.body.id]);
  });
  it("ends on a page that says what that means, and the person no longer sees it", async () => {
    const path = await found("C-1006");
    expect((await linked(path, "stranger", { step: "check", checked: "yes" })).status).toBe(303);
    const question = await call(`${path}/unlink`, { as: "ruth" });
    expect([question.status, textOf(question.body).includes("stranger Testwell will no longer see the direct payment of Sample C-1006")]).toEqual([200, true]);
    expect((await call(`${path}/unlink`, { as: "ruth", form: { version: "1" } })).status).toBe(412);
    const done = await call(`${path}/unlink`, { as: "ruth", form: { version: await versionOf(path) } });
    expect([done.status, done.headers["location"]]).toEqual([303, `${path}?done=unlinked`]);
    const { status, body } = await call("/people/me/direct-payment", { as: "stranger" });
    expect([status, textOf(body).includes("has not connected your direct payment"), body.includes("stranger@people.example")]).toEqual([200, true, true]);
    expect(await store.linkedWith("stranger")).toBeUndefined();
  });
});

describe("what is held on a person", () => {
  it("has their direct payment with their postcode as they know it, and it stays with the council when they are erased", async () => {
    const file = (await call("/account/data/download", { as: "imelda-named" })).json();
    const [record] = file.records.find(({ kind }: { kind: string }) => kind === "recipient").held;
    expect(record).toMatchObject({ reference: "C-1001", postalAddress: { value: { value: "1 Sample Street, Melton Mowbray, LE13 1GH" } } });
    expect(record.home[0].value).toEqual({ sector: "LE13 1", postcode: "LE13 1GH" });
    expect(record.councilLine.map(({ value }: any) => value.weeklyGrossPence)).toEqual([21_200, 20_000]);
    const page = await call("/account/data", { as: "imelda-named" });
    expect([page.status, page.body.includes("LE13 1GH")]).toEqual([200, true]);
    const path = await found("C-1001");
    for (const _ of [1, 2]) await functions.accounts.dataSubject.endForErasure("imelda-named", anAuditContext());
    expect([await store.linkedWith("imelda-named"), (await store.recipient(idOf(path)))?.body.account]).toEqual([undefined, undefined]);
    expect((await store.recipient(idOf(path)))?.body.plain.name?.value).toBe("Imelda Sampleton");
    expect((await trailOf(path)).filter((entry) => entry.startsWith("recipient:unlink"))).toHaveLength(1);
  });
});
