/** The parts of a name as they are compared: letters alone, without accents, whatever their order. */
const partsOf = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== "")
    .toSorted()
    .join(" ");

/** Whether two names are the same, as somebody would read them: an officer looks again where they are not. */
export const isSameName = (one: string, other: string): boolean => partsOf(one) === partsOf(other) && partsOf(one) !== "";
