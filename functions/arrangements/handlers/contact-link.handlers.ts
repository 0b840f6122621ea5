import type { Versioned } from "../../../shared/audit/context.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { typedFields } from "../../../shared/domain/typed-text.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import type { HttpAnswer, HttpHandler, HttpRequest } from "../../../shared/http/messages.ts";
import { tooLarge, tooMany } from "../../../shared/http/problem.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { confirmContactPage, contactByLinkPage } from "../pages/contact.page.tsx";
import { contactMoveByLinkPage, linkOverPage } from "../pages/contact-move.page.tsx";
import { type Contact, contactView } from "../rules/contact.ts";
import { NewMessage, NewReport, seenMark, waysIn } from "../rules/contact-form.ts";
import { type ContactMove, movesOpenTo } from "../rules/contact-moves.ts";
import { confirmContact } from "../use-cases/ask-contact.ts";
import { askerContext, contactByLink } from "../use-cases/contact-link.ts";
import { linkPath } from "../use-cases/contact-notices.ts";
import { type MoveContactRefusal, moveContact, reportMessage } from "../use-cases/move-contact.ts";
import { conversationOf, doneWord, QUESTIONS, refusedMove, WRONG_MESSAGE } from "./contact.handlers.ts";
import type { ContactsHandlersDeps } from "./contact-ask.handlers.ts";

const page = (html: string, status = 200): HttpAnswer => ({ kind: "page", status, html });
const OVER = page(linkOverPage("over"), 410);

/**
 * Handlers of the pages of whoever asked without an account: the link is all they need. Looking changes nothing; what is done by it uses it up, and leads on to
 * a new one. A link that is unknown, used or too old is answered alike.
 */
export function contactLinkHandlers(deps: ContactsHandlersDeps): Readonly<Record<"askedByLink" | "actByLink", HttpHandler>> {
  const found = ({ parameters }: HttpRequest): Promise<Versioned<Contact> | undefined> => contactByLink(deps, parameters["token"] ?? "", deps.now());
  const show = (
    token: string,
    { body }: Versioned<Contact>,
    more: Partial<Parameters<typeof contactByLinkPage>[2]> = {},
    done?: string,
    status = 200,
  ): HttpAnswer => page(contactByLinkPage(token, done, { ...conversationOf(deps, body, "person"), ...more }), status);
  const question = (
    token: string,
    { body }: Versioned<Contact>,
    move: (typeof QUESTIONS)[number],
    which: number | undefined,
    more = {},
    status = 200,
  ): HttpAnswer => page(contactMoveByLinkPage(token, { view: contactView(body, "person"), move, which, details: body.from, ...more }), status);
  const isTheirs = ({ body }: Versioned<Contact>, which: number): boolean => body.messages[which]?.by === "provider";

  const refusal = (kind: MoveContactRefusal): HttpAnswer => (kind === "stale" || kind === "repeat" ? OVER : refusedMove(kind));

  return {
    async askedByLink(request) {
      const wait = await deps.limited("sign-in", request.address);
      if (wait !== undefined) return { kind: "problem", problem: tooMany(wait) };
      const contact = await found(request);
      if (!contact) return OVER;
      const token = request.parameters["token"] ?? "";
      if (contact.body.state === "unconfirmed") return page(confirmContactPage(token, contactView(contact.body, "person")));
      const step = QUESTIONS.find((one) => one === request.query.get("step"));
      if (step && movesOpenTo(contact.body, "person").includes(step)) {
        const which = Number(request.query.get("message") ?? -1);
        if (step !== "report" || isTheirs(contact, which)) return question(token, contact, step, step === "report" ? which : undefined);
      }
      const done = [undefined, "same-origin"].includes(request.headers["sec-fetch-site"]) ? (request.query.get("done") ?? undefined) : undefined;
      return show(token, contact, {}, done);
    },
    async actByLink(request) {
      const wait = await deps.limited("sign-in", request.address);
      if (wait !== undefined) return { kind: "problem", problem: tooMany(wait) };
      if (request.body.length > servicePolicy.largestFormBytes) return { kind: "problem", problem: tooLarge() };
      const contact = await found(request);
      if (!contact) return OVER;
      const { id, state } = contact.body;
      const token = request.parameters["token"] ?? "";
      const form = typedFields(request.body);
      const context = askerContext(id, deps.now(), request.id);
      const onward = (secret: string | undefined, move: ContactMove): HttpAnswer => {
        if (secret !== undefined) return { kind: "redirect", location: `${linkPath(id, secret)}?done=${move === "confirm" ? "asked" : doneWord(move)}` };
        return page(linkOverPage(move === "report" ? "reported" : "withdrawn"));
      };
      const move = form.get("move");
      if (move === "confirm" && state === "unconfirmed") {
        const done = await confirmContact(deps)(contact, context);
        if (done.ok) return onward(done.value, "confirm");
        if (done.refusal === "listing")
          return page(confirmContactPage(token, contactView(contact.body, "person"), "They have had many requests today. Try again tomorrow"), 400);
        return refusal(done.refusal);
      }
      if (move === "report") {
        const read = readBy(NewReport, filledIn(form));
        const which = Number(form.get("which") ?? -1);
        if (!isTheirs(contact, which)) return refusedMove("no-message");
        if (!read.ok) return question(token, contact, "report", which, { form, errors: fieldErrors(read.errors, WRONG_MESSAGE) }, 400);
        const done = await reportMessage(deps)(contact, "person", { which, reason: read.value.reason, byLink: true }, context);
        return done.ok ? onward(done.value, "report") : refusal(done.refusal);
      }
      if (move === "write") {
        const read = readBy(NewMessage, filledIn(form));
        if (!read.ok) return show(token, contact, { form, errors: fieldErrors(read.errors, WRONG_MESSAGE) }, undefined, 400);
        const ways = waysIn(read.value.message);
        if (ways.length > 0 && form.get("seen-ways") !== seenMark(read.value.message)) return show(token, contact, { form, ways }, undefined, 422);
        const done = await moveContact(deps)(contact, { move, mover: "person", words: read.value.message, byLink: true }, context);
        return done.ok ? onward(done.value, "write") : refusal(done.refusal);
      }
      if (move !== "share" && move !== "withdraw") return refusedMove("not-a-move");
      const done = await moveContact(deps)(contact, { move, mover: "person", byLink: true }, context);
      return done.ok ? onward(done.value, move) : refusal(done.refusal);
    },
  };
}
