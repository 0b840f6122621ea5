import type { AuditContext } from "../../../shared/audit/context.ts";
import { type FieldError, type Read, readBy } from "../../../shared/domain/input.ts";
import type { Result } from "../../../shared/domain/result.ts";
import { readTypedAmount } from "../../../shared/domain/typed-amount.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { conflict, nothingHere } from "../../../shared/http/answers.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { requestFormPage } from "../pages/request-form.page.tsx";
import { choicePage, requestPage, requestsPage, withdrawPage } from "../pages/requests.page.tsx";
import { NewChoice } from "../rules/answer.ts";
import { contactDetailsIn } from "../rules/contact-details.ts";
import { NewRequest, NewWithdrawal } from "../rules/request.ts";
import { chooseAnswer, confirmRequest, fillRequest, type MoveRefusal, passAnswer, publishRequest, withdrawRequest } from "../use-cases/ask-for-support.ts";
import type { RequestDeps } from "../use-cases/request-ports.ts";
import { needsHandlers } from "./needs.handlers.ts";
import { nearHandlers } from "./requests-near.handlers.ts";

type PersonRequest = Parameters<HandlerOf<"person">>[0];
type RequestRequest = Parameters<HandlerOf<"request">>[0];

const WRONG: Readonly<Record<string, string>> = {
  services: "Select what you need help with",
  hours: "Enter how many hours a week you need, like 6 or 7.5",
  times: "Select times from the list",
  near: "Enter where you need it, like LE13 or Melton Mowbray",
  from: "Enter a real date, like 1 12 2026, or leave it empty",
  skills: "Select skills from the list",
  language: "Select the language they must speak",
  gender: "Select the gender they must be",
  must: "Select from the list",
  maxRatePence: "Enter an amount in pounds, like 15 or 15.50, or leave it empty",
  weeklyPence: "Enter an amount in pounds, like 120, or leave it empty",
  words: "Enter 1,000 characters or fewer",
};
const WRONG_CHOICE: Readonly<Record<string, string>> = {
  name: "Enter the name they should see, in 100 characters or fewer",
  reach: "Enter how they can reach you, in 200 characters or fewer",
};

/** Said where the request, or an answer to it, has gone on since the page was opened. */
const MOVED = "The request or the answer has changed since you opened the page. Open the request again to see where it stands.";

/** An amount as it was typed, for a contract to read: the number where it is one, and the text where it is none. */
const amountIn = (typed: string | null, unit: "hours" | "pounds", times: number): number | string | undefined => {
  if (typed === null || typed.trim() === "") return undefined;
  const amount = readTypedAmount(typed, unit);
  return amount === undefined ? typed : Math.round(amount * times);
};

/** What the form says. */
function readForm(form: URLSearchParams): Read<NewRequest> {
  const { gender, rate: _rate, weekly: _weekly, hours: _hours, ...rest } = filledIn(form, ["services", "skills", "times", "must"]);
  const from = dateIn(form, "from");
  const hours = amountIn(form.get("hours"), "hours", 100);
  return readBy(NewRequest, {
    ...rest,
    ...(gender === undefined || gender === "any" ? {} : { gender }),
    hours: typeof hours === "number" ? hours / 100 : hours,
    maxRatePence: amountIn(form.get("rate"), "pounds", 100),
    weeklyPence: amountIn(form.get("weekly"), "pounds", 100),
    ...(from === undefined ? {} : { from }),
  });
}

