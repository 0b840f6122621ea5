import { Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { Alarm } from "./alarm.ts";

export interface FileScannedProps {
  readonly lambda: LambdaFunction;
  readonly bucket: Bucket;
  readonly ifItFails: string;
  readonly alerts: ITopic;
}

const RETRIES = 2;

/**
 * Wakes a function when the malware scan of a file is done. What cannot be delivered, and what the function fails
 * on every time, waits in a queue that an alarm watches.
 */
export class FileScanned extends Construct {
  constructor(scope: Construct, id: string, { lambda, bucket, ifItFails, alerts }: FileScannedProps) {
    super(scope, id);
    const failed = new Queue(this, "Failed", { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) });
    const rule = new Rule(this, "Rule", {
      eventPattern: {
        source: ["aws.guardduty"],
        detailType: ["GuardDuty Malware Protection Object Scan Result"],
        detail: { s3ObjectDetails: { bucketName: [bucket.bucketName] } },
      },
    });
    rule.addTarget(new LambdaTarget(lambda, { retryAttempts: RETRIES, deadLetterQueue: failed }));
    lambda.configureAsyncInvoke({ retryAttempts: RETRIES, onFailure: new SqsDestination(failed) });
    new Alarm(this, "FailedWaiting", {
      metric: failed.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      threshold: 1,
      impact: ifItFails,
      alerts,
    });
  }
}
