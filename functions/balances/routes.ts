import type { Route } from "../route.ts";

/** Routes of questions about balances, and of statements that people send. */
// biome-ignore format: one route a line
export const balancesRoutes = [
  { method: "GET", path: "/people/{person}/balance/question", function: "balances", handler: "balanceQuestion", who: "balance:answer", of: "person", summary: "A question about the balance of a direct payment" },
  { method: "POST", path: "/people/{person}/balance/question", function: "balances", handler: "answerBalanceQuestion", who: "balance:answer", of: "person", limit: "contact", summary: "Answer it, or challenge what the council plans" },
  { method: "GET", path: "/people/{person}/balance/statements", function: "statements", handler: "statements", who: "statement:send", of: "person", summary: "Which statements of a direct payment account are there, and what is missing" },
  { method: "GET", path: "/people/{person}/balance/statements/new", function: "statements", handler: "newStatement", who: "statement:send", of: "person", summary: "Choose the bank, and the file" },
  { method: "POST", path: "/people/{person}/balance/statements/new", function: "statements", handler: "sendStatement", who: "statement:send", of: "person", limit: "contact", takesFile: true, summary: "Send a statement of the account" },
  { method: "GET", path: "/councils/{council}/balance-cases", function: "balances", handler: "balanceCases", who: "balance-case:list", of: "council", summary: "Accounts with an open question, by age or amount" },
  { method: "GET", path: "/balance-cases/{balanceCase}", function: "balances", handler: "balanceCase", who: "balance-case:read", of: "balanceCase", summary: "One account's question, with its sum and history" },
  { method: "GET", path: "/balance-cases/{balanceCase}/moves/{move}", function: "balances", handler: "balanceMoveQuestion", who: "balance-case:work", of: "balanceCase", summary: "Say what a step means, and ask what it needs" },
  { method: "POST", path: "/balance-cases/{balanceCase}/moves/{move}", function: "balances", handler: "moveBalanceCase", who: "balance-case:work", of: "balanceCase", summary: "Make the step" },
] as const satisfies readonly Route[];
