import { mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMailbox } from "../../infra/local/mailbox.ts";
import { localNotify } from "../../infra/local/notify.ts";

/** The stand-in of Notify by itself, on a port of its own. */
export async function aNotify(fails?: { readonly times: number; readonly status?: number }) {
  const key = `test-${crypto.randomUUID()}-${crypto.randomUUID()}`;
  const mailbox = await openMailbox(join(mkdtempSync(join(tmpdir(), "trellis-mailbox-")), "mailbox.jsonl"));
  const standIn = localNotify({ path: "/notify", key, mailbox, ...(fails ? { fails } : {}) });
  let requests = 0;
  const server: Server = createServer((request, response) => {
    requests += 1;
    standIn.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = portOf(server.address());
  return { url: `http://127.0.0.1:${port}/notify`, key, mailbox, requests: () => requests, stop: () => new Promise((resolve) => server.close(resolve)) };
}

function portOf(address: AddressInfo | string | null): AddressInfo {
  if (typeof address !== "object" || address === null) throw new Error("The server does not listen");
  return address;
}
