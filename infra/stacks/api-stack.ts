import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { type RuleProps, Schedule } from "aws-cdk-lib/aws-events";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, FilterCriteria, type Function as LambdaFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Construct } from "constructs";
import type { FunctionSpec } from "../../functions/function-spec.ts";
import { type FunctionName, functions } from "../../functions/functions.ts";
import { routes } from "../../functions/routes.ts";
import { RECEIPTS_ARRIVE } from "../../shared/domain/receipt-files.ts";
import { EVERY_KIND } from "../../shared/import/kinds.ts";
import { bundleFolder } from "../bundle-folders.ts";
import { failedWaiting, Heartbeat } from "../constructs/alarm.ts";
import type { AlarmsIn } from "../constructs/alerts.ts";
import { edgeKeyOf } from "../constructs/edge-key.ts";
import type { EvidenceFiles } from "../constructs/evidence-files.ts";
import type { ImportFiles } from "../constructs/import-files.ts";
import type { FieldKeys, KeyRing } from "../constructs/key-ring.ts";
import type { LedgerTable } from "../constructs/ledger-table.ts";
import type { Notify } from "../constructs/notify.ts";
import type { People } from "../constructs/people.ts";
import type { ServiceTable } from "../constructs/service-table.ts";
import type { TrailSeals } from "../constructs/trail-seals.ts";
import { TrellisFunction, type TrellisFunctionProps } from "../constructs/trellis-function.ts";
import { Woken } from "../constructs/woken.ts";
import { failedQueue } from "../constructs/work-queue.ts";
import { capital, workQueues } from "../constructs/work-queues.ts";
import { logRetentionOf, type StageSettings } from "../stages.ts";

export interface ApiStackProps extends StackProps {
  readonly stage: StageSettings;
  readonly data: ServiceTable;
  readonly ledger: LedgerTable;
  readonly people: People;
  readonly files: EvidenceFiles;
  readonly importFiles: ImportFiles;
  readonly alerts: AlarmsIn;
  readonly notify: Notify;
  readonly keyRing: KeyRing;
  readonly fieldKeys: FieldKeys;
  readonly trailSeals: TrailSeals;
}

/** The functions of this stack: all but what the user pool itself asks. */
type ApiFunctionName = Exclude<FunctionName, "tokenClaims" | "noPassword">;

/** The functions of the stack, by name. */
export type ApiFunctions = Readonly<Record<ApiFunctionName, LambdaFunction>>;

/** Everything that computes, and can be rebuilt: the functions with what wakes them. */
export class ApiStack extends Stack {
  readonly lambdas: ApiFunctions;

