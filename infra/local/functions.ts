import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { credentialsOf } from "./callers.ts";
import { objectIn } from "./json.ts";
import type { SynthesizedSystem } from "./template.ts";

/** A function of the template, running here. */
export interface LocalFunction {
  /** Calls it with an event; the result has been through JSON. Rejects when it throws or takes too long. */
  invoke(event: object): Promise<unknown>;
}

interface Answer {
  readonly call?: number;
  readonly result?: string;
  readonly error?: string;
  readonly ready?: boolean;
}

/** Starts every function of the template, each in a thread with its own environment, key and log file. */
export async function startFunctions(
  system: SynthesizedSystem,
  awsEnvironment: Readonly<Record<string, string>>,
  logFolder: string,
): Promise<{ readonly byId: ReadonlyMap<string, LocalFunction>; stop(): Promise<void> }> {
  await mkdir(logFolder, { recursive: true });
  const workers: Worker[] = [];
  const started = system.ofType("AWS::Lambda::Function").map(async ({ id, properties }) => {
    const { S3Key } = objectIn(properties["Code"]);
    const variables = objectIn(system.resolve(objectIn(properties["Environment"])["Variables"]));
    const file = join(system.assetFolder(system.text(S3Key)), "index.mjs");
    const timeoutSeconds = Number(properties["Timeout"] ?? 3);
    const worker = new Worker(new URL("./function-worker.ts", import.meta.url), {
      workerData: { file, name: id, timeoutSeconds },
      env: {
        TZ: "UTC",
        ...awsEnvironment,
        ...credentialsOf(id),
        ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
      },
      stdout: true,
      stderr: true,
    });
    workers.push(worker);
    const logFile = createWriteStream(join(logFolder, `${id}.log`), { flags: "a" });
    worker.stdout.pipe(logFile);
    worker.stderr.pipe(logFile);
    return [id, await running(worker, id, timeoutSeconds)] as const;
  });
  const byId = new Map(await Promise.all(started));
  return {
    byId,
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function running(worker: Worker, id: string, timeoutSeconds: number): Promise<LocalFunction> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let calls = 0;
  const invoke = (event: object) =>
    new Promise<unknown>((resolve, reject) => {
      calls += 1;
      const call = calls;
      const timer = setTimeout(() => {
        waiting.delete(call);
        reject(new Error(`${id} took longer than ${timeoutSeconds} s`));
      }, timeoutSeconds * 1000);
      const settle =
        <Value>(done: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer);
          done(value);
        };
      waiting.set(call, { resolve: settle(resolve), reject: settle(reject) });
      worker.postMessage({ call, event: JSON.stringify(event) });
    });
  return new Promise((resolve, reject) => {
    worker.on("error", (error) => {
      for (const one of waiting.values()) one.reject(error);
      reject(error);
    });
    worker.on("message", ({ call, result, error, ready }: Answer) => {
      if (ready) resolve({ invoke });
      const one = call === undefined ? undefined : waiting.get(call);
      if (call === undefined || !one) return;
      waiting.delete(call);
      if (error === undefined) one.resolve(JSON.parse(result ?? "null"));
      else one.reject(new Error(error));
    });
  });
}
