import { CfnOutput, Duration, Fn, Stack } from "aws-cdk-lib";
import { CfnMalwareProtectionPlan } from "aws-cdk-lib/aws-guardduty";
import { AnyPrincipal, Effect, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { acknowledgeWildcards } from "../findings.ts";
import { keptIf } from "../stages.ts";

const SCAN_TAG = "GuardDutyMalwareScanStatus";
const ARN_OUTPUT = "EvidenceFilesArn";
const HOST_OUTPUT = "EvidenceFilesHost";
const CLEAN = "NO_THREATS_FOUND";
/** Where forms send files; and where they are kept once they were checked, which no form can reach. */
const ARRIVALS = "evidence/";
export const ARRIVED = `${ARRIVALS}*`;
export const CHECKED = "checked/*";
/** A file whose check failed for good is asked for again: it does not stay. As long as an event waits to be tried again. */
const ARRIVAL_DAYS = 14;
/** Receipts that were checked, and how long they stay: seven years, as their records do, which go by themselves. */
const RECEIPTS = "checked/receipts/";
const RECEIPT_DAYS = 7 * 366;
/** GuardDuty's own names, as its documentation of the role gives them. */
const SCANNER = "malware-protection-plan.guardduty.amazonaws.com";
const SCANNER_RULES = "DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*";
const SCANNER_TEST_OBJECT = "malware-protection-resource-validation-object";

/**
 * The files people hand in as evidence: a bucket with a key of its own, so that what scans files can open nothing
 * else; a malware scan of each; and a policy by which nobody reads a file that was not found clean.
 */
export class EvidenceFiles extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;
  /** The bucket's ARN for other stacks, under an output with a name of its own, so that a finding about it can be named. */
  readonly arnElsewhere: string;
  /** The host that takes forms, for other stacks. */
  readonly hostElsewhere: string;

  constructor(scope: Construct, id: string, { keepData }: { readonly keepData: boolean }) {
    super(scope, id);
    const removalPolicy = keptIf(keepData);
    this.key = new Key(this, "Key", { description: "Encrypts the evidence people hand in to Trellis", enableKeyRotation: true, removalPolicy });
    this.bucket = new Bucket(this, "Files", {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // Not versioned: a file that is removed is gone. How long one is kept is for the record it belongs to.
      versioned: false,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
        { prefix: ARRIVALS, expiration: Duration.days(ARRIVAL_DAYS) },
        { prefix: RECEIPTS, expiration: Duration.days(RECEIPT_DAYS) },
      ],
      removalPolicy,
    });
    const { stackName, region } = Stack.of(this);
    new CfnOutput(this, "Arn", { value: this.bucket.bucketArn }).overrideLogicalId(ARN_OUTPUT);
    this.arnElsewhere = Fn.getStackOutput(stackName, ARN_OUTPUT, region);
    new CfnOutput(this, "Host", { value: this.bucket.bucketRegionalDomainName }).overrideLogicalId(HOST_OUTPUT);
    this.hostElsewhere = Fn.getStackOutput(stackName, HOST_OUTPUT, region);
    const bucket = this.bucket.node.defaultChild;
    if (!(bucket instanceof CfnBucket)) throw new Error("The bucket of evidence files has no resource");
    // GuardDuty listens to this; said here so that a deployment does not take it away again.
    bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    const scanner = this.scannerRole();
    const plan = new CfnMalwareProtectionPlan(this, "Scan", {
      role: scanner.roleArn,
      protectedResource: { s3Bucket: { bucketName: this.bucket.bucketName, objectPrefixes: [ARRIVALS] } },
      actions: { tagging: { status: "ENABLED" } },
    });
    plan.node.addDependency(scanner);
    this.holdBack(scanner);
  }

  /** The least the scan needs, as GuardDuty documents it. */
  private scannerRole(): Role {
    const role = new Role(this, "ScanRole", { assumedBy: new ServicePrincipal(SCANNER) });
    const stack = Stack.of(this);
    const rules = stack.formatArn({ service: "events", resource: "rule", resourceName: SCANNER_RULES });
    const allow = (actions: string[], resource: string, conditions?: Record<string, unknown>) =>
      role.addToPolicy(new PolicyStatement({ actions, resources: [resource], ...(conditions ? { conditions } : {}) }));
    allow(["events:PutRule", "events:DeleteRule", "events:PutTargets", "events:RemoveTargets"], rules, { StringEquals: { "events:ManagedBy": SCANNER } });
    allow(["events:DescribeRule", "events:ListTargetsByRule"], rules);
    allow(["s3:GetBucketNotification", "s3:PutBucketNotification", "s3:ListBucket"], this.bucket.bucketArn);
    allow(["s3:PutObject"], this.bucket.arnForObjects(SCANNER_TEST_OBJECT));
    allow(["s3:GetObject", "s3:GetObjectTagging", "s3:PutObjectTagging"], this.bucket.arnForObjects("*"));
    allow(["s3:GetObjectVersion", "s3:GetObjectVersionTagging", "s3:PutObjectVersionTagging"], this.bucket.arnForObjects("*"));
    allow(["kms:GenerateDataKey", "kms:Decrypt"], this.key.keyArn, { StringEquals: { "kms:ViaService": `s3.${stack.region}.amazonaws.com` } });
    const bucket = this.bucket.node.defaultChild;
    acknowledgeWildcards(
      role,
      [
        ...(bucket instanceof CfnBucket ? [`<${stack.getLogicalId(bucket)}.Arn>/*`] : []),
        `arn:<AWS::Partition>:events:${stack.region}:<AWS::AccountId>:rule/${SCANNER_RULES}`,
      ],
      "The scan reads and marks every object of this bucket, by rules of EventBridge that GuardDuty names itself.",
    );
    return role;
  }

  /** Whatever else allows it: nobody but the scan reads a file that is not marked clean, or writes that mark. */
  private holdBack(scanner: Role): void {
    const others = { ArnNotEquals: { "aws:PrincipalArn": scanner.roleArn } };
    const deny = (sid: string, actions: string[], conditions: Record<string, unknown>, besides?: string) =>
      this.bucket.addToResourcePolicy(
        new PolicyStatement({
          sid,
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions,
          ...(besides ? { notResources: [this.bucket.arnForObjects(besides)] } : { resources: [this.bucket.arnForObjects("*")] }),
          conditions: { ...others, ...conditions },
        }),
      );
    deny("OnlyCleanFilesAreRead", ["s3:GetObject", "s3:GetObjectVersion"], { StringNotEquals: { [`s3:ExistingObjectTag/${SCAN_TAG}`]: CLEAN } }, CHECKED);
    deny("OnlyTheScanMarksFiles", ["s3:PutObjectTagging", "s3:PutObjectVersionTagging", "s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging"], {});
  }
}
