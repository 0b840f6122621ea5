import { describe, expect, it } from "vitest";
import { TooBusy } from "../../shared/domain/busy.ts";
import { httpFunction } from "../../shared/http/http-function.ts";
import type { HttpHandler } from "../../shared/http/messages.ts";

/** What a function answers whose one route does something, with so many milliseconds left. */
async function answered(handler: HttpHandler, millisLeft = 10_000) {
  const context: any = { getRemainingTimeInMillis: () => millisLeft };
  const event = {
    routeKey: "GET /api/thing",
    rawPath: "/api/thing",
    rawQueryString: "",
    headers: {},
    pathParameters: {},
    requestContext: { requestId: "request-1", http: { method: "GET", sourceIp: "192.0.2.1" } },
  };
  const { statusCode, headers, body } = await httpFunction({ "GET /api/thing": handler })(event, context);
  return { status: statusCode, retryAfter: headers["retry-after"], type: JSON.parse(body).type };
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
    expect(await answered(throwing(new Error("Somebody's name")))).toEqual(FAULT);
    expect(await answered(throwing("text"))).toEqual(FAULT);
  });
});
