import { CfnOutput, Duration, Fn, Stack } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { servicePolicy } from "../../shared/policy/service.ts";
import { keptIf } from "../stages.ts";
import { SecretOfItsKey } from "./key-ring.ts";

const ARN_OUTPUT = "TrailSealsArn";

/**
 * Where audit trails are sealed: a bucket in which each object is put once, and is neither changed nor removed before its time, by nobody; and
 * the key that seals are made with, a secret under a key of its own, which no function that writes the table may read.
 */
export class TrailSeals extends Construct {
  readonly bucket: Bucket;
  readonly secret: Secret;
  /** The bucket's ARN for other stacks, under an output with a name of its own, so that a finding about it can be named. */
  readonly arnElsewhere: string;

  constructor(scope: Construct, id: string, { keepData }: { readonly keepData: boolean }) {
    super(scope, id);
    this.secret = new SecretOfItsKey(this, "Sealing", {
      keepData,
      what: "The key that audit trails are sealed with. Never change: what was sealed before could no longer be checked.",
      generateStringKey: "sealKey",
    }).secret;
    const kept = Duration.days(servicePolicy.trails.sealedDays);
    this.bucket = new Bucket(this, "Bucket", {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      objectLockEnabled: true,
      // Compliance: not even the account's root ends it sooner. A stage that is thrown away keeps nothing so.
      objectLockDefaultRetention: keepData ? ObjectLockRetention.compliance(kept) : ObjectLockRetention.governance(Duration.days(1)),
      lifecycleRules: [{ expiration: kept.plus(Duration.days(1)), noncurrentVersionExpiration: Duration.days(1) }],
      removalPolicy: keptIf(keepData),
    });
    const deny = (sid: string, actions: string[], conditions: Record<string, unknown>) =>
      this.bucket.addToResourcePolicy(
        new PolicyStatement({ sid, effect: Effect.DENY, principals: [new AnyPrincipal()], actions, resources: [this.bucket.arnForObjects("*")], conditions }),
      );
    // The lock keeps every version; these keep the one version of each name the only one.
    deny("PutOnce", ["s3:PutObject"], { Null: { "s3:if-none-match": "true" } });
    deny("NeverRemove", ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention", "s3:PutObjectRetention"], {});
    new CfnOutput(this, "Arn", { value: this.bucket.bucketArn }).overrideLogicalId(ARN_OUTPUT);
    const { stackName, region } = Stack.of(this);
    this.arnElsewhere = Fn.getStackOutput(stackName, ARN_OUTPUT, region);
  }
}
