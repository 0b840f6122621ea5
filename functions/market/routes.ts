import type { Route } from "../route.ts";

/** Routes of gaps in the market. */
// biome-ignore format: one route a line
export const marketRoutes = [
  { method: "GET", path: "/councils/{council}/market", function: "market", handler: "market", who: "market:read", of: "council", summary: "Where support is short" },
  { method: "GET", path: "/councils/{council}/market.csv", function: "market", handler: "marketCsv", who: "market:read", of: "council", summary: "Areas with their gaps, for a spreadsheet" },
  { method: "GET", path: "/councils/{council}/market/areas/{area}", function: "market", handler: "marketArea", who: "market:read", of: "council", summary: "One area, and the listings behind its figures" },
  { method: "GET", path: "/councils/{council}/market/services/{class}", function: "market", handler: "marketService", who: "market:read", of: "council", summary: "One kind of support over all areas, and month by month" },
  { method: "GET", path: "/councils/{council}/market/what-if", function: "market", handler: "marketWhatIf", who: "market:read", of: "council", summary: "Try what more people would change" },
  { method: "GET", path: "/councils/{council}/market/statements", function: "market", handler: "marketStatements", who: "market:manage", of: "council", summary: "Market position statements, and a new draft" },
  { method: "POST", path: "/councils/{council}/market/statements", function: "market", handler: "startMarketStatement", who: "market:manage", of: "council", summary: "Start the draft of a service" },
  { method: "GET", path: "/market-statement-drafts/{marketStatement}", function: "market", handler: "marketStatementDraft", who: "market:manage", of: "marketStatement", summary: "One statement, as staff write it" },
  { method: "POST", path: "/market-statement-drafts/{marketStatement}", function: "market", handler: "moveMarketStatement", who: "market:manage", of: "marketStatement", summary: "Write, publish or withdraw it" },
  { method: "GET", path: "/market-statements/{council}", function: "market", handler: "publicMarketStatements", who: "anyone", summary: "What a council says of its market, by service" },
  { method: "GET", path: "/market-statements/{council}/{service}", function: "market", handler: "publicMarketStatement", who: "anyone", summary: "Its market position statement of a service" },
  { method: "GET", path: "/councils/{council}/market/targets", function: "market", handler: "marketTargets", who: "market:manage", of: "council", summary: "Targets where support is short, and a new one" },
  { method: "POST", path: "/councils/{council}/market/targets", function: "market", handler: "setMarketTarget", who: "market:manage", of: "council", summary: "Set a target" },
  { method: "GET", path: "/market-targets/{marketTarget}", function: "market", handler: "marketTarget", who: "market:manage", of: "marketTarget", summary: "One target, and who can be invited" },
  { method: "POST", path: "/market-targets/{marketTarget}", function: "market", handler: "moveMarketTarget", who: "market:manage", of: "marketTarget", summary: "Invite providers, or close it" },
  { method: "GET", path: "/your-listing/{provided}/wanted", function: "market", handler: "wanted", who: "market:wanted", of: "provided", summary: "Where a provider's hours are wanted" },
  { method: "GET", path: "/councils/{council}/market/take-up", function: "market", handler: "marketTakeUp", who: "market:read", of: "council", summary: "How many people use a direct payment" },
  { method: "GET", path: "/councils/{council}/market/take-up.csv", function: "market", handler: "marketTakeUpCsv", who: "market:read", of: "council", summary: "The same for a spreadsheet" },
  { method: "GET", path: "/councils/{council}/market/prices", function: "market", handler: "marketPrices", who: "market:read", of: "council", summary: "What people ask for an hour, and what the council pays" },
  { method: "GET", path: "/councils/{council}/market/prices.csv", function: "market", handler: "marketPricesCsv", who: "market:read", of: "council", summary: "The same for a spreadsheet" },
  { method: "GET", path: "/councils/{council}/market/workforce", function: "market", handler: "marketWorkforce", who: "market:read", of: "council", summary: "Who can give support, how many hours, and what of theirs ends soon" },
  { method: "GET", path: "/councils/{council}/market/workforce.csv", function: "market", handler: "marketWorkforceCsv", who: "market:read", of: "council", summary: "The same for a spreadsheet" },
  { method: "GET", path: "/councils/{council}/market/spend", function: "market", handler: "marketSpend", who: "market:read", of: "council", summary: "What direct payments were spent on, month by month" },
  { method: "GET", path: "/councils/{council}/market/spend.csv", function: "market", handler: "marketSpendCsv", who: "market:read", of: "council", summary: "The same for a spreadsheet" },
  { method: "GET", path: "/councils/{council}/market/contributions", function: "market", handler: "marketContributions", who: "market:read", of: "council", summary: "What providers carry of contributions that were not paid" },
  { method: "GET", path: "/councils/{council}/market/contributions.csv", function: "market", handler: "marketContributionsCsv", who: "market:read", of: "council", summary: "The same for a spreadsheet" },
  { method: "GET", path: "/councils/{council}/market/signals", function: "market", handler: "signals", who: "market:read", of: "council", summary: "What searches, and people who could not find support, say of a month" },
  { method: "GET", path: "/councils/{council}/market/signals.csv", function: "market", handler: "signalsCsv", who: "market:read", of: "council", summary: "One table of it, for a spreadsheet" },
] as const satisfies readonly Route[];
