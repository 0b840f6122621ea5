import { expect, it } from "vitest";
import { isSameName } from "../../../functions/arrangements/rules/same-name.ts";

it.each([
  ["Rosemary Testwell", "testwell, rosemary", true],
  ["José Núñez", "Jose Nunez", true],
  ["Anne-Marie O'Sample", "Anne Marie O Sample", true],
  ["રમીલા પટેલ", "પટેલ રમીલા", true],
  ["Rosemary Testwell", "Rosemary Test", false],
  ["", "", false],
  ["12", "34", false],
])("%s and %s: the same name is %s", (one, other, same) => {
  expect(isSameName(one, other)).toBe(same);
});
