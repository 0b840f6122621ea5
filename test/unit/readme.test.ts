import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import people from "../../functions/accounts/use-cases/sample-people.json" with { type: "json" };
import { methodsOf } from "../../functions/route.ts";
import { routes } from "../../functions/routes.ts";
import { pathMatcher } from "../../shared/http/path-template.ts";

const readme = readFileSync(join(import.meta.dirname, "..", "..", "README.md"), "utf8");

it("the README names every made-up person who signs in, and a first page for each that there is", () => {
  const rows = readme.split("\n").filter((line) => line.startsWith("| ") && /`\/[\w/-]+` *\|$/.test(line));
  for (const { name } of people.filter(({ email }) => email !== undefined)) expect(rows.filter((row) => row.includes(name)).length, name).toBe(1);
  for (const row of rows) {
    const page = /`(\/[^`]+)` *\|$/.exec(row)?.[1] ?? "";
    expect(
      routes.some((route) => methodsOf(route).includes("GET") && pathMatcher(route.path)(page) !== undefined),
      row,
    ).toBe(true);
  }
});
