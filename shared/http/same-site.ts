import type { HttpRequest } from "./messages.ts";

/** Whether a form was sent from a page of ours, as far as the browser says. Where it says nothing, it sends no cookie along from another site (`SameSite=Lax`). */
export function fromSamePlace({ headers }: Pick<HttpRequest, "headers">, site: URL): boolean {
  const { origin, "sec-fetch-site": fetchSite } = headers;
  // Our pages send no referrer, for which browsers say that the origin is "null".
  return (fetchSite === undefined || fetchSite === "same-origin") && (origin === undefined || origin === "null" || origin === site.origin);
}
