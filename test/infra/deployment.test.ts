import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FunctionSpec } from "../../functions/function-spec.ts";
import { functions } from "../../functions/functions.ts";
import { routes } from "../../functions/routes.ts";
import { trellisApp } from "../../infra/app.ts";
import { VIEWER_CODE } from "../../infra/stacks/edge-stack.ts";
import { stageSettings } from "../../infra/stages.ts";
import { BACK_HEADER, UPLOAD_REQUEST_CODE, UPLOAD_RESPONSE_CODE } from "../../infra/upload-edge.ts";
import { afterUploadFault, UPLOADS, uploadPageOf, uploadPath } from "../../shared/domain/upload-path.ts";
import { EDGE_HEADERS } from "../../shared/http/edge.env.ts";
import { runs } from "../support/runs.ts";

// What AWS would refuse, or what would stay silent, is said here of production's templates: nothing of it shows on one machine.

const root = join(import.meta.dirname, "..", "..");
const settings = stageSettings("prod", {});
const production = trellisApp("prod", { validate: false, outdir: mkdtempSync(join(tmpdir(), "trellis-synth-")) }, {});
const templateOf = (name: string): Template => {
  const found = production.node.tryFindChild(`Trellis-prod-${name}`);
  return found instanceof Stack ? Template.fromStack(found) : expect.fail(`no stack ${name}`);
};
const [data, api, http, watch, edge] = [templateOf("data"), templateOf("api"), templateOf("http"), templateOf("watch"), templateOf("edge")];
const all = [data, api, http, watch, edge];
const properties = (template: Template, type: string): any[] => Object.values(template.findResources(type)).map((resource) => resource["Properties"]);
const everywhere = (type: string): any[] => all.flatMap((template) => properties(template, type));
const specs = Object.entries<FunctionSpec>(functions);
/** Whether a template's reference names a part of a function: of its own, or of another stack. */
const names = (value: unknown, name: string): boolean => {
  const text = JSON.stringify(value).toLowerCase().replaceAll("publishoutputfngetatt", "");
  return text.includes(`"${name.toLowerCase()}`);
};

const LARGEST_POLICY_BYTES = 15_000;

describe("the stacks of production", () => {
  it("ask for nothing when they are deployed, and read of one another only what may change later", () => {
    for (const template of all) {
      const { Parameters = {}, Outputs = {} } = template.toJSON();
      expect(Object.keys(Parameters).filter((name) => name !== "BootstrapVersion")).toEqual([]);
      for (const output of Object.values<any>(Outputs)) expect(output.Export).toBeUndefined();
      expect(JSON.stringify(template.toJSON())).not.toContain("Fn::ImportValue");
    }
  });
  it("give each function a resource policy that AWS takes, as large as it is when it is rendered", () => {
    for (const [name] of specs) {
      const leave = everywhere("AWS::Lambda::Permission").filter(({ FunctionName }) => names(FunctionName, name) || names(FunctionName, `people${name}`));
      // A rendered statement has an id, the function's ARN and the caller's: about 400 bytes more than the template says.
      const bytes = leave.reduce((sum, one) => sum + JSON.stringify(one).length + 400, 0);
      expect(bytes, name).toBeLessThan(LARGEST_POLICY_BYTES);
      const routed = routes.some((route) => route.function === name);
      expect(leave.filter(({ Principal }) => Principal === "apigateway.amazonaws.com").length, name).toBe(routed ? 1 : 0);
    }
  });
  it("keep what people entrusted to us, unless its first deployment failed", () => {
    const kept = ["AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::S3::Bucket", "AWS::Cognito::UserPool", "AWS::SecretsManager::Secret"];
    for (const type of kept)
      for (const [id, { DeletionPolicy }] of Object.entries<any>(data.findResources(type))) expect(DeletionPolicy, id).toBe("RetainExceptOnCreate");
  });
  it("have room for the largest file that is dropped, and for its rows put aside", () => {
    const roomOf = (name: string) => properties(api, "AWS::Lambda::Function").find(({ Role }) => names(Role, `${name}Role`))?.EphemeralStorage?.Size;
    expect(Object.fromEntries(specs.map(([name]) => [name, roomOf(name)]))).toEqual(Object.fromEntries(specs.map(([name, { diskMb }]) => [name, diskMb])));
    expect(roomOf("statementDrop")).toBeGreaterThan(2 * 512);
  });
  it("keep runs at once for sign-in and public pages, and build the snapshot once at a time", () => {
    const reserved = Object.fromEntries(
      specs.map(([name]) => [name, properties(api, "AWS::Lambda::Function").find(({ Role }) => names(Role, `${name}Role`))?.ReservedConcurrentExecutions]),
    );
    expect(reserved).toEqual(Object.fromEntries(specs.map(([name, { atOnce }]) => [name, atOnce])));
    expect([reserved["snapshot"], reserved["signIn"], reserved["public"]]).toEqual([1, expect.any(Number), expect.any(Number)]);
  });
});

