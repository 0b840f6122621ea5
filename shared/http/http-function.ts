import middy from "@middy/core";
import { type EventName, log } from "../runtime/log.ts";
import { encodeBody } from "./compression.ts";
import { busy, fault, type Problem } from "./problem.ts";
import { securityHeaders } from "./security-headers.ts";

/** An HTTP API event, payload format 2.0: the parts Trellis reads. */
export interface HttpEvent {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly requestId: string };
}

/** A request as handlers see it. */
export interface HttpRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly parameters: Readonly<Record<string, string | undefined>>;
  readonly headers: HttpEvent["headers"];
}

/** What a handler answers. */
export type HttpAnswer =
  | { readonly kind: "page"; readonly status: number; readonly html: string; readonly headers?: Headers }
  | { readonly kind: "json"; readonly status: number; readonly json: string; readonly headers?: Headers }
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "file"; readonly type: string; readonly bytes: Uint8Array; readonly headers: Headers };

type Headers = Readonly<Record<string, string>>;

export type HttpHandler = (request: HttpRequest) => Promise<HttpAnswer>;

export interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded: boolean;
}

/** How a fault or a missing page looks to a browser; an API is answered a problem. */
export type ProblemPage = (problem: Problem) => string;

const API_PATH = /^\/api\//;

/**
 * One Lambda function for several routes. Middy runs, in order: logging (event names and allowed
 * fields only), security headers, problems for what was thrown, compression.
 */
export function httpFunction(routes: Readonly<Record<string, HttpHandler>>, problemPage?: ProblemPage) {
  const answer = async (event: HttpEvent): Promise<HttpResult> => {
    const handler = routes[event.routeKey] ?? routes["$default"];
    if (!handler) throw new Error(`No handler for route ${event.routeKey}`);
    const answered = await handler({
      path: event.rawPath,
      query: new URLSearchParams(event.rawQueryString),
      parameters: event.pathParameters ?? {},
      headers: event.headers,
    });
    return resultOf(answered, event, problemPage);
  };
  const started = new WeakMap<object, number>();
  return middy<HttpEvent, HttpResult>(answer)
    .use({
      before: ({ event }) => {
        started.set(event, performance.now());
      },
      after: ({ event, response }) => logged("request-served", event, started.get(event), response?.statusCode),
      onError: ({ event, response }) => logged("request-served", event, started.get(event), response?.statusCode),
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
  const text = (statusCode: number, type: string, body: string, headers: Headers = {}): HttpResult => ({
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
      const { problem } = answer;
      const retry: Headers = problem.status === 503 ? { "retry-after": "60" } : {};
      if (problemPage && !API_PATH.test(event.rawPath)) {
        return text(problem.status, "text/html; charset=utf-8", problemPage(problem), retry);
      }
      const body = JSON.stringify({ ...problem, instance: event.requestContext.requestId });
      return text(problem.status, "application/problem+json", body, retry);
    }
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
  if (response.isBase64Encoded) return;
  const encoded = encodeBody(response.body, event.headers["accept-encoding"] ?? "");
  response.headers["vary"] = "accept-encoding";
  if (!encoded.encoding) return;
  response.headers["content-encoding"] = encoded.encoding;
  response.body = encoded.body;
  response.isBase64Encoded = true;
}

function logged(event: EventName & "request-served", http: HttpEvent, since: number | undefined, status = 500): void {
  const millis = since === undefined ? 0 : Math.round(performance.now() - since);
  log(event, { route: http.routeKey, status, millis, requestId: http.requestContext.requestId });
}

/** The kind of fault, never its message: a message may hold what somebody typed. */
const faultName = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

const isThrottle = (error: unknown): boolean =>
  error instanceof Error && "type" in error && /Throttl|ThroughputExceeded|LimitExceeded/.test(String(error.type));
