import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { nothingHere } from "../../../shared/http/answers.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { badRequest, ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { nearPage, nearRequestPage } from "../pages/requests-near.page.tsx";
import { NewAnswer } from "../rules/answer.ts";
import { contactDetailsIn } from "../rules/contact-details.ts";
import { NewAlert } from "../rules/request-alert.ts";
import { type AnswerAct, alertOf, answerRequest, answersGiven, requestNear, requestsNear, setAlert } from "../use-cases/answer-request.ts";
import type { RequestDeps } from "../use-cases/request-ports.ts";

type PersonRequest = Parameters<HandlerOf<"person">>[0];

const WRONG: Readonly<Record<string, string>> = {
  message: "Enter your message, in 1,000 characters or fewer",
  times: "Enter when you could come, in 300 characters or fewer",
  reach: "Enter how they can reach you, in 200 characters or fewer",
};

/** The request is filled, withdrawn or hidden, or does not fit the listing any more. */
const gone = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("request-gone", "This request is not open any more", "Go back to the requests near you to see those that are."),
});
const decidedAlready = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused(
    "answer-decided",
    "This cannot be changed any more",
    "They have decided on your answer, or you changed it in another window. Open the request again.",
  ),
});

/** Handlers of the pages on which a provider finds requests near them and answers. */
export function nearHandlers(deps: RequestDeps) {
  const baseOf = ({ parameters }: Pick<PersonRequest, "parameters">): string => `/people/${parameters["person"] ?? "me"}/requests-near-me`;
  const idOf = ({ parameters }: PersonRequest): string => parameters["near"] ?? "";

  const onePage = async (
    request: PersonRequest,
    form: URLSearchParams,
    errors: readonly FieldError[] = [],
    found: readonly string[] = [],
  ): Promise<HttpAnswer> => {
    const near = await requestNear(deps)(request.record.body.id, idOf(request), request.today);
    return near ? nearRequestPage(request, { ...near, base: baseOf(request), form, errors, found }) : nothingHere();
  };

  const answered = async (request: PersonRequest, act: AnswerAct): Promise<HttpAnswer> => {
    const answer = redirectDone(baseOf(request), act.move);
    const done = await answerRequest(deps)(request.record, idOf(request), act, request.auditContext(answer));
    if (done.ok) return answer;
    if (done.refusal === "repeat") return REPEATED;
    return done.refusal === "gone" ? gone() : decidedAlready();
  };

  return {
    near: (async (request) => {
      const account = request.record.body.id;
      const [found, given, every] = await Promise.all([requestsNear(deps)(account, request.today), answersGiven(deps)(account), alertOf(deps)(account)]);
      return nearPage(request, { base: baseOf(request), ...found, given, every });
    }) satisfies HandlerOf<"person">,
    setAlert: (async (request) => {
      const read = readBy(NewAlert, filledIn(request.form));
      if (!read.ok) return { kind: "problem", problem: badRequest("Open the page again and select how often we should contact you.") };
      const answer = redirectDone(baseOf(request), "alert");
      const done = await setAlert(deps)(request.record, read.value.every, request.auditContext(answer));
      return done.ok ? answer : REPEATED;
    }) satisfies HandlerOf<"person">,
    nearRequest: (async (request) => {
      const { phone, email } = request.record.body;
      return onePage(request, new URLSearchParams({ reach: phone ?? email ?? "" }));
    }) satisfies HandlerOf<"person">,
    answer: (async (request) => {
      const { form } = request;
      const move = form.get("move");
      if (move === "decline" || move === "withdraw") return answered(request, { move });
      if (move !== "send") return { kind: "problem", problem: badRequest("Open the page again and send the form from there.") };
      const read = readBy(NewAnswer, filledIn(form));
      const found = contactDetailsIn(form.get("message"), form.get("times"));
      if (!read.ok) return onePage(request, form, fieldErrors(read.errors, WRONG), found);
      if (found.length > 0 && form.get("checked") !== "yes")
        return onePage(request, form, [{ field: "message", text: "Remove contact details from your message, or select ‘Send it as it is’" }], found);
      return answered(request, { move, said: read.value });
    }) satisfies HandlerOf<"person">,
  };
}
