import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  LambdaEdgeEventType,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { CompositePrincipal, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Code, Function as LambdaFunction, Runtime, Version } from "aws-cdk-lib/aws-lambda";
import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import { UPLOADS } from "../../shared/domain/upload-path.ts";
import { EDGE_HEADERS } from "../../shared/http/edge.env.ts";
import { edgeKeyOf } from "../constructs/edge-key.ts";
import type { StageSettings } from "../stages.ts";
import { BACK_HEADER, UPLOAD_REQUEST_CODE, UPLOAD_RESPONSE_CODE } from "../upload-edge.ts";

export interface EdgeStackProps extends StackProps {
  readonly stage: StageSettings;
  /** The host name of the HTTP API. */
  readonly origin: string;
  /** The host name of the bucket that files are sent to. */
  readonly files: string;
}

/** As long as the slowest page may take, and a little. */
const ORIGIN_TIMEOUT = Duration.seconds(20);
const BUDGET_PERCENT = 80;

/** Says who asked, whatever a visitor wrote in that header. */
export const VIEWER_CODE = `function handler(event) {
  event.request.headers["${EDGE_HEADERS.viewer}"] = { value: event.viewer.ip };
  return event.request;
}`;

/**
 * What stands in front of the site: its address and certificate, a firewall with AWS's own rules and a rate for each
 * network address, and a key by which the functions know that a request came this way. And what a month may cost.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { stage, origin, files, ...props }: EdgeStackProps) {
    super(scope, id, props);
    const { certificate, requestsAnAddress, alertAddress, monthlyBudgetUsd } = stage;
    if (!certificate || !requestsAnAddress || !alertAddress || !monthlyBudgetUsd)
      throw new Error(`infra/stages.json: ${stage.name} needs certificate, requestsAnAddress, alertAddress and monthlyBudgetUsd`);
    const viewer = new EdgeFunction(this, "Viewer", { code: FunctionCode.fromInline(VIEWER_CODE), runtime: FunctionRuntime.JS_2_0 });
    const api = new HttpOrigin(origin, { customHeaders: { [EDGE_HEADERS.key]: edgeKeyOf(stage) }, readTimeout: ORIGIN_TIMEOUT });
    const behaviour = {
      origin: api,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // Functions compress what they answer.
      compress: false,
      functionAssociations: [{ function: viewer, eventType: FunctionEventType.VIEWER_REQUEST }],
    };
    const distribution = new Distribution(this, "Site", {
      comment: `Trellis ${stage.name}`,
      domainNames: [new URL(stage.siteAddress).hostname],
      certificate: Certificate.fromCertificateArn(this, "Certificate", certificate),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      webAclId: this.firewall(requestsAnAddress.inFiveMinutes).attrArn,
      defaultBehavior: behaviour,
      // What is at such an address never changes.
      additionalBehaviors: {
        "/assets/*": { ...behaviour, cachePolicy: CachePolicy.CACHING_OPTIMIZED },
        // Kept as long as its answer says to what stands between, which is short: what is taken back is gone.
        "/photos/*": { ...behaviour, cachePolicy: CachePolicy.CACHING_OPTIMIZED },
        [`${UPLOADS}/*`]: this.uploads(files),
      },
    });
    const hears = [{ subscriptionType: "EMAIL", address: alertAddress }];
    const notify = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      notification: { notificationType, comparisonOperator: "GREATER_THAN", threshold, thresholdType: "PERCENTAGE" },
      subscribers: hears,
    });
    new CfnBudget(this, "Budget", {
      budget: { budgetType: "COST", timeUnit: "MONTHLY", budgetLimit: { amount: monthlyBudgetUsd, unit: "USD" } },
      notificationsWithSubscribers: [notify("ACTUAL", BUDGET_PERCENT), notify("FORECASTED", 100)],
    });
    new CfnOutput(this, "PointsTo", { value: distribution.domainName, description: `What the address ${stage.siteAddress} must point to` });
  }

  /** Takes forms that send files to the bucket, whose policy is in the form itself, and keeps whoever sent one on our pages. */
  private uploads(host: string): BehaviorOptions {
    const request = new EdgeFunction(this, "UploadRequest", { code: FunctionCode.fromInline(UPLOAD_REQUEST_CODE), runtime: FunctionRuntime.JS_2_0 });
    const answer = new LambdaFunction(this, "UploadAnswer", {
      description: "Puts a page of ours in place of what the bucket of files refuses",
      runtime: Runtime.NODEJS_24_X,
      handler: "index.handler",
      code: Code.fromInline(UPLOAD_RESPONSE_CODE),
      timeout: Duration.seconds(5),
      role: new Role(this, "UploadAnswerRole", {
        assumedBy: new CompositePrincipal(new ServicePrincipal("lambda.amazonaws.com"), new ServicePrincipal("edgelambda.amazonaws.com")),
      }),
    });
    const functionVersion = Version.fromVersionArn(this, "UploadAnswerVersion", answer.currentVersion.functionArn);
    return {
      origin: new HttpOrigin(host),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // The bucket gets no cookie and no query; the type of a form says where its fields end, and only headers named here are sure to arrive.
      originRequestPolicy: new OriginRequestPolicy(this, "UploadPolicy", {
        headerBehavior: OriginRequestHeaderBehavior.allowList(BACK_HEADER, "content-type"),
      }),
      compress: false,
      functionAssociations: [{ function: request, eventType: FunctionEventType.VIEWER_REQUEST }],
      edgeLambdas: [{ functionVersion, eventType: LambdaEdgeEventType.ORIGIN_RESPONSE }],
    };
  }

  private firewall(inFiveMinutes: number): CfnWebACL {
    const seen = (metricName: string) => ({ cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false });
    const managed = (name: string, priority: number, counted: readonly string[] = [], scope?: CfnWebACL.StatementProperty): CfnWebACL.RuleProperty => ({
      name,
      priority,
      overrideAction: { none: {} },
      statement: {
        managedRuleGroupStatement: {
          vendorName: "AWS",
          name,
          ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
          ...(scope ? { scopeDownStatement: scope } : {}),
        },
      },
      visibilityConfig: seen(name),
    });
    // The bytes of a picture may look like anything: files are scanned where they arrive.
    const aFile = {
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        positionalConstraint: "STARTS_WITH",
        searchString: `${UPLOADS}/`,
        textTransformations: [{ priority: 0, type: "NONE" }],
      },
    };
    const notAFile = { notStatement: { statement: aFile } };
    return new CfnWebACL(this, "Firewall", {
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      // No sample of a request is kept: addresses and queries hold where people live.
      visibilityConfig: seen("Firewall"),
      rules: [
        {
          name: "RateOfAnAddress",
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: inFiveMinutes, evaluationWindowSec: 300 } },
          visibilityConfig: seen("RateOfAnAddress"),
        },
        managed("AWSManagedRulesAmazonIpReputationList", 1),
        // Forms may be longer than 8 KB: how long they may be is said by the functions.
        managed("AWSManagedRulesCommonRuleSet", 2, ["SizeRestrictions_BODY"], notAFile),
        managed("AWSManagedRulesKnownBadInputsRuleSet", 3, [], notAFile),
      ],
    });
  }
}
