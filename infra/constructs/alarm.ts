import { Alarm as CloudWatchAlarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";

export interface AlarmProps {
  readonly metric: IMetric;
  /** Who is harmed, and how: the first thing the person woken by it reads. */
  readonly impact: string;
  readonly threshold: number;
  readonly alerts: ITopic;
}

/** An alarm that says what it means for people. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, { metric, impact, threshold, alerts }: AlarmProps) {
    super(scope, id);
    const alarm = new CloudWatchAlarm(this, "Alarm", {
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: impact,
    });
    alarm.addAlarmAction(new SnsAction(alerts));
  }
}
