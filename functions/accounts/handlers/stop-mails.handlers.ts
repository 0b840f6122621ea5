import type { HttpAnswer, HttpHandler, HttpRequest } from "../../../shared/http/messages.ts";
import { notFound, stale, tooLarge, tooMany } from "../../../shared/http/problem.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { MailStops } from "../../../shared/session/mail-stops.ts";
import { stopMailsPage } from "../pages/stop-mails.page.tsx";
import { setMailStop } from "../use-cases/stop-mails.ts";
import type { SignInDeps } from "./sign-in.handlers.ts";

const NOT_OURS = "This link does not work. Try opening the link in our email again.";

/** Handlers of the page by which whoever has an address says that they want no more mails: the link is all they need. */
export function stopMailsHandlers(accounts: SignInDeps, stops: MailStops): Readonly<Record<"stopMails" | "changeMails", HttpHandler>> {
  const opened = async ({ parameters, address }: HttpRequest): Promise<{ readonly id: string; readonly token: string } | HttpAnswer> => {
    const wait = await accounts.limited("sign-in", address);
    if (wait !== undefined) return { kind: "problem", problem: tooMany(wait) };
    const token = parameters["token"] ?? "";
    const id = await stops.idIn(token);
    return id === undefined ? { kind: "problem", problem: notFound(NOT_OURS) } : { id, token };
  };
  return {
    async stopMails(request) {
      const link = await opened(request);
      if ("kind" in link) return link;
      const state = (await accounts.store.mailStop(link.id))?.body.state ?? "welcome";
      return { kind: "page", status: 200, html: stopMailsPage(link.token, state) };
    },
    async changeMails(request) {
      const link = await opened(request);
      if ("kind" in link) return link;
      if (request.body.length > servicePolicy.largestFormBytes) return { kind: "problem", problem: tooLarge() };
      const form = new URLSearchParams(request.body);
      const state = form.get("to") === "welcome" ? "welcome" : "stopped";
      const done = await setMailStop(accounts)(link.id, state, { at: accounts.now(), requestId: request.id });
      if (!done.ok) return { kind: "problem", problem: stale() };
      // A mail program that sends it for its reader follows no redirect. Source: RFC 8058.
      if (form.get("List-Unsubscribe") === "One-Click") return { kind: "page", status: 200, html: stopMailsPage(link.token, state) };
      return { kind: "redirect", location: `/no-more-emails/${link.token}` };
    },
  };
}
