import { networkOf } from "../domain/network.ts";
import { typedFields } from "../domain/typed-text.ts";
import type { Problem } from "./problem.ts";

/** An HTTP API event, payload format 2.0: the parts Trellis reads. */
export interface HttpEvent {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies?: readonly string[];
  readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: {
    readonly requestId: string;
    readonly http?: { readonly method?: string };
    /** What the gateway found in a bearer token it has verified. */
    readonly authorizer?: { readonly jwt?: { readonly claims?: Readonly<Record<string, unknown>> } };
  };
}

/** A request as handlers see it. */
export interface HttpRequest {
  readonly id: string;
  readonly routeKey: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly parameters: Readonly<Record<string, string | undefined>>;
  readonly headers: HttpEvent["headers"];
  readonly cookies: readonly string[];
  /** Text; of a form with a file, a letter for each byte. */
  readonly body: string;
  /** The network it came from, as the edge saw it: an IPv4 address, or the /64 of an IPv6 one. Never stored, never logged but as its `logName`. */
  readonly address: string;
  /** A keyed hash of who somebody is: what may be logged of them. */
  readonly logName: (text: string) => string;
  /** The claims of a bearer token the gateway has verified. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
}

/** What a handler answers. */
export type HttpAnswer = (
  | {
      readonly kind: "page";
      readonly status: number;
      readonly html: string;
      readonly headers?: Headers;
    }
  | { readonly kind: "json"; readonly status: number; readonly json: string; readonly headers?: Headers }
  | { readonly kind: "problem"; readonly problem: Problem }
  /** 303: what was asked is done, look there. */
  | { readonly kind: "redirect"; readonly location: string; readonly headers?: Headers }
  | { readonly kind: "file"; readonly type: string; readonly bytes: Uint8Array; readonly headers: Headers }
) & {
  readonly cookies?: readonly string[];
  /** Who was answered, as their `logName`. */
  readonly who?: string;
};

type Headers = Readonly<Record<string, string>>;

export type HttpHandler = (request: HttpRequest) => Promise<HttpAnswer>;

export interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}

/** Reads a request from the gateway's event, and from the edge in front of it who asked. */
export const requestOf = (event: HttpEvent, address: string, logName: HttpRequest["logName"]): HttpRequest => ({
  id: event.requestContext.requestId,
  routeKey: event.routeKey,
  method: event.requestContext.http?.method ?? "GET",
  path: event.rawPath,
  query: typedFields(event.rawQueryString),
  parameters: event.pathParameters ?? {},
  headers: event.headers,
  cookies: event.cookies ?? [],
  body:
    event.body === undefined
      ? ""
      : event.isBase64Encoded
        ? Buffer.from(event.body, "base64").toString(holdsFile(event.headers) ? "latin1" : "utf8")
        : event.body,
  address: networkOf(address),
  logName,
  claims: event.requestContext.authorizer?.jwt?.claims,
});

/** Whether a body is a form that may hold a file. */
export const holdsFile = (headers: HttpEvent["headers"]): boolean => /^multipart\/form-data\s*;/i.test(headers["content-type"] ?? "");

/** Whether a request is for programs rather than people. */
export const isApi = ({ path }: Pick<HttpRequest, "path">): boolean => path.startsWith("/api/");
