import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { CfnStage, HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { type RuleProps, Schedule } from "aws-cdk-lib/aws-events";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, FilterCriteria, type Function as LambdaFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { FunctionSpec } from "../../functions/function-spec.ts";
import { type FunctionName, functions } from "../../functions/functions.ts";
import { methodsOf, type Route } from "../../functions/route.ts";
import { routes } from "../../functions/routes.ts";
import { bundleFolder } from "../bundle-folders.ts";
import { Alarm, failedWaiting, Heartbeat } from "../constructs/alarm.ts";
import type { Alerts } from "../constructs/alerts.ts";
import { edgeKeyOf } from "../constructs/edge-key.ts";
import type { EvidenceFiles } from "../constructs/evidence-files.ts";
import type { ImportFiles } from "../constructs/import-files.ts";
import type { KeyRing } from "../constructs/key-ring.ts";
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
  readonly people: People;
  readonly files: EvidenceFiles;
  readonly importFiles: ImportFiles;
  readonly alerts: Alerts;
  readonly notify: Notify;
  readonly keyRing: KeyRing;
  readonly trailSeals: TrailSeals;
}

/** The functions of this stack: all but what the user pool itself asks. */
type ApiFunctionName = Exclude<FunctionName, "tokenClaims" | "noPassword">;

/** Everything that can be rebuilt: the HTTP API and the functions, from the one route list. */
export class ApiStack extends Stack {
  /** The host name of the HTTP API: for the edge in front of it, and nobody else. */
  readonly host: string;

