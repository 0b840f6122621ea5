import { Duration, Stack } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, type Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { CfnPipe } from "aws-cdk-lib/aws-pipes";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { QueueSpec } from "../../functions/function-spec.ts";
import { Alarm, failedWaiting } from "./alarm.ts";
import type { AlarmsIn } from "./alerts.ts";
import type { ServiceTable } from "./service-table.ts";

/** Longest SQS keeps a message: what could not be handled waits so long for an operator. */
const KEPT = Duration.days(14);

/** How often, and for how long, a pipe tries a record: an hourly job finds what it gave up on. */
const PIPE_RETRIES = 20;
const PIPE_AGE = Duration.hours(1);

/** A queue that keeps what could not be handled, encrypted and closed. */
export const failedQueue = (scope: Construct, id: string): Queue =>
  new Queue(scope, id, { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: KEPT });

export interface WorkQueueProps {
  readonly spec: QueueSpec;
  readonly lambda: LambdaFunction;
  readonly ifItFails: string;
  readonly alerts: AlarmsIn;
}

/** The queue that feeds a function: failed messages come again, and after the last try wait in a second queue under an alarm. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { spec, lambda, ifItFails, alerts }: WorkQueueProps) {
    super(scope, id);
    const failed = failedQueue(this, "Failed");
    this.queue = new Queue(this, "Queue", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(spec.visibilitySeconds),
      retentionPeriod: KEPT,
      deadLetterQueue: { queue: failed, maxReceiveCount: spec.maxReceiveCount },
    });
    lambda.addToRolePolicy(
      new PolicyStatement({ actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], resources: [this.queue.queueArn] }),
    );
    const mapping = new EventSourceMapping(this, "Mapping", {
      target: lambda,
      eventSourceArn: this.queue.queueArn,
      batchSize: spec.batchSize,
      maxConcurrency: spec.maxConcurrency,
      reportBatchItemFailures: true,
    });
    // Lambda checks the role when the mapping is made, so the policy must be there first.
    mapping.node.addDependency(lambda.role ?? lambda);
    failedWaiting(this, "FailedWaiting", failed, { impact: ifItFails, alerts });
  }

  /** Leave to put work in this queue, and where it is. */
  sendableBy(lambda: LambdaFunction, variable: string): void {
    lambda.addToRolePolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.queue.queueArn] }));
    lambda.addEnvironment(variable, this.queue.queueUrl);
  }
}

export interface OutboxPipeProps {
  readonly outbox: NonNullable<QueueSpec["outbox"]>;
  readonly data: ServiceTable;
  readonly queue: Queue;
  readonly ifItFails: string;
  readonly alerts: AlarmsIn;
}

/** Puts records of the table's stream in a queue: only those wanted, and of each only what the template says. */
export class OutboxPipe extends Construct {
  constructor(scope: Construct, id: string, { outbox, data, queue, ifItFails, alerts }: OutboxPipeProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const stream = data.table.tableStreamArn ?? "";
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("pipes.amazonaws.com", { conditions: { StringEquals: { "aws:SourceAccount": account } } }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
        resources: [stream],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ["kms:Decrypt"],
        resources: [data.key.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `dynamodb.${region}.amazonaws.com` } },
      }),
    );
    const failed = failedQueue(this, "Failed");
    role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [queue.queueArn, failed.queueArn] }));
    const pipe = new CfnPipe(this, "Pipe", {
      roleArn: role.roleArn,
      source: stream,
      sourceParameters: {
        // What was written before the pipe began, or while it was made anew, is told too: delivering knows what was sent.
        dynamoDbStreamParameters: {
          startingPosition: "TRIM_HORIZON",
          batchSize: 10,
          onPartialBatchItemFailure: "AUTOMATIC_BISECT",
          // One record that cannot be passed on must not hold back all behind it: it goes to the queue of what failed.
          maximumRetryAttempts: PIPE_RETRIES,
          maximumRecordAgeInSeconds: PIPE_AGE.toSeconds(),
          deadLetterConfig: { arn: failed.queueArn },
        },
        filterCriteria: { filters: [{ pattern: JSON.stringify(outbox.filter) }] },
      },
      target: queue.queueArn,
      targetParameters: { inputTemplate: outbox.message },
    });
    pipe.node.addDependency(role);
    failedWaiting(this, "FailedWaiting", failed, { impact: ifItFails, alerts });
    for (const [id, metricName] of Object.entries({ Failing: "ExecutionFailed", FailingInPart: "ExecutionPartiallyFailed" })) {
      const metric = new Metric({
        namespace: "AWS/EventBridge/Pipes",
        metricName,
        dimensionsMap: { PipeName: pipe.ref },
        statistic: "sum",
        period: Duration.minutes(5),
      });
      new Alarm(this, id, { metric, threshold: 1, impact: ifItFails, runbook: "outbox", alerts });
    }
  }
}
