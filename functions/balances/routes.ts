import type { Route } from "../route.ts";

/** Routes of questions about balances. */
// biome-ignore format: one route a line
export const balancesRoutes = [
  { method: "GET", path: "/people/{person}/balance", function: "balances", handler: "myBalance", who: "balance:read", of: "person", summary: "What is on the account of a direct payment, and what it is for" },
  { method: "GET", path: "/people/{person}/balance/years/{year}", function: "balances", handler: "yearOfUse", who: "balance:read", of: "person", summary: "How a direct payment was used in a year, ready to print" },
  { method: "GET", path: "/people/{person}/balance/receipts", function: "balances", handler: "receipts", who: "balance:read", of: "person", summary: "Payments that a receipt would help with" },
  { method: "POST", path: "/people/{person}/balance/receipts", function: "balances", handler: "startReceipt", who: "balance:answer", of: "person", limit: "contact", summary: "Say which payment a receipt is for" },
  { method: "GET", path: "/people/{person}/balance/receipts/{receipt}", function: "balances", handler: "receipt", who: "balance:read", of: "person", summary: "A payment, and the form for its receipt" },
  { method: "GET", path: "/people/{person}/balance/question", function: "balances", handler: "balanceQuestion", who: "balance:answer", of: "person", summary: "A question about the balance of a direct payment" },
  { method: "POST", path: "/people/{person}/balance/question", function: "balances", handler: "answerBalanceQuestion", who: "balance:answer", of: "person", limit: "contact", summary: "Answer it, or challenge what the council plans" },
  { method: "GET", path: "/councils/{council}/balance-cases", function: "balances", handler: "balanceCases", who: "balance-case:list", of: "council", summary: "Accounts with an open question, by age or amount" },
  { method: "GET", path: "/balance-cases/{balanceCase}", function: "balances", handler: "balanceCase", who: "balance-case:read", of: "balanceCase", summary: "One account's question, with its sum and history" },
  { method: "GET", path: "/balance-cases/{balanceCase}/receipts/{receipt}", function: "balances", handler: "caseReceipt", who: "balance-case:read", of: "balanceCase", summary: "A receipt that was sent for a payment of the account" },
  { method: "GET", path: "/balance-cases/{balanceCase}/moves/{move}", function: "balances", handler: "balanceMoveQuestion", who: "balance-case:work", of: "balanceCase", summary: "Say what a step means, and ask what it needs" },
  { method: "POST", path: "/balance-cases/{balanceCase}/moves/{move}", function: "balances", handler: "moveBalanceCase", who: "balance-case:work", of: "balanceCase", summary: "Make the step" },
  { method: "GET", path: "/councils/{council}/balance-runs", function: "balances", handler: "balanceRuns", who: "balance-case:list", of: "council", summary: "What the daily checks of balances came to, and what the council is late with" },
  { method: "GET", path: "/councils/{council}/balance-runs/{day}", function: "balances", handler: "balanceRun", who: "balance-case:list", of: "council", summary: "What the checks of one day came to, and what is still open" },
  { method: "GET", path: "/councils/{council}/balance-rates", function: "balances", handler: "balanceRates", who: "balance-case:list", of: "council", summary: "How often each rule asked where nothing was wrong" },
  { method: "GET", path: "/councils/{council}/balance-trial", function: "balances", handler: "balanceTrial", who: "balance-case:list", of: "council", summary: "Ask which other rules to try" },
  { method: "POST", path: "/councils/{council}/balance-trial", function: "balances", handler: "tryBalanceRules", who: "balance-case:list", of: "council", limit: "contact", summary: "Try them over the last cycles" },
  { method: "GET", path: "/councils/{council}/balance-trial/{trial}", function: "balances", handler: "balanceTrialResult", who: "balance-case:list", of: "council", summary: "Who would be asked by them, and by today's" },
  { method: "GET", path: "/councils/{council}/balance-cases.csv", function: "balances", handler: "balanceCasesCsv", who: "balance-case:list", of: "council", summary: "Open questions of the council, for a spreadsheet" },
  { method: "GET", path: "/balance-cases/{balanceCase}/evidence", function: "balances", handler: "balanceEvidence", who: "balance-case:read", of: "balanceCase", summary: "What was known when a notice was given, and what came later" },
  { method: "GET", path: "/balance-cases/{balanceCase}/movements.csv", function: "balances", handler: "balanceMovementsCsv", who: "balance-case:read", of: "balanceCase", summary: "What moved on its account, for a spreadsheet" },
  { method: "GET", path: "/recipients/{recipient}/final-statement", function: "balances", handler: "finalStatement", who: "final-statement:read", of: "recipient", summary: "What a direct payment that ended comes to" },
  { method: "GET", path: "/people/{person}/balance/final-statement", function: "balances", handler: "myFinalStatement", who: "balance:read", of: "person", summary: "The same, for the person whose it was" },
] as const satisfies readonly Route[];
