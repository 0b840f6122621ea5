import { describe, expect, it, vi } from "vitest";
import { TooBusy } from "../../shared/domain/busy.ts";
import { EDGE_HEADERS } from "../../shared/http/edge.env.ts";
import { edgeOf } from "../../shared/http/edge.ts";
import { httpFunction } from "../../shared/http/http-function.ts";
import type { HttpHandler } from "../../shared/http/messages.ts";
import { testEdge, throughEdge } from "../support/edge.ts";

/** What a function answers whose one route does something, with so many milliseconds left. */
async function answered(handler: HttpHandler, millisLeft = 10_000, headers: Readonly<Record<string, string>> = throughEdge("192.0.2.1")) {
  const context: any = { getRemainingTimeInMillis: () => millisLeft };
  const event = {
    routeKey: "GET /api/thing",
    rawPath: "/api/thing",
    rawQueryString: "",
    headers,
    pathParameters: {},
    requestContext: { requestId: "request-1", http: { method: "GET" } },
  };
  const answer = await httpFunction({ "GET /api/thing": handler }, testEdge)(event, context);
  return { status: answer.statusCode, retryAfter: answer.headers["retry-after"], type: JSON.parse(answer.body).type };
}

const throwing =
  (error: unknown): HttpHandler =>
  () =>
    Promise.reject(error);
const throttled = Object.assign(new Error("slow down"), { name: "ThrottlingException" });
const BUSY = { status: 503, retryAfter: expect.stringMatching(/^\d+$/), type: "/problems/busy" };
const FAULT = { status: 500, retryAfter: undefined, type: "/problems/fault" };

describe("a function that cannot answer", () => {
  it("says to try again in a moment where too much is asked of one record at once", async () => {
    expect(await answered(throwing(new TooBusy("busy")))).toEqual(BUSY);
  });
  it("says so where the table turns it away", async () => {
    expect(await answered(throwing(throttled))).toEqual(BUSY);
    expect(await answered(throwing(Object.assign(new Error("x"), { type: "ProvisionedThroughputExceededException" })))).toEqual(BUSY);
  });
  it("says so where its time runs out, as it does for who waits for a busy record", async () => {
    expect(await answered(() => new Promise(() => undefined), 30)).toEqual(BUSY);
  });
  it("has a fault otherwise, whatever was thrown", async () => {
    expect(await answered(throwing(new Error("Someone's name")))).toEqual(FAULT);
    expect(await answered(throwing("text"))).toEqual(FAULT);
  });
});

describe("a function behind the edge", () => {
  const seen: HttpHandler = async ({ address, logName }) => ({
    kind: "json",
    status: 200,
    json: JSON.stringify({ type: address }),
    who: logName("ada"),
  });
  const refused = { status: 403, retryAfter: undefined, type: "/problems/not-through-edge" };

  it("answers what came through it, and knows who asked from it alone", async () => {
    expect(await answered(seen)).toEqual({ status: 200, retryAfter: undefined, type: "192.0.2.1" });
  });
  it("answers nothing that went round it, with no key, another, or half of it, or without saying who asked", async () => {
    const { [EDGE_HEADERS.key]: key = "", [EDGE_HEADERS.viewer]: viewer = "" } = throughEdge("192.0.2.1");
    const handler = vi.fn(seen);
    for (const headers of [{}, { [EDGE_HEADERS.viewer]: viewer }, { [EDGE_HEADERS.key]: key }])
      expect(await answered(handler, 10_000, headers)).toEqual(refused);
    for (const wrong of ["", `${key}x`, key.slice(0, -1), key.toUpperCase()])
      expect(await answered(handler, 10_000, { [EDGE_HEADERS.key]: wrong, [EDGE_HEADERS.viewer]: viewer }), wrong).toEqual(refused);
    expect(handler).not.toHaveBeenCalled();
  });
  it("does not begin without a key of the edge, or with a short one", () => {
    expect(() => edgeOf({})).toThrow("EDGE_KEY");
    expect(() => edgeOf({ EDGE_KEY: "short" })).toThrow("EDGE_KEY");
  });
  it("logs who was answered and where as keyed hashes: the same for the same, and nothing to read", async () => {
    const lines: string[] = [];
    const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    await answered(seen);
    await answered(seen);
    write.mockRestore();
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect(first).toMatchObject({ event: "request-served", status: 200, who: testEdge.logName("ada"), where: testEdge.logName("192.0.2.1") });
    expect([second.who, second.where]).toEqual([first.who, first.where]);
    expect(lines.join()).not.toMatch(/192\.0\.2\.1|"ada"/);
    const other = edgeOf({ EDGE_KEY: "another-key-that-only-another-edge-knows" });
    expect(other.logName("ada")).not.toBe(testEdge.logName("ada"));
    expect(testEdge.logName("192.0.2.1")).not.toBe(testEdge.logName("192.0.2.2"));
  });
});
