import { contactHandlers } from "./contact.handlers.ts";
import { askHandlers } from "./contact-ask.handlers.ts";
import { contactCouncilHandlers } from "./contact-council.handlers.ts";
import { contactLinkHandlers } from "./contact-link.handlers.ts";

/** Every route of requests to be contacted, by what the route list calls it. */
export function allContactHandlers(deps: Parameters<typeof contactLinkHandlers>[0]) {
  const asking = askHandlers(deps);
  return {
    open: { ...asking.open, ...contactLinkHandlers(deps) },
    guarded: { ...asking.guarded, ...contactHandlers(deps), ...contactCouncilHandlers(deps) },
  };
}
