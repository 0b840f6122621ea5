import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseSync } from "@swc/core";

const ROOT = join(import.meta.dirname, "../..");

/** A text that people read, and the file that holds it. */
export interface PageText {
  /** From the top of the repository. */
  readonly file: string;
  readonly text: string;
}

/** Stands where a value is put into a text. */
export const VALUE = "…";

/** Parts of a page that stand within a line, so that their words are the line's. */
const INLINE = new Set(["a", "abbr", "b", "bdi", "em", "i", "span", "strong"]);
/** Attributes and fields whose words nobody reads. */
const UNREAD =
  /^(?:class|classes|className|href|id|name|type|action|method|autocomplete|role|for|rel|src|style|describedBy|inputmode|data-.*|aria-(?!label$).*)$/;

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;
const nodesIn = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
const textIn = (value: unknown): string => (typeof value === "string" ? value : "");
const nameOf = (node: unknown): string => (isNode(node) ? textIn(node["value"]) || nameOf(node["name"]) : "");

/** The texts of a source file that people may read: what stands in its elements, and every string that is more than one word. */
export function textsOf(source: string, tsx = true): readonly string[] {
  const texts: string[] = [];
  const keep = (text: string) => {
    const tidy = text.replace(/\s+/g, " ").trim();
    if (/\p{L}{2}.*\s.*\p{L}/u.test(tidy)) texts.push(tidy);
  };

  /** The words of an element's line, with those of the elements within it that stand in the line. */
  const lineOf = (element: Node): string =>
    nodesIn(element["children"])
      .map((child) => {
        switch (child["type"]) {
          case "JSXText":
            return textIn(child["value"]).replace(/^\s*\n\s*|\s*\n\s*$/g, "");
          case "JSXElement":
            return isInline(child) ? lineOf(child) : VALUE;
          case "JSXExpressionContainer": {
            const { expression } = child;
            return isNode(expression) && expression["type"] === "StringLiteral" ? textIn(expression["value"]) : VALUE;
          }
          default:
            return VALUE;
        }
      })
      .join("");

  const isInline = (element: Node): boolean => isNode(element["opening"]) && INLINE.has(nameOf(element["opening"]["name"]));

  const walk = (value: unknown, inLine: boolean): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, inLine);
    if (Array.isArray(value) || !isNode(value)) return;
    switch (value["type"]) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
      case "TsLiteralType":
      case "TsTypeAliasDeclaration":
      case "TsInterfaceDeclaration":
        return;
      case "JSXAttribute":
        if (UNREAD.test(nameOf(value["name"]))) return;
        break;
      case "KeyValueProperty":
        if (UNREAD.test(nameOf(value["key"]))) return;
        break;
      case "JSXText":
        return;
      case "JSXElement":
      case "JSXFragment": {
        if (!inLine || !isInline(value)) keep(lineOf(value));
        walk(value["opening"], false);
        for (const child of nodesIn(value["children"])) walk(child, child["type"] === "JSXElement" && isInline(child));
        return;
      }
      case "StringLiteral":
        keep(textIn(value["value"]));
        return;
      case "TemplateLiteral":
        keep(
          nodesIn(value["quasis"])
            .map(({ cooked }) => textIn(cooked))
            .join(VALUE),
        );
        walk(value["expressions"], false);
        return;
    }
    for (const [key, part] of Object.entries(value)) if (key !== "span") walk(part, false);
  };

  walk(parseSync(source, { syntax: "typescript", tsx }).body, false);
  return texts;
}

/** The files below some folders whose names end so, from the top of the repository. */
export function filesIn(folders: readonly string[], ends: RegExp): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => ends.test(name))
      .map((name) => relative(ROOT, join(ROOT, folder, name)))
      .sort(),
  );
}

/** Every text of these source files. */
export const textsIn = (files: readonly string[]): readonly PageText[] =>
  files.flatMap((file) => textsOf(readFileSync(join(ROOT, file), "utf8"), file.endsWith("x")).map((text) => ({ file, text })));
