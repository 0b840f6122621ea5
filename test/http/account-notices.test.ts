import { beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../../shared/domain/time.ts";
import { noticeWrite } from "../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { transactUntilClear } from "../../shared/table/table-client.ts";
import { type AccountFunctions, accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";
import { aTable, type TestTable } from "../support/tables.ts";

const START = Date.parse("2026-11-24T12:00:00Z");
const ADDRESS = "1 High Street\r\nMelton Mowbray\r\nLE13 1GH";

let table: TestTable;
let functions: AccountFunctions;

beforeEach(async () => {
  table = await aTable();
  functions = accountFunctions(table, { now: () => START });
  const rosemary = anAccount({ id: "rosemary", displayName: "Rosemary", email: "rosemary@people.example" });
  await stored(functions.accounts, { entity: "account", after: rosemary, action: "test" });
});

const kept = async () => (await functions.accounts.store.account("rosemary"))?.body;
const version = async () => String((await functions.accounts.store.account("rosemary"))?.version);
const change = async (form: Record<string, string>) =>
  functions.call("/account/notices", { as: "rosemary", form: { channel: "email", format: "standard", language: "en", version: await version(), ...form } });

describe("how somebody is told things", () => {
  it("is asked on one page, with what they chose already chosen", async () => {
    const before = await functions.call("/account/notices", { as: "rosemary" });
    expect(before.status).toBe(200);
    expect(before.body).toMatch(/value="email"[^>]*checked/);
    expect(before.body).toContain('href="/account/details#phone"');
    expect((await change({ format: "easy-read", language: "pl" })).headers["location"]).toBe("/account?done=notices");
    expect((await functions.call("/account/notices", { as: "rosemary" })).body).toMatch(/value="easy-read"[^>]*checked/);
    const account = (await functions.call("/account", { as: "rosemary" })).body;
    for (const words of ["How we contact you", "By email", "easy read", "Polski"]) expect(account).toContain(words);
  });
  it("can be a letter, which needs an address, or a text message, which needs a number", async () => {
    for (const [form, words] of [
      [{ channel: "sms" }, "Add your phone number, or"],
      [{ channel: "letter" }, "Enter the address that letters go to"],
      [{ channel: "letter", postalAddress: "Melton Mowbray" }, "with the postcode on the last"],
      [{ channel: "pigeon" }, "Choose how we should contact you"],
      [{ language: "la" }, "Choose a language"],
    ] as const) {
      const answer = await change(form);
      expect([answer.status, answer.body.includes(words)], words).toEqual([400, true]);
    }
    expect((await change({ channel: "letter", postalAddress: ADDRESS })).status).toBe(303);
    expect((await kept())?.notices).toMatchObject({ channel: "letter", postalAddress: ADDRESS.replaceAll("\r\n", "\n") });
  });
  it("stays when name and telephone number are changed, and those stay when this is", async () => {
    await change({ language: "gu" });
    await functions.call("/account/details", { as: "rosemary", form: { displayName: "Rosemary", phone: "07700 900001", version: await version() } });
    expect((await change({ channel: "sms", language: "gu" })).status).toBe(303);
    expect(await kept()).toMatchObject({ displayName: "Rosemary", phone: "07700 900001", notices: { channel: "sms", language: "gu" } });
  });
  it("is by text message only with a number that can get texts, whichever is changed", async () => {
    const details = async (phone: string) =>
      functions.call("/account/details", { as: "rosemary", form: { displayName: "Rosemary", phone, version: await version() } });
    await details("01632 960001");
    const texts = await change({ channel: "sms" });
    expect([texts.status, texts.body.includes("Your number cannot get text messages")]).toEqual([400, true]);
    await details("+44 7700 900001");
    expect((await change({ channel: "sms" })).status).toBe(303);
    const landline = await details("01632 960001");
    expect([landline.status, landline.body.includes("Enter a UK mobile number. You chose text messages")]).toEqual([400, true]);
    const api = await functions.call("/api/people/rosemary", {
      as: "rosemary",
      throughCouncil: false,
      method: "PATCH",
      headers: { "if-match": `"${await version()}"` },
      json: { phone: "01632 960001" },
    });
    expect(api.status).toBe(400);
    expect(await kept()).toMatchObject({ phone: "+44 7700 900001", notices: { channel: "sms" } });
  });
  it("says what is wrong with an address that letters cannot go to", async () => {
    for (const [postalAddress, words] of [
      ["No fixed abode\nOakham\nLE15 6AA", "Letters cannot go to"],
      ["1 High Street\n@Oakham\nLE15 6AA", "Start each line of your address"],
      ["1 High Street\nOakham\nZZ1 1AA", "a UK postcode that exists"],
    ] as const) {
      const answer = await change({ channel: "letter", postalAddress });
      expect([answer.status, answer.body.includes(words)], words).toEqual([400, true]);
    }
  });
  it("is kept without what nobody sees in it", async () => {
    await change({ channel: "letter", postalAddress: "1\u00a0High Street\u200b\nOakham\nLE15\u00a06AA" });
    expect((await kept())?.notices?.postalAddress).toBe("1 High Street\nOakham\nLE15 6AA");
  });
  it("is not changed by somebody who saw an older account", async () => {
    const seen = await version();
    await change({ language: "pl" });
    expect((await change({ language: "gu", version: seen })).status).toBe(412);
    expect((await kept())?.notices?.language).toBe("pl");
  });
  it("can be changed by the API, and is told there", async () => {
    const patch = (json: object) =>
      functions.call("/api/people/rosemary", { as: "rosemary", throughCouncil: false, method: "PATCH", headers: { "if-match": '"1"' }, json });
    expect((await patch({ notices: { channel: "pigeon" } })).status).toBe(400);
    expect((await patch({ notices: { format: "large-print" } })).json()).toMatchObject({
      displayName: "Rosemary",
      notices: { channel: "email", format: "large-print" },
    });
  });
});

describe("what somebody was told", () => {
  it("is part of what is held on them, with its words only until it is sent", async () => {
    const notice = {
      id: "back.1",
      authority: COUNCIL,
      code: "listing-back" as const,
      to: { account: "rosemary", email: "rosemary@people.example" },
      preferences: PLAIN_PREFERENCES,
      values: { name: "Rosemary", link: "https://trellis.example" },
      createdAt: "2026-11-24T11:00:00.000Z",
    };
    await transactUntilClear(table.table, [noticeWrite(table.name, notice)]);
    const file = (await functions.call("/account/data/download", { as: "rosemary" })).json();
    expect(file.records.find(({ kind }: any) => kind === "notice").held).toMatchObject([{ id: "back.1", to: { address: "rosemary@people.example" } }]);
    expect((await functions.call("/account/data", { as: "rosemary" })).body).toContain("24 November 2026: listing back (on its way)");
  });
});

describe("what lies in the table past its time to live", () => {
  const clock = { now: START };
  beforeEach(() => {
    clock.now = START;
    functions = accountFunctions(table, { now: () => clock.now });
  });

  it("is not shown: a notice older than we keep it, in the store and in the file of one's data", async () => {
    await transactUntilClear(table.table, [
      noticeWrite(table.name, {
        id: "listing-back.one",
        authority: COUNCIL,
        code: "listing-back",
        to: { account: "rosemary", email: "rosemary@people.example" },
        preferences: PLAIN_PREFERENCES,
        values: { name: "Rosemary", link: "https://trellis.example/account" },
        createdAt: "2026-11-24T12:00:00.000Z",
      }),
    ]);
    const held = async () => (await functions.accounts.store.noticesOf("rosemary", clock.now)).map(({ id }) => id);
    const file = async () => (await functions.call("/api/people/me/data", { as: "rosemary" })).body.includes("listing-back");
    clock.now += servicePolicy.notices.keptDays * DAY_MS - 1;
    expect([await held(), await file()]).toEqual([["listing-back.one"], true]);
    clock.now += 1;
    expect([await held(), await file()]).toEqual([[], false]);
  });
  it("does not stand in the way: a request's own key may be used again, and is known again", async () => {
    const form = { channel: "email", format: "standard", once: "a-key-of-ones-own" };
    const send = async (language: string) => functions.call("/account/notices", { as: "rosemary", form: { ...form, language, version: "1" } });
    expect((await send("pl")).status).toBe(303);
    expect((await send("gu")).status).toBe(422);
    clock.now += servicePolicy.onceHours * HOUR_MS;
    const again = async (language: string) => functions.call("/account/notices", { as: "rosemary", form: { ...form, language, version: await version() } });
    expect((await again("gu")).status).toBe(303);
    expect((await kept())?.notices?.language).toBe("gu");
    expect((await again("pl")).status).toBe(422);
  });
});
