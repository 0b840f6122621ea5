import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { typedFields } from "../../../shared/domain/typed-text.ts";
import { fieldErrors } from "../../../shared/http/form-fields.ts";
import type { HttpAnswer, HttpHandler, HttpRequest } from "../../../shared/http/messages.ts";
import { notOurForm, tooLarge, tooMany } from "../../../shared/http/problem.ts";
import { fromSamePlace } from "../../../shared/http/same-site.ts";
import { readLetterCode } from "../../../shared/links/letter-code.ts";
import { linkHash, linkHashIn } from "../../../shared/links/one-time-link.ts";
import { reviewPolicyOn } from "../../../shared/policy/reviews.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { codePage, FORM_WRONG, formOverPage, formPage, formSentPage, formsStoppedPage, NOTHING_ANSWERED, stopFormsPage } from "../pages/form.page.tsx";
import { formPages, readPage, typedAnswer } from "../rules/answer.ts";
import { canBeAnswered, formOf, type Invitation } from "../rules/invitation.ts";
import { type AnswerDeps, chooseForms, linkContext, newKeyTo, receiptOf, saveAnswer, stopInvitation } from "../use-cases/answer-form.ts";
import { CODE_PATH, formPath } from "../use-cases/invitation-notices.ts";

export interface FormDeps extends AnswerDeps {
  readonly now: () => EpochMillis;
  readonly site: URL;
  readonly newId: () => string;
  /** The council whose deployment it is: its help stands on pages that are nobody's. */
  readonly authority: string;
  /** Seconds to wait, where one network sent too much. */
  readonly limited: (name: "contact" | "sign-in", who: string) => Promise<number | undefined>;
}

const page = (html: string, status = 200): HttpAnswer => ({ kind: "page", status, html });
const problem = (found: Extract<HttpAnswer, { readonly kind: "problem" }>["problem"]): HttpAnswer => ({ kind: "problem", problem: found });
const CODE_WRONG: FieldError = { field: "code", text: "Check the code. If it is right, the form may have been sent, or be past its last day" };
const WHO_IS_MISSING: FieldError = { field: "by", text: FORM_WRONG["by"] ?? "" };
const CODE = /^[\dA-Z-]{9,16}$/;

/**
 * Handlers of forms that a link opens, without an account or a session. Opening one writes nothing, not even that it was opened: links cannot be guessed. It is saved page by page, on whatever device, and spent by finishing
 * it alone. Of a link that is unknown, used or past its day the same page is shown, after the same reads.
 */
