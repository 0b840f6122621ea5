import { matchesPattern } from "./event-pattern.ts";
import type { LocalFunction } from "./functions.ts";
import { listIn, objectIn, resourceIn } from "./json.ts";
import type { LocalQueues } from "./queues.ts";
import type { Resource, SynthesizedSystem } from "./template.ts";

/** The event bus: brings what happens to the functions whose rules ask for it. */
export interface LocalEvents {
  /** Resolves when every function was told, or has failed for good. */
  publish(event: object): Promise<void>;
}

const RETRY_PAUSE_MS = 1000;

/** Reads the template's rules that wait for events. A function that fails is called again as often as the template says; then the event goes to its queue. */
export function localEvents(system: SynthesizedSystem, functions: ReadonlyMap<string, LocalFunction>, queues: LocalQueues): LocalEvents {
  const rules = system.ofType("AWS::Events::Rule").flatMap(({ properties }) => {
    if (properties["EventPattern"] === undefined) return [];
    const pattern = system.resolve(properties["EventPattern"]);
    // Refuses at once a pattern that cannot be matched here.
    matchesPattern(pattern, {});
    return listIn(properties["Targets"]).map((target) => {
      const id = resourceIn(system.text(objectIn(target)["Arn"]));
      const called = functions.get(id);
      if (!called) throw new Error("A rule of the template wakes no function");
      return { pattern, called, ...afterFailure(system, id) };
    });
  });
  return {
    async publish(event) {
      const deliveries = rules.filter(({ pattern }) => matchesPattern(pattern, event));
      await Promise.all(deliveries.map(({ called, attempts, queue }) => deliver(called, event, attempts, queue, queues)));
    },
  };
}

/** How often a function is tried when nobody waits for it, and where what it failed on goes. */
function afterFailure(system: SynthesizedSystem, id: string): { readonly attempts: number; readonly queue: string | undefined } {
  const config: Resource | undefined = system.ofType("AWS::Lambda::EventInvokeConfig").find(({ properties }) => system.text(properties["FunctionName"]) === id);
  const destination = objectIn(objectIn(config?.properties["DestinationConfig"])["OnFailure"])["Destination"];
  const retries = Number(config?.properties["MaximumRetryAttempts"] ?? 2);
  return { attempts: retries + 1, queue: destination === undefined ? undefined : resourceIn(system.text(destination)) };
}

async function deliver(called: LocalFunction, event: object, attempts: number, queue: string | undefined, queues: LocalQueues): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      await called.invoke(event);
      return;
    } catch (error) {
      process.stderr.write(`A function failed on an event (${attempt} of ${attempts}): ${String(error)}\n`);
      if (attempt < attempts) await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));
    }
  }
  if (queue !== undefined) await queues.send(queue, { requestPayload: event });
}
