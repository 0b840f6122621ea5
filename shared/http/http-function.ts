import middy from "@middy/core";
import { log } from "../runtime/log.ts";
import { encodeBody } from "./compression.ts";
import type { Edge } from "./edge.ts";
import { type HttpAnswer, type HttpEvent, type HttpHandler, type HttpResult, isApi, requestOf } from "./messages.ts";
import { busy, fault, notThroughEdge, type Problem } from "./problem.ts";
import { securityHeaders } from "./security-headers.ts";

// `TimeoutError` is middy's where the function's time runs out, and the SDK's where no answer comes.
const THROTTLES = /Throttl|ThroughputExceeded|LimitExceeded|TooBusy|TimeoutError/;

/** How a fault or a missing page looks to a browser; an API is answered a problem. */
export type ProblemPage = (problem: Problem) => string;

/**
 * One Lambda function for several routes. Middy runs, in order: logging (event names and allowed
 * fields only), security headers, problems for what was thrown, compression.
 */
export function httpFunction(routes: Readonly<Record<string, HttpHandler>>, edge: Edge, problemPage?: ProblemPage) {
  /** Who is answered, and where: as their hashes. */
  const people = new WeakMap<object, { readonly who?: string; readonly where?: string }>();
  const answer = async (event: HttpEvent): Promise<HttpResult> => {
    const address = edge.viewerOf(event);
    if (address === undefined) return resultOf({ kind: "problem", problem: notThroughEdge() }, event, problemPage);
    const where = edge.logName(address);
    people.set(event, { where });
    const handler = routes[event.routeKey.replace(/^HEAD /, "GET ")] ?? routes["$default"];
    if (!handler) throw new Error(`No handler for route ${event.routeKey}`);
    const answered = await handler(requestOf(event, address, edge.logName));
    if (answered.who !== undefined) people.set(event, { who: answered.who, where });
    const result = resultOf(answered, event, problemPage);
    return answered.cookies && answered.cookies.length > 0 ? { ...result, cookies: [...answered.cookies] } : result;
  };
  const started = new WeakMap<object, number>();
  const logged = (event: HttpEvent, status = 500): void => {
    const since = started.get(event);
    const millis = since === undefined ? 0 : Math.round(performance.now() - since);
    log("request-served", { route: event.routeKey, status, millis, requestId: event.requestContext.requestId, ...people.get(event) });
  };
  return middy<HttpEvent, HttpResult>(answer)
    .use({
      before: ({ event }) => {
        started.set(event, performance.now());
      },
      after: ({ event, response }) => logged(event, response?.statusCode),
      onError: ({ event, response }) => logged(event, response?.statusCode),
    })
    .use({
      after: ({ event, response }) => {
        if (response) finish(event, response);
      },
    })
    .use({
      onError: (request) => {
        const { event, error } = request;
        log("request-failed", { route: event.routeKey, requestId: event.requestContext.requestId, fault: faultName(error) });
        const problem = isThrottle(error) ? busy() : fault();
        const response = resultOf({ kind: "problem", problem }, event, problemPage);
        finish(event, response);
        request.response = response;
      },
    });
}

function resultOf(answer: HttpAnswer, event: HttpEvent, problemPage?: ProblemPage): HttpResult {
  const text = (statusCode: number, type: string, body: string, headers: Readonly<Record<string, string>> = {}): HttpResult => ({
    statusCode,
    headers: { "content-type": type, "cache-control": "no-store", ...headers },
    body,
    isBase64Encoded: false,
  });
  switch (answer.kind) {
    case "page":
      return text(answer.status, "text/html; charset=utf-8", answer.html, answer.headers);
    case "json":
      return text(answer.status, "application/json", answer.json, answer.headers);
    case "problem": {
      const { retryAfterSeconds, ...problem } = answer.problem;
      const headers: Record<string, string> = {};
      if (retryAfterSeconds !== undefined) headers["retry-after"] = String(retryAfterSeconds);
      if (problem.status === 401) headers["www-authenticate"] = "Bearer";
      if (problemPage && !isApi({ path: event.rawPath })) {
        return text(problem.status, "text/html; charset=utf-8", problemPage(answer.problem), headers);
      }
      const body = JSON.stringify({ ...problem, instance: event.requestContext.requestId });
      return text(problem.status, "application/problem+json", body, headers);
    }
    case "redirect":
      return text(303, "text/plain; charset=utf-8", "", { location: answer.location, ...answer.headers });
    case "file":
      return {
        statusCode: 200,
        headers: { "content-type": answer.type, ...answer.headers },
        body: Buffer.from(answer.bytes).toString("base64"),
        isBase64Encoded: true,
      };
  }
}

function finish(event: HttpEvent, response: HttpResult): void {
  Object.assign(response.headers, securityHeaders());
  // HEAD is answered as GET is, but for the body. Source: RFC 9110, section 9.3.2.
  if (event.requestContext.http?.method === "HEAD") Object.assign(response, { body: "", isBase64Encoded: false });
  if (response.isBase64Encoded) return;
  const encoded = encodeBody(response.body, event.headers["accept-encoding"] ?? "");
  response.headers["vary"] = "accept-encoding";
  if (!encoded.encoding) return;
  response.headers["content-encoding"] = encoded.encoding;
  response.body = encoded.body;
  response.isBase64Encoded = true;
}

/** The kind of fault, never its message: a message may hold what somebody typed. */
const faultName = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

const isThrottle = (error: unknown): boolean =>
  error instanceof Error && [error.name, "type" in error ? String(error.type) : ""].some((name) => THROTTLES.test(name));
