import { describe, expect, it } from "vitest";
import { contactOf } from "../../../shared/people/account.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { answers } from "../../support/vetting.ts";
import { all, functions, listed, ready, setCase, store, table, theCase, there } from "../../support/vetting-scene.ts";

const { applicant: _, ...others } = answers;
const ADDRESS = "1 High Street\nMelton Mowbray\nLE13 1GH";
const typed = {
  legalName: "Philippa Tryout",
  "bornOn-day": "17",
  "bornOn-month": "May",
  "bornOn-year": "1990",
  phone: "07700 900001",
  postalAddress: ADDRESS,
};
const part = (name: string) => `/applications/pips-case/parts/${name}`;
const save = (form: Record<string, string> = typed, as = "pip") => functions.call(part("applicant"), { as, form });
const account = async (id = "pip") => there(await store().account(id));
const draft = () => ready({ state: "draft", answers: others });

describe("who applies", () => {
  it("is asked first, with the name the account has, and goes on to how they work", async () => {
    await draft();
    await setCase({ answers: {} });
    const before = await account();
    await stored(functions.accounts, { entity: "account", before, after: { ...before.body, displayName: "Pip T", phone: "07700 900001" }, action: "test" });
    const begun = await functions.call("/applications/pips-case", { as: "pip" });
    expect(begun.body.indexOf("/parts/applicant")).toBeLessThan(begun.body.indexOf("/parts/start"));
    const page = (await functions.call(part("applicant"), { as: "pip" })).body;
    expect([page.includes('value="Pip T"'), page.includes('value="07700 900001"')]).toEqual([true, true]);
    expect((await save()).headers["location"]).toBe("/applications/pips-case/parts/start?done=saved");
  });

  it("is kept once: name and date of birth with the application, phone number and address with the account", async () => {
    await draft();
    expect((await save()).status).toBe(303);
    expect((await theCase()).case.body.answers.applicant).toEqual({ legalName: "Philippa Tryout", bornOn: "1990-05-17" });
    expect(contactOf((await account()).body)).toEqual({ phone: "07700 900001", postalAddress: ADDRESS });
    // Asked for later, it is there already.
    for (const [path, text] of [
      ["/account/details", "07700 900001"],
      ["/account/notices", "1 High Street"],
      [part("applicant"), "1 High Street"],
    ] as const)
      expect((await functions.call(path, { as: "pip" })).body, path).toContain(text);
    // How they want to be told things is as it was.
    expect((await account()).body.notices?.channel).toBe("email");
  });

  it.each([
    [{ legalName: "" }, "Enter your full legal name"],
    [{ legalName: "Pip <b>" }, "Your legal name must not contain the character &lt;"],
    [{ "bornOn-day": "", "bornOn-month": "", "bornOn-year": "" }, "Enter your date of birth"],
    [{ "bornOn-year": "" }, "Your date of birth must include a day, month and year"],
    [{ "bornOn-day": "31", "bornOn-month": "2" }, "Your date of birth must be a real date, like 27 3 1990"],
    [{ "bornOn-year": "2027" }, "Your date of birth must be in the past"],
    [{ "bornOn-year": "1066" }, "Check the year of your date of birth"],
    [{ "bornOn-day": "25", "bornOn-month": "11", "bornOn-year": "2010" }, "You must be 16 or older to apply"],
    [{ phone: "" }, "Enter your phone number"],
    [{ phone: "12" }, "Enter a phone number, like 01632 960 001"],
    [{ postalAddress: "" }, "Enter your address"],
    [{ postalAddress: "1 High Street" }, "Enter your address on 3 to 7 lines, with the postcode on the last"],
  ])("is refused with a sentence of its own where it is wrong: %o", async (wrong, sentence) => {
    await draft();
    const refused = await save({ ...typed, ...wrong });
    expect(refused.status).toBe(400);
    expect(refused.body).toContain(sentence);
    const ids = new Set([...refused.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, at = ""] of refused.body.matchAll(/error-summary[\s\S]*?href="#([\w-]+)"/g)) expect(ids.has(at), at).toBe(true);
    expect((await theCase()).case.body.answers.applicant).toBeUndefined();
  });

  it("may be 16 on that very day", async () => {
    await draft();
    expect((await save({ ...typed, "bornOn-day": "24", "bornOn-month": "11", "bornOn-year": "2010" })).status).toBe(303);
  });

  it("signs the code of conduct with their legal name, whatever its capitals and hyphens, and signs anew under another", async () => {
    await draft();
    await setCase({ answers: { ...others, conduct: undefined } });
    await save({ ...typed, legalName: "Zoë Smith-Jones" });
    const sign = (signedBy: string) => functions.call(part("conduct"), { as: "pip", form: { signedBy, agreed: "yes" } });
    const other = await sign("Zoe Jones");
    expect([other.status, other.body.includes("Sign with your legal name, as you gave it: Zoë Smith-Jones")]).toEqual([422, true]);
    expect((await sign("zoe smith jones")).status).toBe(303);
    await save({ ...typed, legalName: "Zoë SMITH JONES" });
    expect((await theCase()).case.body.answers.conduct?.signedBy).toBe("zoe smith jones");
    await save({ ...typed, legalName: "Zoë Brown" });
    expect((await theCase()).case.body.answers.conduct).toBeUndefined();
  });

  it("is there for the officer, with how they are reached and whether the name signed is theirs", async () => {
    await ready();
    const before = await account();
    await stored(functions.accounts, { entity: "account", before, after: { ...before.body, phone: "07700 900001" }, action: "test" });
    const page = (await functions.call("/cases/pips-case", { as: "ann" })).body;
    for (const text of ["Legal name", "Date of birth", "17 May 1990", "07700 900001", "the same as the legal name"]) expect(page).toContain(text);
  });

  it("who wants text messages gives a number that can get them", async () => {
    await draft();
    const before = await account();
    const notices = { channel: "sms" as const, format: "standard" as const, language: "en" as const };
    await stored(functions.accounts, { entity: "account", before, after: { ...before.body, phone: "07700 900001", notices }, action: "test" });
    const refused = await save({ ...typed, phone: "01632 960001" });
    expect([refused.status, refused.body.includes('href="#phone"')]).toEqual([422, true]);
  });

  it("is told of an application from paper by the officer who enters it, but not of somebody who signs in", async () => {
    const entered = await functions.call(`/councils/${COUNCIL}/vetting/new`, { as: "ann", form: { displayName: "Paper Person" } });
    const [, id = ""] = /applications\/([\w-]+)/.exec(entered.headers["location"] ?? "") ?? [];
    const path = `/applications/${id}/parts/applicant`;
    expect((await functions.call(path, { as: "ann" })).body).toContain('value="Paper Person"');
    expect((await functions.call(path, { as: "ann", form: { ...typed, legalName: "Paper Person" } })).status).toBe(303);
    const { owner } = there(await store().caseWithEvidence(id)).case.body;
    const before = await account(owner);
    expect(contactOf(before.body)).toEqual({ phone: "07700 900001", postalAddress: ADDRESS });
    await stored(functions.accounts, { entity: "account", before, after: { ...before.body, lastSignInAt: "2026-11-24T12:00:00.000Z" }, action: "test" });
    const page = (await functions.call(path, { as: "ann" })).body;
    expect([page.includes('name="phone"'), page.includes("only they can change these")]).toEqual([false, true]);
    expect((await functions.call(path, { as: "ann", form: { ...typed, legalName: "Paper P", phone: "07700 900999" } })).status).toBe(303);
    expect((await account(owner)).body.phone).toBe("07700 900001");
  });

  it("cannot be changed once it is with the council", async () => {
    await ready();
    expect(outcomeOf(await save())).toBe("422 not-open");
    expect((await theCase()).case.body.answers.applicant).toEqual(answers.applicant);
  });
});

