import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listedName, shownName, wrongWithName } from "../../shared/domain/shown-name.ts";
import { runs } from "../support/runs.ts";

const ALPHABETS = {
  Latin: "ABCabcéßłŚ",
  Greek: "ΑΒΓαβγ",
  Cyrillic: "АБВабвіў",
  Arabic: "محمدعلي",
  Gujarati: "ગતપલમ",
  Devanagari: "कखगमज",
  Gurmukhi: "ਕਖਗਮ",
  Hebrew: "אבגד",
};
const names = Object.keys(ALPHABETS);
const lettersOf = (alphabet: string) => fc.constantFrom(...(Object.entries(ALPHABETS).find(([name]) => name === alphabet)?.[1] ?? ""));
const alphabet = fc.constantFrom(...names);
const word = alphabet.chain((of) => fc.array(lettersOf(of), { minLength: 1, maxLength: 8 }).map((letters) => letters.join("")));
const between = fc.constantFrom(" ", "-", "'", "’", ". ", " (", ", ");
const name = fc.array(fc.tuple(word, between), { minLength: 1, maxLength: 4 }).map((parts) =>
  parts
    .map((part) => part.join(""))
    .join("")
    .trim(),
);

describe("a name that strangers are shown", () => {
  it("may be written in any alphabet, and each of its words in another", () => {
    fc.assert(
      fc.property(name, (given) => {
        expect(wrongWithName(given)).toBeUndefined();
      }),
      { numRuns: runs(1000) },
    );
  });
  it("never mixes alphabets within a word", () => {
    fc.assert(
      fc.property(fc.tuple(alphabet, alphabet), fc.nat(), fc.nat(), ([one, other], first, second) => {
        fc.pre(one !== other);
        const at = (of: string, index: number) => [...(Object.entries(ALPHABETS).find(([known]) => known === of)?.[1] ?? "")][index % 4] ?? "";
        expect(wrongWithName(`Amber ${at(one, first)}${at(other, second)}x`.slice(0, -1))).toBe("must not mix letters of different alphabets within a word");
      }),
      { numRuns: runs(500) },
    );
  });
  it("holds nothing that cannot be seen, wherever it stands", () => {
    const unseen = fc.constantFrom(
      ..."\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\u034f\u115f\u1160\u3164\uffa0\u180e\ufe0f",
    );
    fc.assert(
      fc.property(name, unseen, fc.nat(), (given, hidden, where) => {
        const letters = [...given];
        letters.splice(where % (letters.length + 1), 0, hidden);
        expect(wrongWithName(letters.join(""))).toBe("must not hold characters that cannot be seen");
      }),
      { numRuns: runs(500) },
    );
  });
  it("has at least one letter, and not of a kind that only looks like one", () => {
    for (const none of ["...", "123", "-'-", "☺", "𝐀𝐦𝐲", "Ⓐ", "①②"]) expect(wrongWithName(none), none).toBe("must have a letter in it");
  });
  it("is one alphabet where a language has several", () => {
    for (const given of ["王小明", "田中さん", "タナカ花子", "김철수", "金철수"]) expect(wrongWithName(given), given).toBeUndefined();
  });
  it("is kept composed, whichever way it was typed", () => {
    fc.assert(
      fc.property(name, (given) => {
        const composed = given.normalize("NFC");
        expect(listedName(100).safeParse(given.normalize("NFD"))).toEqual({ success: true, data: composed });
        expect(listedName(100).safeParse(given)).toEqual({ success: true, data: composed });
      }),
    );
  });
  it("of a person holds no address, where that of a business in a file may hold brackets", () => {
    expect(shownName(100).safeParse("Amber (www.example.com)").success).toBe(false);
    expect(listedName(100).safeParse("Good Boots (Melton) Ltd").success).toBe(true);
    // What cannot be seen is taken out wherever something is typed or imported.
    expect(listedName(100).parse("Good\u202e Boots")).toBe("Good Boots");
  });
});

it("a name that messages would give a form to says which character is in its way", () => {
  const saidOf = (name: string) => shownName(100).safeParse(name).error?.issues[0]?.message;
  expect(saidOf("Pip # Tryout")).toBe("must not contain the character #");
  expect(saidOf("Pip *Tryout*")).toBe("must not contain the character *");
  expect(saidOf("Pip www.pip.example")).toBe("must not contain a web address");
  expect(saidOf("Pip\nTryout")).toBe("must not contain a line break");
  expect(saidOf("Pip Tryout")).toBe(undefined);
});
