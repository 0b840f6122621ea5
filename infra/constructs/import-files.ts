import { CfnOutput, Duration, Fn, Stack } from "aws-cdk-lib";
import type { Key } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { keptIf } from "../stages.ts";

/** How long a file handed over for import is kept: long enough to ask about a refused row, no longer. */
const KEPT = Duration.days(30);
const ARN_OUTPUT = "ImportFilesArn";

/** Registers and postcode files that councils hand over: a file dropped here is taken in. */
export class ImportFiles extends Construct {
  readonly bucket: Bucket;
  /** The bucket's ARN for other stacks, under an output with a name of its own, so that a finding about it can be named. */
  readonly arnElsewhere: string;

  constructor(scope: Construct, id: string, { encryptionKey, keepData }: { readonly encryptionKey: Key; readonly keepData: boolean }) {
    super(scope, id);
    this.bucket = new Bucket(this, "Files", {
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      lifecycleRules: [{ expiration: KEPT, noncurrentVersionExpiration: Duration.days(1) }],
      removalPolicy: keptIf(keepData),
    });
    const resource = this.bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new Error("The bucket of files for import has no resource");
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    new CfnOutput(this, "Arn", { value: this.bucket.bucketArn }).overrideLogicalId(ARN_OUTPUT);
    const { stackName, region } = Stack.of(this);
    this.arnElsewhere = Fn.getStackOutput(stackName, ARN_OUTPUT, region);
  }
}
