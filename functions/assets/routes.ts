import type { Route } from "../route.ts";

/** Routes of files that are the same for everybody. */
// biome-ignore format: one route a line
export const assetsRoutes = [
  { method: "GET", path: "/api/openapi.json", function: "assets", handler: "openapi", who: "anyone", summary: "This description" },
  { method: "GET", path: "/assets/{proxy+}", function: "assets", handler: "asset", who: "anyone", summary: "Style, script and fonts" },
] as const satisfies readonly Route[];
