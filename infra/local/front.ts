import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { EDGE_HEADERS } from "../../shared/http/edge.env.ts";
import { type PathMatcher, pathMatcher } from "../../shared/http/path-template.ts";
import type { Authorize } from "./authorizers.ts";
import type { LocalFunction } from "./functions.ts";
import { gatewayBody } from "./gateway-body.ts";
import { objectIn, resourceIn } from "./json.ts";
import type { StandIn } from "./stand-in.ts";
import type { SynthesizedSystem } from "./template.ts";

interface FrontRoute {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly matches: PathMatcher;
  readonly target: LocalFunction;
  /** Absent where anybody may call. */
  readonly authorize?: Authorize;
}

class TooLarge extends Error {}

const MOST_BODY_BYTES = 6 * 1024 * 1024;
/** As long as the gateway and the edge hold a connection. With Node's five seconds a busy machine closes one just as it is used again. */
const KEEP_ALIVE_MS = 75_000;

/** The logical id of the function that a route of the template leads to; empty where there is none. */
export function functionOfRoute(system: SynthesizedSystem, key: string): string {
  const route = system.ofType("AWS::ApiGatewayV2::Route").find(({ properties }) => properties["RouteKey"] === key);
  const integrationId = system.text(route?.properties["Target"] ?? "").replace(/^integrations\//, "");
  const integration = system.ofType("AWS::ApiGatewayV2::Integration").find(({ id }) => id === integrationId);
  return integration ? resourceIn(system.text(integration.properties["IntegrationUri"])) : "";
}

/** The routes of the template's HTTP API. Throws on an authorizer this front cannot enforce: it fails closed. */
function routesOf(
  system: SynthesizedSystem,
  functions: ReadonlyMap<string, LocalFunction>,
  authorizers: ReadonlyMap<string, Authorize>,
): readonly FrontRoute[] {
  return system.ofType("AWS::ApiGatewayV2::Route").map(({ properties }) => {
    const key = String(properties["RouteKey"]);
    const authorization = String(properties["AuthorizationType"] ?? "NONE");
    const authorize = authorization === "JWT" ? authorizers.get(system.text(properties["AuthorizerId"])) : undefined;
    if (authorization !== "NONE" && !authorize) throw new Error(`The local front cannot enforce ${authorization} on ${key}`);
    const target = functions.get(functionOfRoute(system, key));
    if (!target) throw new Error(`Route ${key} leads to no function`);
    const [method = "", path = ""] = key.split(" ");
    return { key, method, path, matches: key === "$default" ? () => ({}) : pathMatcher(path), target, ...(authorize ? { authorize } : {}) };
  });
}

/** Literal parts count before parameters, and parameters before the rest of a path: as HTTP API chooses. */
const rank = ({ key, path }: FrontRoute): number =>
  key === "$default"
    ? 1e6
    : path
        .split("/")
        .slice(1)
        .reduce((sum, part) => sum + (part.endsWith("+}") ? 1000 : part.startsWith("{") ? 10 : 1), 0);

/** What functions know the edge by: the text the template has in its place, which nobody fills in here. */
const edgeKeyIn = (system: SynthesizedSystem): string =>
  system
    .ofType("AWS::Lambda::Function")
    .map(({ properties }) => String(objectIn(objectIn(properties["Environment"])["Variables"])["EDGE_KEY"] ?? ""))
    .find((key) => key !== "") ?? "";

/** An HTTP server in the place of API Gateway and the edge in front of it: payload format 2.0, routes from the template. */
export function frontServer(
  system: SynthesizedSystem,
  functions: ReadonlyMap<string, LocalFunction>,
  authorizers: ReadonlyMap<string, Authorize>,
  standIns: readonly StandIn[],
): Server {
  const routes = [...routesOf(system, functions, authorizers)].sort((a, b) => rank(a) - rank(b));
  const edgeKey = edgeKeyIn(system);
  const fallback = routes.find(({ key }) => key === "$default");
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, async (request, response) => {
    try {
      const url = request.url ?? "/";
      const standIn = standIns.find((standIn) => standIn.takes(url));
      if (standIn) {
        // Before any body is read: files are larger than the gateway takes, and no text.
        await standIn.handle(request, response);
        return;
      }
      const mark = url.indexOf("?");
      const rawPath = mark < 0 ? url : url.slice(0, mark);
      const matching = routes.find((route) => route.method === request.method && route.matches(rawPath)) ?? fallback;
      if (!matching) {
        response.writeHead(404, { "content-type": "application/json" }).end('{"message":"Not Found"}');
        return;
      }
      const headers = headersOf(request);
      const claims = await matching.authorize?.(headers["authorization"]);
      if (matching.authorize && !claims) {
        response.writeHead(401, { "content-type": "application/json", "www-authenticate": "Bearer" }).end('{"message":"Unauthorized"}');
        return;
      }
      const { cookie, ...others } = headers;
      const event = {
        version: "2.0",
        routeKey: matching.key,
        rawPath,
        rawQueryString: mark < 0 ? "" : url.slice(mark + 1),
        headers: { ...others, [EDGE_HEADERS.key]: edgeKey, [EDGE_HEADERS.viewer]: request.socket.remoteAddress ?? "" },
        ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
        pathParameters: matching.matches(rawPath),
        requestContext: {
          requestId: crypto.randomUUID(),
          http: { method: request.method, path: rawPath },
          ...(claims ? { authorizer: { jwt: { claims } } } : {}),
        },
        ...gatewayBody(headers["content-type"], await bodyOf(request)),
      };
      send(response, await matching.target.invoke(event), request.method === "HEAD");
    } catch (error) {
      if (error instanceof TooLarge) {
        response.writeHead(413, { "content-type": "application/json", connection: "close" }).end('{"message":"Request Entity Too Large"}');
        return;
      }
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
      response.end('{"message":"Internal Server Error"}');
    }
  });
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(",") : value]])),
  );
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) throw new TooLarge("The request is larger than API Gateway takes");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, result: unknown, headOnly: boolean): void {
  const { statusCode, headers, cookies, body, isBase64Encoded } = objectIn(result);
  const bytes = Buffer.from(String(body ?? ""), isBase64Encoded ? "base64" : "utf8");
  for (const [name, value] of Object.entries(objectIn(headers))) response.setHeader(name, String(value));
  if (Array.isArray(cookies)) response.setHeader("set-cookie", cookies.map(String));
  // 204 has no body, and so no length.
  if (Number(statusCode) !== 204) response.setHeader("content-length", bytes.length);
  response.writeHead(Number(statusCode ?? 200));
  response.end(headOnly ? undefined : bytes);
}
