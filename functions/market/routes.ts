import type { Route } from "../route.ts";

/** Routes of gaps in the market. */
// biome-ignore format: one route a line
export const marketRoutes = [
  { method: "GET", path: "/councils/{council}/market", function: "market", handler: "market", who: "market:read", of: "council", summary: "Where support is short" },
] as const satisfies readonly Route[];
