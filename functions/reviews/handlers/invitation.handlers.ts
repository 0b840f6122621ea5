import type { FieldError } from "../../../shared/domain/input.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { afterIn, fieldErrors } from "../../../shared/http/form-fields.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { printedCode } from "../../../shared/links/letter-code.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { FORM_WRONG, NOTHING_ANSWERED } from "../pages/form.page.tsx";
import { feedbackCallsPage, formMovePage, invitationPage, letterPage, OFFICER_WRONG } from "../pages/invitation.page.tsx";
import { type FormMove, formMove, formMovesOn, questionsByPhone, readByPhone, readStop } from "../rules/form-moves.ts";
import { chooseForms, newKeyTo, saveAnswer, stopInvitation } from "../use-cases/answer-form.ts";
import { CODE_PATH, formPath } from "../use-cases/invitation-notices.ts";
import type { InvitationStore, ReviewsDeps } from "../use-cases/ports.ts";

type FormRequest = Parameters<HandlerOf<"feedbackForm">>[0];

export interface InvitationDeps extends Pick<ReviewsDeps, "store" | "site"> {
  readonly invitations: InvitationStore;
}

/** It cannot be answered any more: a page from before. */
const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused(
    "not-now",
    "This cannot be done now",
    "The form was answered, stopped, or is past its day. Open its page again: it shows what you can do next.",
  ),
});

/** Handlers of invitations to say how support is: who is to be phoned, one invitation with what officers do, and the person's way in without a link. */
export function invitationHandlers(deps: InvitationDeps) {
  const { invitations, site } = deps;

  const moveIn = ({ parameters, record, today }: FormRequest): FormMove | undefined | "not-now" => {
    const move = formMove(parameters["move"] ?? "");
    if (move === undefined) return undefined;
    return formMovesOn(record.body, today).includes(move) ? move : "not-now";
  };
  const movePage = (request: FormRequest, move: FormMove, errors: readonly FieldError[] = []) =>
    formMovePage(request, { invitation: request.record, move, form: request.form, errors });

  return {
    feedbackCalls: (async (request) => {
      const after = afterIn(request.query);
      return feedbackCallsPage(request, request.record, await invitations.calls(request.record, after.ok ? after.value : undefined));
    }) satisfies HandlerOf<"council">,
    feedbackForm: (async (request) => {
      const { owner, payment } = request.record.body;
      // A look at somebody who has no account is noted on their reviews; on their account otherwise, by the guard.
      if (owner === undefined) await deps.store.noteLook({ id: payment }, request.auditContext(), "feedback:read");
      return invitationPage(request, { invitation: request.record, moves: formMovesOn(request.record.body, request.today) });
    }) satisfies HandlerOf<"feedbackForm">,
    formMoveQuestion: (async (request) => {
      const move = moveIn(request);
      if (move === undefined) return nothingHere();
      return move === "not-now" ? notNow() : movePage(request, move);
    }) satisfies HandlerOf<"feedbackForm">,
    moveForm: (async (request) => {
      const { record, form } = request;
      const { id } = record.body;
      const move = moveIn(request);
      if (move === undefined) return nothingHere();
      if (isStale(request.seenVersion, record.version)) return conflict();
      if (move === "not-now") return notNow();
      const find = () => invitations.invitation(id);
      const answer = redirectDone(`/feedback-forms/${id}`, move);
      const contextOf = () => request.auditContext(answer);
      if (move === "letter") {
        // Its code is shown on this page alone, and stored nowhere: no other can show it again.
        const made = await newKeyTo(deps)(find, () => request.auditContext());
        return made ? letterPage(request, record.body, printedCode(made.code), new URL(CODE_PATH, site).href) : notNow();
      }
      if (move === "stop") {
        const read = readStop(form);
        if (!read.ok) return movePage(request, move, fieldErrors(read.errors, OFFICER_WRONG));
        await stopInvitation(deps)(find, read.value.why, contextOf);
        return answer;
      }
      const read = readByPhone(form, record.body);
      if (!read.ok) return movePage(request, move, fieldErrors(read.errors, { ...FORM_WRONG, ...OFFICER_WRONG }));
      const sent = { questions: questionsByPhone(record.body), answer: read.value, finish: { form: `phone:${request.id}`, channel: "phone" as const } };
      const done = await saveAnswer(deps)(find, sent, contextOf);
      if (done.ok) return answer;
      if (done.refusal === "over") return notNow();
      const isWho = done.refusal.fields.some(({ parameter }) => parameter === "by");
      return movePage(request, move, isWho ? fieldErrors(done.refusal.fields, FORM_WRONG) : [NOTHING_ANSWERED]);
    }) satisfies HandlerOf<"feedbackForm">,
    openTheirForm: (async (request) => {
      const open = await invitations.openInvitation(request.record.body.id);
      if (open?.body.owner !== request.record.body.id) return nothingHere();
      const made = await newKeyTo(deps)(
        () => invitations.invitation(open.body.id),
        () => request.auditContext(),
      );
      return made ? { kind: "redirect", location: formPath(made.token) } : notNow();
    }) satisfies HandlerOf<"person">,
    chooseTheirForms: (async (request) => {
      const { record, form, parameters } = request;
      const wanted = form.get("forms") === "on";
      const answer = redirectDone(`/people/${parameters["person"] ?? "me"}/reviews`, wanted ? "forms-on" : "forms-off");
      const payments = (await deps.store.reviewsOf(record.body.id)).map(({ body }) => body.id);
      await chooseForms(deps)(payments, wanted, request.auditContext(answer));
      const open = wanted ? undefined : await invitations.openInvitation(record.body.id);
      if (open?.body.owner === record.body.id)
        await stopInvitation(deps)(
          () => invitations.invitation(open.body.id),
          "unsubscribed",
          () => request.auditContext(),
        );
      return answer;
    }) satisfies HandlerOf<"person">,
  };
}
