import { Duration, type RemovalPolicy, Size, Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { Effect, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { FilterPattern, LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type * as z from "zod/mini";
import type { FileAccess, FunctionSpec, SecretName, TableAccess, TrailAccess } from "../../functions/function-spec.ts";
import { REPORTS } from "../../shared/import/kinds.ts";
import { acknowledgeWildcards } from "../findings.ts";
import { Alarm } from "./alarm.ts";
import type { AlarmsIn } from "./alerts.ts";
import { ARRIVED, CHECKED, type EvidenceFiles } from "./evidence-files.ts";

export interface TrellisFunctionProps<Spec extends FunctionSpec> {
  readonly spec: Spec;
  /** The folder with its bundle. */
  readonly bundle: string;
  /** A value for each variable of its environment: no more, no fewer. Queues it sends to are named when they are made. */
  readonly environment: { readonly [Name in Exclude<keyof z.input<Spec["env"]>, `${string}_QUEUE_URL`>]: string };
  readonly table: Table;
  /** The table of money, for functions whose spec asks for it. */
  readonly ledger?: Table;
  /** What both are sealed with. */
  readonly tableKey: Key;
  /** The files people hand in, for functions whose spec asks for them. */
  readonly files?: EvidenceFiles;
  /** The bucket of files for import, for functions that take them. */
  readonly importFiles?: { readonly arnElsewhere: string };
  /** The write-once bucket of trails, for functions that do something in it. */
  readonly trailSeals?: { readonly arnElsewhere: string };
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly alerts: AlarmsIn;
  /** For functions that answer requests: from so many refusals in five minutes, somebody is told. */
  readonly refusals?: { readonly inFiveMinutes: number } | undefined;
  /** The secrets a spec may name. */
  readonly secrets?: Readonly<Record<SecretName, Secret>>;
}

const READS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
const WRITES = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem"];
const KEY_READS = ["kms:Decrypt"];
const SECRET_KEY_WRITES = ["kms:GenerateDataKey", "kms:Decrypt"];
const KEY_WRITES = ["kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"];

/** A Lambda function with a role, a log group and an alarm of its own, allowed exactly what its spec says. */
export class TrellisFunction<Spec extends FunctionSpec> extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: TrellisFunctionProps<Spec>) {
    super(scope, id);
    const { spec, bundle, environment, logRetention, removalPolicy, alerts } = props;
    const logGroup = new LogGroup(this, "Logs", { retention: logRetention, removalPolicy });
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    role.addToPolicy(new PolicyStatement({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [logGroup.logGroupArn] }));
    for (const statement of tableStatements(spec.table, props.table, props.tableKey)) role.addToPolicy(statement);
    for (const statement of ledgerStatements(spec.ledger, props.ledger, props.tableKey)) role.addToPolicy(statement);
    if (spec.table.mode === "write" && !spec.removesTrails) role.addToPolicy(trailsStay(props.table));
    if (spec.table.mode === "none" && spec.stream) role.addToPolicy(openedByTable(KEY_READS, props.table, props.tableKey));
    if (spec.trails) this.takeTrails(role, spec.trails, props);
    for (const statement of fileStatements(spec.files ?? [], props.files)) role.addToPolicy(statement);
    if (spec.files && props.files) {
      const reason = "Files get their keys while Trellis runs. The function may do no more with each than its spec names.";
      const arn = JSON.stringify(Stack.of(this).resolve(props.files.arnElsewhere));
      acknowledgeWildcards(role, [...new Set(spec.files.map((one) => `${arn}/${FILE_ACTIONS[one].where}`))], reason);
    }
    if (spec.imports) this.takeImports(role, spec.imports, props);
    for (const name of spec.secrets ?? []) for (const statement of secretStatements(name, props, ["GetSecretValue"], KEY_READS)) role.addToPolicy(statement);
    for (const name of spec.writesSecrets ?? [])
      for (const statement of secretStatements(name, props, ["PutSecretValue", "UpdateSecretVersionStage"], SECRET_KEY_WRITES)) role.addToPolicy(statement);
    this.lambda = new LambdaFunction(this, "Function", {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundle),
      handler: "index.handler",
      role,
      memorySize: spec.memoryMb,
      ...(spec.diskMb === undefined ? {} : { ephemeralStorageSize: Size.mebibytes(spec.diskMb) }),
      timeout: Duration.seconds(spec.timeoutSeconds),
      environment: { ...environment },
      logGroup,
      ...(spec.atOnce === undefined ? {} : { reservedConcurrentExecutions: spec.atOnce }),
      description: spec.ifItFails,
    });
    new Alarm(this, "Errors", {
      metric: this.lambda.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
      impact: spec.ifItFails,
      runbook: "function-errors",
      alerts,
    });
    if (props.refusals) this.refusals(logGroup, props.refusals.inFiveMinutes, alerts);
    for (const { event, impact } of spec.alarmsOn ?? []) {
      const filter = logGroup.addMetricFilter(`On ${event}`, {
        filterPattern: FilterPattern.stringValue("$.event", "=", event),
        metricNamespace: "Trellis",
        metricName: `${Stack.of(this).stackName}-${event}`,
        metricValue: "1",
      });
      new Alarm(this, `Heard ${event}`, {
        metric: filter.metric({ statistic: "sum", period: Duration.minutes(5) }),
        threshold: 1,
        impact,
        runbook: "notice-failed",
        alerts,
      });
    }
  }

  /** What it does in the write-once bucket of trails. */
  private takeTrails(role: Role, access: TrailAccess, { trailSeals: bucket }: TrellisFunctionProps<Spec>): void {
    if (!bucket) throw new Error("A function that has to do with seals must be given their bucket");
    const { actions, folder } = TRAIL_ACTIONS[access];
    role.addToPolicy(new PolicyStatement({ actions, resources: [`${bucket.arnElsewhere}/${folder}*`] }));
    if (access === "verify") role.addToPolicy(new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket.arnElsewhere] }));
    const named = JSON.stringify(Stack.of(this).resolve(bucket.arnElsewhere));
    acknowledgeWildcards(role, [`${named}/${folder}*`], "Seals get their names while Trellis runs; nothing that is there can be changed.");
  }

  /** Reading the files of its kinds that councils hand over, putting reports beside it, and the key of that bucket by way of S3 alone. */
  private takeImports(role: Role, { kinds }: NonNullable<FunctionSpec["imports"]>, { importFiles: bucket, tableKey }: TrellisFunctionProps<Spec>): void {
    if (!bucket) throw new Error("A function that takes imports must be given their bucket");
    const folders = kinds.map((kind) => `${kind}/`);
    const objects = folders.map((folder) => `${bucket.arnElsewhere}/${folder}*`);
    role.addToPolicy(new PolicyStatement({ actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: objects }));
    role.addToPolicy(new PolicyStatement({ actions: ["s3:PutObject"], resources: [`${bucket.arnElsewhere}/${REPORTS}*`] }));
    role.addToPolicy(
      new PolicyStatement({
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [tableKey.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `s3.${Stack.of(this).region}.amazonaws.com` } },
      }),
    );
    const named = JSON.stringify(Stack.of(this).resolve(bucket.arnElsewhere));
    const reason = "Files for import get their keys from those who hand them over.";
    acknowledgeWildcards(
      role,
      [...folders, REPORTS].map((folder) => `${named}/${folder}*`),
      reason,
    );
  }

  /** Refusals in bulk: somebody tries doors, or a change of ours has closed one on everybody. */
  private refusals(logGroup: LogGroup, threshold: number, alerts: AlarmsIn): void {
    const filter = logGroup.addMetricFilter("Refusals", {
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue("$.event", "=", "request-served"),
        FilterPattern.any(...REFUSALS.map((status) => FilterPattern.numberValue("$.status", "=", status))),
      ),
      metricNamespace: "Trellis",
      metricName: `${Stack.of(this).stackName}-${this.node.id}-refused`,
      metricValue: "1",
    });
    const metric = filter.metric({ statistic: "sum", period: Duration.minutes(5) });
    const impact = "Many requests are refused: someone tries what is not theirs, or people are turned away who should not be.";
    new Alarm(this, "RefusedInBulk", { metric, threshold, impact, runbook: "refusals", alerts });
  }
}

