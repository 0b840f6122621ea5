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
] as const satisfies readonly Route[];
