import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("./councils/", import.meta.url);

/**
 * Every council's file, by the GSS code that names it: adding a council is adding a file. Read when the process starts; in
 * a bundle this module is replaced by what it reads (`infra/bundle.ts`), so that functions carry the data itself.
 */
export const councilFiles: Readonly<Record<string, unknown>> = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => [file.replace(/\.json$/, ""), JSON.parse(readFileSync(new URL(file, folder), "utf8"))]),
);
