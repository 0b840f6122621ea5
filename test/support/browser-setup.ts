import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of a local system with sample data, started as a newcomer would. */
    readonly site: string;
  }
}

const READY_WITHIN_MS = 60_000;

/** Starts the whole local system on a new, empty state and a free port, as `npm start` does. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), "trellis-home-"));
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../infra/local/start.ts")], {
    env: { ...process.env, PORT: "0", TRELLIS_HOME: home },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const site = await new Promise<string>((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`The local system was not ready in time:\n${said}`)), READY_WITHIN_MS);
    child.once("exit", () => reject(new Error(`The local system stopped:\n${said}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const address = /ready at (http:\S+)/.exec(said)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
  project.provide("site", site);
  return async () => {
    child.kill("SIGINT");
    await gone;
    rmSync(home, { recursive: true, force: true });
  };
}
