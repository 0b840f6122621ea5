import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { conflict, nothingHere } from "../../../shared/http/answers.ts";
import { afterIn, fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { badRequest, ruleRefused } from "../../../shared/http/problem.ts";
import { listingsMeant } from "../../../shared/listing/typed-reference.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { contactPage } from "../pages/contact.page.tsx";
import { contactsPage, notListedPage, receivedContactsPage } from "../pages/contact-lists.page.tsx";
import { contactMovePage, type MoveQuestionProps } from "../pages/contact-move.page.tsx";
import { answerBy, type Contact, contactView, type SharedDetails, type Side } from "../rules/contact.ts";
import { NewDecline, NewMessage, NewReport, seenMark, waysIn } from "../rules/contact-form.ts";
import { type ContactMove, contactMove, movesOpenTo } from "../rules/contact-moves.ts";
import { nearPath } from "../use-cases/contact-notices.ts";
import { isListed, type MoveContactRefusal, moveContact, reportMessage } from "../use-cases/move-contact.ts";
import type { ContactsHandlersDeps } from "./contact-ask.handlers.ts";

type ContactRequest = Parameters<HandlerOf<"contact">>[0];

/** What is said of each field of a conversation that is wrong. */
export const WRONG_MESSAGE: Readonly<Record<string, string>> = {
  message: "Enter a message, in 2,000 characters or fewer",
  reason: "Enter what is wrong with it, in 1,000 characters or fewer",
  which: "Choose the message again",
};

/** The moves that have a page saying what they mean. */
export const QUESTIONS = ["share", "decline", "withdraw", "report"] as const;

/** What is said where a move cannot be made. */
export function refusedMove(refusal: Exclude<MoveContactRefusal, CommitRefusal>): HttpAnswer {
  const words: Readonly<Record<typeof refusal, string>> = {
    "not-a-move": "This conversation has moved on. Open it again to see where it stands.",
    "not-yours": "Only the other person can do this.",
    "no-words": "Write a message first.",
    "too-many": "There are as many messages in this conversation as there can be. Share your details, or phone your council.",
    "not-listed": "Your listing is not on the list at the moment, so you cannot answer requests.",
    "no-message": "There is no such message.",
  };
  return { kind: "problem", problem: ruleRefused(refusal, "This cannot be done", words[refusal]) };
}

const DONE: Readonly<Partial<Record<ContactMove, string>>> = {
  write: "sent",
  answer: "sent",
  share: "shared",
  decline: "declined",
  withdraw: "withdrawn",
  report: "reported",
};
/** What is said once a move is made. */
export const doneWord = (move: ContactMove): string => DONE[move] ?? "sent";

/** What a conversation's page shows a side of it. */
export const conversationOf = (deps: Pick<ContactsHandlersDeps, "policy">, contact: Contact, side: Side) => ({
  view: contactView(contact, side),
  moves: movesOpenTo(contact, side),
  answerBy: answerBy(contact, deps.policy),
  near: nearPath(contact),
});

/** Handlers of conversations and their lists, for people who are signed in. */
export function contactHandlers(deps: ContactsHandlersDeps) {
  const { store, now } = deps;
  const sideOf = ({ record, account }: ContactRequest): Side => (record.body.handling?.account === account.body.id ? "provider" : "person");
  const isBarred = async (request: ContactRequest, side: Side): Promise<boolean> => side === "provider" && !(await isListed(deps, request.record.body, now()));

  /** What whoever acts would share. */
  const detailsOf = ({ record, account }: ContactRequest, side: Side): SharedDetails => {
    if (side === "person") return record.body.from;
    const { email, phone } = account.body;
    return { name: displayNameOf(account.body), email, phone };
  };
  const agreeOn = ({ record, account }: ContactRequest, side: Side): string | undefined => {
    const { owner, listing } = record.body;
    if (side !== "person" || owner === undefined) return undefined;
    return `/people/${owner === account.body.id ? "me" : owner}/support/offer?${new URLSearchParams({ listing })}`;
  };
  const hereOf = ({ record }: ContactRequest): string => `/contacts/${record.body.id}`;
  const back = ({ record, account }: ContactRequest, side: Side): string =>
    side === "provider" ? "/received-contacts" : `/people/${record.body.owner === account.body.id ? "me" : (record.body.owner ?? "me")}/contacts`;
  const conversation = (request: ContactRequest, side: Side, more: Pick<Parameters<typeof contactPage>[2], "form" | "errors" | "ways"> = {}): HttpAnswer =>
    contactPage(
      request,
      { here: hereOf(request), back: back(request, side) },
      { ...conversationOf(deps, request.record.body, side), agree: agreeOn(request, side), ...more },
    );
  const question = (
    request: ContactRequest,
    side: Side,
    move: MoveQuestionProps["move"],
    which: number | undefined,
    more: Pick<MoveQuestionProps, "form" | "errors"> = {},
  ) => contactMovePage(request, hereOf(request), { view: contactView(request.record.body, side), move, which, details: detailsOf(request, side), ...more });

  return {
    contactsOf: (async (request) => {
      const { record, account, parameters, query } = request;
      const base = `/people/${parameters["person"] ?? "me"}/contacts`;
      const wanted = query.get("listing");
      const form = new URLSearchParams(wanted === null ? {} : { listing: wanted });
      const meant = wanted === null ? [] : listingsMeant(wanted);
      const found = await store.shown(meant, londonDate(now()));
      const first = meant.find((id) => found.has(id));
      if (first !== undefined) return { kind: "redirect", location: `${base}/to/${encodeURIComponent(first)}` };
      const views = (await store.contactsOf(record.body.id)).map(({ body }) => contactView(body, "person"));
      const errors = wanted === null ? [] : [{ field: "listing", text: "No one on the list has this reference. Copy it from their page" }];
      return contactsPage(request, { base, whose: record.body.id === account.body.id ? undefined : displayNameOf(record.body), views, form, errors });
    }) satisfies HandlerOf<"person">,
    receivedContacts: (async (request) => {
      const after = afterIn(request.query);
      const { records, next } = await store.handledBy(request.account.body.id, after.ok ? after.value : undefined);
      const listed = await Promise.all(records.map(async (one) => ((await isListed(deps, one.body, now())) ? [contactView(one.body, "provider")] : [])));
      return receivedContactsPage(request, listed.flat(), next);
    }) satisfies HandlerOf<"self">,
    contact: (async (request) => {
      const side = sideOf(request);
      return (await isBarred(request, side)) ? notListedPage(request) : conversation(request, side);
    }) satisfies HandlerOf<"contact">,
    contactMoveQuestion: (async (request) => {
      const side = sideOf(request);
      const move = QUESTIONS.find((one) => one === request.parameters["move"]);
      if (!move) return nothingHere();
      if (await isBarred(request, side)) return notListedPage(request);
      if (!movesOpenTo(request.record.body, side).includes(move)) return refusedMove("not-a-move");
      const which = Number(request.query.get("message") ?? -1);
      if (move === "report" && (request.record.body.messages[which]?.by ?? side) === side) return refusedMove("no-message");
      return question(request, side, move, move === "report" ? which : undefined);
    }) satisfies HandlerOf<"contact">,
    makeContactMove: (async (request) => {
      const { record, form } = request;
      const side = sideOf(request);
      const move = contactMove(request.parameters["move"] ?? "");
      if (!move) return nothingHere();
      const answer = redirectDone(hereOf(request), doneWord(move));
      if (move === "report") {
        const read = readBy(NewReport, filledIn(form));
        const which = Number(form.get("which") ?? -1);
        if (!read.ok && record.body.messages[which] === undefined)
          return { kind: "problem", problem: badRequest("Open the page again and send the form from there.") };
        if (!read.ok) return question(request, side, "report", which, { form, errors: fieldErrors(read.errors, WRONG_MESSAGE) });
        const done = await reportMessage(deps)(record, side, { which, reason: read.value.reason }, request.auditContext(answer));
        return done.ok ? answer : refusal(done.refusal);
      }
      const written = move === "write" || move === "answer";
      const read = readBy(written ? NewMessage : NewDecline, written || move === "decline" ? filledIn(form) : {});
      if (!read.ok) {
        const errors = fieldErrors(read.errors, WRONG_MESSAGE);
        return written ? conversation(request, side, { form, errors }) : question(request, side, "decline", undefined, { form, errors });
      }
      const words = read.value.message;
      const ways = words === undefined ? [] : waysIn(words);
      if (written && words !== undefined && ways.length > 0 && form.get("seen-ways") !== seenMark(words)) return conversation(request, side, { form, ways });
      const act = { move, mover: side, words, ...(move === "share" ? { details: detailsOf(request, side) } : {}) };
      const done = await moveContact(deps)(record, act, request.auditContext(answer));
      return done.ok ? answer : refusal(done.refusal);
    }) satisfies HandlerOf<"contact">,
  };

  function refusal(kind: MoveContactRefusal): HttpAnswer {
    if (kind === "repeat") return REPEATED;
    return kind === "stale" ? conflict() : refusedMove(kind);
  }
}