describe("a legal name, a date of birth, a phone number and an address", () => {
  const SECRET = ["Secret Legalname", "1971-03-09", "07700 900123", "9 Secret Lane"];
  it("are in nothing the public or a trail reads, and in what their person is told; erased with them", async () => {
    await listed();
    await setCase({ answers: { ...answers, applicant: { legalName: "Secret Legalname", bornOn: "1971-03-09" } } });
    const before = await account();
    const notices = {
      channel: "email" as const,
      format: "standard" as const,
      language: "en" as const,
      postalAddress: "9 Secret Lane\nMelton Mowbray\nLE13 1GH",
    };
    await stored(functions.accounts, { entity: "account", before, after: { ...before.body, phone: "07700 900123", notices }, action: "test" });
    const holding = (await all()).filter((item) => SECRET.some((secret) => JSON.stringify(item).includes(secret)));
    expect(new Set(holding.map(({ pk, sk }) => `${pk.split("#")[0]} ${sk.split("#")[0]}`))).toEqual(new Set(["CASE CASE", "ACCOUNT ACCOUNT"]));
    const { listing = "" } = (await theCase()).case.body;
    const profile = JSON.stringify(await table.directory.profile(listing));
    const api = (await functions.call("/api/applications/pips-case", { as: "pip" })).body;
    for (const secret of SECRET) expect([profile.includes(secret), api.includes(secret)], secret).toEqual([false, false]);
    const data = (await functions.call("/account/data/download", { as: "pip" })).body;
    for (const secret of SECRET) expect(data, secret).toContain(secret);
    await functions.accounts.dataSubject.endForErasure("pip", {
      actor: { subject: "system:test", role: "system" },
      at: Date.parse("2026-11-25T12:00:00Z"),
      requestId: "r",
    });
    expect((await theCase()).case.body.answers).toEqual({});
  });
});

describe("another account's application", () => {
  it("is not told who applies", async () => {
    await draft();
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "eve", grants: [{ role: "provider" }] }), action: "test" });
    expect((await functions.call(part("applicant"), { as: "eve" })).status).toBe(404);
  });
});
