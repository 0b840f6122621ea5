import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { HOOK_MS } from "./time-outs.ts";

const root = join(import.meta.dirname, "../..");
/** What `npm start` runs, after `node`. */
const [, ...START] = manifest.scripts.start.split(" ");

/** A local system started as a newcomer would, on a new, empty state and a free port. */
export interface RunningLocalSystem {
  readonly site: string;
  readonly home: string;
  /** Runs one of the project's commands beside it; resolves to what it printed and how it ended. */
  run(script: string, ...words: readonly string[]): Promise<{ readonly code: number; readonly out: string }>;
  stop(): Promise<void>;
}

export async function startLocalSystem(environment: Readonly<Record<string, string>> = {}): Promise<RunningLocalSystem> {
  const home = mkdtempSync(join(tmpdir(), "trellis-home-"));
  const env = { ...process.env, ...environment, PORT: "0", TRELLIS_HOME: home };
  const child = spawn(process.execPath, START, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const site = await addressOf(child);
  return {
    site,
    home,
    run(script, ...words) {
      const command = spawn(process.execPath, [join(root, script), ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
      let out = "";
      for (const stream of [command.stdout, command.stderr]) {
        stream.on("data", (chunk: Buffer) => {
          out += chunk.toString();
        });
      }
      return new Promise((resolve) => command.once("exit", (code) => resolve({ code: code ?? 1, out })));
    },
    async stop() {
      child.kill("SIGINT");
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`The local system was not ready in time:\n${said}`)), HOOK_MS);
    child.once("exit", (code, signal) => reject(new Error(`The local system stopped (${code ?? signal}):\n${said}`)));
    // Why it stopped stands there.
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      process.stderr.write(chunk);
    });
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const address = /ready at (http:\S+)/.exec(said)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}
