import { Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { keptIf } from "../stages.ts";

/**
 * What seals sessions: a secret under a key of its own, outside the table. It begins as a seed that deployment makes up, so that nobody need write it
 * before the first sign-in; from the first rotation on it holds the ring itself (`shared/session/key-ring.ts`). To change how the seed is made would
 * have CloudFormation make it anew, and the look-up key with it.
 */
export class KeyRing extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, { keepData }: { readonly keepData: boolean }) {
    super(scope, id);
    const removalPolicy = keptIf(keepData);
    const encryptionKey = new Key(this, "Key", { description: "Wraps the keys that seal Trellis sessions", enableKeyRotation: true, removalPolicy });
    this.secret = new Secret(this, "Secret", {
      description: "The keys that seal sessions, and find people by address. Never delete: nobody invited would be found again.",
      encryptionKey,
      generateSecretString: { secretStringTemplate: "{}", generateStringKey: "seed", passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    });
  }
}
