import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { indexes, keys } from "../../shared/table/keys.ts";

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
  account: keys.account("{id}"),
  worker: keys.worker("{account}", "{id}"),
  actsFor: keys.actsFor("{account}", "{person}"),
  delegation: keys.delegation("{id}"),
  appointment: keys.appointment("{id}"),
  invitation: keys.invitation("{address}", "{kind}", "{id}"),
  erasure: keys.erasure("{id}"),
  policyVersion: keys.policyVersion("{authority}", 0),
  publishedPolicy: keys.publishedPolicy("{authority}", 0),
  auditEntry: keys.auditEntry("{record}", 0),
  once: keys.once("{key}"),
  limit: keys.limit("{name}"),
  keyRing: keys.keyRing(),
  retention: keys.retention(),
  notice: keys.notice("{id}"),
};

/** The text of whatever is defined by a name: from each definition to the next line that is indented no further. */
function definitionOf(name: string, source: string): string {
  const lines = source.split("\n");
  const indentOf = (line: string | undefined): number => /^\s*/.exec(line ?? "")?.[0].length ?? 0;
  const defines = new RegExp(`^\\s*(export )?(async )?(function )?(const )?\\*?${name}\\b ?[:=(<]`);
  return lines
    .flatMap((line, first) => {
      if (!defines.test(line)) return [];
      const length = lines.slice(first + 1).findIndex((other) => other.trim() !== "" && indentOf(other) <= indentOf(line));
      return lines.slice(first, first + 1 + length);
    })
    .join("\n");
}

describe("the page of access patterns", () => {
  it("lists every key, as the code builds it", () => {
    const listed = new Map(rows(items).map(([, builder = "", partition, sort]) => [builder, { partition, sort }]));
    expect([...listed.keys()].sort()).toEqual(Object.keys(keys).sort());
    for (const [builder, { pk, sk }] of Object.entries(example)) {
      expect(listed.get(builder)?.partition, builder).toBe(pk);
      expect(sk.startsWith((listed.get(builder)?.sort ?? "?").replace(/\{\w+\}$/, "")) || sk === listed.get(builder)?.sort, builder).toBe(true);
    }
  });
  it("names functions that exist and use the key they are said to", () => {
    for (const [id, , builder = "", , , file = "", name = ""] of rows(questions)) {
      const source = readFileSync(join(root, file), "utf8");
      const body = definitionOf(name, source);
      expect(body, `${id} ${name}`).not.toBe("");
      const used = builder.startsWith("indexes.") ? builder : `keys.${builder}`;
      expect(body.includes(used), `${id}: ${name} uses ${used}`).toBe(true);
    }
  });
  it("is complete: every key is read or written by somebody it names", () => {
    const asked = [...new Set(rows(questions).map(([, , builder]) => builder))];
    expect(asked.sort()).toEqual([...Object.keys(keys), ...Object.keys(indexes).map((index) => `indexes.${index}`)].sort());
  });
});
