import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { type LocalPlace, type SynthesizedSystem, systemAt } from "./template.ts";

/**
 * Builds the bundles, where sources have changed since, and synthesizes the local stage into a folder, in a process of
 * its own: what those need of memory is given back before anything is served. Rejects where either fails.
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

if (import.meta.main) {
  const [folder = "", place = ""] = process.argv.slice(2);
  const [{ buildIfChanged }, { synthesizeLocal }] = await Promise.all([import("../bundle.ts"), import("./synthesize.ts")]);
  await buildIfChanged();
  rmSync(folder, { recursive: true, force: true });
  synthesizeLocal(folder, JSON.parse(place));
}
