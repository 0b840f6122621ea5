import { SecretValue } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { EDGE_REGION, keptIf, type StageSettings } from "../stages.ts";

const LENGTH = 48;

type KeyOf = Pick<StageSettings, "name" | "edgeKey">;
const secretName = ({ name, edgeKey }: KeyOf): string => `trellis-${name}-edge-${edgeKey}`;

/** What the edge says of itself to the functions behind it, made up by AWS: in this region, and in the edge's. */
export class EdgeKey extends Construct {
  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    new Secret(this, "Key", {
      description: "What the edge sends with every request, so that functions answer nothing that did not come through it",
      secretName: secretName(stage),
      generateSecretString: { passwordLength: LENGTH, excludePunctuation: true },
      replicaRegions: [{ region: EDGE_REGION }],
      removalPolicy: keptIf(stage.keepData),
    });
  }
}

/** The key as templates name it: CloudFormation puts the value in its place when it deploys, and the template never has it. */
export const edgeKeyOf = (stage: KeyOf): string => SecretValue.secretsManager(secretName(stage)).unsafeUnwrap();