/** Handlers of the pages on which somebody, or whoever acts for them, asks for support. */
function askingHandlers(deps: RequestDeps) {
  const { store, policy } = deps;
  const baseOf = ({ parameters }: Pick<PersonRequest, "parameters">): string => `/people/${parameters["person"] ?? "me"}/requests`;
  const formPage = (request: PersonRequest, errors: readonly FieldError[] = [], found: readonly string[] = []): HttpAnswer =>
    requestFormPage(request, { base: baseOf(request), form: request.form, errors, found });

  /** Whether the address names whose request it is: another's is not there. */
  const isTheirs = ({ parameters, record }: RequestRequest): boolean => parameters["person"] === "me" || parameters["person"] === record.body.owner;
  const pathOf = (request: RequestRequest): string => `${baseOf(request)}/${request.record.body.id}`;
  const answerIn = async ({ record, parameters }: RequestRequest) => {
    const listing = ListingId.safeParse(parameters["listing"]);
    return listing.success ? store.answer(record.body.id, listing.data) : undefined;
  };
  const nameOf = async (listing: ListingId): Promise<string> => (await store.listings([listing])).get(listing)?.displayName ?? "Someone who has left the list";

  /** A move of a request, or of an answer to it, and where that leads. */
  const moved = async (request: RequestRequest, done: string, move: (context: AuditContext) => Promise<Result<void, MoveRefusal>>): Promise<HttpAnswer> => {
    if (!isTheirs(request)) return nothingHere();
    const answer = redirectDone(pathOf(request), done);
    const result = await move(request.auditContext(answer));
    if (result.ok) return answer;
    if (result.refusal === "moved") return { kind: "problem", problem: ruleRefused("request-moved", "This cannot be done any more", MOVED) };
    return result.refusal === "repeat" ? REPEATED : conflict();
  };

  return {
    requests: (async (request) => {
      const { body } = request.record;
      const whose = body.id === request.account.body.id ? undefined : displayNameOf(body);
      return requestsPage(request, { base: baseOf(request), whose, requests: await store.requestsOf(body.id) });
    }) satisfies HandlerOf<"person">,
    requestQuestion: (async (request) => formPage(request)) satisfies HandlerOf<"person">,
    publish: (async (request) => {
      const { form } = request;
      const read = readForm(form);
      const found = contactDetailsIn(form.get("words"));
      if (!read.ok) return formPage(request, fieldErrors(read.errors, WRONG), found);
      if (read.value.from !== undefined && read.value.from < request.today)
        return formPage(request, [{ field: "from", at: "from-day", text: "Enter today or a later date, or leave it empty" }], found);
      const place = await deps.placeOf(read.value.near);
      if (!place.ok) return formPage(request, [{ field: "near", text: place.refusal }], found);
      if (found.length > 0 && form.get("checked") !== "yes")
        return formPage(request, [{ field: "words", text: "Remove ways to reach you from your words, or select ‘Show it as it is’" }], found);
      const id = deps.newId();
      const answer = redirectDone(baseOf(request), "published");
      const done = await publishRequest(deps)(request.record, id, read.value, place.value, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "too-many")
        return formPage(request, [{ field: "services", text: `You can have ${policy.mostOpen} requests at a time. Withdraw one first` }], found);
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"person">,
    supportRequest: (async (request) => {
      if (!isTheirs(request)) return nothingHere();
      const answers = await store.answersTo(request.record.body.id);
      const listings = await store.listings(answers.map(({ body }) => body.listing));
      return requestPage(request, {
        base: baseOf(request),
        record: request.record,
        answers: answers.map((record) => ({ record, listing: listings.get(record.body.listing) })),
      });
    }) satisfies HandlerOf<"request">,
    confirm: (async (request) => moved(request, "confirmed", (context) => confirmRequest(deps)(request.record, context))) satisfies HandlerOf<"request">,
    fill: (async (request) => moved(request, "filled", (context) => fillRequest(deps)(request.record, context))) satisfies HandlerOf<"request">,
    withdrawQuestion: (async (request) =>
      isTheirs(request) ? withdrawPage(request, { path: pathOf(request) }) : nothingHere()) satisfies HandlerOf<"request">,
    withdraw: (async (request) => {
      const read = readBy(NewWithdrawal, filledIn(request.form));
      if (read.ok) return moved(request, "withdrawn", (context) => withdrawRequest(deps)(request.record, read.value.why, context));
      if (!isTheirs(request)) return nothingHere();
      return withdrawPage(request, { path: pathOf(request), errors: [{ field: "why", text: "Select why you withdraw it" }] });
    }) satisfies HandlerOf<"request">,
    choiceQuestion: (async (request) => {
      const answer = isTheirs(request) ? await answerIn(request) : undefined;
      if (answer?.body.state !== "sent") return nothingHere();
      const person = (await store.account(request.record.body.owner))?.body;
      const form = new URLSearchParams({ name: person?.displayName ?? "", reach: person?.phone ?? person?.email ?? "" });
      return choicePage(request, { path: pathOf(request), answer: answer.body, name: await nameOf(answer.body.listing), form });
    }) satisfies HandlerOf<"request">,
    choose: (async (request) => {
      const answer = isTheirs(request) ? await answerIn(request) : undefined;
      if (!answer) return nothingHere();
      const read = readBy(NewChoice, filledIn(request.form));
      if (read.ok) return moved(request, "chosen", (context) => chooseAnswer(deps)(request.record, answer, read.value, context));
      const { form } = request;
      const errors = fieldErrors(read.errors, WRONG_CHOICE);
      return choicePage(request, { path: pathOf(request), answer: answer.body, name: await nameOf(answer.body.listing), form, errors });
    }) satisfies HandlerOf<"request">,
    pass: (async (request) => {
      const answer = isTheirs(request) ? await answerIn(request) : undefined;
      return answer ? moved(request, "passed", (context) => passAnswer(deps)(answer, context)) : nothingHere();
    }) satisfies HandlerOf<"request">,
  };
}

/** Every handler of requests for support: of those who ask, of those who answer, and of officers. */
export const allRequestHandlers = (deps: RequestDeps) => ({ ...askingHandlers(deps), ...nearHandlers(deps), ...needsHandlers(deps) });
