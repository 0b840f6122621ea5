import { Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { keptIf } from "../stages.ts";

export interface SecretOfItsKeyProps {
  readonly keepData: boolean;
  readonly what: string;
  /** The field of the secret that deployment fills with 64 letters and digits. */
  readonly generateStringKey: string;
}

/** A secret that deployment makes up, under a KMS key of its own, outside the table. To change how it is made would have CloudFormation make it anew. */
export class SecretOfItsKey extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, { keepData, what, generateStringKey }: SecretOfItsKeyProps) {
    super(scope, id);
    const removalPolicy = keptIf(keepData);
    const encryptionKey = new Key(this, "Key", { description: what, enableKeyRotation: true, removalPolicy });
    this.secret = new Secret(this, "Secret", {
      description: what,
      encryptionKey,
      generateSecretString: { secretStringTemplate: "{}", generateStringKey, passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    });
  }
}

/**
 * What single fields are sealed with that only Trellis can read. It begins as a seed that deployment makes up; from the first new key on it holds the
 * keys themselves (`shared/sealed-fields/field-keys.ts`).
 */
export class FieldKeys extends SecretOfItsKey {
  constructor(scope: Construct, id: string, { keepData }: Pick<SecretOfItsKeyProps, "keepData">) {
    const what = "The keys of fields that only Trellis can read. Never delete: people's postcodes and addresses could not be read again.";
    super(scope, id, { keepData, what, generateStringKey: "fieldSeed" });
  }
}

/**
 * What seals sessions. It begins as a seed that deployment makes up, so that nobody need write it before the first sign-in; from the first rotation
 * on it holds the ring itself (`shared/session/key-ring.ts`). To make it anew would make the look-up key anew with it.
 */
export class KeyRing extends SecretOfItsKey {
  constructor(scope: Construct, id: string, { keepData }: Pick<SecretOfItsKeyProps, "keepData">) {
    const what = "The keys that seal sessions, and find people by address. Never delete: no one invited would be found again.";
    super(scope, id, { keepData, what, generateStringKey: "seed" });
  }
}