/** Statuses of requests that were turned away. */
const REFUSALS = [401, 403, 429];

/** Some operations on one secret, and on the key it is sealed with by way of Secrets Manager alone. */
function secretStatements(
  name: SecretName,
  { secrets }: Pick<TrellisFunctionProps<FunctionSpec>, "secrets">,
  operations: readonly string[],
  keyActions: string[],
): PolicyStatement[] {
  const secret = secrets?.[name];
  if (!secret?.encryptionKey) throw new Error(`There is no secret ${name} here`);
  return [
    new PolicyStatement({ actions: operations.map((operation) => `secretsmanager:${operation}`), resources: [secret.secretArn] }),
    new PolicyStatement({
      actions: keyActions,
      resources: [secret.encryptionKey.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${secret.env.region}.amazonaws.com` } },
    }),
  ];
}

/** What each does in the bucket of trails, and under which prefix: whoever removes records cannot seal, and whoever seals cannot say one was removed. */
const TRAIL_ACTIONS: Readonly<Record<TrailAccess, { readonly actions: string[]; readonly folder: string }>> = {
  seal: { actions: ["s3:PutObject"], folder: "sealed/" },
  remove: { actions: ["s3:PutObject"], folder: "removed/" },
  verify: { actions: ["s3:GetObject"], folder: "" },
};

/** Entries of trails are put, and never changed or removed, whatever else allows it. That one is not put over another, its condition says: IAM cannot. */
const trailsStay = (table: Table): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions: ["dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"],
    resources: [table.tableArn],
    conditions: { "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": ["AUDIT#*"] } },
  });

/** The table's key, by way of DynamoDB alone. */
const openedByTable = (actions: string[], table: Table, key: Key): PolicyStatement =>
  new PolicyStatement({ actions, resources: [key.keyArn], conditions: { StringEquals: { "kms:ViaService": `dynamodb.${table.env.region}.amazonaws.com` } } });

/** The least a function needs of the table: its actions, on its partitions, and the key by way of DynamoDB alone. */
function tableStatements(access: TableAccess, table: Table, key: Key): PolicyStatement[] {
  if (access.mode === "none") return [];
  const opened = (actions: string[]) => openedByTable(actions, table, key);
  if (access.mode === "scan") return [new PolicyStatement({ actions: [...READS, "dynamodb:Scan"], resources: [table.tableArn] }), opened(KEY_READS)];
  const writes = access.mode === "write";
  const indexed = Object.entries(access.indexes ?? {}).map(
    ([index, partitions]) =>
      new PolicyStatement({
        actions: ["dynamodb:Query"],
        resources: [`${table.tableArn}/index/${index}`],
        conditions: inPartitions(partitions),
      }),
  );
  const reads = access.reads
    ? [new PolicyStatement({ actions: [...READS, "dynamodb:ConditionCheckItem"], resources: [table.tableArn], conditions: inPartitions(access.reads) })]
    : [];
  return [
    ...indexed,
    ...(access.scans ? [new PolicyStatement({ actions: ["dynamodb:Scan"], resources: [table.tableArn] })] : []),
    ...reads,
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: writes ? [...READS, ...WRITES] : READS,
      resources: [table.tableArn],
      conditions: inPartitions(access.partitions),
    }),
    opened(writes ? [...KEY_READS, ...KEY_WRITES] : KEY_READS),
  ];
}

/** The least a function needs of the table of money. */
function ledgerStatements(access: FunctionSpec["ledger"], ledger: Table | undefined, key: Key): PolicyStatement[] {
  if (!access) return [];
  if (!ledger) throw new Error("A function that reaches the money of accounts must be given their table");
  return tableStatements(access, ledger, key);
}

/** What each use of files needs: of the objects, and of the key by way of S3 alone. */
const FILE_ACTIONS: Readonly<Record<FileAccess, { readonly object: string; readonly where: string; readonly key?: string }>> = {
  form: { object: "s3:PutObject", where: ARRIVED, key: "kms:GenerateDataKey" },
  read: { object: "s3:GetObject", where: ARRIVED, key: "kms:Decrypt" },
  keep: { object: "s3:PutObject", where: CHECKED, key: "kms:GenerateDataKey" },
  open: { object: "s3:GetObject", where: CHECKED, key: "kms:Decrypt" },
  remove: { object: "s3:DeleteObject", where: "*" },
};

function fileStatements(access: readonly FileAccess[], files: EvidenceFiles | undefined): PolicyStatement[] {
  if (access.length === 0) return [];
  if (!files) throw new Error("A function that uses files must be given their bucket");
  const keyActions = access.flatMap((one) => FILE_ACTIONS[one].key ?? []);
  return [
    ...access.map((one) => new PolicyStatement({ actions: [FILE_ACTIONS[one].object], resources: [`${files.arnElsewhere}/${FILE_ACTIONS[one].where}`] })),
    ...(keyActions.length === 0
      ? []
      : [
          new PolicyStatement({
            actions: keyActions,
            resources: [files.key.keyArn],
            conditions: { StringEquals: { "kms:ViaService": `s3.${files.bucket.env.region}.amazonaws.com` } },
          }),
        ]),
  ];
}

/** Only these partitions; and a request that names none does not pass for one that names no other. */
const inPartitions = (partitions: readonly string[]) => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": partitions },
  Null: { "dynamodb:LeadingKeys": "false" },
});
