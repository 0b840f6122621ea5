import { patternsIn } from "./event-pattern.ts";
import type { Consumer } from "./follow.ts";
import { objectIn, resourceIn } from "./json.ts";
import type { LocalQueues } from "./queues.ts";
import type { SynthesizedSystem } from "./template.ts";

/** A pipe of the template, from a stream to a queue. */
export function pipeConsumer(system: SynthesizedSystem, properties: Readonly<Record<string, unknown>>, queues: LocalQueues): Consumer {
  const parameters = objectIn(properties["SourceParameters"]);
  const from = objectIn(parameters["DynamoDBStreamParameters"])["StartingPosition"];
  const { InputTemplate } = objectIn(properties["TargetParameters"]);
  const queue = resourceIn(system.text(properties["Target"]));
  return {
    from: from === "TRIM_HORIZON" ? from : "LATEST",
    patterns: patternsIn(parameters["FilterCriteria"]),
    async take(records) {
      for (const record of records) await queues.send(queue, InputTemplate === undefined ? objectIn(record) : fillIn(String(InputTemplate), record));
    },
  };
}

/**
 * What a pipe makes of a record by its template: each `<$.path>` becomes the value there as JSON. Throws on what
 * is no path to a single value, or makes no JSON object.
 */
export function fillIn(template: string, record: unknown): object {
  const filled = template.replace(/<([^<>]*)>/g, (_, path: string) => {
    if (!/^\$(\.[\w-]+)+$/.test(path)) throw new Error(`The local system cannot follow <${path}>`);
    const value = path
      .split(".")
      .slice(1)
      .reduce<unknown>((inner, name) => objectIn(inner)[name], record);
    return JSON.stringify(value ?? null);
  });
  return objectIn(JSON.parse(filled));
}
