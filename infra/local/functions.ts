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

/** How many functions that nobody calls keep their threads, each of some 30 MB, and for how long. */
const MOST_IDLE = 5;
const YOUNG_MB = 8;
const IDLE_MS = 2 * 60_000;

/** Threads that nobody calls, longest first. */
interface Idle {
  add(stop: () => unknown): void;
  delete(stop: () => unknown): void;
}

function idleThreads(): Idle {
  const timers = new Map<() => unknown, NodeJS.Timeout>();
  const idle: Idle = {
    add(stop) {
      idle.delete(stop);
      timers.set(stop, setTimeout(stop, IDLE_MS).unref());
      const [longest] = timers.keys();
      if (timers.size > MOST_IDLE) longest?.();
    },
    delete(stop) {
      clearTimeout(timers.get(stop));
      timers.delete(stop);
    },
  };
  return idle;
}

/** The functions of the template, by their logical ids. */
export interface LocalFunctions {
  readonly byId: ReadonlyMap<string, LocalFunction>;
  /** Starts a function's thread before its first call. */
  warm(id: string): void;
  stop(): Promise<void>;
}

/**
 * Every function of the template, each in a thread with its own environment, key and log file. As on AWS a thread is
 * started by the first call, goes when nobody has called for a while, and a new one takes the place of one that failed.
 */
export async function localFunctions(system: SynthesizedSystem, awsEnvironment: Readonly<Record<string, string>>, logFolder: string): Promise<LocalFunctions> {
  await mkdir(logFolder, { recursive: true });
  const idle = idleThreads();
  const made = system.ofType("AWS::Lambda::Function").map(({ id, properties }) => {
    const { S3Key } = objectIn(properties["Code"]);
    const variables = objectIn(system.resolve(objectIn(properties["Environment"])["Variables"]));
    const file = join(system.assetFolder(system.text(S3Key)), "index.mjs");
    const timeoutSeconds = Number(properties["Timeout"] ?? 3);
    const start = (): Worker => {
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
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      });
      const logFile = createWriteStream(join(logFolder, `${id}.log`), { flags: "a" });
      worker.stdout.pipe(logFile, { end: false });
      worker.stderr.pipe(logFile, { end: false });
      worker.once("exit", () => logFile.end());
      return worker;
    };
    return [id, onDemand(start, idle, id, timeoutSeconds)] as const;
  });
  const byId = new Map(made);
  return {
    byId,
    warm: (id) => byId.get(id)?.warm(),
    async stop() {
      await Promise.all(made.map(([, one]) => one.stop()));
    },
  };
}

/** A thread that is ready for calls, and what it has not answered yet. */
interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve(value: unknown): void; reject(error: Error): void }>;
}

function onDemand(start: () => Worker, idle: Idle, id: string, timeoutSeconds: number): LocalFunction & { warm(): void; stop(): Promise<unknown> } {
  let running: Promise<Running> | undefined;
  let calls = 0;
  let inFlight = 0;

  const stop = async (): Promise<unknown> => {
    idle.delete(stop);
    const ending = running;
    running = undefined;
    return ending?.then(({ worker }) => worker.terminate()).catch(() => undefined);
  };

  const started = (): Promise<Running> => {
    const worker = start();
    const waiting: Running["waiting"] = new Map();
    const ready = new Promise<Running>((resolve, reject) => {
      worker.on("error", (error) => {
        if (running === ready) running = undefined;
        for (const one of waiting.values()) one.reject(error);
        reject(error);
      });
      worker.on("message", ({ call, result, error, ready: isReady }: Answer) => {
        if (isReady) resolve({ worker, waiting });
        const one = call === undefined ? undefined : waiting.get(call);
        if (call === undefined || !one) return;
        waiting.delete(call);
        if (error === undefined) one.resolve(JSON.parse(result ?? "null"));
        else one.reject(new Error(error));
      });
    });
    return ready;
  };

  const invoke = async (event: object): Promise<unknown> => {
    idle.delete(stop);
    inFlight += 1;
    let timer: NodeJS.Timeout | undefined;
    try {
      running ??= started();
      const { worker, waiting } = await running;
      calls += 1;
      const call = calls;
      return await new Promise((resolve, reject) => {
        timer = setTimeout(() => {
          waiting.delete(call);
          reject(new Error(`${id} took longer than ${timeoutSeconds} s`));
        }, timeoutSeconds * 1000);
        waiting.set(call, { resolve, reject });
        worker.postMessage({ call, event: JSON.stringify(event) });
      });
    } finally {
      clearTimeout(timer);
      inFlight -= 1;
      if (inFlight === 0 && running) idle.add(stop);
    }
  };
  const warm = (): void => {
    running ??= started();
    // What is wrong with it is said by the first call.
    running.catch(() => undefined);
  };
  return { invoke, warm, stop };
}
