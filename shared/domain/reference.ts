/** No 0 O 1 I, which look like each other, and no vowel, so that no word comes of it. */
const SYMBOLS = "23456789BCDFGHJKLMNPQRSTVWXYZ";
const LENGTH = 4;
const REFERENCE = new RegExp(`^([A-Z]{3})([${SYMBOLS}]{${LENGTH}})$`);

/** The letters a council's references begin with. */
export const REFERENCE_PREFIX = /^[A-Z]{3}$/;

/** 'LEI-4KX7': a reference that can be read aloud, of random numbers below what is asked for. Whoever stores it makes sure that nothing else has it. */
export const referenceOf = (prefix: string, random: (below: number) => number): string =>
  `${prefix}-${Array.from({ length: LENGTH }, () => SYMBOLS[random(SYMBOLS.length)]).join("")}`;

/** A reference as somebody wrote it down, in any case, with or without the dash; undefined where it is none. */
export function readReference(text: string): string | undefined {
  const [, prefix, rest] = REFERENCE.exec(text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "")) ?? [];
  return rest === undefined ? undefined : `${prefix}-${rest}`;
}
