import { Rule, type RuleProps } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Construct } from "constructs";
import { failedWaiting } from "./alarm.ts";
import type { AlarmsIn } from "./alerts.ts";
import { failedQueue } from "./work-queue.ts";

export interface WokenProps {
  readonly lambda: LambdaFunction;
  /** What wakes it: the clock, or events. */
  readonly by: Readonly<Record<string, RuleProps>>;
  readonly ifItFails: string;
  readonly alerts: AlarmsIn;
}

const RETRIES = 2;

/**
 * Wakes a function when nobody waits for its answer. What cannot be delivered, and what the function fails on every
 * time, waits in a queue that an alarm watches.
 */
export class Woken extends Construct {
  constructor(scope: Construct, id: string, { lambda, by, ifItFails: impact, alerts }: WokenProps) {
    super(scope, id);
    const failed = failedQueue(this, "Failed");
    for (const [name, props] of Object.entries(by))
      new Rule(this, name, props).addTarget(new LambdaTarget(lambda, { retryAttempts: RETRIES, deadLetterQueue: failed }));
    lambda.configureAsyncInvoke({ retryAttempts: RETRIES, onFailure: new SqsDestination(failed) });
    failedWaiting(this, "FailedWaiting", failed, { impact, alerts });
  }
}
