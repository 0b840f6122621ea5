import * as z from "zod/mini";

/** The headers the edge sets on every request it lets through: that it did, and the network address of who asked. */
export const EDGE_HEADERS = { key: "x-trellis-edge", viewer: "x-trellis-viewer" } as const;

const SHORTEST_KEY = 32;

/** What every function that answers requests is told by its environment. */
export const EdgeEnv = z.object({
  /** What only the edge in front of us knows. */
  EDGE_KEY: z.string().check(z.minLength(SHORTEST_KEY)),
});
