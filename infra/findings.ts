import { type Stack, Validations } from "aws-cdk-lib";

/** Findings of the rule pack that we accept, each with its reason. Anything else fails the build. */
const ACCEPTED: Readonly<Record<string, string>> = {
  "AwsSolutions::AwsSolutions-APIG4":
    "Search and its pages are for everybody, without signing in: nobody must need an account to look for help. A route that is not for everybody carries an authorizer from the route list.",
  "AwsSolutions::AwsSolutions-SQS3": "This queue is itself where records go that could not be handled; an alarm watches it.",
};

export function acknowledgeFindings(api: Stack): void {
  for (const [id, reason] of Object.entries(ACCEPTED)) Validations.of(api).acknowledge({ id, reason });
}
