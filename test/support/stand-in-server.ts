import { createServer, type RequestListener } from "node:http";

/** A server that stands in for one of AWS's, on a port of its own. */
export async function aServer(answer: RequestListener): Promise<{ readonly url: string; stop(): void }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`, stop: () => server.close() };
}
