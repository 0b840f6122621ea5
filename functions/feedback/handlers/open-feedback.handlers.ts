import type { FieldError, ParameterError } from "../../../shared/domain/input.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { typedFields } from "../../../shared/domain/typed-text.ts";
import { nothingHere } from "../../../shared/http/answers.ts";
import { afterIn } from "../../../shared/http/form-fields.ts";
import type { HttpAnswer, HttpHandler, HttpRequest } from "../../../shared/http/messages.ts";
import { notOurForm, tooLarge, tooMany } from "../../../shared/http/problem.ts";
import { fromSamePlace } from "../../../shared/http/same-site.ts";
import { councilCodes } from "../../../shared/policy/council.ts";
import { FEEDBACK_FROM, type FeedbackForm, type FeedbackFrom, feedbackPolicyOn, type Question } from "../../../shared/policy/feedback.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { CHOICE_WRONG, chooseFormPage, feedbackFormPage, feedbackSentPage } from "../pages/feedback-form.page.tsx";
import { faultWords } from "../pages/feedback-words.ts";
import { youSaidCouncilsPage, youSaidEntryPage, youSaidPage } from "../pages/you-said.page.tsx";
import { FEEDBACK_FAULTS, readAnswers } from "../rules/read-feedback.ts";
import { publicOf } from "../rules/you-said.ts";
import type { FeedbackDeps } from "../use-cases/ports.ts";
import { receiptOf, sendFeedback } from "../use-cases/send-feedback.ts";

type Wrong = readonly FieldError[];
const page = (html: string, status = 200): HttpAnswer => ({ kind: "page", status, html });
const problem = (found: Extract<HttpAnswer, { readonly kind: "problem" }>["problem"]): HttpAnswer => ({ kind: "problem", problem: found });

const whoIn = (given: string | null | undefined): FeedbackFrom | undefined => FEEDBACK_FROM.find((one) => one === given);
const councilIn = (given: string | null | undefined): string | undefined => councilCodes.find((one) => one === given);
/** A key that a page of ours gave its form. */
const onceIn = (form: URLSearchParams): string | undefined => {
  const once = form.get("once") ?? "";
  return /^[\w-]{8,100}$/.test(once) ? once : undefined;
};
const RECEIPT = /^[A-Z]{3}-[A-Z\d]{4}$/;

/** The sentences of a form's questions that were answered wrongly. */
const wrongIn = (errors: readonly ParameterError[], questions: readonly Question[]): Wrong =>
  errors.flatMap(({ parameter, detail }) => {
    const question = questions.find(({ code }) => code === parameter);
    const fault = FEEDBACK_FAULTS.find((one) => one === detail);
    return question && fault ? [{ field: parameter, text: faultWords(question, fault) }] : [];
  });

/** A form that somebody sends without an account: which, for whom, and how its page is shown again. */
interface OpenForm {
  readonly council: string;
  readonly form: FeedbackForm;
  readonly about?: string;
  readonly shown: (once: string, typed: { readonly form: URLSearchParams; readonly errors: Wrong }) => string;
}

