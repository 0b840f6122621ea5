import type { Route } from "../route.ts";

/** Routes of looking for support, open to everybody. */
// biome-ignore format: one route a line
export const directoryRoutes = [
  { method: "GET", path: "/", function: "public", handler: "home", who: "anyone", summary: "Ask where support is needed" },
  { method: "GET", path: "/search", function: "public", handler: "searchPage", who: "anyone", summary: "Show who can come there" },
  { method: "GET", path: "/listings/{id}", function: "public", handler: "listingPage", who: "anyone", summary: "Show one person or provider" },
  { method: "GET", path: "/photos/{file}", function: "public", handler: "photo", who: "anyone", summary: "The picture of a public listing" },
  { method: "GET", path: "/about-the-list", function: "public", handler: "aboutTheList", who: "anyone", summary: "Say what the checks mean" },
  { method: "GET", path: "/safety", function: "public", handler: "safety", who: "anyone", summary: "Say where to get help when someone may be at risk" },
  { method: "GET", path: "/contact", function: "public", handler: "contact", who: "anyone", summary: "Say how to reach each council" },
  { method: "GET", path: "/accessibility", function: "public", handler: "accessibility", who: "anyone", summary: "The accessibility statement" },
  { method: "GET", path: "/search-counts", function: "public", handler: "searchCounts", who: "anyone", summary: "Say how searches are counted, and how not to be" },
  { method: "POST", path: "/search-counts", function: "public", handler: "changeSearchCounts", who: "anyone", summary: "Say whether the searches of a browser are counted" },
  { method: "GET", path: "/api/search", function: "public", handler: "search", who: "anyone", summary: "Find listings that can come to a place" },
  { method: "GET", path: "/api/listings/{id}", function: "public", handler: "listing", who: "anyone", summary: "One public listing" },
  { method: "GET", path: "/api/taxonomy", function: "public", handler: "taxonomy", who: "anyone", summary: "The codes of services, client groups, skills and languages" },
  { method: "GET", path: "/search/alert", function: "alerts", handler: "alertQuestion", who: "anyone", summary: "Ask whether a search is to be watched" },
  { method: "GET", path: "/people/{person}/alerts", function: "alerts", handler: "alerts", who: "alerts:read", of: "person", summary: "Searches that are watched for someone" },
  { method: "GET", path: "/people/{person}/alerts/new", function: "alerts", handler: "backToSearch", who: "alerts:write", of: "person", summary: "Back to the search, once signed in" },
  { method: "POST", path: "/people/{person}/alerts", function: "alerts", handler: "keepAlert", who: "alerts:write", of: "person", summary: "Watch a search" },
  { method: "POST", path: "/people/{person}/alerts/{alert}/renew", function: "alerts", handler: "renewAlert", who: "alerts:write", of: "alert", summary: "Watch it for longer" },
  { method: "POST", path: "/people/{person}/alerts/{alert}/remove", function: "alerts", handler: "removeAlert", who: "alerts:write", of: "alert", summary: "Watch it no more" },
  { method: "GET", path: "$default", function: "public", handler: "nothing", who: "anyone", summary: "Say that nothing is there" },
] as const satisfies readonly Route[];