  constructor(scope: Construct, id: string, given: ApiStackProps) {
    const { stage, data, ledger, people, files, importFiles, alerts, notify, keyRing, fieldKeys, trailSeals, ...props } = given;
    super(scope, id, props);
    const logRetention = logRetentionOf(stage);
    const secrets = { notify: notify.key, keys: keyRing.secret, seal: trailSeals.secret, fields: fieldKeys.secret };
    const common = {
      table: data.table,
      ledger: ledger.table,
      tableKey: data.key,
      files,
      importFiles,
      trailSeals,
      logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
      alerts,
      secrets,
    };
    const build = <Name extends ApiFunctionName>(name: Name, environment: TrellisFunctionProps<(typeof functions)[Name]>["environment"]) =>
      new TrellisFunction(this, capital(name), {
        ...common,
        spec: functions[name],
        bundle: bundleFolder(name),
        environment,
        refusals: routes.some((route) => route.function === name) ? stage.refusals : undefined,
      }).lambda;

    const TABLE_NAME = data.table.tableName;
    const LEDGER_TABLE = ledger.table.tableName;
    const SITE_ADDRESS = stage.siteAddress;
    const FILES_BUCKET = files.bucket.bucketName;
    const EDGE_KEY = edgeKeyOf(stage);
    const KEYS_SECRET = keyRing.secret.secretArn;
    const FIELD_KEYS_SECRET = fieldKeys.secret.secretArn;
    const TRAILS_BUCKET = trailSeals.bucket.bucketName;
    const SEAL_SECRET = trailSeals.secret.secretArn;
    const whoAndWhere = {
      TABLE_NAME,
      EDGE_KEY,
      KEYS_SECRET,
      AUTHORITY: stage.authority,
      SITE_ADDRESS,
      COUNCIL_CLIENTS: this.toJsonString(
        people.councils.map(({ authority, client, mailDomains }) => ({ authority, client: client.userPoolClientId, mailDomains })),
      ),
    };
    const lambdas: ApiFunctions = {
      public: build("public", { TABLE_NAME, EDGE_KEY, AUTHORITY: stage.authority, SITE_ADDRESS }),
      assets: build("assets", { EDGE_KEY }),
      snapshot: build("snapshot", { TABLE_NAME }),
      signIn: build("signIn", { ...whoAndWhere, ISSUER: people.issuer, PUBLIC_CLIENT: people.publicClient.userPoolClientId }),
      account: build("account", { ...whoAndWhere, FILES_BUCKET, FIELD_KEYS_SECRET, LEDGER_TABLE }),
      retention: build("retention", { TABLE_NAME, KEYS_SECRET }),
      retentionOne: build("retentionOne", { TABLE_NAME, KEYS_SECRET, SITE_ADDRESS, FILES_BUCKET, TRAILS_BUCKET }),
      vetting: build("vetting", { ...whoAndWhere, FILES_BUCKET, FILES_KEY: files.key.keyArn }),
      arrangements: build("arrangements", whoAndWhere),
      shortlist: build("shortlist", whoAndWhere),
      alerts: build("alerts", whoAndWhere),
      tellAlerts: build("tellAlerts", { TABLE_NAME, SITE_ADDRESS }),
      freeHours: build("freeHours", whoAndWhere),
      pooling: build("pooling", whoAndWhere),
      askHours: build("askHours", { TABLE_NAME, SITE_ADDRESS }),
      requests: build("requests", whoAndWhere),
      requestTell: build("requestTell", { TABLE_NAME, SITE_ADDRESS }),
      requestSweep: build("requestSweep", { TABLE_NAME }),
      contacts: build("contacts", whoAndWhere),
      contactSweep: build("contactSweep", whoAndWhere),
      balances: build("balances", { ...whoAndWhere, LEDGER_TABLE, FILES_BUCKET, FILES_KEY: files.key.keyArn }),
      balanceAsk: build("balanceAsk", { ...whoAndWhere, LEDGER_TABLE }),
      receiptCheck: build("receiptCheck", { TABLE_NAME, FILES_BUCKET, FILES_KEY: files.key.keyArn }),
      balanceSweep: build("balanceSweep", { ...whoAndWhere, LEDGER_TABLE }),
      balanceRecords: build("balanceRecords", { ...whoAndWhere, LEDGER_TABLE, FILES_BUCKET, FILES_KEY: files.key.keyArn }),
      statements: build("statements", { ...whoAndWhere, LEDGER_TABLE }),
      setUpClock: build("setUpClock", { TABLE_NAME, FIELD_KEYS_SECRET }),
      balancePlan: build("balancePlan", { LEDGER_TABLE }),
      balanceFacts: build("balanceFacts", { TABLE_NAME, LEDGER_TABLE }),
      reviews: build("reviews", whoAndWhere),
      forms: build("forms", { TABLE_NAME, EDGE_KEY, SITE_ADDRESS, AUTHORITY: stage.authority }),
      feedback: build("feedback", whoAndWhere),
      reviewFacts: build("reviewFacts", { TABLE_NAME }),
      reviewPlan: build("reviewPlan", { TABLE_NAME, SITE_ADDRESS }),
      satisfaction: build("satisfaction", whoAndWhere),
      satisfactionPlan: build("satisfactionPlan", { TABLE_NAME }),
      marketSignals: build("marketSignals", { TABLE_NAME }),
      market: build("market", whoAndWhere),
      marketBuild: build("marketBuild", { TABLE_NAME, FIELD_KEYS_SECRET }),
      balanceTrial: build("balanceTrial", { TABLE_NAME, LEDGER_TABLE }),
      balanceFigures: build("balanceFigures", { TABLE_NAME, LEDGER_TABLE }),
      balanceCheck: build("balanceCheck", { LEDGER_TABLE }),
      sweep: build("sweep", { TABLE_NAME }),
      sweepOne: build("sweepOne", { TABLE_NAME, SITE_ADDRESS, FILES_BUCKET, TRAILS_BUCKET }),
      fileCheck: build("fileCheck", { TABLE_NAME, SITE_ADDRESS, FILES_BUCKET, FILES_KEY: files.key.keyArn }),
      importFile: build("importFile", { TABLE_NAME, IMPORTS_BUCKET: importFiles.bucket.bucketName }),
      recipients: build("recipients", { ...whoAndWhere, FIELD_KEYS_SECRET }),
      recipientDrop: build("recipientDrop", { TABLE_NAME, KEYS_SECRET, FIELD_KEYS_SECRET, IMPORTS_BUCKET: importFiles.bucket.bucketName }),
      statementDrop: build("statementDrop", { LEDGER_TABLE, IMPORTS_BUCKET: importFiles.bucket.bucketName }),
      rebuild: build("rebuild", { TABLE_NAME }),
      verify: build("verify", { TABLE_NAME, TRAILS_BUCKET, SEAL_SECRET }),
      seal: build("seal", { TRAILS_BUCKET, SEAL_SECRET }),
      appoint: build("appoint", { TABLE_NAME, KEYS_SECRET, SITE_ADDRESS }),
      changeKeys: build("changeKeys", { KEYS_SECRET, FIELD_KEYS_SECRET }),
      findWaiting: build("findWaiting", { TABLE_NAME }),
      deliver: build("deliver", { TABLE_NAME, NOTIFY_URL: notify.address, NOTIFY_SECRET: notify.key.secretArn }),
    };
    this.lambdas = lambdas;
    for (const [name, spec] of Object.entries<FunctionSpec>(functions)) {
      const lambda = Object.entries(lambdas).find(([known]) => known === name)?.[1];
      if (!lambda) continue;
      this.wakeUps(name, spec, lambda, { data, files, importFiles, alerts });
    }
    workQueues(this, functions, lambdas, data, alerts);
  }

