import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingsIn, leadsPastTheList } from "../../shared/domain/screening.ts";
import { screen, screeningWords } from "../../shared/policy/screening.ts";
import { runs } from "../support/runs.ts";

// Words that say nothing they should not, whatever order they stand in.
const PLAIN = "I like walking cooking gardens and a chat with tea in the morning or at night for you to go out by bus every week".split(" ");
const plain = fc.array(fc.constantFrom(...PLAIN), { maxLength: 30 }).map((words) => words.join(" "));
const kinds = (words: string) => new Set(screen(words).map(({ kind }) => kind));

const digits = fc.stringMatching(/^0[1-9]\d{8,9}$/);
const phone = fc
  .tuple(digits, fc.array(fc.constantFrom("", "", " ", "-", " - ", ".", "/", ") "), { minLength: 12, maxLength: 12 }), fc.constantFrom("", "+44 ", "("))
  .map(([number, gaps, before]) => before + [...number].map((digit, index) => digit + (index + 1 < number.length ? gaps[index] : "")).join(""));
const part = fc.stringMatching(/^[a-z]{2,8}$/);
const link = fc
  .tuple(fc.constantFrom("https://", "http://", "www.", ""), part, fc.constantFrom(".com", ".co.uk", ".org", ".net"))
  .map((parts) => parts.join(""));
const email = fc.tuple(part, part, fc.constantFrom(".com", ".org", ".example"), fc.constantFrom("@", " @ ")).map(([to, at, end, sign]) => to + sign + at + end);
const address = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom("High", "Station", "Old Mill"), fc.constantFrom(...screeningWords.streets))
    .map((parts) => parts.join(" ")),
  fc.stringMatching(/^[A-Z]{1,2}[1-9]\d? ?[1-9][A-Z]{2}$/),
);
const fullWidth = (words: string) => words.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

describe("screening public words", () => {
  it("finds nothing where nothing is", () => {
    fc.assert(
      fc.property(plain, (words) => {
        expect(screen(words)).toEqual([]);
      }),
      { numRuns: runs(1000) },
    );
    for (const words of [
      "I have worked since 2015 for 10 years, 5 days a week, £14.50 an hour.",
      "I am a nurse at heart, e.g. calm.Really",
      "The council pays.",
    ])
      expect(screen(words), words).toEqual([]);
  });
  it.each([
    ["phone", phone],
    ["phone", phone.map(fullWidth)],
    ["link", link],
    ["email", email],
    ["address", address],
    ["title", fc.constantFrom(...screeningWords.titles)],
    ["council", fc.constantFrom("Melton Borough Council", ...screeningWords.councils.map((name) => `${name} County Council`))],
  ] as const)("finds every %s, wherever it stands, and what it finds stands there", (kind, hidden) => {
    fc.assert(
      fc.property(plain, hidden, plain, (before, found, after) => {
        const words = `${before} ${found} ${after}`;
        const read = words.normalize("NFKC");
        expect(kinds(words).has(kind) || (kind === "address" && kinds(words).has("phone")), words).toBe(true);
        for (const { text } of screen(words)) expect(read).toContain(text);
      }),
      { numRuns: runs(500) },
    );
  });
  it("is not deceived by signs that cannot be seen", () => {
    fc.assert(
      fc.property(email, fc.nat(), (found, where) => {
        const letters = [...found];
        letters.splice(where % letters.length, 0, "\u200b");
        expect(kinds(letters.join("")).has("email")).toBe(true);
      }),
    );
  });
  it("tells what leads past the list from what an officer is to judge", () => {
    const found = findingsIn("Dr Amber, 07700 900123, Melton Borough Council, amber@example.com, www.amber.example, 12 High Street", screeningWords);
    expect(found.filter(leadsPastTheList).map(({ kind }) => kind)).toEqual(["email", "link", "phone", "address"]);
    expect(found.filter((one) => !leadsPastTheList(one)).map(({ text }) => text)).toEqual(["Dr", "Melton Borough Council"]);
  });
  it("takes a long text in a moment, whatever it holds", () => {
    fc.assert(
      fc.property(fc.constantFrom("a", "1 ", "A ", "a.", "@", "1-", "Aa ", "at ", "LE1"), (piece) => {
        const started = performance.now();
        screen(piece.repeat(4000).slice(0, 4000));
        expect(performance.now() - started).toBeLessThan(1500);
      }),
      { numRuns: 9 },
    );
  });
});
