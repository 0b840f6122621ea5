import type { Action } from "../shared/access/policy.ts";
import type { LimitName } from "../shared/policy/service.ts";
import type { FunctionName } from "./functions.ts";
import type { RecordOf } from "./record-values.ts";

/** One route of the service. CDK, the local system, the API description, the guard and the handlers all read this list. */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH";
  /** As HTTP API writes paths; `$default` is everything no other route takes. */
  readonly path: string;
  readonly function: FunctionName;
  /** The name of its handler in its function. */
  readonly handler: string;
  /** Anybody, or whom the policy table (`shared/access/policy.ts`) allows this action. */
  readonly who: "anyone" | Action;
  /** Which kind of record the action is on. Left out where anybody may call. */
  readonly of?: RecordOf;
  /** How often one person, and one network address, may call it. */
  readonly limit?: LimitName;
  readonly summary: string;
}

// biome-ignore format: one route a line
export const routes = [
  { method: "GET", path: "/", function: "public", handler: "home", who: "anyone", summary: "Ask where support is needed" },
  { method: "GET", path: "/search", function: "public", handler: "searchPage", who: "anyone", summary: "Show who can come there" },
  { method: "GET", path: "/listings/{id}", function: "public", handler: "listingPage", who: "anyone", summary: "Show one person or provider" },
  { method: "GET", path: "/about-the-list", function: "public", handler: "aboutTheList", who: "anyone", summary: "Say what the checks mean" },
  { method: "GET", path: "/safety", function: "public", handler: "safety", who: "anyone", summary: "Say where to get help when somebody may be at risk" },
  { method: "GET", path: "/accessibility", function: "public", handler: "accessibility", who: "anyone", summary: "The accessibility statement" },
  { method: "GET", path: "/api/search", function: "public", handler: "search", who: "anyone", summary: "Find listings that can come to a place" },
  { method: "GET", path: "/api/listings/{id}", function: "public", handler: "listing", who: "anyone", summary: "One public listing" },
  { method: "GET", path: "/api/taxonomy", function: "public", handler: "taxonomy", who: "anyone", summary: "The codes of services, client groups, skills and languages" },
  { method: "GET", path: "/api/openapi.json", function: "assets", handler: "openapi", who: "anyone", summary: "This description" },
  { method: "GET", path: "/assets/{proxy+}", function: "assets", handler: "asset", who: "anyone", summary: "Style, script and fonts" },
  { method: "GET", path: "/privacy", function: "account", handler: "privacy", who: "anyone", summary: "Say what is held on people, why and for how long" },
  { method: "GET", path: "/sign-in", function: "signIn", handler: "signIn", who: "anyone", summary: "Ask how somebody wants to sign in" },
  { method: "GET", path: "/sign-in/start", function: "signIn", handler: "start", who: "anyone", limit: "sign-in", summary: "Send somebody to their identity provider" },
  { method: "GET", path: "/sign-in/callback", function: "signIn", handler: "callback", who: "anyone", limit: "sign-in", summary: "Take them back, signed in" },
  { method: "GET", path: "/signed-out", function: "signIn", handler: "signedOut", who: "anyone", summary: "Say that somebody is signed out" },
  { method: "POST", path: "/sign-out", function: "signIn", handler: "signOut", who: "account:end-sessions", of: "self", summary: "Sign out here" },
  { method: "POST", path: "/sign-out/everywhere", function: "signIn", handler: "signOutEverywhere", who: "account:end-sessions", of: "self", summary: "Sign out everywhere" },
  { method: "GET", path: "/welcome", function: "account", handler: "welcome", who: "account:begin", of: "self", summary: "Ask what somebody is here for" },
  { method: "POST", path: "/welcome", function: "account", handler: "begin", who: "account:begin", of: "self", summary: "Take their answer" },
  { method: "GET", path: "/account", function: "account", handler: "account", who: "account:read", of: "self", summary: "My account" },
  { method: "GET", path: "/account/stay", function: "account", handler: "stay", who: "account:read", of: "self", summary: "Stay signed in" },
  { method: "GET", path: "/account/details", function: "account", handler: "details", who: "account:update", of: "self", summary: "Ask for my details" },
  { method: "POST", path: "/account/details", function: "account", handler: "changeDetails", who: "account:update", of: "self", summary: "Change my details" },
  { method: "GET", path: "/account/notices", function: "account", handler: "notices", who: "account:update", of: "self", summary: "Ask how I want to be told things" },
  { method: "POST", path: "/account/notices", function: "account", handler: "changeNotices", who: "account:update", of: "self", summary: "Change how I am told things" },
  { method: "GET", path: "/account/people", function: "account", handler: "people", who: "delegation:list", of: "self", summary: "People who act for me" },
  { method: "GET", path: "/account/people/new", function: "account", handler: "newDelegate", who: "delegation:nominate", of: "self", summary: "Ask whom I want to act for me" },
  { method: "POST", path: "/account/people/new", function: "account", handler: "nominate", who: "delegation:nominate", of: "self", limit: "contact", summary: "Invite somebody to act for me" },
  { method: "GET", path: "/account/invitations/{invitation}", function: "account", handler: "invitation", who: "delegation:answer", of: "invitation", summary: "An invitation to act for somebody" },
  { method: "POST", path: "/account/invitations/{invitation}", function: "account", handler: "answer", who: "delegation:answer", of: "invitation", summary: "Answer it" },
  { method: "GET", path: "/account/data", function: "account", handler: "data", who: "account:download", of: "self", summary: "What is held on me" },
  { method: "GET", path: "/account/data/download", function: "account", handler: "dataFile", who: "account:download", of: "self", summary: "The same, to keep" },
  { method: "GET", path: "/account/erase", function: "account", handler: "eraseQuestion", who: "account:request-erasure", of: "self", summary: "Say what erasing means" },
  { method: "POST", path: "/account/erase", function: "account", handler: "requestErasure", who: "account:request-erasure", of: "self", summary: "Ask for everything to be erased" },
  { method: "GET", path: "/account/workers", function: "account", handler: "workers", who: "worker:manage", of: "self", summary: "People who work for me" },
  { method: "POST", path: "/account/workers", function: "account", handler: "addWorker", who: "worker:manage", of: "self", summary: "Add one" },
  { method: "POST", path: "/account/workers/{worker}/remove", function: "account", handler: "removeWorker", who: "worker:manage", of: "worker", summary: "Take one away" },
  { method: "GET", path: "/delegations/{delegation}", function: "account", handler: "delegation", who: "delegation:read", of: "delegation", summary: "One delegation" },
  { method: "GET", path: "/delegations/{delegation}/end", function: "account", handler: "endQuestion", who: "delegation:end", of: "delegation", summary: "Say what ending it means" },
  { method: "POST", path: "/delegations/{delegation}/end", function: "account", handler: "endDelegation", who: "delegation:end", of: "delegation", summary: "End it" },
  { method: "GET", path: "/people/{person}", function: "account", handler: "person", who: "account:read", of: "person", summary: "A person somebody acts for, or looks after for the council" },
  { method: "GET", path: "/people/{person}/details", function: "account", handler: "personDetails", who: "account:update", of: "person", summary: "Ask for their details" },
  { method: "POST", path: "/people/{person}/details", function: "account", handler: "changePersonDetails", who: "account:update", of: "person", summary: "Change them" },
  { method: "GET", path: "/people/{person}/data", function: "account", handler: "personData", who: "account:download", of: "person", summary: "What is held on them" },
  { method: "GET", path: "/people/{person}/data/download", function: "account", handler: "personDataFile", who: "account:download", of: "person", summary: "The same, to keep" },
  { method: "GET", path: "/staff", function: "account", handler: "staffHome", who: "staff:home", of: "none", summary: "Where staff begin" },
  { method: "GET", path: "/councils/{council}/team", function: "account", handler: "team", who: "staff:list", of: "council", summary: "A council's staff" },
  { method: "GET", path: "/councils/{council}/team/new", function: "account", handler: "newAppointment", who: "staff:appoint", of: "council", summary: "Ask whom to appoint" },
  { method: "POST", path: "/councils/{council}/team/new", function: "account", handler: "appoint", who: "staff:appoint", of: "council", summary: "Appoint them" },
  { method: "GET", path: "/appointments/{appointment}/end", function: "account", handler: "dismissQuestion", who: "staff:dismiss", of: "appointment", summary: "Say what taking a role away means" },
  { method: "POST", path: "/appointments/{appointment}/end", function: "account", handler: "dismiss", who: "staff:dismiss", of: "appointment", summary: "Take it away" },
  { method: "GET", path: "/councils/{council}/delegations", function: "account", handler: "councilDelegations", who: "council:delegations", of: "council", summary: "Who acts for whom in a council" },
  { method: "GET", path: "/councils/{council}/people/new", function: "account", handler: "newPerson", who: "person:register", of: "council", summary: "Ask whom to register" },
  { method: "POST", path: "/councils/{council}/people/new", function: "account", handler: "registerPerson", who: "person:register", of: "council", summary: "Register a person others will act for" },
  { method: "GET", path: "/people/{person}/authorise", function: "account", handler: "newAuthorised", who: "delegation:authorise", of: "person", summary: "Ask whom the council authorises to act for them" },
  { method: "POST", path: "/people/{person}/authorise", function: "account", handler: "authorise", who: "delegation:authorise", of: "person", summary: "Authorise them" },
  { method: "GET", path: "/councils/{council}/erasures", function: "account", handler: "councilErasures", who: "council:erasures", of: "council", summary: "Requests to erase" },
  { method: "GET", path: "/erasures/{erasure}", function: "account", handler: "erasure", who: "erasure:decide", of: "erasure", summary: "One request to erase" },
  { method: "POST", path: "/erasures/{erasure}", function: "account", handler: "decideErasure", who: "erasure:decide", of: "erasure", summary: "Decide it" },
  { method: "GET", path: "/councils/{council}/policy", function: "account", handler: "councilPolicy", who: "policy:read", of: "council", summary: "A council's policy and its versions" },
  { method: "GET", path: "/councils/{council}/policy/new", function: "account", handler: "newPolicy", who: "policy:write", of: "council", summary: "Ask what to change" },
  { method: "POST", path: "/councils/{council}/policy/new", function: "account", handler: "setPolicy", who: "policy:write", of: "council", summary: "Set a new version" },
  { method: "GET", path: "/api/people/{person}", function: "account", handler: "apiPerson", who: "account:read", of: "person", summary: "A person's account" },
  { method: "PATCH", path: "/api/people/{person}", function: "account", handler: "apiChangePerson", who: "account:update", of: "person", summary: "Change their details" },
  { method: "GET", path: "/api/people/{person}/data", function: "account", handler: "apiPersonData", who: "account:download", of: "person", summary: "All that is held on them" },
  { method: "GET", path: "/api/people/{person}/delegations", function: "account", handler: "apiDelegations", who: "delegation:list", of: "person", summary: "Who acts for them" },
  { method: "POST", path: "/api/people/{person}/delegations", function: "account", handler: "apiNominate", who: "delegation:nominate", of: "person", limit: "contact", summary: "Invite somebody to act for me" },
  { method: "POST", path: "/api/people/{person}/authorisations", function: "account", handler: "apiAuthorise", who: "delegation:authorise", of: "person", summary: "Authorise somebody to act for a person" },
  { method: "POST", path: "/api/people/{person}/erasure-requests", function: "account", handler: "apiRequestErasure", who: "account:request-erasure", of: "person", summary: "Ask for everything to be erased" },
  { method: "POST", path: "/api/people/{person}/sessions/end", function: "account", handler: "apiEndSessions", who: "account:end-sessions", of: "person", summary: "Sign out everywhere" },
  { method: "GET", path: "/api/delegations/{delegation}", function: "account", handler: "apiDelegation", who: "delegation:read", of: "delegation", summary: "One delegation" },
  { method: "POST", path: "/api/delegations/{delegation}/end", function: "account", handler: "apiEndDelegation", who: "delegation:end", of: "delegation", summary: "End it" },
  { method: "GET", path: "/api/councils/{council}/staff", function: "account", handler: "apiStaff", who: "staff:list", of: "council", summary: "A council's staff" },
  { method: "POST", path: "/api/councils/{council}/staff", function: "account", handler: "apiAppoint", who: "staff:appoint", of: "council", summary: "Appoint somebody" },
  { method: "POST", path: "/api/appointments/{appointment}/end", function: "account", handler: "apiDismiss", who: "staff:dismiss", of: "appointment", summary: "Take a staff role away" },
  { method: "POST", path: "/api/councils/{council}/people", function: "account", handler: "apiRegisterPerson", who: "person:register", of: "council", summary: "Register a person others will act for" },
  { method: "GET", path: "/api/councils/{council}/delegations", function: "account", handler: "apiCouncilDelegations", who: "council:delegations", of: "council", summary: "Who acts for whom in a council" },
  { method: "GET", path: "/api/councils/{council}/policy", function: "account", handler: "apiPolicy", who: "policy:read", of: "council", summary: "A council's policy and its versions" },
  { method: "POST", path: "/api/councils/{council}/policy", function: "account", handler: "apiSetPolicy", who: "policy:write", of: "council", summary: "Set a new version" },
  { method: "POST", path: "/api/erasures/{erasure}/decision", function: "account", handler: "apiDecideErasure", who: "erasure:decide", of: "erasure", summary: "Decide a request to erase" },
  { method: "GET", path: "/applications", function: "vetting", handler: "applications", who: "application:list", of: "self", summary: "My applications to be on the list" },
  { method: "POST", path: "/applications", function: "vetting", handler: "begin", who: "application:begin", of: "self", limit: "contact", summary: "Begin an application" },
  { method: "GET", path: "/applications/{case}", function: "vetting", handler: "application", who: "application:read", of: "case", summary: "How an application stands, and what is left to do" },
  { method: "GET", path: "/applications/{case}/parts/{part}", function: "vetting", handler: "part", who: "application:write", of: "case", summary: "Ask for one part of it" },
  { method: "POST", path: "/applications/{case}/parts/{part}", function: "vetting", handler: "savePart", who: "application:write", of: "case", summary: "Keep that part" },
  { method: "GET", path: "/applications/{case}/people", function: "vetting", handler: "people", who: "application:write", of: "case", summary: "Ask who works there" },
  { method: "POST", path: "/applications/{case}/people", function: "vetting", handler: "choosePeople", who: "application:write", of: "case", summary: "Keep who works there" },
  { method: "GET", path: "/applications/{case}/evidence/{evidence}", function: "vetting", handler: "evidence", who: "application:write", of: "case", summary: "Ask for one piece of evidence" },
  { method: "POST", path: "/applications/{case}/evidence/{evidence}", function: "vetting", handler: "sendEvidence", who: "application:write", of: "case", summary: "Keep that piece of evidence" },
  { method: "GET", path: "/applications/{case}/moves/{move}", function: "vetting", handler: "applicantMoveQuestion", who: "application:write", of: "case", summary: "Say what sending, withdrawing or asking for a review means" },
  { method: "POST", path: "/applications/{case}/moves/{move}", function: "vetting", handler: "applicantMove", who: "application:write", of: "case", summary: "Send it, withdraw it, or ask for a review" },
  { method: "POST", path: "/applications/{case}/renewal", function: "vetting", handler: "renew", who: "application:write", of: "case", summary: "Begin to renew a place on the list" },
  { method: "GET", path: "/councils/{council}/vetting", function: "vetting", handler: "queue", who: "case:queue", of: "council", summary: "Cases an officer looks after" },
  { method: "GET", path: "/councils/{council}/vetting/new", function: "vetting", handler: "enterQuestion", who: "case:enter", of: "council", summary: "Ask for whom an application is entered" },
  { method: "POST", path: "/councils/{council}/vetting/new", function: "vetting", handler: "enter", who: "case:enter", of: "council", summary: "Enter an application from paper or the telephone" },
  { method: "GET", path: "/cases/{case}", function: "vetting", handler: "case", who: "case:read", of: "case", summary: "A case as an officer sees it" },
  { method: "GET", path: "/cases/{case}/moves/{move}", function: "vetting", handler: "moveQuestion", who: "case:work", of: "case", summary: "Say what a move means" },
  { method: "POST", path: "/cases/{case}/moves/{move}", function: "vetting", handler: "move", who: "case:work", of: "case", summary: "Make the move" },
  { method: "GET", path: "/cases/{case}/evidence/{evidence}", function: "vetting", handler: "item", who: "case:read", of: "case", summary: "One piece of evidence as an officer checks it" },
  { method: "POST", path: "/cases/{case}/evidence/{evidence}", function: "vetting", handler: "check", who: "case:work", of: "case", summary: "Accept it, or ask for more" },
  { method: "GET", path: "/cases/{case}/evidence/{evidence}/files/{file}", function: "vetting", handler: "file", who: "case:read", of: "case", summary: "A file that was checked" },
  { method: "GET", path: "/references/{token}", function: "vetting", handler: "reference", who: "anyone", limit: "sign-in", summary: "Ask a referee, by the link only they have" },
  { method: "POST", path: "/references/{token}", function: "vetting", handler: "giveReference", who: "anyone", limit: "sign-in", summary: "Take what they say, once" },
  { method: "GET", path: "/people/{person}/support", function: "vetting", handler: "support", who: "support:read", of: "person", summary: "People who support somebody" },
  { method: "POST", path: "/people/{person}/support/listed", function: "vetting", handler: "useListed", who: "support:write", of: "person", summary: "Keep that they use somebody from the list" },
  { method: "GET", path: "/people/{person}/support/unlisted", function: "vetting", handler: "unlistedQuestion", who: "support:write", of: "person", summary: "What to check of somebody off the list" },
  { method: "POST", path: "/people/{person}/support/unlisted", function: "vetting", handler: "useUnlisted", who: "support:write", of: "person", summary: "Keep that choice" },
  { method: "POST", path: "/people/{person}/support/{arrangement}/end", function: "vetting", handler: "endUse", who: "support:write", of: "arrangement", summary: "End it" },
  { method: "GET", path: "/councils/{council}/checklist", function: "vetting", handler: "checklist", who: "checklist:read", of: "council", summary: "What a council checks, and since when" },
  { method: "GET", path: "/councils/{council}/checklist/new", function: "vetting", handler: "newChecklist", who: "checklist:write", of: "council", summary: "Ask what to check from a day on" },
  { method: "POST", path: "/councils/{council}/checklist/new", function: "vetting", handler: "setChecklist", who: "checklist:write", of: "council", summary: "Set a new version of the checklist" },
  { method: "GET", path: "/api/applications/{case}", function: "vetting", handler: "apiCase", who: "application:read", of: "case", summary: "How an application stands" },
  { method: "POST", path: "/api/cases/{case}/moves/{move}", function: "vetting", handler: "apiMove", who: "case:work", of: "case", summary: "Make a move of a case" },
  { method: "GET", path: "/api/councils/{council}/cases", function: "vetting", handler: "apiCases", who: "case:queue", of: "council", summary: "Cases an officer looks after" },
  { method: "GET", path: "$default", function: "public", handler: "nothing", who: "anyone", summary: "Say that nothing is there" },
] as const satisfies readonly Route[];

/** The key HTTP API knows a route by. */
export const routeKey = ({ method, path }: Pick<Route, "method" | "path">): string => (path === "$default" ? path : `${method} ${path}`);
