import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { matchesPattern } from "../../infra/local/event-pattern.ts";
import { localEvents } from "../../infra/local/events.ts";
import { fillIn } from "../../infra/local/pipes.ts";
import { untilNextTurn } from "../../infra/local/schedules.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import { pathMatcher } from "../../shared/http/path-template.ts";

describe("a path's template", () => {
  it("takes paths as HTTP API does", () => {
    expect(pathMatcher("/")("/")).toEqual({});
    expect(pathMatcher("/listings/{id}")("/listings/a%20b")).toEqual({ id: "a b" });
    expect(pathMatcher("/listings/{id}")("/listings/")).toBeUndefined();
    expect(pathMatcher("/listings/{id}")("/listings/a/b")).toBeUndefined();
    expect(pathMatcher("/assets/{proxy+}")("/assets/v1/x.css")).toEqual({ proxy: "v1/x.css" });
    expect(pathMatcher("/assets/{proxy+}")("/assets/")).toBeUndefined();
    for (const path of ["/listings/..", "/listings/../", "/listings/%2E%2e", "/x/../listings/a", "/listings/."]) {
      expect(pathMatcher("/")(path), path).toBeUndefined();
      expect(pathMatcher("/listings/{id}")(path), path).toBeUndefined();
    }
    expect(pathMatcher("/listings/{id}")("/listings/..a")).toEqual({ id: "..a" });
    expect(pathMatcher("/listings/{id}")("/listings/%zz")).toEqual({ id: "%zz" });
  });
});

describe("a stream filter", () => {
  const pattern = { dynamodb: { NewImage: { entity: { S: ["log-record"] }, due: { BOOL: [true] } } } };
  it("matches what EventBridge would", () => {
    expect(matchesPattern(pattern, { dynamodb: { NewImage: { entity: { S: "log-record" }, due: { BOOL: true } } } })).toBe(true);
    expect(matchesPattern(pattern, { dynamodb: { NewImage: { entity: { S: "log-record" } } } })).toBe(false);
    expect(matchesPattern(pattern, {})).toBe(false);
  });
  it("is refused where it says more than the local system understands", () => {
    for (const leaf of [{ suffix: "x" }, { prefix: ["x"] }, { prefix: "x", "anything-but": { prefix: "y" } }, { "anything-but": "x" }])
      expect(() => matchesPattern({ a: [leaf] }, { a: "x" })).toThrow("cannot match");
  });
  it("goes by how a text begins, or that it does not: of what is missing neither is so", () => {
    const as = (leaf: object, value: unknown) => matchesPattern({ a: [leaf] }, { a: value });
    expect(["xy", "y", undefined, 1].map((value) => [as({ prefix: "x" }, value), as({ "anything-but": { prefix: "x" } }, value)])).toEqual([
      [true, false],
      [false, true],
      [false, false],
      [false, false],
    ]);
  });
});

describe("a pipe's template", () => {
  const record = { dynamodb: { NewImage: { id: { S: 'a"1' }, to: { M: {} } } } };
  it("takes from a record what it names", () => {
    expect(fillIn('{"notice": <$.dynamodb.NewImage.id.S>}', record)).toEqual({ notice: 'a"1' });
    expect(fillIn('{"notice": <$.dynamodb.NewImage.gone.S>}', record)).toEqual({ notice: null });
  });
  it("is refused where the local system could not follow it", () => {
    expect(() => fillIn('{"notice": <$.dynamodb.NewImage.list[0]>}', record)).toThrow("cannot follow");
  });
});

describe("a schedule", () => {
  const NOON = Date.parse("2026-11-24T12:00:00Z");
  it("is a rate", () => {
    expect(["rate(15 minutes)", "rate(1 hour)", "rate(1 day)"].map((rate) => untilNextTurn(rate, NOON))).toEqual([900_000, 3_600_000, 86_400_000]);
  });
  it("or a time of day, today or tomorrow", () => {
    expect(untilNextTurn("cron(30 14 * * ? *)", NOON)).toBe(2.5 * 3_600_000);
    expect(untilNextTurn("cron(30 2 * * ? *)", NOON)).toBe(14.5 * 3_600_000);
    expect(untilNextTurn("cron(0 12 * * ? *)", NOON)).toBe(86_400_000);
  });
  it("is refused where the local system could not keep it", () => {
    expect(() => untilNextTurn("cron(0 3 ? * MON *)", NOON)).toThrow("cannot keep the schedule");
  });
});

describe("an event", () => {
  const system = synthesizeLocal(mkdtempSync(join(tmpdir(), "trellis-synth-")));
  const scan = (bucketName: string, objectKey = "evidence/case-1/identity/-/file-1") => ({
    source: "aws.guardduty",
    "detail-type": "GuardDuty Malware Protection Object Scan Result",
    detail: { s3ObjectDetails: { bucketName, objectKey } },
  });
  const bucket = (start: string): string => system.ofType("AWS::S3::Bucket").find(({ id }) => id.startsWith(start))?.id ?? "";
  const events = (works: boolean) => {
    const called: object[] = [];
    const waiting: unknown[] = [];
    const invoke = async (event: object) => {
      called.push(event);
      if (!works) throw new Error("on purpose");
    };
    const functions = new Map(system.ofType("AWS::Lambda::Function").map(({ id }) => [id, { invoke }]));
    const queues = { send: async (...words: unknown[]) => void waiting.push(words), stop: async () => undefined, feed: () => undefined };
    return { called, waiting, bus: localEvents(system, functions, queues) };
  };
  it("wakes the function whose rule asks for it, and no other", async () => {
    const { called, waiting, bus } = events(true);
    await bus.publish(scan(bucket("ImportFiles")));
    await bus.publish({ source: "aws.s3" });
    expect(called).toEqual([]);
    await bus.publish(scan(bucket("EvidenceFiles")));
    expect([called, waiting]).toEqual([[scan(bucket("EvidenceFiles"))], []]);
    // A receipt is another function's, and that one's alone.
    await bus.publish(scan(bucket("EvidenceFiles"), "evidence/receipts/a/b/c"));
    expect(called).toEqual([scan(bucket("EvidenceFiles")), scan(bucket("EvidenceFiles"), "evidence/receipts/a/b/c")]);
  });
  it("that a function fails on every time waits in the queue of the template", async () => {
    const { called, waiting, bus } = events(false);
    await bus.publish(scan(bucket("EvidenceFiles")));
    expect(called.length).toBe(3);
    expect(waiting).toEqual([[expect.stringMatching(/^FileCheckWokenFailed/), { requestPayload: scan(bucket("EvidenceFiles")) }]]);
  });
});
