import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import type { FunctionSpec } from "../../functions/function-spec.ts";
import { functions } from "../../functions/functions.ts";
import { recordRegister } from "../../functions/record-register.ts";
import { methodsOf, type Route, routeKey } from "../../functions/route.ts";
import { routes } from "../../functions/routes.ts";
import { trellisApp } from "../../infra/app.ts";
import { stageSettings } from "../../infra/stages.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { PUBLIC_PARTITIONS } from "../../shared/table/keys.ts";
import { everything } from "../support/runs.ts";

const validated = (stage: string) => trellisApp(stage, { validate: true, outdir: mkdtempSync(join(tmpdir(), "trellis-synth-")) });
const production = validated("prod");
let data: Template;
let api: Template;
let http: Template;
let councils: Template;
let watch: Template;

beforeAll(() => {
  const stack = (name: string): Stack => {
    const found = production.node.tryFindChild(name);
    if (!(found instanceof Stack)) throw new Error(`No stack ${name}`);
    return found;
  };
  data = Template.fromStack(stack("Trellis-prod-data"));
  api = Template.fromStack(stack("Trellis-prod-api"));
  http = Template.fromStack(stack("Trellis-prod-http"));
  councils = Template.fromStack(stack("Trellis-prod-councils"));
  watch = Template.fromStack(stack("Trellis-prod-watch"));
});

/** All routes, whichever stack has them. */
const routed = (): any[] => [http, councils].flatMap((template) => properties(template, "AWS::ApiGatewayV2::Route"));
const properties = (template: Template, type: string): any[] => Object.values(template.findResources(type)).map((resource) => resource["Properties"]);

/** The data stack's tables whose ids begin so. */
const propertiesOf = (table: "Data" | "Ledger"): any[] =>
  Object.entries(data.findResources("AWS::DynamoDB::Table"))
    .filter(([id]) => id.startsWith(table))
    .map(([, resource]) => resource["Properties"]);

const toldOf = (impact: string, runbook: string): string => `${impact} What to do: ${stageSettings("prod").runbooks}${runbook}.md`;

