const APOSTROPHES = /['’‘ʼ`´′]/g;

/** A name as it tells a person from another in one place: NFC, whatever the case, the apostrophe and the blanks it is typed with. */
export const nameKey = (name: string): string => name.normalize("NFC").toLowerCase().replace(APOSTROPHES, "'").replace(/\s+/gu, " ").trim();

/** A name as it is like another: without accents and punctuation too. */
export const nameLikeness = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