  constructor(scope: Construct, id: string, { stage, data, people, files, importFiles, alerts, notify, keyRing, trailSeals, ...props }: ApiStackProps) {
    super(scope, id, props);
    const logRetention = logRetentionOf(stage);
    const secrets = { notify: notify.key, keys: keyRing.secret, seal: trailSeals.secret };
    const common = {
      table: data.table,
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
    const SITE_ADDRESS = stage.siteAddress;
    const FILES_BUCKET = files.bucket.bucketName;
    const EDGE_KEY = edgeKeyOf(stage);
    const KEYS_SECRET = keyRing.secret.secretArn;
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
    const lambdas: Readonly<Record<ApiFunctionName, LambdaFunction>> = {
      public: build("public", { TABLE_NAME, EDGE_KEY, AUTHORITY: stage.authority, SITE_ADDRESS }),
      assets: build("assets", { EDGE_KEY }),
      snapshot: build("snapshot", { TABLE_NAME }),
      signIn: build("signIn", { ...whoAndWhere, ISSUER: people.issuer, PUBLIC_CLIENT: people.publicClient.userPoolClientId }),
      account: build("account", { ...whoAndWhere, FILES_BUCKET }),
      retention: build("retention", { TABLE_NAME, KEYS_SECRET }),
      retentionOne: build("retentionOne", { TABLE_NAME, KEYS_SECRET, SITE_ADDRESS, FILES_BUCKET, TRAILS_BUCKET }),
      vetting: build("vetting", { ...whoAndWhere, FILES_BUCKET, FILES_KEY: files.key.keyArn }),
      arrangements: build("arrangements", whoAndWhere),
      shortlist: build("shortlist", whoAndWhere),
      freeHours: build("freeHours", whoAndWhere),
      pooling: build("pooling", whoAndWhere),
      askHours: build("askHours", { TABLE_NAME, SITE_ADDRESS }),
      contacts: build("contacts", whoAndWhere),
      contactSweep: build("contactSweep", whoAndWhere),
      sweep: build("sweep", { TABLE_NAME }),
      sweepOne: build("sweepOne", { TABLE_NAME, SITE_ADDRESS, FILES_BUCKET, TRAILS_BUCKET }),
      fileCheck: build("fileCheck", { TABLE_NAME, SITE_ADDRESS, FILES_BUCKET, FILES_KEY: files.key.keyArn }),
      importFile: build("importFile", { TABLE_NAME, IMPORTS_BUCKET: importFiles.bucket.bucketName }),
      rebuild: build("rebuild", { TABLE_NAME }),
      verify: build("verify", { TABLE_NAME, TRAILS_BUCKET, SEAL_SECRET }),
      seal: build("seal", { TRAILS_BUCKET, SEAL_SECRET }),
      appoint: build("appoint", { TABLE_NAME, KEYS_SECRET, SITE_ADDRESS }),
      changeKeys: build("changeKeys", { KEYS_SECRET }),
      findWaiting: build("findWaiting", { TABLE_NAME }),
      deliver: build("deliver", { TABLE_NAME, NOTIFY_URL: notify.address, NOTIFY_SECRET: notify.key.secretArn }),
    };
    this.host = this.http(lambdas, stage, people, logRetention, alerts);
    for (const [name, spec] of Object.entries<FunctionSpec>(functions)) {
      const lambda = Object.entries(lambdas).find(([known]) => known === name)?.[1];
      if (!lambda) continue;
      this.wakeUps(name, spec, lambda, { data, files, importFiles, alerts });
    }
    workQueues(this, functions, lambdas, data, alerts);
  }

  private http(
    lambdas: Readonly<Record<ApiFunctionName, LambdaFunction>>,
    stage: StageSettings,
    people: People,
    retention: RetentionDays,
    alerts: Alerts,
  ): string {
    const api = new HttpApi(this, "Http", { apiName: `trellis-${stage.name}`, description: "Trellis pages and API" });
    // Verifies bearer tokens of the API. Pages carry a sealed cookie instead, which the functions open.
    const bearer = new HttpJwtAuthorizer("Bearer", people.issuer, {
      jwtAudience: [people.publicClient, ...people.councils.map(({ client }) => client)].map(({ userPoolClientId }) => userPoolClientId),
    });
    const integrations = new Map<FunctionName, HttpLambdaIntegration>();
    for (const route of routes) {
      const integration = integrations.get(route.function) ?? this.integration(route.function, lambdas[route.function]);
      integrations.set(route.function, integration);
      for (const method of methodsOf(route)) {
        new HttpRoute(this, `Route ${method} ${route.path}`, {
          httpApi: api,
          routeKey: route.path === "$default" ? HttpRouteKey.DEFAULT : HttpRouteKey.with(route.path, HttpMethod[method]),
          integration,
          ...(needsToken(route) ? { authorizer: bearer } : {}),
        });
      }
    }
    const accessLogs = new LogGroup(this, "AccessLogs", { retention, removalPolicy: RemovalPolicy.DESTROY });
    accessLogs.grantWrite(new ServicePrincipal("apigateway.amazonaws.com"));
    const defaultStage = api.defaultStage?.node.defaultChild;
    if (!(defaultStage instanceof CfnStage)) throw new Error("The HTTP API has no default stage");
    // Route keys, never paths or queries: those hold where people live.
    const format = { requestId: "$context.requestId", route: "$context.routeKey", status: "$context.status", millis: "$context.responseLatency" };
    defaultStage.accessLogSettings = { destinationArn: accessLogs.logGroupArn, format: JSON.stringify(format) };
    defaultStage.defaultRouteSettings = { throttlingRateLimit: stage.throttle.perSecond, throttlingBurstLimit: stage.throttle.burst };
    const serverErrors = new Metric({
      namespace: "AWS/ApiGateway",
      metricName: "5xx",
      dimensionsMap: { ApiId: api.apiId },
      statistic: "sum",
      period: Duration.minutes(5),
    });
    new Alarm(this, "ServerErrors", {
      metric: serverErrors,
      threshold: 5,
      impact: "People are shown an error instead of a page.",
      runbook: "server-errors",
      alerts,
    });
    return `${api.apiId}.execute-api.${this.region}.amazonaws.com`;
  }

  /** One leave for the API to call a function, not one for each route: with forty routes the policy of a function is larger than AWS takes. */
  private integration(name: FunctionName, lambda: LambdaFunction): HttpLambdaIntegration {
    return new HttpLambdaIntegration(`To${capital(name)}`, lambda, { scopePermissionToRoute: false });
  }

  /** What wakes a function besides a request: the clock, what happens to a file, and the table's stream. */
  private wakeUps(
    name: string,
    { schedule, stream, wakes, ifItFails: impact }: FunctionSpec,
    lambda: LambdaFunction,
    { data, files, importFiles, alerts }: Pick<ApiStackProps, "data" | "files" | "importFiles" | "alerts">,
  ): void {
    const by: Record<string, RuleProps> = {
      ...(schedule ? { Schedule: { schedule: scheduleOf(schedule) } } : {}),
      ...(wakes === "file-scanned" ? { FileScanned: { eventPattern: scansIn(files.bucket.bucketName) } } : {}),
      ...(wakes === "file-dropped" ? { FileDropped: { eventPattern: dropsIn(importFiles.bucket.bucketName) } } : {}),
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

/** API routes that are not for everybody: the gateway itself turns away whoever has no valid token. */
const needsToken = ({ path, who }: Route): boolean => who !== "anyone" && path.startsWith("/api/");

/** The malware scan of a file in a bucket is done. */
const scansIn = (bucketName: string): NonNullable<RuleProps["eventPattern"]> => ({
  source: ["aws.guardduty"],
  detailType: ["GuardDuty Malware Protection Object Scan Result"],
  detail: { s3ObjectDetails: { bucketName: [bucketName] } },
});

/** A file was dropped in a bucket. */
const dropsIn = (bucketName: string): NonNullable<RuleProps["eventPattern"]> => ({
  source: ["aws.s3"],
  detailType: ["Object Created"],
  detail: { bucket: { name: [bucketName] } },
});

/** How long a function of a schedule may be quiet: a day, which is the longest an alarm looks back, or four of its turns. */
const quietAtMost = (schedule: NonNullable<FunctionSpec["schedule"]>): Duration =>
  "everyMinutes" in schedule ? Duration.minutes(4 * schedule.everyMinutes) : Duration.days(1);

function scheduleOf(schedule: NonNullable<FunctionSpec["schedule"]>): Schedule {
  if ("everyMinutes" in schedule) return Schedule.rate(Duration.minutes(schedule.everyMinutes));
  const [hour = "", minute = ""] = schedule.dailyAtUtc.split(":").map((part) => String(Number(part)));
  return Schedule.cron({ hour, minute });
}
