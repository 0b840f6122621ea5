import { describe, expect, it } from "vitest";
import { canBe, reach, withinKnown } from "../../../shared/domain/small-numbers/alternatives.ts";
import { audit } from "../../../shared/domain/small-numbers/audit.ts";
import { anything, type Figure, type System } from "../../../shared/domain/small-numbers/equations.ts";
import { narrow } from "../../../shared/domain/small-numbers/intervals.ts";
import { ShownCount } from "../../../shared/domain/small-numbers/publication.ts";
import { addTable } from "../../../shared/domain/small-numbers/tables.ts";
import { countWords, tableWords } from "../../../shared/domain/small-numbers/words.ts";
import { decided } from "../../support/disclosure-attacker.ts";
import { aTable, published } from "../../support/true-tables.ts";

// sdcTable's own trap table (R/test_problems.R, github.com/sdcTools/sdcTable at 6393dfb): two figures are hidden in every row and column that has any, and yet
// one of them is known exactly.
const TRAP = [
  [30, 47, 64, 89],
  [90, 124, 5, 31],
  [92, 100, 59, 85],
  [800, 991, 651, 685],
];
const HIDDEN = ["w a", "w b", "w c", "x a", "x c", "y b", "y d", "z b", "z d"];
const ROWS = ["w", "x", "y", "z"];
const COLUMNS = ["a", "b", "c", "d"];
const place = (name: string) => [ROWS.indexOf(name.slice(0, 1)), COLUMNS.indexOf(name.slice(2))] as const;

/** The table as it was published there: some figures hidden, all others as they are. */
function trap(hidden: readonly string[]): { readonly system: System; readonly at: (name: string) => Figure } {
  const system: System = { figures: new Map(), equations: new Map() };
  const figures = addTable(aTable(TRAP), { system, prefix: "trap", steps: { threshold: 4, base: 4 }, disagrees: () => {} });
  const at = (name: string): Figure => {
    const [row, column] = place(name);
    const figure = figures.at(`r${row}`, `c${column}`);
    if (!figure) throw new Error(`There is no ${name}`);
    return figure;
  };
  for (const figure of system.figures.values()) figure.known = { least: figure.truth, most: figure.truth };
  for (const name of hidden) at(name).known = anything;
  withinKnown(system);
  return { system, at };
}

describe("sdcTable's trap table", () => {
  it("passes whoever asks for two hidden figures in each row and column that has any", () => {
    for (const line of [...ROWS, ...COLUMNS]) expect([0, 2, 3], line).toContain(HIDDEN.filter((name) => name.includes(line)).length);
    for (const line of [...ROWS, ...COLUMNS]) expect(HIDDEN.filter((name) => name.includes(line)).length, line).not.toBe(1);
  });
  it("passes whoever takes one sum after the other, too: no figure is narrowed to one number", () => {
    const { system, at } = trap(HIDDEN);
    expect(narrow(system, "known")).toBe(true);
    for (const name of HIDDEN) expect(at(name).high - at(name).low, name).toBeGreaterThan(2);
  });
  it("does not pass ours: w b can be 47 alone, as the sums taken together say", () => {
    const { at } = trap(HIDDEN);
    expect(canBe(at("w b"), 2)).toBe(false);
    expect(reach(at("w b"), 1000)).toEqual({ least: 47, most: 47 });
    const equations = [...ROWS, ...COLUMNS].map((line) => [
      ...HIDDEN.map((name) => (name.includes(line) ? 1 : 0)),
      HIDDEN.filter((name) => name.includes(line)).reduce((sum, name) => sum + (TRAP[place(name)[0]]?.[place(name)[1]] ?? 0), 0),
    ]);
    expect([...decided(equations)]).toEqual([[HIDDEN.indexOf("w b"), 47]]);
  });
  it("is opened to 0 to 141 once x b is hidden as well, as sdcTable's own attack finds", () => {
    const { at } = trap([...HIDDEN, "x b"]);
    expect(reach(at("w b"), 1000)).toEqual({ least: 0, most: 141 });
    expect(canBe(at("w b"), 3)).toBe(true);
  });
  it("has more hidden by the audit, until w b is open", () => {
    const { system, at } = trap(HIDDEN);
    for (const figure of system.figures.values()) {
      if (!HIDDEN.some((name) => at(name) === figure)) figure.shown = ShownCount.parse({ atLeast: figure.truth });
      figure.assumed = figure.known;
    }
    expect(audit(system, 3)).toBe(true);
    expect(canBe(at("w b"), 3)).toBe(true);
  });
});

describe("the ONS 10-5 rule (cell-key-perturbation 3.1.0)", () => {
  // It rounds to the nearest multiple of 5: 13 to 15. Ours rounds down: 13 to 10, so that a total never tells that its parts are above what is shown.
  it.each([
    [0, "hidden", "fewer than 10"],
    [3, "hidden", "fewer than 10"],
    [10, 10, "at least 10"],
    [12, 10, "at least 10"],
    [13, 15, "at least 10"],
    [751, 750, "at least 750"],
  ])("shows %i as %s, and ours as '%s'", (count, theirs, ours) => {
    const nearest = count < 10 ? "hidden" : 5 * Math.round(count / 5);
    const [table] = published("public", [aTable([[count]])]).tables;
    expect(nearest).toBe(theirs);
    expect(table && tableWords(table).rows[0]?.[1]).toBe(ours);
    expect(table?.rows[0]?.cells[0] && countWords(table.rows[0].cells[0])).toBe(ours);
  });
});
