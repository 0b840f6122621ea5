import type { IncomingMessage, ServerResponse } from "node:http";

/** Something under the local front that stands in for somebody else's service. */
export interface StandIn {
  /** Whether an address is its own. */
  takes(url: string): boolean;
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

/** The body of a request, as text. */
export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** A stand-in at a path, whose failures are answered and told. */
export function standInAt(path: string, handle: (url: URL, request: IncomingMessage, response: ServerResponse) => Promise<void>): StandIn {
  return {
    takes: (url) => url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}?`),
    handle(request, response) {
      handle(new URL(request.url ?? "/", "http://localhost"), request, response).catch((error: unknown) => {
        process.stderr.write(`${path} failed: ${String(error)}\n`);
        if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
        response.end("This stand-in failed.");
      });
    },
  };
}

/** Answers with JSON. */
export const answerJson = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
};
