import type { Route } from "../route.ts";

/** Routes of figures of feedback, and of providers' replies. */
// biome-ignore format: one route a line
export const satisfactionRoutes = [
  { method: "GET", path: "/councils/{council}/feedback-figures", function: "satisfaction", handler: "feedbackFigures", who: "feedback:figures", of: "council", summary: "What people say of their support, by month, for staff" },
  { method: "GET", path: "/councils/{council}/feedback-figures.csv", function: "satisfaction", handler: "feedbackFiguresCsv", who: "feedback:figures", of: "council", summary: "One table of it, for a spreadsheet" },
  { method: "GET", path: "/feedback-figures/{council}", function: "satisfaction", handler: "publicFigures", who: "anyone", summary: "What people say of their support, by quarter" },
  { method: "GET", path: "/feedback-figures/{council}/figures.csv", function: "satisfaction", handler: "publicFiguresCsv", who: "anyone", summary: "One table of it, for a spreadsheet" },
  { method: "GET", path: "/api/feedback-figures/{council}", function: "satisfaction", handler: "publicFeedbackFigures", who: "anyone", summary: "What people say of their support, by quarter" },
  { method: "GET", path: "/your-listing/{provided}/reply", function: "satisfaction", handler: "yourReply", who: "reply:write", of: "provided", summary: "What people say of a listed provider, and their reply" },
  { method: "POST", path: "/your-listing/{provided}/reply", function: "satisfaction", handler: "sendReply", who: "reply:write", of: "provided", limit: "contact", summary: "Send a reply, which an officer reads first" },
  { method: "POST", path: "/your-listing/{provided}/reply/withdraw", function: "satisfaction", handler: "withdrawReply", who: "reply:write", of: "provided", summary: "Take the reply back" },
  { method: "GET", path: "/councils/{council}/provider-replies", function: "satisfaction", handler: "providerReplies", who: "reply:list", of: "council", summary: "Replies of providers that no officer has read" },
  { method: "GET", path: "/provider-replies/{reply}", function: "satisfaction", handler: "providerReply", who: "reply:judge", of: "reply", summary: "One of them" },
  { method: "POST", path: "/provider-replies/{reply}", function: "satisfaction", handler: "judgeReply", who: "reply:judge", of: "reply", summary: "Say whether it is shown" },
] as const satisfies readonly Route[];
