import type { Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { keptIf } from "../stages.ts";

/** How we reach GOV.UK Notify: its address, and the secret an operator puts our key for it in. */
export class Notify extends Construct {
  readonly address: string;
  readonly key: Secret;

  constructor(
    scope: Construct,
    id: string,
    { encryptionKey, address, keepData }: { readonly encryptionKey: Key; readonly address: string; readonly keepData: boolean },
  ) {
    super(scope, id);
    this.address = address;
    this.key = new Secret(this, "Key", {
      description: "The key for GOV.UK Notify. Made up until an operator puts the real one here.",
      encryptionKey,
      removalPolicy: keptIf(keepData),
    });
  }
}
