import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LocalPlace, type SynthesizedSystem, systemAt } from "./template.ts";

/**
 * Builds the bundles, where sources have changed since, and synthesizes the local stage into a folder, where it is not there already
 * for the same sources, address and council; in a process of its own: what those need of memory is given back before anything
 * is served. Rejects where either fails.
 */
export async function prepared(folder: string, place: LocalPlace): Promise<SynthesizedSystem> {
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [import.meta.filename, folder, JSON.stringify(place)], { stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error("The bundles could not be built, or the template not be synthesized; see above.");
  return systemAt(folder, place);
}

/** What an assembly was made of, beside it: written last, so that one that was left half made is made anew. */
const MADE_OF = "made-of.txt";

function madeOf(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, MADE_OF), "utf8");
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const [folder = "", text = ""] = process.argv.slice(2);
  const place: LocalPlace = JSON.parse(text);
  const known = madeOf(folder);
  // The CDK takes most of a second to load: meanwhile bundles are built, or not at all where it is not needed.
  const loading = known === undefined ? import("./synthesize.ts") : undefined;
  const { buildIfChanged } = await import("../bundle.ts");
  const sources = await buildIfChanged();
  const now = [sources, place.siteAddress, place.notify, process.env["TRELLIS_AUTHORITY"] ?? ""].join("\n");
  if (known !== now) {
    const { synthesizeLocal } = await (loading ?? import("./synthesize.ts"));
    rmSync(folder, { recursive: true, force: true });
    synthesizeLocal(folder, place);
    writeFileSync(join(folder, MADE_OF), now);
  }
}
