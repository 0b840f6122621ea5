import type { Route } from "../route.ts";

/** Routes of feedback. */
// biome-ignore format: one route a line
export const feedbackRoutes = [
  { method: "GET", path: "/feedback", function: "feedback", handler: "chooseForm", who: "anyone", summary: "Ask who sends feedback, and for which council; or say that it came" },
  { method: "GET", path: "/feedback/{who}", function: "feedback", handler: "feedbackForm", who: "anyone", summary: "Ask at most four questions" },
  { method: "POST", path: "/feedback/{who}", function: "feedback", handler: "sendFeedback", who: "anyone", limit: "feedback", summary: "Send the answers to the council" },
  { method: "GET", path: "/you-said", function: "feedback", handler: "youSaidCouncils", who: "anyone", summary: "Every council, to read what changed there" },
  { method: "GET", path: "/you-said/{council}", function: "feedback", handler: "youSaidPublic", who: "anyone", summary: "What people said to a council, and what changed for it, the newest first" },
  { method: "GET", path: "/you-said/{council}/{entry}", function: "feedback", handler: "youSaidEntry", who: "anyone", summary: "One entry, and whether it is what people meant" },
  { method: "POST", path: "/you-said/{council}/{entry}", function: "feedback", handler: "answerYouSaid", who: "anyone", limit: "feedback", summary: "Say whether it is what people meant" },
  { method: "GET", path: "/councils/{council}/feedback", function: "feedback", handler: "feedbackList", who: "open-feedback:list", of: "council", summary: "Feedback that came: to be read first, then the oldest; or what is closed" },
  { method: "GET", path: "/councils/{council}/open-feedback-figures", function: "feedback", handler: "openFeedbackFigures", who: "open-feedback:list", of: "council", summary: "How many people answered what, in a month" },
  { method: "GET", path: "/sent-feedback/{feedback}", function: "feedback", handler: "feedbackRecord", who: "open-feedback:read", of: "feedback", summary: "One of them, and what became of it" },
  { method: "POST", path: "/sent-feedback/{feedback}", function: "feedback", handler: "moveFeedback", who: "open-feedback:work", of: "feedback", summary: "Read it, pass it on, say which words can be quoted, or close it" },
  { method: "GET", path: "/councils/{council}/you-said", function: "feedback", handler: "youSaidList", who: "you-said:write", of: "council", summary: "Every entry of 'You said, we did', and the form for a new one" },
  { method: "POST", path: "/councils/{council}/you-said", function: "feedback", handler: "writeYouSaid", who: "you-said:write", of: "council", summary: "Write an entry as a draft" },
  { method: "GET", path: "/you-said-entries/{youSaid}", function: "feedback", handler: "youSaidRecord", who: "you-said:write", of: "youSaid", summary: "One entry: its draft, or what is public of it" },
  { method: "POST", path: "/you-said-entries/{youSaid}", function: "feedback", handler: "moveYouSaid", who: "you-said:write", of: "youSaid", summary: "Write it again, publish it or take it back" },
  { method: "GET", path: "/people/{person}/working-group", function: "feedback", handler: "workingGroupQuestion", who: "working-group:take-part", of: "person", summary: "Say what the working group is, and whether someone takes part" },
  { method: "POST", path: "/people/{person}/working-group", function: "feedback", handler: "workingGroupChange", who: "working-group:take-part", of: "person", limit: "contact", summary: "Join it, change how to take part, or leave" },
  { method: "GET", path: "/councils/{council}/working-group", function: "feedback", handler: "workingGroupList", who: "working-group:list", of: "council", summary: "Who takes part in the working group" },
  { method: "GET", path: "/councils/{council}/working-group.csv", function: "feedback", handler: "workingGroupCsv", who: "working-group:list", of: "council", summary: "The same, for a spreadsheet" },
] as const satisfies readonly Route[];