/** Handlers of all that anybody may read and send, without an account, a link or a session. */
export function openFeedbackHandlers(
  deps: FeedbackDeps,
): Readonly<Record<"chooseForm" | "feedbackForm" | "sendFeedback" | "youSaidCouncils" | "youSaidPublic" | "youSaidEntry" | "answerYouSaid", HttpHandler>> {
  const { store, newId, site, authority, now, limited } = deps;
  const policyOf = (council: string) => feedbackPolicyOn(council, londonDate(now()));
  const empty = { form: new URLSearchParams(), errors: [] };

  /** Takes a form in: the same one, however often it comes, is answered with the same receipt. Where it cannot be, its page comes back with all that was typed. */
  const taken = async (request: HttpRequest, form: URLSearchParams, { council, form: name, about, shown }: OpenForm): Promise<HttpAnswer> => {
    const { version, forms } = policyOf(council);
    const questions = forms[name];
    const first = questions[0]?.code ?? "";
    const again = (errors: Wrong, status = 400, once = onceIn(form) ?? newId()) => page(shown(once, { form, errors }), status);
    const once = onceIn(form);
    if (once === undefined) return again([{ field: "once", at: first, text: "We could not use that form. Send it again from this page" }]);
    const sent = { once, path: request.path, body: request.body };
    const received = (receipt: string): HttpAnswer => ({ kind: "redirect", location: `/feedback?${new URLSearchParams({ sent: receipt, council })}` });
    // The first one counts; what is in this one is not lost, and is sent as another if somebody wants that.
    const other = () =>
      again(
        [{ field: "once", at: first, text: "This form was sent before with other answers, and they count. Send it again if you want to send these too" }],
        422,
        newId(),
      );
    const before = await receiptOf(deps, sent);
    if (!before.ok) return other();
    if (before.value !== undefined) return received(before.value);
    const wait = await limited("feedback", request.address);
    if (wait !== undefined) {
      const text = `Too many forms came from your network. Wait ${wait === 1 ? "a second" : `${wait} seconds`}, then send this one again`;
      return {
        kind: "page",
        status: 429,
        headers: { "retry-after": String(wait) },
        html: shown(once, { form, errors: [{ field: "once", at: first, text }] }),
      };
    }
    const read = readAnswers(form, questions);
    if (!read.ok) return again(wrongIn(read.errors, questions));
    const done = await sendFeedback(deps, { council, form: name, version, answers: read.value, about }, sent, request.id);
    return done.ok ? received(done.value) : other();
  };

  /** Why a form is not even looked at. */
  const unread = (request: HttpRequest): HttpAnswer | undefined => {
    if (!fromSamePlace(request, site)) return problem(notOurForm());
    return request.body.length > servicePolicy.largestFormBytes ? problem(tooLarge()) : undefined;
  };
  const formOf = (who: FeedbackFrom, council: string): OpenForm => ({
    ...{ council, form: who },
    shown: (once, typed) => feedbackFormPage({ who, council, questions: policyOf(council).forms[who], once, ...typed }),
  });
  const entryOf = async (request: HttpRequest): Promise<OpenForm | undefined> => {
    const { council: named, entry: id = "" } = request.parameters;
    const council = councilIn(named);
    const found = council === undefined || !/^[\w.-]{1,64}$/.test(id) ? undefined : await store.youSaid(id);
    const entry = found?.body.authority === council ? found && publicOf(found.body) : undefined;
    if (council === undefined || !entry) return undefined;
    const policy = policyOf(council);
    return {
      ...{ council, form: "you-said", about: entry.id },
      shown: (once, typed) => youSaidEntryPage({ council, policy, entry, questions: policy.forms["you-said"], once, ...typed }),
    };
  };
  const slowed = async (request: HttpRequest): Promise<HttpAnswer | undefined> => {
    const wait = await limited("listing", request.address);
    return wait === undefined ? undefined : problem(tooMany(wait));
  };

  return {
    async chooseForm({ query }) {
      const [sent, council, who] = [query.get("sent") ?? "", councilIn(query.get("council")), whoIn(query.get("who"))];
      if (RECEIPT.test(sent) && council !== undefined) return page(feedbackSentPage(council, sent));
      // Its form leads here, and from here on.
      if (who !== undefined && council !== undefined) return { kind: "redirect", location: `/feedback/${who}?${new URLSearchParams({ council })}` };
      const isAnswered = query.has("who") || query.has("council");
      const missing = [who === undefined ? "who" : [], council === undefined ? "council" : []].flat();
      const errors = isAnswered ? missing.map((field) => ({ field, text: CHOICE_WRONG[field] ?? "" })) : [];
      return page(chooseFormPage(authority, { form: query, errors }), errors.length > 0 ? 400 : 200);
    },
    async feedbackForm({ parameters, query }) {
      const who = whoIn(parameters["who"]);
      if (who === undefined) return nothingHere();
      const council = councilIn(query.get("council"));
      if (council === undefined) return { kind: "redirect", location: "/feedback" };
      return page(formOf(who, council).shown(newId(), empty));
    },
    async sendFeedback(request) {
      const who = whoIn(request.parameters["who"]);
      if (who === undefined) return nothingHere();
      const refused = unread(request);
      if (refused) return refused;
      const form = typedFields(request.body);
      const council = councilIn(form.get("council"));
      if (council === undefined)
        return page(
          formOf(who, authority).shown(onceIn(form) ?? newId(), {
            form,
            errors: [{ field: "council", at: "main-content", text: CHOICE_WRONG["council"] ?? "" }],
          }),
          400,
        );
      return taken(request, form, formOf(who, council));
    },
    youSaidCouncils: async () => page(youSaidCouncilsPage()),
    async youSaidPublic(request) {
      const council = councilIn(request.parameters["council"]);
      if (council === undefined) return nothingHere();
      const wait = await slowed(request);
      if (wait) return wait;
      const after = afterIn(request.query);
      return page(youSaidPage({ council, policy: policyOf(council), ...(await store.publicYouSaid(council, after.ok ? after.value : undefined)) }));
    },
    async youSaidEntry(request) {
      const wait = await slowed(request);
      if (wait) return wait;
      const entry = await entryOf(request);
      return entry ? page(entry.shown(newId(), empty)) : nothingHere();
    },
    async answerYouSaid(request) {
      const refused = unread(request);
      if (refused) return refused;
      const entry = await entryOf(request);
      return entry ? taken(request, typedFields(request.body), entry) : nothingHere();
    },
  };
}
