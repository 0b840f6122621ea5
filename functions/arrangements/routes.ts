import type { Route } from "../route.ts";

/** Routes of the people a recipient chooses. */
// biome-ignore format: one route a line
export const arrangementsRoutes = [
  { method: "GET", path: "/people/{person}/support", function: "arrangements", handler: "support", who: "support:read", of: "person", summary: "People who support someone" },
  { method: "POST", path: "/people/{person}/support/listed", function: "arrangements", handler: "useListed", who: "support:write", of: "person", summary: "Save that they use someone from the list" },
  { method: "GET", path: "/people/{person}/support/unlisted", function: "arrangements", handler: "unlistedQuestion", who: "support:write", of: "person", summary: "What to check of someone off the list" },
  { method: "POST", path: "/people/{person}/support/unlisted", function: "arrangements", handler: "useUnlisted", who: "support:write", of: "person", limit: "contact", summary: "Save that choice" },
  { method: "POST", path: "/people/{person}/support/{arrangement}/end", function: "arrangements", handler: "endUse", who: "support:write", of: "arrangement", summary: "End it" },
  { method: "GET", path: "/councils/{council}/concerns", function: "arrangements", handler: "concerns", who: "concern:look-up", of: "council", summary: "Ask which provider to look up" },
  { method: "POST", path: "/councils/{council}/concerns", function: "arrangements", handler: "lookUpConcern", who: "concern:look-up", of: "council", summary: "Look up who a provider supports" },
  { method: "GET", path: "/concerns/{concern}", function: "arrangements", handler: "concern", who: "concern:look-up", of: "concern", summary: "Who a provider supports" },
  { method: "GET", path: "/saved", function: "shortlist", handler: "savedHere", who: "anyone", summary: "People saved on this device, or named by a link" },
  { method: "POST", path: "/saved", function: "shortlist", handler: "changeSaved", who: "anyone", summary: "Save people, or remove one" },
  { method: "GET", path: "/people/{person}/saved", function: "shortlist", handler: "savedPeople", who: "saved:read", of: "person", summary: "People someone saved" },
  { method: "POST", path: "/people/{person}/saved", function: "shortlist", handler: "addSaved", who: "saved:write", of: "person", summary: "Save someone from the list" },
  { method: "POST", path: "/people/{person}/saved/remove", function: "shortlist", handler: "removeSaved", who: "saved:write", of: "person", summary: "Remove one" },
  { method: "GET", path: "/councils/{council}/recipients", function: "recipients", handler: "findRecipient", who: "recipient:find", of: "council", summary: "Ask whose direct payment to view" },
  { method: "POST", path: "/councils/{council}/recipients", function: "recipients", handler: "findRecipientByReference", who: "recipient:find", of: "council", summary: "Find it by their reference" },
  { method: "GET", path: "/recipients/{recipient}", function: "recipients", handler: "recipient", who: "recipient:read", of: "recipient", summary: "What the council knows about someone's direct payment" },
  { method: "GET", path: "/recipients/{recipient}/link", function: "recipients", handler: "linkQuestion", who: "recipient:link", of: "recipient", summary: "Ask whose account it belongs to" },
  { method: "POST", path: "/recipients/{recipient}/link", function: "recipients", handler: "linkRecipient", who: "recipient:link", of: "recipient", summary: "Show both names, then connect the account" },
  { method: "GET", path: "/recipients/{recipient}/unlink", function: "recipients", handler: "unlinkQuestion", who: "recipient:link", of: "recipient", summary: "Say what disconnecting it means" },
  { method: "POST", path: "/recipients/{recipient}/unlink", function: "recipients", handler: "unlinkRecipient", who: "recipient:link", of: "recipient", summary: "Disconnect it" },
  { method: "GET", path: "/people/{person}/direct-payment", function: "recipients", handler: "directPayment", who: "direct-payment:read", of: "person", summary: "Someone's direct payment in plain words" },
] as const satisfies readonly Route[];
