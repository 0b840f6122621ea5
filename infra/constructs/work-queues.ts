import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { FunctionSpec } from "../../functions/function-spec.ts";
import type { AlarmsIn } from "./alerts.ts";
import type { ServiceTable } from "./service-table.ts";
import { OutboxPipe, WorkQueue } from "./work-queue.ts";

export const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The variable that tells where a function's queue is: `NIGHTLY_SWEEP_QUEUE_URL` for `nightlySweep`. */
const queueVariable = (name: string): string => `${name.replace(/[A-Z]/g, "_$&").toUpperCase()}_QUEUE_URL`;

/** Every queue that functions say they are fed by, its pipe where it has one, and leave for those who say they send to it. */
export function workQueues(
  scope: Construct,
  specs: Readonly<Record<string, FunctionSpec>>,
  lambdas: Readonly<Record<string, LambdaFunction>>,
  data: ServiceTable,
  alerts: AlarmsIn,
): void {
  const queues = new Map<string, WorkQueue>();
  for (const [name, { queue: spec, ifItFails }] of Object.entries(specs)) {
    const lambda = lambdas[name];
    if (!spec || !lambda) continue;
    const made = new WorkQueue(scope, `${capital(name)}Work`, { spec, lambda, ifItFails, alerts });
    queues.set(name, made);
    if (spec.outbox) new OutboxPipe(scope, `${capital(name)}Outbox`, { outbox: spec.outbox, data, queue: made.queue, ifItFails, alerts });
  }
  for (const [name, { sendsTo = [], env }] of Object.entries(specs)) {
    for (const target of sendsTo) {
      const [queue, lambda, variable] = [queues.get(target), lambdas[name], queueVariable(target)];
      if (!queue || !lambda) throw new Error(`${name} sends to ${target}, which is fed by no queue`);
      if (!(variable in env._zod.def.shape)) throw new Error(`${name} sends to ${target}, so its environment must name ${variable}`);
      queue.sendableBy(lambda, variable);
    }
  }
}
