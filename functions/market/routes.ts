import type { Route } from "../route.ts";

/** Routes of gaps in the market. */
// biome-ignore format: one route a line
export const marketRoutes = [
  { method: "GET", path: "/councils/{council}/market", function: "market", handler: "market", who: "market:read", of: "council", summary: "Where support is short" },
  { method: "GET", path: "/councils/{council}/market.csv", function: "market", handler: "marketCsv", who: "market:read", of: "council", summary: "Areas with their gaps, for a spreadsheet" },
  { method: "GET", path: "/councils/{council}/market/areas/{area}", function: "market", handler: "marketArea", who: "market:read", of: "council", summary: "One area, and the listings behind its figures" },
  { method: "GET", path: "/councils/{council}/market/services/{class}", function: "market", handler: "marketService", who: "market:read", of: "council", summary: "One kind of support over all areas, and month by month" },
  { method: "GET", path: "/councils/{council}/market/take-up", function: "market", handler: "marketTakeUp", who: "market:read", of: "council", summary: "How many people use a direct payment" },
  { method: "GET", path: "/councils/{council}/market/take-up.csv", function: "market", handler: "marketTakeUpCsv", who: "market:read", of: "council", summary: "The same for a spreadsheet" },
  { method: "GET", path: "/councils/{council}/market/prices", function: "market", handler: "marketPrices", who: "market:read", of: "council", summary: "What people ask for an hour, and what the council pays" },
  { method: "GET", path: "/councils/{council}/market/prices.csv", function: "market", handler: "marketPricesCsv", who: "market:read", of: "council", summary: "The same for a spreadsheet" },
  { method: "GET", path: "/councils/{council}/market/workforce", function: "market", handler: "marketWorkforce", who: "market:read", of: "council", summary: "Who can give support, how many hours, and what of theirs ends soon" },
  { method: "GET", path: "/councils/{council}/market/workforce.csv", function: "market", handler: "marketWorkforceCsv", who: "market:read", of: "council", summary: "The same for a spreadsheet" },
] as const satisfies readonly Route[];
