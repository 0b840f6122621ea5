import { type Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Findings of the rule pack that we accept, each with its reason. Anything else fails the build. */
const ACCEPTED: Readonly<Record<string, string>> = {
  "AwsSolutions::AwsSolutions-APIG4":
    "Search and its pages are for everyone, without signing in: no one must need an account to look for help. API routes that are not for everyone carry an authorizer from the route list; pages carry a sealed session cookie, which the guard in the function checks before any handler.",
  "AwsSolutions::AwsSolutions-CFR1": "People look for support for a relative from wherever they are.",
  "AwsSolutions::AwsSolutions-CFR3":
    "CloudFront's logs hold paths, queries and network addresses: where people live, and what help they look for. The API logs routes and keyed hashes instead.",
  "AwsSolutions::AwsSolutions-COG2":
    "The public signs in with a code sent by email or a passkey, which Cognito does not combine with a second factor. Councils' staff come only through their own provider, which demands one; the sign-in function refuses those it does not vouch for.",
  "AwsSolutions::AwsSolutions-COG8": "The plus plan adds protection of passwords, which sign no one in here.",
  "AwsSolutions::AwsSolutions-COG3":
    "Threat protection works on passwords, which sign no one in here, and needs the dearest feature plan. Sign-in is limited per address by the sign-in function.",
  "AwsSolutions::AwsSolutions-SMG4":
    "One secret holds the key that GOV.UK Notify gave us: Notify makes new keys on its own pages only, so an operator changes it by hand. The other holds the keys of sessions, which the nightly retention function renews by itself: Secrets Manager's own rotation would replace the look-up key too. Another holds the keys of sealed fields: an operator adds a new one, and the old ones stay for what they sealed.",
  "AwsSolutions::AwsSolutions-SQS3": "This queue is itself where records go that could not be handled; an alarm watches it.",
};

export function acknowledgeFindings(...stacks: readonly Stack[]): void {
  for (const stack of stacks) for (const [id, reason] of Object.entries(ACCEPTED)) Validations.of(stack).acknowledge({ id, reason });
}

/** Accepts that a role reaches these resources by a wildcard, named as the rule pack writes them: the objects of a bucket are not known when the role is made. */
export function acknowledgeWildcards(role: IConstruct, resources: readonly string[], reason: string): void {
  for (const resource of resources) Validations.of(role).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`, reason });
}
