import type { Route } from "../route.ts";

/** Routes of questions about balances, and of what is stated of accounts. */
// biome-ignore format: one route a line
export const balancesRoutes = [
  { method: "GET", path: "/people/{person}/balance/question", function: "balances", handler: "balanceQuestion", who: "balance:answer", of: "person", summary: "A question about the balance of a direct payment" },
  { method: "POST", path: "/people/{person}/balance/question", function: "balances", handler: "answerBalanceQuestion", who: "balance:answer", of: "person", limit: "contact", summary: "Answer it, or challenge what the council plans" },
  { method: "GET", path: "/councils/{council}/balance-cases", function: "balances", handler: "balanceCases", who: "balance-case:list", of: "council", summary: "Accounts with an open question, by age or amount" },
  { method: "GET", path: "/balance-cases/{balanceCase}", function: "balances", handler: "balanceCase", who: "balance-case:read", of: "balanceCase", summary: "One account's question, with its sum and history" },
  { method: "GET", path: "/balance-cases/{balanceCase}/moves/{move}", function: "balances", handler: "balanceMoveQuestion", who: "balance-case:work", of: "balanceCase", summary: "Say what a step means, and ask what it needs" },
  { method: "POST", path: "/balance-cases/{balanceCase}/moves/{move}", function: "balances", handler: "moveBalanceCase", who: "balance-case:work", of: "balanceCase", summary: "Make the step" },
  { method: "GET", path: "/balance-cases/{balanceCase}/money-in", function: "balanceRecords", handler: "moneyIn", who: "balance-case:work", of: "balanceCase", summary: "Money that came in, and what it is" },
  { method: "POST", path: "/balance-cases/{balanceCase}/money-in", function: "balanceRecords", handler: "noteMoneyIn", who: "balance-case:work", of: "balanceCase", summary: "Say what it is, or waive a contribution" },
  { method: "GET", path: "/payment-accounts/{paymentAccount}/set-aside", function: "balanceRecords", handler: "setAside", who: "set-aside:read", of: "paymentAccount", summary: "What is set aside on the account of a direct payment" },
  { method: "GET", path: "/payment-accounts/{paymentAccount}/set-aside/{sum}", function: "balanceRecords", handler: "setAsideSum", who: "set-aside:write", of: "paymentAccount", summary: "Ask what is set aside, how much and until when" },
  { method: "POST", path: "/payment-accounts/{paymentAccount}/set-aside/{sum}", function: "balanceRecords", handler: "saySetAside", who: "set-aside:write", of: "paymentAccount", summary: "Set it aside, change it, or take it off the list" },
  { method: "GET", path: "/people/{person}/set-aside", function: "balanceRecords", handler: "theirSetAside", who: "direct-payment:read", of: "person", summary: "What is set aside of someone's direct payment" },
  { method: "GET", path: "/people/{person}/invoices", function: "balanceRecords", handler: "invoices", who: "invoice:list", of: "person", summary: "Invoices for someone's support" },
  { method: "GET", path: "/support-invoices/{billing}", function: "balanceRecords", handler: "supportInvoices", who: "invoice:read", of: "billing", summary: "Invoices from one provider for one person" },
  { method: "POST", path: "/support-invoices/{billing}", function: "balanceRecords", handler: "stateInvoice", who: "invoice:write", of: "billing", limit: "contact", summary: "Add an invoice" },
  { method: "GET", path: "/invoices/{invoice}", function: "balanceRecords", handler: "invoice", who: "invoice:read", of: "invoice", summary: "One invoice" },
  { method: "POST", path: "/invoices/{invoice}", function: "balanceRecords", handler: "moveInvoice", who: "invoice:write", of: "invoice", summary: "Accept or dispute it, withdraw it, or say when it was paid" },
] as const satisfies readonly Route[];