describe("an alarm", () => {
  it("reaches somebody: CloudWatch of this account may publish, and the topic has a subscription", () => {
    data.hasResourceProperties("AWS::SNS::TopicPolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Allow",
            Action: "sns:Publish",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
          }),
        ]),
      },
    });
    data.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: settings.alertAddress });
    const alarms = everywhere("AWS::CloudWatch::Alarm");
    expect(alarms.length).toBeGreaterThan(specs.length);
    for (const { AlarmActions } of alarms) expect(JSON.stringify(AlarmActions)).toContain("AlertsTopic");
  });
  it("links a runbook that is there, and says how it is known, what to do, and when it is over", () => {
    for (const { AlarmDescription } of everywhere("AWS::CloudWatch::Alarm")) {
      const [, page = ""] = /What to do: \S+\/docs\/runbooks\/([\w-]+\.md)$/.exec(AlarmDescription) ?? [];
      const file = join(root, "docs/runbooks", page);
      expect(existsSync(file), AlarmDescription).toBe(true);
      const text = readFileSync(file, "utf8");
      for (const part of ["## What people notice", "## Look", "## Do", "## Over when"]) expect(text, page).toContain(part);
    }
  });
  it("rings when what the clock starts has not run", () => {
    for (const [name, { schedule }] of specs) {
      const quiet = everywhere("AWS::CloudWatch::Alarm").filter(({ MetricName }) => MetricName === "Invocations");
      const ofFunction = quiet.filter(({ Dimensions }) =>
        Dimensions.some(({ Value }: any) => new RegExp(`^PublishOutputRef${name}Function`, "i").test(Value["Fn::GetStackOutput"]?.OutputName)),
      );
      expect(ofFunction.length, name).toBe(schedule ? 1 : 0);
      if (!schedule) continue;
      expect(ofFunction[0]).toMatchObject({
        ComparisonOperator: "LessThanThreshold",
        Threshold: 1,
        TreatMissingData: "breaching",
        Period: "dailyAtUtc" in schedule ? 86_400 : 4 * 60 * schedule.everyMinutes,
      });
    }
  });
  it("rings when many requests of a function are refused", () => {
    const routed = new Set<string>(routes.map((route) => route.function));
    const filters = properties(api, "AWS::Logs::MetricFilter").filter(({ FilterPattern }) => FilterPattern.includes("request-served"));
    expect(filters.length).toBe(routed.size);
    for (const { FilterPattern } of filters)
      expect(FilterPattern).toBe('{ ($.event = "request-served") && (($.status = 401) || ($.status = 403) || ($.status = 429)) }');
    const alarms = properties(watch, "AWS::CloudWatch::Alarm").filter(({ MetricName }) => MetricName.endsWith("-refused"));
    expect(alarms.map(({ Threshold }) => Threshold)).toEqual([...routed].map(() => settings.refusals.inFiveMinutes));
  });
});

describe("work that nobody waits for", () => {
  it("is kept where it failed: events, the clock's, and what the function fails on, each under an alarm", () => {
    const woken = specs.filter(([, { schedule, wakes }]) => schedule || wakes).map(([name]) => name);
    const rules = everywhere("AWS::Events::Rule");
    expect(rules.length).toBe(specs.reduce((sum, [, { schedule, wakes }]) => sum + (schedule ? 1 : 0) + (wakes ? 1 : 0), 0));
    for (const { Targets } of rules)
      for (const target of Targets) expect(target).toMatchObject({ RetryPolicy: { MaximumRetryAttempts: 2 }, DeadLetterConfig: { Arn: expect.anything() } });
    for (const name of woken) {
      const config = properties(api, "AWS::Lambda::EventInvokeConfig").find(({ FunctionName }) => names(FunctionName, name));
      expect(config, name).toMatchObject({ MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: { Destination: expect.anything() } } });
    }
  });
  it("is passed on from the table a bounded number of times and for a bounded time; then it waits under an alarm", () => {
    const pipes = properties(api, "AWS::Pipes::Pipe");
    expect(pipes.length).toBe(specs.filter(([, { queue }]) => queue?.outbox).length);
    for (const { SourceParameters } of pipes)
      expect(SourceParameters.DynamoDBStreamParameters).toMatchObject({
        MaximumRetryAttempts: 20,
        MaximumRecordAgeInSeconds: 3600,
        DeadLetterConfig: { Arn: expect.anything() },
        OnPartialBatchItemFailure: "AUTOMATIC_BISECT",
      });
    const heard = properties(watch, "AWS::CloudWatch::Alarm").filter(({ Namespace }) => Namespace === "AWS/EventBridge/Pipes");
    expect(heard.map(({ MetricName }) => MetricName).sort()).toEqual(
      ["ExecutionFailed", "ExecutionPartiallyFailed"].flatMap((metric) => pipes.map(() => metric)),
    );
  });
  it("leaves no queue of failures without an alarm", () => {
    const failures = Object.entries<any>(api.findResources("AWS::SQS::Queue")).filter(([, { Properties }]) => !Properties.RedrivePolicy);
    const watched = properties(watch, "AWS::CloudWatch::Alarm").flatMap(({ Dimensions = [] }) =>
      Dimensions.map(({ Value }: any) => String(Value?.["Fn::GetStackOutput"]?.OutputName)),
    );
    for (const [id] of failures) expect(watched.filter((output) => output.startsWith(`PublishOutputFnGetAtt${id}QueueName`)).length, id).toBe(1);
  });
});

