import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { FunctionSpec } from "../../functions/function-spec.ts";
import { Alerts } from "../../infra/constructs/alerts.ts";
import { ServiceTable } from "../../infra/constructs/service-table.ts";
import { workQueues } from "../../infra/constructs/work-queues.ts";
import { freePort, localAwsEnvironment } from "../../infra/local/engine.ts";
import type { LocalFunction } from "../../infra/local/functions.ts";
import { failuresIn, startQueues } from "../../infra/local/queues.ts";
import { placeOnPort, systemIn } from "../../infra/local/template.ts";
import { stageSettings } from "../../infra/stages.ts";
import { until } from "../support/until.ts";

const plain = { table: { mode: "none" }, memoryMb: 256, timeoutSeconds: 5, ifItFails: "Somebody waits." } as const;
const specs = {
  sweep: { ...plain, entry: "sweep", env: z.object({ CHECK_ONE_QUEUE_URL: z.string() }), sendsTo: ["checkOne"] },
  checkOne: { ...plain, entry: "check", env: z.object({}), queue: { batchSize: 10, visibilitySeconds: 30, maxReceiveCount: 2, maxConcurrency: 3 } },
} as const satisfies Record<string, FunctionSpec>;

/** A small stack of two functions: one that puts work in the other's queue. */
function aStack(given: Readonly<Record<string, FunctionSpec>> = specs) {
  const app = new App({ builtinCloudFormationValidation: false, outdir: mkdtempSync(join(tmpdir(), "trellis-synth-")) });
  const stack = new Stack(app, "Queues", { env: { region: "eu-west-2" } });
  const folder = mkdtempSync(join(tmpdir(), "trellis-code-"));
  writeFileSync(join(folder, "index.mjs"), "");
  const lambda = (id: string) => new LambdaFunction(stack, id, { runtime: Runtime.NODEJS_24_X, handler: "index.handler", code: Code.fromAsset(folder) });
  const lambdas = { sweep: lambda("Sweep"), checkOne: lambda("CheckOne") };
  workQueues(stack, given, lambdas, new ServiceTable(stack, "Data", { keepData: false }), new Alerts(stack, "Alerts", stageSettings("local", {})));
  return { app, stack };
}

describe("a work queue", () => {
  it("feeds its function, keeps what fails under an alarm, and is told and open only to who says it sends there", () => {
    const template = Template.fromStack(aStack().stack);
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      BatchSize: 10,
      ScalingConfig: { MaximumConcurrency: 3 },
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
    template.hasResourceProperties("AWS::SQS::Queue", { RedrivePolicy: { maxReceiveCount: 2 }, VisibilityTimeout: 30, SqsManagedSseEnabled: true });
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmDescription: Match.stringLikeRegexp("^Somebody waits\\. What to do: .*/work-failed\\.md$"),
    });
    const told: any[] = Object.values(template.findResources("AWS::Lambda::Function")).map(({ Properties }) => Properties.Environment?.Variables);
    expect(told.filter((one) => one?.CHECK_ONE_QUEUE_URL?.Ref?.includes("CheckOneWorkQueue")).length).toBe(1);
    const senders = Object.values(template.findResources("AWS::IAM::Policy")).filter((one) => JSON.stringify(one).includes("sqs:SendMessage"));
    expect(senders.map(({ Properties }) => Properties.Roles[0].Ref)).toEqual([expect.stringContaining("Sweep")]);
  });
  it("is not sent to by mistake: the target must have a queue, and the sender must ask for its address", () => {
    expect(() => aStack({ ...specs, sweep: { ...specs.sweep, sendsTo: ["nobody"] } })).toThrow("sweep sends to nobody, which is fed by no queue");
    expect(() => aStack({ ...specs, sweep: { ...specs.sweep, env: z.object({}) } })).toThrow("its environment must name CHECK_ONE_QUEUE_URL");
  });
  it("works on this machine from the same template: the address a function is told takes messages, and failed ones come again until they are kept", async () => {
    const place = placeOnPort(3000, await freePort());
    const system = systemIn(aStack().app.synth(), place);
    const variables = system.ofType("AWS::Lambda::Function").map(({ properties }) => JSON.stringify(system.resolve(properties["Environment"])));
    const address = /"CHECK_ONE_QUEUE_URL":"([^"]+)"/.exec(variables.join())?.[1] ?? "";
    const environment = localAwsEnvironment("http://127.0.0.1:1", place);
    expect(address.startsWith(environment["AWS_ENDPOINT_URL_SQS"] ?? "?")).toBe(true);

    const queues = await startQueues(system, place, { roles: {} });
    const seen: string[] = [];
    const consumer: LocalFunction = {
      async invoke(event: any) {
        for (const { body } of event.Records) seen.push(body);
        return { batchItemFailures: event.Records.filter(({ body }: any) => body === "bad").map(({ messageId }: any) => ({ itemIdentifier: messageId })) };
      },
    };
    queues.feed(new Map(system.ofType("AWS::Lambda::Function").map(({ id }) => [id, consumer])));
    const sqs = new SQSClient({ endpoint: place.queues, region: "eu-west-2", credentials: { accessKeyId: "local", secretAccessKey: "local" } });
    for (const MessageBody of ["good", "bad"]) await sqs.send(new SendMessageCommand({ QueueUrl: address, MessageBody }));
    const failed = system.ofType("AWS::SQS::Queue").find(({ properties }) => !("RedrivePolicy" in properties))?.id ?? "";
    const QueueUrl = system.text({ Ref: failed });
    const kept = await until(async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.Body);
    sqs.destroy();
    await queues.stop();
    expect(kept).toBe("bad");
    expect(seen.toSorted()).toEqual(["bad", "bad", "good"]);
  });
});

describe("a batch that failed in part", () => {
  const given = new Set(["a", "b"]);
  const failed = (...ids: unknown[]) => [...failuresIn({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) }, given)];
  it("comes again in part, and whole where its answer makes no sense", () => {
    expect(failed("a")).toEqual(["a"]);
    expect(failed()).toEqual([]);
    expect([...failuresIn(null, given)]).toEqual([]);
    expect(failed("a", "c")).toEqual(["a", "b"]);
    expect(failed("")).toEqual(["a", "b"]);
  });
});
