import * as z from "zod/mini";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import { text } from "../../../shared/domain/fields.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { conflict, nothingHere } from "../../../shared/http/answers.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { isShownOn } from "../../../shared/listing/shown.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { offerPage } from "../pages/offer.page.tsx";
import { supportPage, unlistedPage } from "../pages/support.page.tsx";
import { TERMS_WRONG } from "../pages/terms-form.tsx";
import { NewListed, NewUnlisted } from "../rules/arrangement.ts";
import { isOver } from "../rules/arrangement-moves.ts";
import { inOrder } from "../rules/decide-arrangement.ts";
import { formOfTerms, readTerms } from "../rules/read-terms.ts";
import { type OfferRefusal, offeredTo, offerSupport } from "../use-cases/arrange-support.ts";
import { invitationNotice, type UnlistedRefusal, useListed, useUnlisted } from "../use-cases/choose-support.ts";
import type { ArrangementsDeps } from "../use-cases/deps.ts";
import { termErrors } from "./arrangement.handlers.ts";

type PersonRequest = Parameters<HandlerOf<"person">>[0];

const Message = z.optional(text(1000));

const NOT_OFFERED: Readonly<Record<OfferRefusal, string>> = {
  "no-listing": "No one has this reference. Copy it from their page",
  "no-account": "They do not use Trellis themselves. Contact them another way, then add them as someone who supports you",
  themselves: "You cannot ask yourself, or for someone you support",
};

const WRONG: Readonly<Record<string, string>> = {
  listing: "Enter the reference from their page",
  name: "Enter their name",
  checked: "Choose from the list",
  knowingly: "Confirm you understand the risks",
  email: "Enter an email address, like name@example.com, or leave it empty",
};

const CAPPED: Readonly<Record<Exclude<UnlistedRefusal, CommitRefusal>, string>> = {
  "mails-of-account": "You have sent as many invitations as you can today. Leave the address empty, or try again tomorrow",
  "mails-to-address": "We cannot email this address. Leave it empty, and contact them yourself",
};

/** Handlers of the pages a recipient, or whoever acts for them, keeps their choices on. */
export function supportHandlers(deps: ArrangementsDeps) {
  const { store } = deps;
  const refusal = (kind: CommitRefusal): HttpAnswer => (kind === "repeat" ? REPEATED : conflict());
  const baseOf = ({ parameters }: Pick<PersonRequest, "parameters">): string => `/people/${parameters["person"] ?? "me"}/support`;

  const page = async (request: PersonRequest, form?: URLSearchParams, errors: Parameters<typeof supportPage>[1]["errors"] = []): Promise<HttpAnswer> => {
    const held = new Map((await store.arrangementsOf(request.record.body.id)).map((one) => [one.body.id, one]));
    const ordered = inOrder([...held.values()].map(({ body }) => body)).flatMap(({ id }) => held.get(id) ?? []);
    const arrangements = await Promise.all(
      ordered.map(async (record) => {
        const listing = record.body.listing === undefined ? undefined : await store.listing(record.body.listing);
        const uninvited = record.body.unlisted?.invited === true && !isOver(record.body) && (await deps.noticeFailed(invitationNotice(record.body.id)));
        return {
          record: record,
          uninvited,
          name: record.body.unlisted?.name ?? listing?.displayName ?? "Someone who has left the list",
          status: listing?.status,
        };
      }),
    );
    const { body } = request.record;
    const whose = body.id === request.account.body.id ? undefined : displayNameOf(body);
    return supportPage(request, { base: baseOf(request), whose, arrangements, ...(form ? { form } : {}), errors });
  };

  return {
    support: (async (request) => page(request)) satisfies HandlerOf<"person">,
    useListed: (async (request) => {
      const read = readBy(NewListed, filledIn(request.form));
      if (!read.ok) return page(request, request.form, fieldErrors(read.errors, WRONG));
      const answer = redirectDone(baseOf(request), "listed");
      const done = await useListed(deps)(request.record, read.value.listing, request.auditContext(answer));
      if (done.ok || done.refusal === "already") return answer;
      if (done.refusal === "no-listing") return page(request, request.form, [{ field: "listing", text: "No one has this reference. Copy it from their page" }]);
      return refusal(done.refusal);
    }) satisfies HandlerOf<"person">,
    unlistedQuestion: (async (request) => unlistedPage(request, baseOf(request), new URLSearchParams())) satisfies HandlerOf<"person">,
    useUnlisted: (async (request) => {
      const read = readBy(NewUnlisted, filledIn(request.form, ["checked"]));
      if (!read.ok) return unlistedPage(request, baseOf(request), request.form, fieldErrors(read.errors, WRONG));
      const answer = redirectDone(baseOf(request), read.value.email === undefined ? "unlisted" : "invited");
      const done = await useUnlisted(deps)(request.record, read.value, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return refusal(done.refusal);
      return unlistedPage(request, baseOf(request), request.form, [{ field: "email", text: CAPPED[done.refusal] }]);
    }) satisfies HandlerOf<"person">,
    offerQuestion: (async (request) => {
      const named = request.query.get("listing");
      const listing = named === null ? undefined : await store.listing(named);
      const known = listing && isShownOn(listing, request.today) ? listing : undefined;
      return offerPage(request, {
        base: baseOf(request),
        listing: known,
        form: formOfTerms(known ? { services: [...known.services], ...(known.ratePence === undefined ? {} : { ratePence: known.ratePence }) } : {}),
      });
    }) satisfies HandlerOf<"person">,
    offer: (async (request) => {
      const { form, record, account, today } = request;
      const meant = readBy(NewListed, filledIn(form));
      const to = meant.ok ? await offeredTo(deps, meant.value.listing, today, [account.body.id, record.body.id]) : undefined;
      const read = readTerms(form, to?.ok === true ? to.value.employment : undefined);
      const message = Message.safeParse(form.get("message")?.trim() || undefined);
      const errors = [
        ...(to?.ok === true ? [] : [{ field: "listing", text: to ? NOT_OFFERED[to.refusal] : (WRONG["listing"] ?? "") }]),
        ...(read.ok ? [] : termErrors(read.errors)),
        ...(message.success ? [] : [{ field: "message", text: TERMS_WRONG["message"] ?? "" }]),
      ];
      if (to?.ok !== true || !read.ok || !message.success) return offerPage(request, { base: baseOf(request), listing: undefined, form, errors });
      let answer: HttpAnswer = nothingHere();
      const done = await offerSupport(deps)(record, to.value, { ...read.value, message: message.data }, (id) => {
        answer = redirectDone(`/arrangements/${id}`, "offered");
        return request.auditContext(answer);
      });
      return done.ok ? answer : refusal(done.refusal);
    }) satisfies HandlerOf<"person">,
  };
}
