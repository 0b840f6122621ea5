import { Duration } from "aws-cdk-lib";
import { Alarm as CloudWatchAlarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { AlarmsIn } from "./alerts.ts";

/** The pages of `docs/runbooks/`: what to do when an alarm rings. */
export type Runbook = "function-errors" | "server-errors" | "work-failed" | "outbox" | "did-not-run" | "refusals" | "notice-failed";

interface Said {
  /** Who is harmed, and how: the first thing the person woken by it reads. */
  readonly impact: string;
  readonly alerts: AlarmsIn;
}

export interface AlarmProps extends Said {
  readonly metric: IMetric;
  readonly threshold: number;
  readonly runbook: Runbook;
}

/** Where the alarm itself stands: under its construct, or in the stack of alarms, by the path of what it watches. */
const placeOf = (construct: Construct, { stack }: AlarmsIn): [scope: Construct, id: string] =>
  stack === undefined ? [construct, "Alarm"] : [stack, construct.node.path.split("/").slice(1).join(" ")];

/** An alarm that says what it means for people, and where it stands what to do. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, { metric, threshold, ...said }: AlarmProps) {
    super(scope, id);
    const alarm = new CloudWatchAlarm(...placeOf(this, said.alerts), {
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: describe(said),
    });
    alarm.addAlarmAction(new SnsAction(said.alerts.topic));
  }
}

export interface HeartbeatProps extends Said {
  readonly lambda: IFunction;
  /** How long it may be quiet; at most a day. */
  readonly within: Duration;
}

/** An alarm that rings when a function has not run: what never starts never fails. */
export class Heartbeat extends Construct {
  constructor(scope: Construct, id: string, { lambda, within, ...said }: HeartbeatProps) {
    super(scope, id);
    const alarm = new CloudWatchAlarm(...placeOf(this, said.alerts), {
      metric: lambda.metricInvocations({ period: within, statistic: "sum" }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
      alarmDescription: describe({ ...said, runbook: "did-not-run" }),
    });
    alarm.addAlarmAction(new SnsAction(said.alerts.topic));
  }
}

/** Rings when work waits in a queue of what could not be done. */
export const failedWaiting = (scope: Construct, id: string, queue: IQueue, said: Said): Alarm =>
  new Alarm(scope, id, {
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
    threshold: 1,
    runbook: "work-failed",
    ...said,
  });

const describe = ({ impact, runbook, alerts }: Said & { readonly runbook: Runbook }): string => `${impact} What to do: ${alerts.runbooks}${runbook}.md`;
