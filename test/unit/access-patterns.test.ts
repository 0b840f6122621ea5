import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

// Every page of access patterns, against the keys beside it and the functions it names.

const root = join(import.meta.dirname, "../..");
const folders = globSync("{shared/table,functions/*/store}/ACCESS.md", { cwd: root }).map((page) => dirname(page));

/** The cells of a page's tables, without heads and rules; code marks taken off. */
function rowsOf(folder: string): { readonly items: string[][]; readonly questions: string[][] } {
  const rows = readFileSync(join(root, folder, "ACCESS.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\| (item|id|-+) /.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("`", "")),
    );
  return { items: rows.filter(([id = ""]) => !id.startsWith("AP-")), questions: rows.filter(([id = ""]) => id.startsWith("AP-")) };
}

interface Builder {
  readonly partition: string;
  readonly sort?: string;
}

/** The key and index builders of a folder, by the name they are used under. */
async function buildersOf(folder: string): Promise<ReadonlyMap<string, Builder>> {
  const exported: Readonly<Record<string, unknown>> = await import(join(root, folder, "keys.ts"));
  return new Map(
    Object.entries(exported)
      .filter(([name, value]) => /keys$|indexes$/i.test(name) && typeof value === "object")
      .flatMap(([name, value]) => Object.entries(value as Record<string, Builder>).map(([key, builder]) => [`${name}.${key}`, builder] as const)),
  );
}

/** The text of whatever is defined by a name: from each definition to the next line that is indented no further. */
function definitionOf(name: string, source: string): string {
  const lines = source.split("\n");
  const indentOf = (line: string | undefined): number => /^\s*/.exec(line ?? "")?.[0].length ?? 0;
  const defines = new RegExp(`^\\s*(export )?(async )?(function )?(const )?\\*?${name}\\b ?[:=(<]`);
  return lines
    .flatMap((line, first) => {
      if (!defines.test(line)) return [];
      const length = lines.slice(first + 1).findIndex((other) => other.trim() !== "" && indentOf(other) <= indentOf(line));
      return lines.slice(first, length < 0 ? undefined : first + 1 + length);
    })
    .join("\n");
}

describe("the pages of access patterns", () => {
  it("stand beside every file of keys", () => {
    expect(folders.length).toBeGreaterThanOrEqual(5);
    for (const file of globSync("functions/*/store/keys.ts", { cwd: root })) expect(existsSync(join(root, dirname(file), "ACCESS.md")), file).toBe(true);
  });
  for (const folder of folders) {
    it(`${folder}: lists every key, with the templates the code builds it from`, async () => {
      const keys = [...(await buildersOf(folder))].filter(([, { sort }]) => sort !== undefined);
      const listed = rowsOf(folder).items.map(([, builder = "", partition = "", sort = ""]) => [builder, partition, sort]);
      expect(listed.toSorted()).toEqual(keys.map(([name, { partition, sort = "" }]) => [name, partition.replaceAll("`", ""), sort]).toSorted());
    });
    it(`${folder}: names functions that exist and use the key they are said to`, () => {
      for (const [id, , builder = "", , , file = "", name = ""] of rowsOf(folder).questions) {
        const body = definitionOf(name, readFileSync(join(root, file), "utf8"));
        expect(body, `${id} ${name}`).not.toBe("");
        expect(body.includes(builder), `${id}: ${name} uses ${builder}`).toBe(true);
      }
    });
    it(`${folder}: asks every key and index`, async () => {
      const questioned = new Set(rowsOf(folder).questions.map(([, , builder = ""]) => builder));
      expect([...questioned].toSorted()).toEqual([...(await buildersOf(folder)).keys()].toSorted());
    });
  }
  it("give every question an id of its own", () => {
    const ids = folders.flatMap((folder) => rowsOf(folder).questions.map(([id = ""]) => id));
    expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
  });
});
