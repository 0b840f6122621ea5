import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { supportPage, unlistedPage } from "../pages/support.page.tsx";
import { NewListed, NewUnlisted } from "../rules/arrangement.ts";
import { endUse, invitationNotice, type UnlistedRefusal, useListed, useUnlisted } from "../use-cases/choose-support.ts";
import type { ArrangementsDeps } from "../use-cases/deps.ts";

type PersonRequest = Parameters<HandlerOf<"person">>[0];

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
    const held = await store.arrangementsOf(request.record.body.id);
    const arrangements = await Promise.all(
      held.map(async (record) => {
        const listing = record.body.listing === undefined ? undefined : await store.listing(record.body.listing);
        const uninvited = record.body.unlisted?.invited === true && record.body.state === "live" && (await deps.noticeFailed(invitationNotice(record.body.id)));
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
    endUse: (async (request) => {
      const { record, parameters } = request;
      const person = parameters["person"];
      // The address names whose it is: another's is not there.
      if (person !== "me" && person !== record.body.owner) return nothingHere();
      if (isStale(request.seenVersion, record.version)) return conflict();
      const answer = redirectDone(`/people/${person}/support`, "ended");
      const done = await endUse(deps)(record, request.auditContext(answer));
      return done.ok ? answer : refusal(done.refusal);
    }) satisfies HandlerOf<"arrangement">,
  };
}
