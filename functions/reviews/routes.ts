import type { Route } from "../route.ts";

/** Routes of reviews. */
// biome-ignore format: one route a line
export const reviewsRoutes = [
  { method: "GET", path: "/councils/{council}/reviews", function: "reviews", handler: "reviewQueue", who: "review:list", of: "council", summary: "Reviews to hold, the most urgent first" },
  { method: "GET", path: "/councils/{council}/reviews.csv", function: "reviews", handler: "reviewQueueCsv", who: "review:list", of: "council", summary: "The same, for a spreadsheet" },
  { method: "GET", path: "/councils/{council}/review-figures", function: "reviews", handler: "reviewFigures", who: "review:figures", of: "council", summary: "How many reviews are late, by service area and month" },
  { method: "GET", path: "/councils/{council}/reviews-held/{month}", function: "reviews", handler: "reviewsHeldCsv", who: "review:list", of: "council", summary: "Reviews held in a month, in the codes of client-level data, for a spreadsheet" },
  { method: "GET", path: "/reviews/{review}", function: "reviews", handler: "review", who: "review:read", of: "review", summary: "The reviews of a direct payment: what is due and why, what was held, and the outcomes" },
  { method: "GET", path: "/reviews/{review}/moves/{move}", function: "reviews", handler: "reviewMoveQuestion", who: "review:work", of: "review", summary: "Say what a step means, and ask what it needs" },
  { method: "POST", path: "/reviews/{review}/moves/{move}", function: "reviews", handler: "moveReview", who: "review:work", of: "review", summary: "Make the step" },
  { method: "GET", path: "/people/{person}/reviews", function: "reviews", handler: "theirReviews", who: "review:see", of: "person", summary: "When someone's review is due, what was agreed, and their outcomes" },
  { method: "POST", path: "/people/{person}/reviews", function: "reviews", handler: "requestReview", who: "review:see", of: "person", limit: "contact", summary: "Ask for a review" },
  { method: "POST", path: "/people/{person}/reviews/form", function: "reviews", handler: "openTheirForm", who: "review:see", of: "person", summary: "Open the form about how their support is" },
  { method: "POST", path: "/people/{person}/reviews/forms", function: "reviews", handler: "chooseTheirForms", who: "review:see", of: "person", summary: "Say whether they want forms like that" },
  { method: "GET", path: "/councils/{council}/feedback-calls", function: "reviews", handler: "feedbackCalls", who: "feedback:list", of: "council", summary: "People to phone about how their support is" },
  { method: "GET", path: "/feedback-forms/{feedbackForm}", function: "reviews", handler: "feedbackForm", who: "feedback:read", of: "feedbackForm", summary: "One invitation to say how support is, what was sent, and what was answered" },
  { method: "GET", path: "/feedback-forms/{feedbackForm}/moves/{move}", function: "reviews", handler: "formMoveQuestion", who: "feedback:work", of: "feedbackForm", summary: "Say what a step means, and ask what it needs" },
  { method: "POST", path: "/feedback-forms/{feedbackForm}/moves/{move}", function: "reviews", handler: "moveForm", who: "feedback:work", of: "feedbackForm", summary: "Make the step" },
  { method: "GET", path: "/f", function: "forms", handler: "formCode", who: "anyone", summary: "Ask for the code of a letter, or say what became of a form" },
  { method: "POST", path: "/f", function: "forms", handler: "openByCode", who: "anyone", limit: "contact", summary: "Open the form that a code is for" },
  { method: "GET", path: "/f/{token}", function: "forms", handler: "form", who: "anyone", summary: "A page of the form that a link is for" },
  { method: "POST", path: "/f/{token}", function: "forms", handler: "answerForm", who: "anyone", limit: "sign-in", summary: "Save a page of it, or finish it" },
  { method: "GET", path: "/f/{token}/stop", function: "forms", handler: "stopForms", who: "anyone", summary: "Ask whether no more forms are wanted" },
  { method: "POST", path: "/f/{token}/stop", function: "forms", handler: "formsStopped", who: "anyone", limit: "sign-in", summary: "Send no more forms" },
  { method: "GET", path: "/how-reviews-are-ordered", function: "reviews", handler: "reviewOrder", who: "anyone", summary: "Say by which rules the council orders reviews" },
  { method: "GET", path: "/safety/report", function: "reviews", handler: "safetyQuestion", who: "anyone", summary: "Ask what someone is worried about, with emergency words first" },
  { method: "POST", path: "/safety/report", function: "reviews", handler: "reportSafety", who: "anyone", limit: "contact", summary: "Send it to the council's safeguarding team" },
  { method: "GET", path: "/councils/{council}/safety-reports", function: "reviews", handler: "safetyReports", who: "safety:list", of: "council", summary: "Worries about someone's safety that are not dealt with" },
  { method: "GET", path: "/safety-reports/{safetyReport}", function: "reviews", handler: "safetyReport", who: "safety:read", of: "safetyReport", summary: "One of them" },
  { method: "POST", path: "/safety-reports/{safetyReport}", function: "reviews", handler: "moveSafetyReport", who: "safety:work", of: "safetyReport", summary: "Take it, or say what became of it" },
] as const satisfies readonly Route[];