  /** What wakes a function besides a request: the clock, what happens to a file, and the table's stream. */
  private wakeUps(
    name: string,
    { schedule, stream, wakes, imports, ifItFails: impact }: FunctionSpec,
    lambda: LambdaFunction,
    { data, files, importFiles, alerts }: Pick<ApiStackProps, "data" | "files" | "importFiles" | "alerts">,
  ): void {
    const by: Record<string, RuleProps> = {
      ...(schedule ? { Schedule: { schedule: scheduleOf(schedule) } } : {}),
      ...(wakes === "file-scanned"
        ? { FileScanned: { eventPattern: scansIn(files.bucket.bucketName, [{ "anything-but": { prefix: RECEIPTS_ARRIVE } }]) } }
        : {}),
      ...(wakes === "receipt-scanned" ? { ReceiptScanned: { eventPattern: scansIn(files.bucket.bucketName, [{ prefix: RECEIPTS_ARRIVE }]) } } : {}),
      ...(wakes === "file-dropped" ? { FileDropped: { eventPattern: dropsIn(importFiles.bucket.bucketName, imports) } } : {}),
    };
    if (Object.keys(by).length > 0) new Woken(this, `${capital(name)}Woken`, { lambda, by, ifItFails: impact, alerts });
    if (schedule) new Heartbeat(this, `${capital(name)}Heartbeat`, { lambda, within: quietAtMost(schedule), impact, alerts });
    if (stream) {
      const failed = failedQueue(this, `${capital(name)}Failed`);
      const tableStreamArn = data.table.tableStreamArn ?? "";
      lambda.addToRolePolicy(
        new PolicyStatement({
          actions: ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream", "dynamodb:ListStreams"],
          resources: [tableStreamArn],
        }),
      );
      const mapping = new EventSourceMapping(this, `${capital(name)}Stream`, {
        target: lambda,
        eventSourceArn: tableStreamArn,
        startingPosition: StartingPosition.LATEST,
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(stream.gatherSeconds),
        retryAttempts: 3,
        filters: [FilterCriteria.filter({ ...stream.filter })],
        onFailure: new SqsDlq(failed),
      });
      // Lambda checks the role when the mapping is made, so the policy must be there first.
      mapping.node.addDependency(lambda.role ?? lambda);
      failedWaiting(this, `${capital(name)}FailedWaiting`, failed, { impact, alerts });
    }
  }
}

/** The malware scan of a file in a bucket is done, of those whose keys are such. */
const scansIn = (bucketName: string, objectKey: readonly object[]): NonNullable<RuleProps["eventPattern"]> => ({
  source: ["aws.guardduty"],
  detailType: ["GuardDuty Malware Protection Object Scan Result"],
  detail: { s3ObjectDetails: { bucketName: [bucketName], objectKey: [...objectKey] } },
});

/** A file that a function takes was dropped in a bucket, or for whoever takes the others one that nobody takes. */
const dropsIn = (bucketName: string, imports: FunctionSpec["imports"]): NonNullable<RuleProps["eventPattern"]> => ({
  source: ["aws.s3"],
  detailType: ["Object Created"],
  detail: { bucket: { name: [bucketName] }, object: { key: imports?.others ? [{ "anything-but": { prefix: kindsBut(imports) } }] : prefixes(imports) } },
});

const prefixes = (imports: FunctionSpec["imports"]) => (imports?.kinds ?? []).map((kind) => ({ prefix: `${kind}/` }));
/** The folders that other functions take the files of. */
const kindsBut = ({ kinds }: NonNullable<FunctionSpec["imports"]>): string[] => EVERY_KIND.filter((kind) => !kinds.includes(kind)).map((kind) => `${kind}/`);

/** How long a function of a schedule may be quiet: a day, which is the longest an alarm looks back, or four of its turns. */
const quietAtMost = (schedule: NonNullable<FunctionSpec["schedule"]>): Duration =>
  "everyMinutes" in schedule ? Duration.minutes(4 * schedule.everyMinutes) : Duration.days(1);

function scheduleOf(schedule: NonNullable<FunctionSpec["schedule"]>): Schedule {
  if ("everyMinutes" in schedule) return Schedule.rate(Duration.minutes(schedule.everyMinutes));
  const [hour = "", minute = ""] = schedule.dailyAtUtc.split(":").map((part) => String(Number(part)));
  return Schedule.cron({ hour, minute });
}