export function formHandlers(deps: FormDeps) {
  const { invitations, now, site, newId, authority, limited } = deps;
  const findBy = (hash: string) => () => invitations.invitationBy(hash);
  const policyOf = (invitation: Invitation) => reviewPolicyOn(invitation.authority, londonDate(now()));
  const over = () => page(formOverPage(authority), 410);
  const contextOf =
    ({ id }: HttpRequest) =>
    (invitation: Invitation) =>
      linkContext(invitation, now(), id);

  /** What a link opens, and how it is found again; undefined where it opens nothing. */
  const opened = async ({ parameters }: HttpRequest) => {
    const hash = linkHashIn(parameters["token"]);
    const find = findBy(hash ?? "");
    const invitation = await find();
    return invitation && canBeAnswered(invitation.body, londonDate(now())) ? { invitation, find } : undefined;
  };
  const refusedAs = async ({ address, body }: HttpRequest, name: "contact" | "sign-in" = "sign-in"): Promise<HttpAnswer | undefined> => {
    const wait = await limited(name, address);
    if (wait !== undefined) return problem(tooMany(wait));
    return body.length > servicePolicy.largestFormBytes ? problem(tooLarge()) : undefined;
  };
  const shown = (
    request: HttpRequest,
    { body }: Versioned<Invitation>,
    at: number,
    { form, errors, once = newId() }: { readonly form?: URLSearchParams; readonly errors?: readonly FieldError[]; readonly once?: string } = {},
  ): HttpAnswer => {
    const pages = formPages(formOf(body), body.answer);
    const index = Math.min(Math.max(at, 1), pages.length);
    const props = { token: request.parameters["token"] ?? "", invitation: body, answer: body.answer, questions: pages[index - 1] ?? [] };
    const html = formPage({
      ...props,
      page: index,
      pages: pages.length,
      once,
      form: form ?? typedAnswer(body.answer, body.format === "easy-read", policyOf(body).form.faces),
      errors: errors ?? [],
    });
    return page(html, errors ? 400 : 200);
  };
  /** Where somebody goes on: the first page of which nothing is answered, else the last. */
  const whereNext = ({ body }: Versioned<Invitation>): number => {
    const pages = formPages(formOf(body), body.answer);
    const at = pages.findIndex((questions) => questions.every((question) => body.answer[question] === undefined));
    return at < 0 ? pages.length : at + 1;
  };

  return {
    async formCode(request) {
      const done = request.query.get("done") ?? "";
      if (done === "later") return page(formSentPage(authority, undefined));
      if (CODE.test(done) && readLetterCode(done) !== undefined) return page(formSentPage(authority, done));
      return page(codePage(authority, { form: new URLSearchParams(), errors: [] }));
    },
    async openByCode(request) {
      const refusal = await refusedAs(request, "contact");
      if (refusal) return refusal;
      if (!fromSamePlace(request, site)) return problem(notOurForm());
      const form = typedFields(request.body);
      const code = readLetterCode(form.get("code") ?? "");
      const made = await newKeyTo(deps)(findBy(linkHash(code ?? "")), contextOf(request));
      if (made) return { kind: "redirect", location: formPath(made.token) };
      return page(codePage(authority, { form, errors: [CODE_WRONG] }), 400);
    },
    async form(request) {
      const found = await opened(request);
      if (!found) return over();
      const at = Number(request.query.get("page") ?? "");
      return shown(request, found.invitation, Number.isSafeInteger(at) && at > 0 ? at : whereNext(found.invitation));
    },
    async answerForm(request) {
      const refusal = await refusedAs(request);
      if (refusal) return refusal;
      if (!fromSamePlace(request, site)) return problem(notOurForm());
      const form = typedFields(request.body);
      const [act, once] = [form.get("act"), form.get("once") ?? newId()];
      const at = Number(form.get("page") ?? "1");
      const token = request.parameters["token"] ?? "";
      const find = findBy(linkHashIn(token) ?? "");
      const stored = await find();
      const finish = act === "finish" ? { form: once, channel: "online" as const } : undefined;
      // What was finished by this very form is the same when it comes again.
      if (stored && finish && stored.body.finishedBy === once) return { kind: "redirect", location: `${CODE_PATH}?done=${receiptOf(stored.body)}` };
      if (!stored || !canBeAnswered(stored.body, londonDate(now()))) return over();
      const pages = formPages(formOf(stored.body), stored.body.answer);
      const questions = pages[at - 1];
      if (!questions) return shown(request, stored, 1);
      const read = readPage(form, questions, policyOf(stored.body).form.faces);
      if (!read.ok) return shown(request, stored, at, { form, errors: fieldErrors(read.errors, FORM_WRONG), once });
      // Who answers decides what the next page says. Whoever stops here can say it later.
      if (act === "next" && questions.includes("by") && read.value.by === undefined)
        return shown(request, stored, at, { form, errors: [WHO_IS_MISSING], once });
      const done = await saveAnswer(deps)(find, { questions, answer: read.value, finish }, contextOf(request));
      if (!done.ok) {
        const again = await find();
        if (done.refusal === "over" || !again) return over();
        const isWho = done.refusal.fields.some(({ parameter }) => parameter === "by");
        return isWho
          ? shown(request, again, 1, { errors: fieldErrors(done.refusal.fields, FORM_WRONG) })
          : shown(request, again, at, { form, errors: [NOTHING_ANSWERED], once });
      }
      if (done.value === "finished") return { kind: "redirect", location: `${CODE_PATH}?done=${receiptOf(stored.body)}` };
      return { kind: "redirect", location: act === "later" ? `${CODE_PATH}?done=later` : `${formPath(token)}?page=${at + 1}` };
    },
    async stopForms(request) {
      return page(stopFormsPage(request.parameters["token"] ?? "", authority));
    },
    // A mail program sends this for its reader, from its own place: the link is all it needs. Source: RFC 8058.
    async formsStopped(request) {
      const refusal = await refusedAs(request);
      if (refusal) return refusal;
      const find = findBy(linkHashIn(request.parameters["token"]) ?? "");
      // Used, or past its day: no more forms can be wanted whenever. Of a link that is none the same is said.
      const found = await find();
      if (found) {
        const { owner, payment } = found.body;
        const payments = owner === undefined ? [] : (await deps.store.reviewsOf(owner)).map(({ body }) => body.id);
        await chooseForms(deps)([...new Set([payment, ...payments])], false, contextOf(request)(found.body));
        await stopInvitation(deps)(find, "unsubscribed", contextOf(request));
      }
      // No redirect: mail programs follow none.
      return page(formsStoppedPage(authority));
    },
  } satisfies Readonly<Record<string, HttpHandler>>;
}
