import { globSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PostalAddress } from "../../shared/domain/letter-address.ts";
import { type Notice, noticeWrite, recipientOf } from "../../shared/notices/notice.ts";
import { CHANNELS, FORMATS, LANGUAGES, PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { chooseTemplate, filledWith, NOTICE_CODES, NOTICE_PLACEHOLDERS, offeredLanguages, placeholdersIn, templates } from "../../shared/notices/templates.ts";

const EVERYWHERE = { email: "ada@people.example", phone: "07700 900001", postalAddress: "1 High Street\nMelton Mowbray\nLE13 1GH" };

const aNotice = (changes: Partial<Notice> = {}): Notice => ({
  id: "approved.a1",
  authority: "E10000018",
  code: "approved",
  to: { account: "ada", name: "Ada", email: "ada@people.example" },
  preferences: PLAIN_PREFERENCES,
  values: { name: "Ada", council: "Leicestershire", until: "24 November 2027", link: "https://trellis.example/account" },
  createdAt: "2026-11-24T12:00:00.000Z",
  ...changes,
});
const itemOf = (notice: Notice): any => noticeWrite("table", notice).write.Put?.Item;

describe("the texts of notices", () => {
  it("are there for every code by every channel, and use only what is given", () => {
    for (const code of NOTICE_CODES) {
      for (const channel of CHANNELS)
        expect(
          templates.some((template) => template.code === code && template.channel === channel && template.format === "standard" && template.language === "en"),
          code,
        ).toBe(true);
    }
    for (const template of templates) {
      const code = NOTICE_CODES.find((known) => known === template.code);
      const given: readonly string[] = code ? NOTICE_PLACEHOLDERS[code] : [];
      for (const name of placeholdersIn(template)) expect(given, template.code).toContain(name);
      expect(template.subject === undefined, template.id).toBe(template.channel === "sms");
    }
  });
  it("are each sent by something: the rules or use cases of a slice name its code", () => {
    const senders = globSync("functions/*/{rules,use-cases,store}/**/*.ts").map((file) => readFileSync(file, "utf8"));
    for (const code of NOTICE_CODES)
      expect(
        senders.some((text) => text.includes(`"${code}"`)),
        `nothing sends ${code}`,
      ).toBe(true);
  });
  it("have an id of their own at Notify, and one text for each choice", () => {
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
    for (const { id } of templates) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set(templates.map(({ code, version, channel, format, language }) => [code, version, channel, format, language].join())).size).toBe(
      templates.length,
    );
  });
  it("keep sentences short, and text messages to two at most", () => {
    for (const { body, channel, language, id } of templates) {
      if (channel === "sms") expect(body.length, id).toBeLessThan(200);
      if (language !== "en") continue;
      for (const sentence of body.split(/[.:?]\s/)) expect(sentence.split(/\s+/).length, sentence).toBeLessThan(22);
    }
  });
});

describe("choosing a text", () => {
  it("always finds one whose channel can be gone and whose placeholders are all given, while there is any address", () => {
    const optional = (value: string) => fc.option(fc.constant(value), { nil: undefined });
    fc.assert(
      fc.property(
        fc.constantFrom(...NOTICE_CODES),
        fc.record({ channel: fc.constantFrom(...CHANNELS), format: fc.constantFrom(...FORMATS), language: fc.constantFrom(...LANGUAGES) }),
        fc.record({ email: optional(EVERYWHERE.email), phone: optional(EVERYWHERE.phone), postalAddress: optional(EVERYWHERE.postalAddress) }),
        (code, preferences, addresses) => {
          const found = chooseTemplate(code, preferences, addresses);
          const known = { email: addresses.email, sms: addresses.phone, letter: addresses.postalAddress };
          if (!found) return Object.values(addresses).every((one) => one === undefined);
          const values = Object.fromEntries(NOTICE_PLACEHOLDERS[code].map((name) => [name, "x"]));
          const channel = CHANNELS.find((known) => known === found.channel);
          const asWanted = known[preferences.channel] === undefined || found.channel === preferences.channel;
          return (
            templates.includes(found) && channel !== undefined && known[channel] !== undefined && asWanted && !filledWith(found.body, values).includes("((")
          );
        },
      ),
    );
  });
  it("is offered in a language only where every one of them is there, by each channel", () => {
    const english = templates.filter(({ format, language }) => format === "standard" && language === "en");
    const gujarati = english.map((one) => ({ ...one, language: "gu" }));
    expect(offeredLanguages(english)).toEqual(["en"]);
    expect(offeredLanguages([...english, ...gujarati])).toEqual(["en", "gu"]);
    for (const missing of gujarati.keys()) expect(offeredLanguages([...english, ...gujarati.toSpliced(missing, 1)])).toEqual(["en"]);
    expect(offeredLanguages([...english, ...gujarati.map((one) => ({ ...one, format: "easy-read" }))])).toEqual(["en"]);
  });
  it("takes the format and the language where there is a text in them, and the plain English one otherwise", () => {
    const chosen = (code: "application-received" | "officer-task", preferences: object) => {
      const { channel, format, language } = chooseTemplate(code, { ...PLAIN_PREFERENCES, ...preferences }, EVERYWHERE) ?? {};
      return [channel, format, language];
    };
    expect(chosen("application-received", { language: "pl" })).toEqual(["email", "standard", "pl"]);
    expect(chosen("application-received", { language: "gu", format: "easy-read" })).toEqual(["email", "standard", "gu"]);
    expect(chosen("application-received", { format: "easy-read" })).toEqual(["email", "easy-read", "en"]);
    expect(chosen("officer-task", { language: "pl", format: "easy-read" })).toEqual(["email", "standard", "en"]);
    expect(chosen("officer-task", { channel: "letter", format: "large-print" })).toEqual(["letter", "large-print", "en"]);
  });
  it("goes on to e-mail, text message and letter, in this order", () => {
    const channel = (addresses: object) => chooseTemplate("approved", { ...PLAIN_PREFERENCES, channel: "sms" }, addresses)?.channel;
    expect(channel(EVERYWHERE)).toBe("sms");
    expect(channel({ ...EVERYWHERE, phone: undefined })).toBe("email");
    expect(channel({ postalAddress: EVERYWHERE.postalAddress })).toBe("letter");
    expect(channel({})).toBeUndefined();
  });
});