describe("every stage", () => {
  // Stages differ in the settings of stages.ts alone: production's is validated on every change, and all of them at night.
  it("passes the AwsSolutions rules and CDK's own validator, with only the findings we explain", () => {
    const apps = [production, ...(everything ? ["local", "dev"].map(validated) : [])];
    for (const app of apps) expect(() => app.synth()).not.toThrow();
  });
  it("has settings, and no other stage does", () => {
    expect(stageSettings("prod")).toMatchObject({ keepData: true });
    expect(() => stageSettings("test")).toThrow("use one of local, dev, prod");
  });
  it("is for any council that has a file, in every function that must know it", () => {
    const named = { TRELLIS_AUTHORITY: "E06000016" };
    expect(stageSettings("prod", named).authority).toBe("E06000016");
    expect(stageSettings("prod", {}).authority).toBe("E10000018");
    expect(() => stageSettings("prod", { TRELLIS_AUTHORITY: "E99999999" })).toThrow("add shared/policy/councils/E99999999.json");
    const outdir = mkdtempSync(join(tmpdir(), "trellis-synth-"));
    const [authorities] = trellisApp("local", { validate: false, outdir }, named)
      .synth()
      .stacks.map(({ template }) => JSON.stringify(template).match(/"AUTHORITY":"[^"]*"/g))
      .filter((found) => found !== null);
    expect(new Set(authorities)).toEqual(new Set(['"AUTHORITY":"E06000016"']));
  });
});

describe("the data stack", () => {
  it("keeps one table of records: on demand, recoverable, protected, encrypted with our key, with time to live and a stream", () => {
    data.hasResource("AWS::DynamoDB::Table", {
      DeletionPolicy: "RetainExceptOnCreate",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: Match.anyValue() },
        TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
        StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      },
    });
    data.hasResourceProperties("AWS::KMS::Key", { EnableKeyRotation: true });
  });
  it("keeps money in a second table, as safe, that nothing follows and that has no index: nothing else can be woken or crowded by it", () => {
    data.resourceCountIs("AWS::DynamoDB::Table", 2);
    const [records] = propertiesOf("Data");
    const [money] = propertiesOf("Ledger");
    const { StreamSpecification: _, GlobalSecondaryIndexes: __, AttributeDefinitions, ...alike } = records;
    expect(money).toEqual({ ...alike, AttributeDefinitions: AttributeDefinitions.filter(({ AttributeName }: any) => ["pk", "sk"].includes(AttributeName)) });
    const [policy] = Object.entries(data.findResources("AWS::DynamoDB::Table")).filter(([id]) => id.startsWith("Ledger"));
    expect(policy?.[1]).toMatchObject({ DeletionPolicy: "RetainExceptOnCreate" });
  });
  it("copies nothing of a record into the index of what is due: its keys alone", () => {
    const [{ GlobalSecondaryIndexes }] = propertiesOf("Data");
    const projections = GlobalSecondaryIndexes.map(({ IndexName, Projection }: any) => [IndexName, Projection.ProjectionType]);
    expect(Object.fromEntries(projections)).toEqual({ gsi1: "ALL", gsi2: "ALL", gsi3: "KEYS_ONLY" });
  });
  it("keeps its buckets closed", () => {
    for (const bucket of properties(data, "AWS::S3::Bucket")) {
      expect(bucket.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(bucket.BucketEncryption).toBeDefined();
    }
  });
  it("keeps evidence in a bucket with a key of its own, scanned and marked, and forgets what is removed", () => {
    const [[id, files] = []] = Object.entries(data.findResources("AWS::S3::Bucket")).filter(([name]) => name.startsWith("Evidence"));
    const { BucketEncryption, VersioningConfiguration, LoggingConfiguration, LifecycleConfiguration, OwnershipControls } = files?.["Properties"] ?? {};
    const [{ ServerSideEncryptionByDefault: how }] = BucketEncryption.ServerSideEncryptionConfiguration;
    expect(how).toEqual({ SSEAlgorithm: "aws:kms", KMSMasterKeyID: { "Fn::GetAtt": [expect.stringMatching(/^EvidenceKey/), "Arn"] } });
    expect(VersioningConfiguration).toBeUndefined();
    expect(OwnershipControls.Rules).toEqual([{ ObjectOwnership: "BucketOwnerEnforced" }]);
    expect(LoggingConfiguration.LogFilePrefix).toBe("evidence-files/");
    expect(LifecycleConfiguration.Rules[0].AbortIncompleteMultipartUpload.DaysAfterInitiation).toBe(1);
    data.hasResourceProperties("AWS::GuardDuty::MalwareProtectionPlan", {
      ProtectedResource: { S3Bucket: { BucketName: { Ref: id }, ObjectPrefixes: ["evidence/"] } },
      Actions: { Tagging: { Status: "ENABLED" } },
    });
    data.hasResourceProperties("AWS::S3::BucketPolicy", {
      Bucket: { Ref: id },
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: "OnlyCleanFilesAreRead",
            Effect: "Deny",
            Principal: { AWS: "*" },
            NotResource: { "Fn::Join": ["", [Match.anyValue(), "/checked/*"]] },
            Condition: {
              ArnNotEquals: { "aws:PrincipalArn": Match.anyValue() },
              StringNotEquals: { "s3:ExistingObjectTag/GuardDutyMalwareScanStatus": "NO_THREATS_FOUND" },
            },
          }),
        ]),
      },
    });
  });
});

