import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noticeWrite } from "../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { nameToSend, wordsToSend } from "../../shared/notices/strangers-words.ts";
import { filledWith, NOTICE_CODES, NOTICE_PLACEHOLDERS, placeholdersIn, strangersWordsOf, templates } from "../../shared/notices/templates.ts";

/** Values that we write ourselves, whatever the notice. */
const OURS = [
  "council",
  "link",
  "stop",
  "byDay",
  "need",
  "until",
  "item",
  "day",
  "outcome",
  "phone",
  "hours",
  "reference",
  "when",
  "bring",
  "search",
  "count",
  "place",
  "about",
  "amount",
  "parts",
  "challengeBy",
  "from",
  "to",
  "days",
  "next",
  "page",
  "code",
];
const SITE = "https://trellis.example";
/** What mail programs make links of. */
const LINK = /:\/\/|[\p{L}\p{N}-]\.(?!\d)[\p{L}\p{N}-]{2}/u;

describe("strangers' words in what is sent", () => {
  it("are declared: every value of every notice is one of ours, or said to be a name or words of others", () => {
    for (const code of NOTICE_CODES) {
      const strangers = strangersWordsOf(code);
      for (const name of NOTICE_PLACEHOLDERS[code]) expect([name, OURS.includes(name) !== (strangers[name] !== undefined)], code).toEqual([name, true]);
      for (const kind of Object.values(strangers)) expect(["name", "words"], code).toContain(kind);
    }
  });
  it("stand in no subject", () => {
    for (const { code, subject = "", id } of templates) {
      const known = NOTICE_CODES.find((one) => one === code);
      for (const name of placeholdersIn({ subject, body: "" })) expect(known && strangersWordsOf(known)[name], id).toBeUndefined();
    }
  });
  it("make no link in any text of any notice, whatever they are, and leave only our links there", () => {
    const words = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc
        .array(
          fc.constantFrom("evil", "Ada", ".", "com", "://", "https", "www", "@", "/", " ", "\u3002", "\uff0e", "\u200b", "[a](", ")", "7", "-", "\n", "’"),
          {
            maxLength: 14,
          },
        )
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(fc.constantFrom(...NOTICE_CODES), words, (code, typed) => {
        const strangers = strangersWordsOf(code);
        const values = Object.fromEntries(NOTICE_PLACEHOLDERS[code].map((name) => [name, strangers[name] === undefined ? "x" : typed]));
        const written = noticeWrite("table", {
          id: "n1",
          authority: "E10000018",
          code,
          to: { account: "ada", email: "ada@people.example" },
          preferences: PLAIN_PREFERENCES,
          values: { ...values, link: `${SITE}/account` },
          createdAt: "2026-11-24T12:00:00.000Z",
        }).write.Put?.Item?.["values"];
        for (const name of Object.keys(strangers)) {
          expect(written[name]).not.toMatch(LINK);
          if (strangers[name] === "name") expect(written[name]).toMatch(/^[\p{L}\p{M}'’ -]+$/u);
        }
        for (const text of templates) {
          if (text.code !== code) continue;
          expect(filledWith(text.body, { ...written, link: "" })).not.toMatch(LINK);
        }
      }),
    );
  });
  it("keep a name a name", () => {
    for (const name of ["Ada Lovelace", "Anne-Marie O'Shea", "Zoë D’Arcy", "પ્રિયા પટેલ", "Łucja Żak"]) expect(nameToSend(name)).toBe(name.normalize("NFC"));
    expect(nameToSend("Dr. J.R. Hartley")).toBe("Dr J R Hartley");
    expect(nameToSend("Ada (see evil.example/win) 0770 900")).toBe("Ada see");
    expect(nameToSend("Ring 07700 900001 now")).toBe("Ring now");
    for (const nothing of ["", "12345", "www.evil.example", "---", "https://evil.example"]) expect(nameToSend(nothing)).toBe("somebody");
  });
  it("keep their sense: only links of others go, and what was only written without a space is parted", () => {
    expect(wordsToSend("Your certificate is too old.Send a new one, e.g. of 2026. It costs 3.50 pounds.", SITE)).toBe(
      "Your certificate is too old. Send a new one, e.g. of 2026. It costs 3.50 pounds.",
    );
    expect(wordsToSend("Pay at https://evil.example/pay now", SITE)).toBe("Pay at (a link was left out: sign in to Trellis to read it) now");
    expect(wordsToSend("Pay at evil.example/pay", SITE)).toBe("Pay at evil. example/pay");
    expect(wordsToSend(`See ${SITE}/help for how`, SITE)).toBe(`See ${SITE}/help for how`);
    expect(wordsToSend(`See ${SITE}.evil.example/help`, SITE)).toContain("a link was left out");
  });
});
