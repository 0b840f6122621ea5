import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keys } from "../../shared/table/keys.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "shared/table/ACCESS.md"), "utf8");
const [items = "", questions = ""] = page.split("## Questions");
const rows = (text: string) =>
  text
    .split("\n")
    .filter((line) => /^\|.*`/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`|`$/g, "")),
    );

const example: Readonly<Record<string, { pk: string; sk: string }>> = {
  listing: keys.listing("{id}"),
  publicListing: keys.publicListing("{id}"),
  logRecord: keys.logRecord(0),
  logHead: keys.logHead(),
  manifest: keys.manifest(),
  tileIndex: keys.tileIndex("{tile}"),
  tileCards: keys.tileCards("{tile}", 0),
  sector: keys.sector("{sector}"),
  geography: keys.geography(),
  districts: keys.districts(),
  censusAreas: keys.censusAreas(),
  firstStart: keys.firstStart(),
};

describe("the page of access patterns", () => {
  it("lists every key, as the code builds it", () => {
    const listed = new Map(rows(items).map(([, builder = "", partition, sort]) => [builder, { partition, sort }]));
    expect([...listed.keys()].sort()).toEqual(Object.keys(keys).sort());
    for (const [builder, { pk, sk }] of Object.entries(example)) {
      expect(listed.get(builder)?.partition, builder).toBe(pk);
      expect(sk.startsWith((listed.get(builder)?.sort ?? "?").replace(/\{\w+\}$/, "")), builder).toBe(true);
    }
  });
  it("names functions that exist and use the key they are said to", () => {
    for (const [id, , builder = "", , , file = "", name = ""] of rows(questions)) {
      const source = readFileSync(join(root, file), "utf8");
      const body = new RegExp(`\\b(async )?${name}\\b[^;]*?(\\{|=>)[\\s\\S]*?(?=\\n    \\},|\\n  \\};|\\n    \\w+\\()`).exec(source)?.[0] ?? "";
      expect(body, `${id} ${name}`).not.toBe("");
      const usesIndex = name === "idsInArea" && body.includes("areaListings");
      expect(usesIndex || body.includes(`keys.${builder}`), `${id}: ${name} uses keys.${builder}`).toBe(true);
    }
  });
  it("is complete: every key is read or written by somebody it names", () => {
    expect([...new Set(rows(questions).map(([, , builder]) => builder))].sort()).toEqual(Object.keys(keys).sort());
  });
});
