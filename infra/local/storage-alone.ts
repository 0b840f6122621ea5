import { createServer } from "node:http";
import type { Roles } from "./callers.ts";
import type { Home } from "./home.ts";
import { localStorage } from "./storage.ts";
import { localObjects } from "./storage-objects.ts";
import { placeOnPort, type SynthesizedSystem } from "./template.ts";

/** The local storage by itself, for commands while the system does not run: what is put there is scanned by nobody. */
export async function startStorage(
  system: Pick<SynthesizedSystem, "ofType" | "text">,
  { storage: folder }: Pick<Home, "storage">,
  roles: Roles,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const storage = localStorage(system, placeOnPort(0), localObjects(folder), { scan: async () => undefined }, roles);
  const server = createServer((request, response) => {
    storage.handle(request, response).catch((error: unknown) => {
      process.stderr.write(`The local storage failed: ${String(error)}\n`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/local-storage`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
