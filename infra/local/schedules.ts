import type { LocalFunction } from "./functions.ts";
import { listIn, objectIn, resourceIn, type SynthesizedSystem } from "./template.ts";

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds between the turns of `rate(15 minutes)`. Throws on an expression it cannot keep. */
export function rateMillis(expression: string): number {
  const read = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  const unit = UNIT_MS[read?.[2] ?? ""];
  if (!read || unit === undefined) throw new Error(`The local system cannot keep the schedule ${expression}`);
  return Number(read[1]) * unit;
}

/** Wakes the template's scheduled functions. A turn that would overlap the last is left out. */
export function startSchedules(system: SynthesizedSystem, functions: ReadonlyMap<string, LocalFunction>): { stop(): void } {
  const timers: NodeJS.Timeout[] = [];
  for (const { properties } of system.ofType("AWS::Events::Rule")) {
    if (properties["ScheduleExpression"] === undefined) continue;
    const every = rateMillis(String(properties["ScheduleExpression"]));
    for (const target of listIn(properties["Targets"])) {
      const called = functions.get(resourceIn(system.text(objectIn(target)["Arn"])));
      if (!called) throw new Error("A schedule of the template wakes no function");
      let busy = false;
      const turn = async () => {
        if (busy) return;
        busy = true;
        await called.invoke({ source: "aws.events" }).catch((error: unknown) => process.stderr.write(`A scheduled function failed: ${String(error)}\n`));
        busy = false;
      };
      timers.push(setInterval(() => void turn(), every));
    }
  }
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
