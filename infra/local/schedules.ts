import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../shared/domain/time.ts";
import type { LocalFunction } from "./functions.ts";
import { listIn, objectIn, resourceIn } from "./json.ts";
import type { SynthesizedSystem } from "./template.ts";

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Milliseconds from `now` to the next turn of `rate(15 minutes)` or of a daily `cron(30 2 * * ? *)`, by UTC as
 * EventBridge has it. Throws on an expression it cannot keep.
 */
export function untilNextTurn(expression: string, now: number): number {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  const unit = UNIT_MS[rate?.[2] ?? ""];
  if (rate && unit !== undefined) return Number(rate[1]) * unit;
  const daily = /^cron\((\d+) (\d+) \* \* \? \*\)$/.exec(expression);
  if (!daily) throw new Error(`The local system cannot keep the schedule ${expression}`);
  const turn = Math.floor(now / DAY_MS) * DAY_MS + Number(daily[2]) * HOUR_MS + Number(daily[1]) * MINUTE_MS;
  return turn > now ? turn - now : turn + DAY_MS - now;
}

/** Wakes the template's scheduled functions. A turn that would overlap the last is left out. */
export function startSchedules(system: SynthesizedSystem, functions: ReadonlyMap<string, LocalFunction>): { stop(): void } {
  const timers = new Set<NodeJS.Timeout>();
  for (const { properties } of system.ofType("AWS::Events::Rule")) {
    if (properties["ScheduleExpression"] === undefined) continue;
    const expression = String(properties["ScheduleExpression"]);
    untilNextTurn(expression, Date.now());
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
      const wait = () => {
        const timer = setTimeout(
          () => {
            timers.delete(timer);
            wait();
            void turn();
          },
          untilNextTurn(expression, Date.now()),
        );
        timers.add(timer);
      };
      wait();
    }
  }
  return {
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
