import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { CfnStage, HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { FunctionName } from "../../functions/functions.ts";
import { methodsOf, type Route } from "../../functions/route.ts";
import { routes } from "../../functions/routes.ts";
import { Alarm } from "../constructs/alarm.ts";
import type { Alerts } from "../constructs/alerts.ts";
import type { People } from "../constructs/people.ts";
import { capital } from "../constructs/work-queues.ts";
import { logRetentionOf, type StageSettings } from "../stages.ts";
import type { ApiFunctions } from "./api-stack.ts";

export interface HttpStackProps extends StackProps {
  readonly stage: StageSettings;
  readonly people: People;
  readonly alerts: Alerts;
  readonly lambdas: ApiFunctions;
  /** Where the routes of a council's officers are: they have as much room as all others. */
  readonly ofCouncils: Stack;
}

/**
 * The HTTP API, from the one route list. Stacks apart from the functions: CloudFormation takes 500 resources in one, and each route is one.
 * Source: AWS CloudFormation user guide, "Understand CloudFormation quotas".
 */
export class HttpStack extends Stack {
  /** The host name of the HTTP API: for the edge in front of it, and nobody else. */
  readonly host: string;

  constructor(scope: Construct, id: string, { stage, people, alerts, lambdas, ofCouncils, ...props }: HttpStackProps) {
    super(scope, id, props);
    const api = new HttpApi(this, "Http", { apiName: `trellis-${stage.name}`, description: "Trellis pages and API" });
    // Verifies bearer tokens of the API. Pages carry a sealed cookie instead, which the functions open.
    const bearer = new HttpJwtAuthorizer("Bearer", people.issuer, {
      jwtAudience: [people.publicClient, ...people.councils.map(({ client }) => client)].map(({ userPoolClientId }) => userPoolClientId),
    });
    const integrations = new Map<Stack, Map<FunctionName, HttpLambdaIntegration>>([this, ofCouncils].map((stack) => [stack, new Map()]));
    for (const route of routes) {
      const stack = route.path.startsWith("/councils/") ? ofCouncils : this;
      const integration = integrations.get(stack)?.get(route.function) ?? this.integration(route.function, lambdas[route.function]);
      integrations.get(stack)?.set(route.function, integration);
      for (const method of methodsOf(route)) {
        new HttpRoute(stack, `Route ${method} ${route.path}`, {
          httpApi: api,
          routeKey: route.path === "$default" ? HttpRouteKey.DEFAULT : HttpRouteKey.with(route.path, HttpMethod[method]),
          integration,
          ...(needsToken(route) ? { authorizer: bearer } : {}),
        });
      }
    }
    const accessLogs = new LogGroup(this, "AccessLogs", { retention: logRetentionOf(stage), removalPolicy: RemovalPolicy.DESTROY });
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
    this.host = `${api.apiId}.execute-api.${this.region}.amazonaws.com`;
  }

  /** One leave for the API to call a function, not one for each route: with forty routes the policy of a function is larger than AWS takes. */
  private integration(name: FunctionName, lambda: LambdaFunction): HttpLambdaIntegration {
    return new HttpLambdaIntegration(`To${capital(name)}`, lambda, { scopePermissionToRoute: false });
  }
}

/** API routes that are not for everybody: the gateway itself turns away whoever has no valid token. */
const needsToken = ({ path, who }: Route): boolean => who !== "anyone" && path.startsWith("/api/");