describe("the stacks of functions and routes", () => {
  it("have room to grow: CloudFormation takes 500 resources in one", () => {
    for (const template of [data, api, http, councils, watch]) expect(Object.keys(template.toJSON()["Resources"]).length).toBeLessThan(450);
  });
  it("has exactly the routes of the route list", () => {
    expect(
      routed()
        .map(({ RouteKey }) => RouteKey)
        .sort(),
    ).toEqual(routes.flatMap((route) => methodsOf(route).map((method) => routeKey({ ...route, method }))).sort());
  });
  it("runs every function on arm64 Node 24 with a log group that forgets", () => {
    const lambdas = [...properties(api, "AWS::Lambda::Function"), ...properties(data, "AWS::Lambda::Function")];
    expect(lambdas.length).toBe(Object.keys(functions).length);
    for (const lambda of lambdas) expect(lambda).toMatchObject({ Architectures: ["arm64"], Runtime: "nodejs24.x", LoggingConfig: expect.any(Object) });
    for (const group of [...properties(api, "AWS::Logs::LogGroup"), ...properties(http, "AWS::Logs::LogGroup"), ...properties(data, "AWS::Logs::LogGroup")])
      expect(group.RetentionInDays).toBe(365);
  });
  it("wakes every function by something: a route, the clock, the stream, a queue, a file, an operator, or the user pool", () => {
    const routed = new Set<string>(routes.map((route) => route.function));
    const idle = Object.entries<FunctionSpec>(functions)
      .filter(([name, { schedule, stream, queue, wakes, byHand }]) => !(routed.has(name) || schedule || stream || queue || wakes || byHand))
      .map(([name]) => name);
    expect(idle).toEqual(["tokenClaims", "noPassword"]);
    const rules = [...properties(api, "AWS::Events::Rule"), ...properties(data, "AWS::Events::Rule")].filter(({ ScheduleExpression }) => ScheduleExpression);
    const schedules = properties(api, "AWS::Scheduler::Schedule");
    expect(rules.length + schedules.length).toBe(Object.values<FunctionSpec>(functions).filter(({ schedule }) => schedule).length);
  });
  it("has an alarm for every function, saying who is harmed", () => {
    const alarms = [watch, http, data].flatMap((template) => properties(template, "AWS::CloudWatch::Alarm"));
    const said = alarms.map(({ AlarmDescription }) => AlarmDescription);
    for (const { ifItFails } of Object.values(functions)) expect(said).toContain(toldOf(ifItFails, "function-errors"));
    for (const alarm of alarms) expect(alarm.AlarmActions.length).toBe(1);
  });
  it("allows no function a wildcard action, a write it does not need, or a partition it must not see", () => {
    const policies = [...properties(api, "AWS::IAM::Policy"), ...properties(data, "AWS::IAM::Policy")].filter(
      ({ Roles: [{ Ref }], PolicyName }) => !Ref.startsWith("EvidenceScanRole") && !PolicyName.startsWith("PeopleNoPasswordPolicy"),
    );
    const ofPipes = policies.filter(({ Roles: [role] }) => role.Ref.includes("Outbox"));
    expect(policies.length - ofPipes.length).toBe(Object.keys(functions).length);
    for (const { PolicyDocument } of ofPipes) for (const { Action } of PolicyDocument.Statement) expect([Action].flat().join()).not.toContain("*");
    for (const policy of policies) {
      if (ofPipes.includes(policy)) continue;
      const role: string = policy.Roles[0].Ref;
      const spec: FunctionSpec | undefined = Object.entries(functions).find(([name]) =>
        role
          .toLowerCase()
          .replace(/^people/, "")
          .startsWith(`${name.toLowerCase()}role`),
      )?.[1];
      if (!spec) throw new Error(`No function for ${role}`);
      for (const statement of policy.PolicyDocument.Statement) {
        const actions: string[] = [statement.Action].flat();
        for (const action of actions) expect(action).not.toContain("*");
        const touches = actions.filter((action) => action.startsWith("dynamodb:") && !/Stream|ShardIterator|GetRecords/.test(action));
        if (touches.length === 0) continue;
        if (/LedgerTable/.test(JSON.stringify(statement.Resource))) {
          const writes = touches.includes("dynamodb:PutItem");
          const reading = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"];
          if (!writes)
            expect(touches.sort()).toEqual(
              spec.ledger?.mode === "write" ? ["dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", ...reading.slice(1)] : reading,
            );
          const reached = writes || spec.ledger?.mode === "read" ? spec.ledger?.partitions : spec.ledger?.reads;
          expect(statement.Condition).toEqual({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": reached }, Null: { "dynamodb:LeadingKeys": "false" } });
          continue;
        }
        if (spec.table.mode === "none") throw new Error(`${role} may touch the table`);
        if (statement.Effect === "Deny") {
          expect(statement.Condition).toEqual({ "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": ["AUDIT#*"] } });
          expect([touches.sort(), spec.table.mode]).toEqual([["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:UpdateItem"], "write"]);
          continue;
        }
        if (spec.table.mode === "scan") {
          expect(touches.sort()).toEqual(["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"]);
          continue;
        }
        if (touches.includes("dynamodb:Scan")) {
          expect([touches, spec.table.scans]).toEqual([["dynamodb:Scan"], true]);
          continue;
        }
        const index = /\/index\/(\w+)/.exec(JSON.stringify(statement.Resource))?.[1];
        const onlyReads = index === undefined && spec.table.mode === "write" && !touches.includes("dynamodb:PutItem");
        if (onlyReads) expect(touches.sort()).toEqual(["dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:Query"]);
        const partitions = onlyReads ? spec.table.reads : index === undefined ? spec.table.partitions : spec.table.indexes?.[index];
        if (spec.table.mode === "read" && index === undefined) expect(touches.sort()).toEqual(["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"]);
        if (index !== undefined) expect(touches).toEqual(["dynamodb:Query"]);
        expect(statement.Condition).toEqual({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": partitions }, Null: { "dynamodb:LeadingKeys": "false" } });
      }
    }
  });
  it("lets the public functions reach what is public, and no function anything by a bare wildcard", () => {
    expect(functions.public.table).toEqual({ mode: "write", partitions: ["SEARCHED#*#*", "SEARCH-SALT#*"], reads: [PUBLIC_PARTITIONS, "SHOWN-PHOTO#*"] });
    const reaching = Object.entries<FunctionSpec>(functions).filter(
      ({ 1: { table } }) => "partitions" in table && JSON.stringify(table).includes("SEARCH-SALT#*"),
    );
    expect(reaching.map(([name]) => name)).toEqual(["public", "marketSignals"]);
    for (const spec of Object.values<FunctionSpec>(functions)) {
      for (const partition of [...(spec.ledger?.partitions ?? []), ...(spec.ledger?.reads ?? [])])
        expect(partition.replaceAll("*", "").length).toBeGreaterThan(3);
      if (spec.table.mode === "none" || spec.table.mode === "scan") continue;
      for (const partition of [...spec.table.partitions, ...Object.values(spec.table.indexes ?? {}).flat()])
        expect(partition.replaceAll("*", "").length).toBeGreaterThan(3);
    }
  });
  it("turns away at the gateway whoever has no valid token, on every API route that is not for everybody", () => {
    for (const { RouteKey, AuthorizationType, AuthorizerId } of routed()) {
      const all: readonly Route[] = routes;
      const route = all.find((one) => methodsOf(one).some((method) => routeKey({ ...one, method }) === RouteKey));
      if (!route) throw new Error(`No route of ours is ${RouteKey}`);
      const guarded = route.who !== "anyone" && route.path.startsWith("/api/");
      expect(AuthorizationType, RouteKey).toBe(guarded ? "JWT" : "NONE");
      expect(AuthorizerId !== undefined, RouteKey).toBe(guarded);
    }
  });
  it("answers HEAD wherever it answers anybody's GET that does nothing besides, and nowhere else", () => {
    const all: readonly Route[] = routes;
    const open = all.filter(({ method, who, limit, path }) => method === "GET" && who === "anyone" && limit === undefined && path !== "$default");
    const keys = routed().map(({ RouteKey }) => String(RouteKey));
    expect(keys.filter((key) => key.startsWith("HEAD ")).toSorted()).toEqual(open.map(({ path }) => `HEAD ${path}`).toSorted());
    expect(open.length).toBeGreaterThan(8);
    expect(keys).not.toContain("HEAD /sign-in/callback");
  });
  it("logs no path and no query: they hold where people live", () => {
    const [stage] = properties(http, "AWS::ApiGatewayV2::Stage");
    expect(stage.AccessLogSettings.Format).not.toMatch(/path|query|sourceIp/i);
  });
  it("lets a function touch files only as its spec says, and their key only by way of S3", () => {
    const allowed = {
      form: ["kms:GenerateDataKey", "s3:PutObject evidence/*"],
      read: ["kms:Decrypt", "s3:GetObject evidence/*"],
      keep: ["kms:GenerateDataKey", "s3:PutObject checked/*"],
      open: ["kms:Decrypt", "s3:GetObject checked/*"],
      remove: ["s3:DeleteObject *"],
    };
    for (const [name, spec] of Object.entries<FunctionSpec>(functions)) {
      const policy = properties(api, "AWS::IAM::Policy").find(({ Roles: [{ Ref }] }) => Ref.toLowerCase().startsWith(`${name.toLowerCase()}role`));
      const statements: any[] = policy?.PolicyDocument.Statement ?? [];
      const ofFiles = statements.filter(
        ({ Action, Resource }) =>
          !/ImportFilesArn|TrailSealsArn/.test(JSON.stringify(Resource)) &&
          !(spec.imports && String(Action).startsWith("kms:")) &&
          ([Action].flat().some((one: string) => one.startsWith("s3:")) || JSON.stringify(Resource).includes("EvidenceKey")),
      );
      const said = ofFiles.flatMap(({ Action, Resource }) =>
        [Action]
          .flat()
          .flatMap((one: string) => (one.startsWith("s3:") ? [Resource].flat().map((at: any) => `${one} ${at["Fn::Join"][1].at(-1).slice(1)}`) : one)),
      );
      expect([...new Set(said)].sort(), name).toEqual((spec.files ?? []).flatMap((one) => allowed[one]).sort());
      for (const { Action, Condition } of ofFiles) {
        if (String(Action).startsWith("kms:")) expect(Condition).toEqual({ StringEquals: { "kms:ViaService": "s3.eu-west-2.amazonaws.com" } });
      }
    }
  });
  it("wakes the check of files, and that of receipts, when the scan of theirs in their bucket is done, tries again, and keeps what could not be handled", () => {
    const rules = properties(api, "AWS::Events::Rule").filter(({ EventPattern }) => EventPattern);
    const scanned = rules.filter((rule) => rule.EventPattern.source[0] === "aws.guardduty");
    for (const [wakes, key] of [
      ["file-scanned", { "anything-but": { prefix: "evidence/receipts/" } }],
      ["receipt-scanned", { prefix: "evidence/receipts/" }],
    ] as const) {
      expect(Object.values<FunctionSpec>(functions).filter((one) => one.wakes === wakes).length).toBe(1);
      const [rule, ...others] = scanned.filter(({ EventPattern }) => JSON.stringify(EventPattern.detail.s3ObjectDetails.objectKey) === JSON.stringify([key]));
      expect([rule?.EventPattern, others]).toEqual([
        {
          source: ["aws.guardduty"],
          "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
          detail: {
            s3ObjectDetails: {
              bucketName: [{ "Fn::GetStackOutput": expect.objectContaining({ OutputName: expect.stringContaining("EvidenceFiles") }) }],
              objectKey: [key],
            },
          },
        },
        [],
      ]);
      expect(rule?.Targets[0]).toMatchObject({ RetryPolicy: { MaximumRetryAttempts: 2 }, DeadLetterConfig: expect.any(Object) });
    }
    expect(scanned.length).toBe(2);
    api.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });
  it("delivers notices from the table's stream by a pipe and a queue, and nothing of them but which they are", () => {
    const [pipe] = properties(api, "AWS::Pipes::Pipe");
    expect(JSON.parse(pipe.SourceParameters.FilterCriteria.Filters[0].Pattern)).toEqual({
      eventName: ["INSERT"],
      dynamodb: { NewImage: { entity: { S: ["notice"] }, state: { S: ["waiting"] } } },
    });
    expect(pipe.SourceParameters.DynamoDBStreamParameters).toMatchObject({ StartingPosition: "TRIM_HORIZON" });
    expect(pipe.TargetParameters.InputTemplate).toBe('{"notice": <$.dynamodb.NewImage.id.S>}');
    const policy = properties(api, "AWS::IAM::Policy").find(({ Roles: [role] }) => role.Ref.includes("Outbox"));
    const statements = policy.PolicyDocument.Statement;
    expect(statements.flatMap(({ Action }: any) => Action).sort()).toEqual([
      "dynamodb:DescribeStream",
      "dynamodb:GetRecords",
      "dynamodb:GetShardIterator",
      "dynamodb:ListStreams",
      "kms:Decrypt",
      "sqs:SendMessage",
    ]);
    for (const { Action, Condition } of statements)
      if (Action === "kms:Decrypt") expect(Condition.StringEquals["kms:ViaService"]).toBe("dynamodb.eu-west-2.amazonaws.com");
  });
  it("keeps notices that could not be sent, and says who is harmed", () => {
    const fed = Object.entries<FunctionSpec>(functions).flatMap(([name, { queue, timeoutSeconds }]) => (queue ? [{ name, ...queue, timeoutSeconds }] : []));
    for (const { name, batchSize, maxReceiveCount, visibilitySeconds, timeoutSeconds, maxConcurrency } of fed) {
      const ofFunction = (value: unknown) => JSON.stringify(value).toLowerCase().includes(`"${name.toLowerCase()}`);
      const mapping = properties(api, "AWS::Lambda::EventSourceMapping").find(
        ({ FunctionResponseTypes, FunctionName }) => FunctionResponseTypes && ofFunction(FunctionName),
      );
      expect(mapping, name).toMatchObject({
        BatchSize: batchSize,
        ScalingConfig: { MaximumConcurrency: maxConcurrency },
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      });
      const queue = properties(api, "AWS::SQS::Queue").find(({ RedrivePolicy }) => ofFunction(RedrivePolicy ?? {}));
      expect(queue, name).toMatchObject({ SqsManagedSseEnabled: true, VisibilityTimeout: visibilitySeconds, RedrivePolicy: { maxReceiveCount } });
      expect(visibilitySeconds, name).toBeGreaterThanOrEqual(6 * timeoutSeconds);
    }
    expect([functions.sweepOne.queue.maxConcurrency, functions.deliver.queue.maxConcurrency]).toEqual([5, 10]);
    // What the hour puts in the queue again is out of it by then.
    const { maxReceiveCount, visibilitySeconds } = functions.deliver.queue;
    expect(servicePolicy.notices.againMinutes * 60).toBeGreaterThanOrEqual(maxReceiveCount * visibilitySeconds);
    expect(functions.deliver.queue.visibilitySeconds).toBeGreaterThan(servicePolicy.notices.claimMinutes * 60);
    const alarms = properties(watch, "AWS::CloudWatch::Alarm");
    const failed = alarms.find(
      ({ MetricName, Dimensions }) => MetricName.endsWith("NumberOfMessagesVisible") && JSON.stringify(Dimensions).includes("Deliver"),
    );
    expect(failed.AlarmDescription).toBe(toldOf(functions.deliver.ifItFails, "work-failed"));
    api.hasResourceProperties("AWS::Logs::MetricFilter", { FilterPattern: '{ $.event = "notice-failed" }' });
    for (const { impact } of functions.deliver.alarmsOn)
      expect(alarms.map(({ AlarmDescription }) => AlarmDescription)).toContain(toldOf(impact, "notice-failed"));
  });
  it("reads the key of Notify in the deliver function alone, and only that secret", () => {
    data.hasResource("AWS::SecretsManager::Secret", { DeletionPolicy: "RetainExceptOnCreate", Properties: { KmsKeyId: Match.anyValue() } });
    const reading = properties(api, "AWS::IAM::Policy").filter(({ PolicyDocument }) => /GetSecretValue.*NoticesKey/.test(JSON.stringify(PolicyDocument)));
    expect(reading.map(({ Roles: [role] }) => role.Ref)).toEqual([expect.stringContaining("DeliverRole")]);
    const statement = reading[0].PolicyDocument.Statement.find(({ Action }: any) => Action === "secretsmanager:GetSecretValue");
    expect(statement.Resource["Fn::GetStackOutput"].OutputName).toContain("NoticesKey");
  });
  it("takes in the files councils drop, and lets the import read them and put reports beside them, and nothing else of their bucket", () => {
    const rules = properties(api, "AWS::Events::Rule").filter(({ EventPattern }) => EventPattern?.source[0] === "aws.s3");
    expect(rules.map(({ EventPattern }) => [EventPattern["detail-type"], EventPattern.detail.object.key])).toEqual([
      [["Object Created"], [{ "anything-but": { prefix: ["recipients/", "card-statement/"] } }]],
      [["Object Created"], [{ prefix: "recipients/" }]],
      [["Object Created"], [{ prefix: "card-statement/" }]],
    ]);
    const touching = properties(api, "AWS::IAM::Policy").filter(({ PolicyDocument }) => JSON.stringify(PolicyDocument).includes("ImportFilesArn"));
    const done = touching.map(({ Roles: [role], PolicyDocument }) => [
      role.Ref.replace(/Role.*/, ""),
      PolicyDocument.Statement.filter(({ Resource }: any) => JSON.stringify(Resource).includes("ImportFilesArn")).map(({ Action, Resource }: any) => [
        Action,
        [Resource].flat().map((at: any) => at["Fn::Join"][1].at(-1)),
      ]),
    ]);
    // What a council says of people is read by nothing that takes in registers.
    const others = ["areas", "cqc", "districts", "listings", "places", "postcodes"].map((kind) => `/${kind}/*`);
    expect(done).toEqual(
      [["ImportFile", others] as const, ["RecipientDrop", ["/recipients/*"]] as const, ["StatementDrop", ["/card-statement/*"]] as const].map(
        ([name, folders]) => [
          name,
          [
            [["s3:GetObject", "s3:GetObjectVersion"], folders],
            ["s3:PutObject", ["/reports/*"]],
          ],
        ],
      ),
    );
  });
  it("lets only what an operator starts read the whole table: the check of audit trails, which writes nothing, and the rebuild of the snapshot", () => {
    const scanning = [...properties(api, "AWS::IAM::Policy"), ...properties(data, "AWS::IAM::Policy")].filter(({ PolicyDocument }) =>
      JSON.stringify(PolicyDocument).includes("dynamodb:Scan"),
    );
    expect(scanning.map(({ Roles: [role] }) => role.Ref.replace(/Role.*/, "")).sort()).toEqual(["Rebuild", "Verify"]);
    const verify = scanning.find(({ Roles: [role] }) => role.Ref.startsWith("Verify"));
    expect(JSON.stringify(verify?.PolicyDocument)).not.toMatch(/PutItem|UpdateItem|DeleteItem|BatchWrite|kms:Encrypt/);
  });
  it("seals audit trails in a bucket where each object is put once and stays, under a key that no function that writes the table may read", () => {
    const locked = properties(data, "AWS::S3::Bucket").filter(({ ObjectLockEnabled }) => ObjectLockEnabled);
    expect(
      locked.map(({ ObjectLockConfiguration, VersioningConfiguration }) => [ObjectLockConfiguration.Rule.DefaultRetention, VersioningConfiguration.Status]),
    ).toEqual([[{ Mode: "COMPLIANCE", Days: servicePolicy.trails.sealedDays }, "Enabled"]]);
    const policy = properties(data, "AWS::S3::BucketPolicy").find(({ Bucket }) => String(Bucket.Ref).startsWith("TrailsBucket"));
    const denied = policy?.PolicyDocument.Statement.filter(({ Sid }: any) => Sid).map(({ Sid, Effect, Principal, Action, Condition }: any) => [
      [Sid, Effect, Principal.AWS],
      [Action].flat(),
      Condition,
    ]);
    expect(denied).toEqual([
      [["PutOnce", "Deny", "*"], ["s3:PutObject"], { Null: { "s3:if-none-match": "true" } }],
      [["NeverRemove", "Deny", "*"], ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectRetention"], undefined],
    ]);
    const doing = Object.fromEntries(
      properties(api, "AWS::IAM::Policy").flatMap(({ PolicyDocument, Roles: [role] }) => {
        const of = (name: string) => PolicyDocument.Statement.filter(({ Resource }: any) => JSON.stringify(Resource).includes(name));
        const inBucket = of("TrailSealsArn").map(({ Action, Resource }: any) => `${Action} ${Resource["Fn::Join"]?.[1].at(-1) ?? ""}`.trim());
        const ofKey = of("TrailsSealingSecret").map(({ Action }: any) => String(Action));
        return inBucket.length + ofKey.length === 0 ? [] : [[role.Ref.replace(/Role.*/, ""), [...inBucket, ...ofKey]]];
      }),
    );
    expect(doing).toEqual({
      RetentionOne: ["s3:PutObject /removed/*"],
      SweepOne: ["s3:PutObject /removed/*"],
      Seal: ["s3:PutObject /sealed/*", "secretsmanager:GetSecretValue"],
      Verify: ["s3:GetObject /*", "s3:ListBucket", "secretsmanager:GetSecretValue"],
    });
  });
  it("keeps backups, logs and seals as long as the privacy page says", () => {
    const period = (code: string) => recordRegister.elsewhere.find((one) => one.code === code)?.period;
    const [{ PointInTimeRecoverySpecification: recovery }] = propertiesOf("Data");
    // DynamoDB's own, where none is said. Source: DynamoDB Developer Guide, point-in-time recovery.
    expect([recovery.RecoveryPeriodInDays, period("backups")]).toEqual([undefined, "35 days"]);
    const logs = [...properties(api, "AWS::Logs::LogGroup"), ...properties(http, "AWS::Logs::LogGroup"), ...properties(data, "AWS::Logs::LogGroup")].map(
      ({ RetentionInDays }) => RetentionInDays,
    );
    expect([Math.max(...logs), period("logs")]).toEqual([365, "One year"]);
    expect([Math.floor(servicePolicy.trails.sealedDays / 365.25), period("trail-seals")]).toEqual([10, "10 years"]);
  });
  it("retries stream records and keeps what could not be handled", () => {
    api.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      MaximumRetryAttempts: 3,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });
});
