import type { Route } from "../route.ts";

/** Routes of the people a recipient chooses. */
// biome-ignore format: one route a line
export const arrangementsRoutes = [
  { method: "GET", path: "/people/{person}/support", function: "arrangements", handler: "support", who: "support:read", of: "person", summary: "People who support someone" },
  { method: "POST", path: "/people/{person}/support/listed", function: "arrangements", handler: "useListed", who: "support:write", of: "person", summary: "Save that they use someone from the list" },
  { method: "GET", path: "/people/{person}/support/unlisted", function: "arrangements", handler: "unlistedQuestion", who: "support:write", of: "person", summary: "What to check of someone off the list" },
  { method: "POST", path: "/people/{person}/support/unlisted", function: "arrangements", handler: "useUnlisted", who: "support:write", of: "person", limit: "contact", summary: "Save that choice" },
  { method: "GET", path: "/people/{person}/support/offer", function: "arrangements", handler: "offerQuestion", who: "support:write", of: "person", summary: "What to offer someone from the list" },
  { method: "POST", path: "/people/{person}/support/offer", function: "arrangements", handler: "offer", who: "support:write", of: "person", limit: "contact", summary: "Offer them support to give" },
  { method: "GET", path: "/people/{person}/clients", function: "arrangements", handler: "clients", who: "clients:read", of: "person", summary: "People a provider supports" },
  { method: "GET", path: "/arrangements/{arrangement}", function: "arrangements", handler: "arrangement", who: "arrangement:read", of: "arrangement", summary: "What two people agreed on" },
  { method: "GET", path: "/arrangements/{arrangement}/moves/{move}", function: "arrangements", handler: "moveQuestion", who: "arrangement:move", of: "arrangement", summary: "Say what answering, changing or ending means" },
  { method: "POST", path: "/arrangements/{arrangement}/moves/{move}", function: "arrangements", handler: "move", who: "arrangement:move", of: "arrangement", summary: "Answer, change or end it" },
  { method: "GET", path: "/councils/{council}/support-questions", function: "arrangements", handler: "supportQuestions", who: "arrangement:questions", of: "council", summary: "What the council has to agree to" },
  { method: "GET", path: "/arrangements/{arrangement}/questions/{question}", function: "arrangements", handler: "question", who: "arrangement:answer", of: "arrangement", summary: "One question to the council" },
  { method: "POST", path: "/arrangements/{arrangement}/questions/{question}", function: "arrangements", handler: "answerQuestion", who: "arrangement:answer", of: "arrangement", summary: "Answer it" },
  { method: "GET", path: "/councils/{council}/concerns", function: "arrangements", handler: "concerns", who: "concern:look-up", of: "council", summary: "Ask which provider to look up" },
  { method: "POST", path: "/councils/{council}/concerns", function: "arrangements", handler: "lookUpConcern", who: "concern:look-up", of: "council", summary: "Look up who a provider supports" },
  { method: "GET", path: "/concerns/{concern}", function: "arrangements", handler: "concern", who: "concern:look-up", of: "concern", summary: "Who a provider supports" },
  { method: "GET", path: "/saved", function: "shortlist", handler: "savedHere", who: "anyone", summary: "People saved on this device, or named by a link" },
  { method: "POST", path: "/saved", function: "shortlist", handler: "changeSaved", who: "anyone", summary: "Save people, or remove one" },
  { method: "GET", path: "/people/{person}/saved", function: "shortlist", handler: "savedPeople", who: "saved:read", of: "person", summary: "People someone saved" },
  { method: "POST", path: "/people/{person}/saved", function: "shortlist", handler: "addSaved", who: "saved:write", of: "person", summary: "Save someone from the list" },
  { method: "POST", path: "/people/{person}/saved/remove", function: "shortlist", handler: "removeSaved", who: "saved:write", of: "person", summary: "Remove one" },
  { method: "GET", path: "/your-listing/{provided}/hours", function: "freeHours", handler: "freeHours", who: "hours:say", of: "provided", summary: "How many hours a listed provider has free" },
  { method: "POST", path: "/your-listing/{provided}/hours", function: "freeHours", handler: "saveFreeHours", who: "hours:say", of: "provided", summary: "Save how many" },
  { method: "POST", path: "/your-listing/{provided}/hours/asking", function: "freeHours", handler: "chooseAsking", who: "hours:say", of: "provided", summary: "Be asked each month, or no more" },
  { method: "GET", path: "/free-hours/{token}", function: "freeHours", handler: "hoursQuestion", who: "anyone", summary: "The monthly question, by its link" },
  { method: "POST", path: "/free-hours/{token}", function: "freeHours", handler: "answerHoursQuestion", who: "anyone", summary: "Answer it" },
] as const satisfies readonly Route[];
