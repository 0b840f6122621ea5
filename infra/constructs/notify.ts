import { CfnParameter, RemovalPolicy } from "aws-cdk-lib";
import type { Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";

/** How we reach GOV.UK Notify: its address, and the secret an operator puts our key for it in. */
export class Notify extends Construct {
  readonly address: CfnParameter;
  readonly key: Secret;

  constructor(scope: Construct, id: string, { encryptionKey, keepData }: { readonly encryptionKey: Key; readonly keepData: boolean }) {
    super(scope, id);
    this.address = new CfnParameter(this, "NotifyAddress", {
      description: "Where GOV.UK Notify is, without a slash at the end",
      default: "https://api.notifications.service.gov.uk",
      allowedPattern: "^https?://.+[^/]$",
    });
    this.key = new Secret(this, "Key", {
      description: "The key for GOV.UK Notify. Made up until an operator puts the real one here.",
      encryptionKey,
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
