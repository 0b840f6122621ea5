import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { StageSettings } from "../stages.ts";

/** Where alarms go, and in which stack they stand: each in that of what it watches, where none is named. */
export interface AlarmsIn extends Pick<Alerts, "topic" | "runbooks"> {
  readonly stack?: Stack;
}

/** Where alarms go: a topic that CloudWatch of this account may publish to, and whoever the stage names hears it. */
export class Alerts extends Construct {
  readonly topic: Topic;
  /** The folder of the runbooks. */
  readonly runbooks: string;

  constructor(scope: Construct, id: string, { name, alertAddress, runbooks }: StageSettings) {
    super(scope, id);
    this.runbooks = runbooks;
    this.topic = new Topic(this, "Topic", { displayName: `Trellis ${name} alerts`, enforceSSL: true });
    // A topic with a policy allows what the policy says, and no more: without this the alarms ring and nobody hears.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: "AlarmsMayBeHeard",
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    if (alertAddress !== undefined) this.topic.addSubscription(new EmailSubscription(alertAddress));
  }
}