describe("the edge", () => {
  it("has the site's address and certificate, by TLS 1.2 at least, and a firewall with a rate for each address and AWS's rules", () => {
    edge.hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        Aliases: [new URL(settings.siteAddress).hostname],
        ViewerCertificate: { AcmCertificateArn: settings.certificate, MinimumProtocolVersion: "TLSv1.2_2021" },
        WebACLId: { "Fn::GetAtt": [Match.stringLikeRegexp("^Firewall"), "Arn"] },
        DefaultCacheBehavior: { ViewerProtocolPolicy: "redirect-to-https" },
      },
    });
    const [{ Scope, Rules }] = properties(edge, "AWS::WAFv2::WebACL");
    expect(Scope).toBe("CLOUDFRONT");
    expect(Rules[0].Statement.RateBasedStatement).toEqual({
      AggregateKeyType: "IP",
      Limit: settings.requestsAnAddress?.inFiveMinutes,
      EvaluationWindowSec: 300,
    });
    expect(Rules.flatMap(({ Statement }: any) => Statement.ManagedRuleGroupStatement?.Name ?? [])).toEqual([
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesKnownBadInputsRuleSet",
    ]);
    for (const { VisibilityConfig } of Rules) expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
  });
  it("says who it is with a key that no template has, and every function that answers requests is told the same", () => {
    const key = "{{resolve:secretsmanager:trellis-prod-edge-1:SecretString:::}}";
    const [{ DistributionConfig }] = properties(edge, "AWS::CloudFront::Distribution");
    const headers = DistributionConfig.Origins.map(({ OriginCustomHeaders }: any) => OriginCustomHeaders);
    // The site and its assets; the bucket of files is told nothing.
    expect(headers).toEqual([[{ HeaderName: EDGE_HEADERS.key, HeaderValue: key }], undefined]);
    data.hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "trellis-prod-edge-1",
      ReplicaRegions: [{ Region: "us-east-1" }],
      GenerateSecretString: Match.anyValue(),
    });
    for (const name of new Set(routes.map((route) => route.function))) {
      const lambda = properties(api, "AWS::Lambda::Function").find(({ Role }) => names(Role, `${name}Role`));
      expect(lambda?.Environment.Variables.EDGE_KEY, name).toBe(key);
    }
  });
  it("says who asked, whatever a visitor wrote there", () => {
    const request = { headers: { [EDGE_HEADERS.viewer]: { value: "10.0.0.1" }, accept: { value: "text/html" } } };
    const answered = runInNewContext(`${VIEWER_CODE}; handler(event)`, { event: { request, viewer: { ip: "203.0.113.7" } } });
    expect(answered.headers).toEqual({ [EDGE_HEADERS.viewer]: { value: "203.0.113.7" }, accept: { value: "text/html" } });
    const [{ DistributionConfig }] = properties(edge, "AWS::CloudFront::Distribution");
    const site = DistributionConfig.CacheBehaviors.filter(({ PathPattern }: any) => PathPattern !== `${UPLOADS}/*`);
    for (const behaviour of [DistributionConfig.DefaultCacheBehavior, ...site])
      expect(behaviour.FunctionAssociations).toEqual([{ EventType: "viewer-request", FunctionARN: expect.anything() }]);
  });
  it("takes forms that send files to the bucket, with no cookie and no query", () => {
    const [{ DistributionConfig }] = properties(edge, "AWS::CloudFront::Distribution");
    const uploads = DistributionConfig.CacheBehaviors.find(({ PathPattern }: any) => PathPattern === `${UPLOADS}/*`);
    const [assets, photos] = ["/assets/*", "/photos/*"].map((path) => DistributionConfig.CacheBehaviors.find(({ PathPattern }: any) => PathPattern === path));
    // Kept as assets are, from the same origin; for how long says each answer.
    expect({ ...photos, PathPattern: "/assets/*" }).toEqual(assets);
    expect(uploads).toMatchObject({
      ViewerProtocolPolicy: "https-only",
      AllowedMethods: expect.arrayContaining(["POST"]),
      LambdaFunctionAssociations: [{ EventType: "origin-response" }],
    });
    const origin = DistributionConfig.Origins.find(({ Id }: any) => Id === uploads.TargetOriginId);
    expect(JSON.stringify(origin.DomainName)).toContain("EvidenceFilesHost");
    expect(origin.CustomOriginConfig.OriginProtocolPolicy).toBe("https-only");
    edge.hasResourceProperties("AWS::CloudFront::OriginRequestPolicy", {
      OriginRequestPolicyConfig: {
        CookiesConfig: { CookieBehavior: "none" },
        QueryStringsConfig: { QueryStringBehavior: "none" },
        HeadersConfig: { HeaderBehavior: "whitelist", Headers: [BACK_HEADER, "content-type"] },
      },
    });
    const [{ Rules }] = properties(edge, "AWS::WAFv2::WebACL");
    for (const rule of Rules.filter(({ Statement }: any) => /Common|BadInputs/.test(Statement.ManagedRuleGroupStatement?.Name ?? "")))
      expect(rule.Statement.ManagedRuleGroupStatement.ScopeDownStatement.NotStatement.Statement.ByteMatchStatement).toMatchObject({
        FieldToMatch: { UriPath: {} },
        PositionalConstraint: "STARTS_WITH",
        SearchString: `${UPLOADS}/`,
      });
  });
  it("keeps whoever sent a file on our pages, by code that says what functions and the local system say", async () => {
    const request = (uri: string, method = "POST") =>
      runInNewContext(`${UPLOAD_REQUEST_CODE}; handler(event)`, { event: { request: { uri, method, headers: {}, querystring: { x: { value: "1" } } } } });
    const answer = (status: number, back: string) => {
      const event = {
        Records: [{ cf: { request: { headers: { [BACK_HEADER]: [{ key: BACK_HEADER, value: back }] } }, response: { status: String(status), headers: {} } } }],
      };
      return runInNewContext(`const exports = {}; ${UPLOAD_RESPONSE_CODE}; exports.handler(event)`, { event });
    };
    const name = fc.stringMatching(/^[\w.-]{1,12}$/);
    const path = fc.oneof(
      fc.tuple(name, name).map(([one, two]) => uploadPath(`/applications/${one}/evidence/${two}`)),
      name.map((one) => uploadPath(`/applications/${one}/photo`)),
      fc.webPath().map(uploadPath),
      fc.constantFrom("/upload//evil.example", "/upload/", "/upload/applications/a/evidence/b?x", "/upload/applications/a/evidence/b\n/c"),
    );
    await fc.assert(
      fc.asyncProperty(path, fc.integer({ min: 200, max: 599 }), async (uri, status) => {
        const page = uploadPageOf(uri);
        expect(request(uri)).toEqual({ uri: "/", method: "POST", headers: { [BACK_HEADER]: { value: page } }, querystring: {} });
        expect(request(uri, "GET")).toMatchObject({ statusCode: 303, headers: { location: { value: page } } });
        const answered = await answer(status, page);
        if (status < 400) expect(answered).toEqual({ status: String(status), headers: {} });
        else expect(answered).toMatchObject({ status: "303", headers: { location: [{ key: "Location", value: afterUploadFault(page, status) }] }, body: "" });
      }),
      { numRuns: runs(1000) },
    );
  });
  it("has a budget that somebody hears of before it is spent", () => {
    const [{ Budget, NotificationsWithSubscribers }] = properties(edge, "AWS::Budgets::Budget");
    expect(Budget).toMatchObject({ TimeUnit: "MONTHLY", BudgetLimit: { Amount: settings.monthlyBudgetUsd, Unit: "USD" } });
    for (const { Subscribers } of NotificationsWithSubscribers) expect(Subscribers).toEqual([{ SubscriptionType: "EMAIL", Address: settings.alertAddress }]);
  });
});
