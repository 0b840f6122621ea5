import { Agent, createServer, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { accessKeyIn, type Roles, refusalOf } from "./callers.ts";
import { LOCAL_CREDENTIALS } from "./engine.ts";
import { asksOf, type OutlineOf } from "./engine-request.ts";
import { type JsonObject, objectIn } from "./json.ts";

/** A request to DynamoDB. */
export interface EngineRequest {
  /** `GetItem`, `Query` and so on. */
  readonly operation: string;
  readonly body: JsonObject;
  readonly headers: IncomingHttpHeaders;
}

/** What DynamoDB answers. */
export interface EngineAnswer {
  readonly status: number;
  readonly body: string;
}

export type Send = (request: EngineRequest) => Promise<EngineAnswer>;

export interface EngineLayer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export interface EngineLayerProps {
  /** Where the engine itself is. */
  readonly engine: string;
  readonly roles: Roles;
  readonly outlineOf: OutlineOf;
  /** Puts faults in the way of what is allowed. */
  readonly faulty?: ((send: Send) => Send) | undefined;
}

const HOST = "127.0.0.1";

/** An error as DynamoDB answers it. */
export const faultAnswer = (type: string, message: string, status = 400, more: JsonObject = {}): EngineAnswer => ({
  status,
  // Both spellings of the word: some of DynamoDB's errors have one, some the other, and clients read either.
  body: JSON.stringify({ __type: type, message, Message: message, ...more }),
});

/** A server in the place of DynamoDB: it refuses what the caller's role does not allow, and hands on to the engine what it does. */
export async function startEngineLayer({ engine, roles, outlineOf, faulty = (send) => send }: EngineLayerProps): Promise<EngineLayer> {
  const agent = new Agent({ keepAlive: true });
  const send = faulty(sendTo(new URL(engine), agent));
  const server = createServer((request, response) => {
    answer(request, roles, outlineOf, send)
      .catch((error: unknown) => faultAnswer("com.amazonaws.dynamodb.v20120810#InternalServerError", String(error), 500))
      .then((answered) => write(response, answered));
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  server.unref();
  const address = server.address();
  return {
    endpoint: `http://${HOST}:${typeof address === "object" ? address?.port : 0}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
}

async function answer(incoming: IncomingMessage, roles: Roles, outlineOf: OutlineOf, send: Send): Promise<EngineAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const operation = String(incoming.headers["x-amz-target"]).split(".").at(-1) ?? "";
  const body = objectIn(JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}"));
  const refusal = refusalOf(roles, accessKeyIn(incoming.headers.authorization), () => asksOf(operation, body, outlineOf));
  if (refusal) return faultAnswer(`com.amazon.coral.service#${refusal.code}`, refusal.message);
  return send({ operation, body, headers: incoming.headers });
}

function write(response: ServerResponse, { status, body }: EngineAnswer): void {
  response.writeHead(status, {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(body),
    "x-amzn-requestid": crypto.randomUUID(),
  });
  response.end(body);
}

/** Hands requests on. An engine that keeps a database for each caller's key is always asked with the same one. */
const sendTo =
  (engine: URL, agent: Agent): Send =>
  ({ operation, body, headers }) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const request = httpRequest(
        engine,
        {
          method: "POST",
          agent,
          headers: {
            "content-type": "application/x-amz-json-1.0",
            "content-length": Buffer.byteLength(text),
            "x-amz-target": String(headers["x-amz-target"]).replace(/\.\w+$/, `.${operation}`),
            "x-amz-date": String(headers["x-amz-date"] ?? ""),
            authorization: String(headers.authorization ?? "").replace(/Credential=[^/]+/, `Credential=${LOCAL_CREDENTIALS.accessKeyId}`),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => resolve({ status: response.statusCode ?? 500, body: Buffer.concat(chunks).toString("utf8") }));
        },
      );
      request.on("error", reject);
      request.end(text);
    });
