import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { Alerts } from "../constructs/alerts.ts";
import { EdgeKey } from "../constructs/edge-key.ts";
import { EvidenceFiles } from "../constructs/evidence-files.ts";
import { ImportFiles } from "../constructs/import-files.ts";
import { FieldKeys, KeyRing } from "../constructs/key-ring.ts";
import { LedgerTable } from "../constructs/ledger-table.ts";
import { Notify } from "../constructs/notify.ts";
import { People } from "../constructs/people.ts";
import { ServiceTable } from "../constructs/service-table.ts";
import { TrailSeals } from "../constructs/trail-seals.ts";
import { keptIf, type StageSettings } from "../stages.ts";

const ACCESS_LOG_DAYS = 365;

/**
 * Everything that must outlive a release: the tables, who people are, the buckets, and who is told when something fails.
 * Nothing in it computes, but for what a sign-in is told of itself: the user pool belongs together with it.
 */
export class DataStack extends Stack {
  readonly data: ServiceTable;
  /** The money of accounts, apart from all else. */
  readonly ledger: LedgerTable;
  readonly people: People;
  readonly alerts: Alerts;
  readonly notify: Notify;
  readonly keyRing: KeyRing;
  /** What single fields are sealed with. */
  readonly fieldKeys: FieldKeys;
  /** Where audit trails are sealed, out of reach of whoever writes the table. */
  readonly trailSeals: TrailSeals;
  /** Registers and postcode files that councils hand over for import. */
  readonly importFiles: ImportFiles;
  /** What people hand in as evidence. */
  readonly evidence: EvidenceFiles;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { readonly stage: StageSettings }) {
    super(scope, id, props);
    this.data = new ServiceTable(this, "Data", { keepData: stage.keepData });
    this.ledger = new LedgerTable(this, "Ledger", { encryptionKey: this.data.key, keepData: stage.keepData });
    this.alerts = new Alerts(this, "Alerts", stage);
    new EdgeKey(this, "Edge", stage);
    this.people = new People(this, "People", { stage, data: this.data, alerts: this.alerts });
    this.notify = new Notify(this, "Notices", { encryptionKey: this.data.key, address: stage.notifyAddress, keepData: stage.keepData });
    this.keyRing = new KeyRing(this, "KeyRing", { keepData: stage.keepData });
    this.fieldKeys = new FieldKeys(this, "FieldKeys", { keepData: stage.keepData });
    this.trailSeals = new TrailSeals(this, "Trails", { keepData: stage.keepData });
    const closed = {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: keptIf(stage.keepData),
    };
    const accessLogs = new Bucket(this, "AccessLogs", { ...closed, lifecycleRules: [{ expiration: Duration.days(ACCESS_LOG_DAYS) }] });
    this.importFiles = new ImportFiles(this, "Imports", { encryptionKey: this.data.key, keepData: stage.keepData });
    this.evidence = new EvidenceFiles(this, "Evidence", { keepData: stage.keepData });
    this.logAccess(accessLogs, this.importFiles.bucket, "import-files/");
    this.logAccess(accessLogs, this.evidence.bucket, "evidence-files/");
    this.logAccess(accessLogs, this.trailSeals.bucket, "trail-seals/");
  }

  /** Has every access to a bucket written down, under a prefix of its own. */
  private logAccess(accessLogs: Bucket, bucket: Bucket, logFilePrefix: string): void {
    const resource = bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new Error("A bucket has no resource");
    resource.loggingConfiguration = { destinationBucketName: accessLogs.bucketName, logFilePrefix };
    accessLogs.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("logging.s3.amazonaws.com")],
        actions: ["s3:PutObject"],
        resources: [accessLogs.arnForObjects(`${logFilePrefix}*`)],
        conditions: { ArnLike: { "aws:SourceArn": bucket.bucketArn }, StringEquals: { "aws:SourceAccount": this.account } },
      }),
    );
  }
}