describe("writing a notice", () => {
  it("keeps the one address it goes to, and no other", () => {
    const { to, state, template } = itemOf(
      aNotice({ to: { account: "ada", name: "Ada", ...EVERYWHERE }, preferences: { ...PLAIN_PREFERENCES, channel: "letter" } }),
    );
    expect([to, state, template.channel]).toEqual([{ account: "ada", address: "Ada\n1 High Street\nMelton Mowbray\nLE13 1GH" }, "waiting", "letter"]);
  });
  it("notes that there is nobody to tell, without what would have been said", () => {
    const item = itemOf(aNotice({ to: { account: "ada" } }));
    expect([item.state, item.values, item.template]).toEqual(["nobody-to-tell", undefined, undefined]);
  });
  it("is refused where it goes to somebody who is no user and its text has no link to stop such mails", () => {
    const to = { email: "rae@work.example" };
    expect(() => noticeWrite("table", aNotice({ to }))).toThrow("A notice approved to no user needs ((stop))");
    const values = { council: "Leicestershire", link: "https://trellis.example/apply" };
    expect(() => noticeWrite("table", aNotice({ code: "invited-to-apply", to, values }))).toThrow("needs stop");
    expect(itemOf(aNotice({ code: "invited-to-apply", to, values: { ...values, stop: "https://trellis.example/s" } })).state).toBe("waiting");
  });
  it("goes by itself after its period, and is found by its account", () => {
    expect(itemOf(aNotice())).toMatchObject({ expiresAt: Date.parse("2027-02-22T12:00:00Z") / 1000, gsi1pk: "NOTICES#ada" });
  });
  it("is refused where its text needs what is not given, without saying what was", () => {
    expect(() => noticeWrite("table", aNotice({ values: { name: "Ada" } }))).toThrow("A notice approved needs council, until, link");
  });
  it("takes where and how from an account, plainly where it says nothing", () => {
    expect(recipientOf({ id: "ada", displayName: "Ada", email: "ada@people.example" })).toMatchObject({
      to: { account: "ada" },
      preferences: PLAIN_PREFERENCES,
    });
    const notices = { ...PLAIN_PREFERENCES, channel: "letter" as const, postalAddress: EVERYWHERE.postalAddress };
    expect(recipientOf({ id: "ada", notices })).toMatchObject({ to: { postalAddress: EVERYWHERE.postalAddress }, preferences: { channel: "letter" } });
  });
  it("takes only addresses a letter reaches", () => {
    for (const good of [EVERYWHERE.postalAddress, "1 High Street, Oakham, LE15 6AA"]) expect(PostalAddress.safeParse(good).success, good).toBe(true);
    for (const bad of ["LE13 1GH", "1 High Street\nOakham", "a\nb\nc\nd\ne\nf\ng\nLE15 6AA", ""]) expect(PostalAddress.safeParse(bad).success, bad).toBe(false);
  });
});
