import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

// Runs one function's bundle by itself, with its own environment, as Lambda would. Events and results
// cross as JSON text, so that what JSON cannot carry fails here too.

interface Call {
  readonly call: number;
  readonly event: string;
}

const { file, name, timeoutSeconds }: { file: string; name: string; timeoutSeconds: number } = workerData;

const { handler } = await import(pathToFileURL(file).href);

parentPort?.on("message", async ({ call, event }: Call) => {
  const deadline = Date.now() + timeoutSeconds * 1000;
  const context = {
    functionName: name,
    awsRequestId: crypto.randomUUID(),
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    const result: unknown = await handler(JSON.parse(event), context);
    parentPort?.postMessage({ call, result: JSON.stringify(result ?? null) });
  } catch (error) {
    parentPort?.postMessage({ call, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
parentPort?.postMessage({ ready: true });
