import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { CfnStage, HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, FilterCriteria, type Function as LambdaFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { FunctionSpec } from "../../functions/function-spec.ts";
import { type FunctionName, functions } from "../../functions/functions.ts";
import type { Route } from "../../functions/route.ts";
import { routes } from "../../functions/routes.ts";
import { bundleFolder } from "../bundle.ts";
import { Alarm } from "../constructs/alarm.ts";
import type { EvidenceFiles } from "../constructs/evidence-files.ts";
import { FileScanned } from "../constructs/file-scanned.ts";
import type { Notify } from "../constructs/notify.ts";
import type { People } from "../constructs/people.ts";
import type { ServiceTable } from "../constructs/service-table.ts";
import { TrellisFunction, type TrellisFunctionProps } from "../constructs/trellis-function.ts";
import { failedQueue } from "../constructs/work-queue.ts";
import { capital, workQueues } from "../constructs/work-queues.ts";
import { logRetentionOf, type StageSettings } from "../stages.ts";

export interface ApiStackProps extends StackProps {
  readonly stage: StageSettings;
  readonly data: ServiceTable;
  readonly people: People;
  readonly files: EvidenceFiles;
  readonly alerts: ITopic;
  readonly notify: Notify;
}

/** The functions of this stack: all but what the user pool itself asks. */
type ApiFunctionName = Exclude<FunctionName, "tokenClaims">;

/** Everything that can be rebuilt: the HTTP API and the functions, from the one route list. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, { stage, data, people, files, alerts, notify, ...props }: ApiStackProps) {
    super(scope, id, props);
    const logRetention = logRetentionOf(stage);
    const secrets = { notify: notify.key };
    const common = { table: data.table, tableKey: data.key, files, logRetention, removalPolicy: RemovalPolicy.DESTROY, alerts, secrets };
    const build = <Name extends ApiFunctionName>(name: Name, environment: TrellisFunctionProps<(typeof functions)[Name]>["environment"]) =>
      new TrellisFunction(this, capital(name), { ...common, spec: functions[name], bundle: bundleFolder(name), environment }).lambda;

    const TABLE_NAME = data.table.tableName;
    const SITE_ADDRESS = people.siteAddress.valueAsString;
    const FILES_BUCKET = files.bucket.bucketName;
    const whoAndWhere = {
      TABLE_NAME,
      AUTHORITY: stage.authority,
      SITE_ADDRESS,
      COUNCIL_CLIENT: people.councilClient.userPoolClientId,
    };
    const lambdas: Readonly<Record<ApiFunctionName, LambdaFunction>> = {
      public: build("public", { TABLE_NAME, AUTHORITY: stage.authority }),
      assets: build("assets", {}),
      snapshot: build("snapshot", { TABLE_NAME }),
      signIn: build("signIn", { ...whoAndWhere, ISSUER: people.issuer, PUBLIC_CLIENT: people.publicClient.userPoolClientId }),
      account: build("account", whoAndWhere),
      retention: build("retention", { TABLE_NAME, AUTHORITY: stage.authority, SITE_ADDRESS }),
      vetting: build("vetting", { ...whoAndWhere, FILES_BUCKET, FILES_KEY: files.key.keyArn }),
      arrangements: build("arrangements", whoAndWhere),
      sweep: build("sweep", { TABLE_NAME }),
      sweepOne: build("sweepOne", { TABLE_NAME, SITE_ADDRESS, FILES_BUCKET }),
      fileCheck: build("fileCheck", { TABLE_NAME, SITE_ADDRESS, FILES_BUCKET }),
      deliver: build("deliver", { TABLE_NAME, NOTIFY_URL: notify.address.valueAsString, NOTIFY_SECRET: notify.key.secretArn }),
    };
    this.http(lambdas, stage, people, logRetention, alerts);
    for (const [name, spec] of Object.entries<FunctionSpec>(functions)) {
      const lambda = Object.entries(lambdas).find(([known]) => known === name)?.[1];
      if (!lambda) continue;
      this.wakeUps(name, spec, lambda, data, alerts);
      if (spec.wakes) new FileScanned(this, `${capital(name)}FileScanned`, { lambda, bucket: files.bucket, ifItFails: spec.ifItFails, alerts });
    }
    workQueues(this, functions, lambdas, data, alerts);
  }

  private http(
    lambdas: Readonly<Record<ApiFunctionName, LambdaFunction>>,
    stage: StageSettings,
    people: People,
    retention: RetentionDays,
    alerts: ITopic,
  ): void {
    const api = new HttpApi(this, "Http", { apiName: `trellis-${stage.name}`, description: "Trellis pages and API" });
    // Verifies bearer tokens of the API. Pages carry a sealed cookie instead, which the functions open.
    const bearer = new HttpJwtAuthorizer("Bearer", people.issuer, {
      jwtAudience: [people.publicClient.userPoolClientId, people.councilClient.userPoolClientId],
    });
    const integrations = new Map<FunctionName, HttpLambdaIntegration>();
    for (const route of routes) {
      const integration = integrations.get(route.function) ?? new HttpLambdaIntegration(`To${capital(route.function)}`, lambdas[route.function]);
      integrations.set(route.function, integration);
      new HttpRoute(this, `Route ${route.method} ${route.path}`, {
        httpApi: api,
        routeKey: keyOf(route),
        integration,
        ...(needsToken(route) ? { authorizer: bearer } : {}),
      });
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
    new Alarm(this, "ServerErrors", { metric: serverErrors, threshold: 5, impact: "People are shown an error instead of a page.", alerts });
    new CfnOutput(this, "Address", { value: api.apiEndpoint });
  }

  /** What wakes a function besides a request: the clock, and the table's stream. */
  private wakeUps(name: string, { schedule, stream, ifItFails }: FunctionSpec, lambda: LambdaFunction, data: ServiceTable, alerts: ITopic): void {
    if (schedule) {
      const rule = new Rule(this, `${capital(name)}Schedule`, { schedule: scheduleOf(schedule) });
      rule.addTarget(new LambdaTarget(lambda, { retryAttempts: 2 }));
    }
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
      new Alarm(this, `${capital(name)}FailedWaiting`, {
        metric: failed.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
        threshold: 1,
        impact: ifItFails,
        alerts,
      });
    }
  }
}

/** API routes that are not for everybody: the gateway itself turns away whoever has no valid token. */
const needsToken = ({ path, who }: Route): boolean => who !== "anyone" && path.startsWith("/api/");

function scheduleOf(schedule: NonNullable<FunctionSpec["schedule"]>): Schedule {
  if ("everyMinutes" in schedule) return Schedule.rate(Duration.minutes(schedule.everyMinutes));
  const [hour = "", minute = ""] = schedule.dailyAtUtc.split(":").map((part) => String(Number(part)));
  return Schedule.cron({ hour, minute });
}

const keyOf = ({ method, path }: Route): HttpRouteKey => (path === "$default" ? HttpRouteKey.DEFAULT : HttpRouteKey.with(path, HttpMethod[method]));
