import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { text } from "../../../shared/domain/fields.ts";
import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { questionPage, supportQuestionsPage } from "../pages/support-questions.page.tsx";
import { openQuestions } from "../rules/arrangement.ts";
import { moveArrangement } from "../use-cases/arrange-support.ts";
import type { ArrangementsDeps } from "../use-cases/deps.ts";
import { refusedMove } from "./arrangement.handlers.ts";

type ArrangementRequest = Parameters<HandlerOf<"arrangement">>[0];

const Answer = z.object({ agreed: oneOf(["yes", "no"] as const), reason: text(1000) });
const WRONG: Readonly<Record<string, string>> = { agreed: "Choose yes or no", reason: "Enter why, in 1,000 characters or fewer" };

/** Handlers of what a council has to agree to: pay above its rates, rates that cover too little, family of the household. */
export function supportQuestionHandlers(deps: ArrangementsDeps) {
  const { store, account } = deps;
  const questionIn = ({ record, parameters }: ArrangementRequest) => openQuestions(record.body).find(({ kind }) => kind === parameters["question"]);

  const show = async (request: ArrangementRequest, errors: readonly FieldError[] = []) => {
    const question = questionIn(request);
    if (!question) return nothingHere();
    const owner = await account(request.record.body.owner);
    return questionPage(request, { arrangement: request.record, question, who: owner ? displayNameOf(owner.body) : "Someone", form: request.form, errors });
  };

  return {
    supportQuestions: (async (request) =>
      supportQuestionsPage(request, request.record, await store.supportQuestions(request.record))) satisfies HandlerOf<"council">,
    question: (async (request) => show(request)) satisfies HandlerOf<"arrangement">,
    answerQuestion: (async (request) => {
      const question = questionIn(request);
      const { record, form, account: officer } = request;
      if (!question) return nothingHere();
      if (isStale(request.seenVersion, record.version)) return conflict();
      const read = readBy(Answer, filledIn(form));
      if (!read.ok) return show(request, fieldErrors(read.errors, WRONG));
      const { agreed, reason } = read.value;
      const answer = redirectDone(`/councils/${record.body.authority}/support-questions`, "answered");
      const input = { answer: { kind: question.kind, agreed: agreed === "yes", by: officer.body.id, reason } };
      const done = await moveArrangement(deps)(record, "answer", "officer", input, request.auditContext(answer), reason);
      return done.ok ? answer : refusedMove(done.refusal, (error) => show(request, [error]));
    }) satisfies HandlerOf<"arrangement">,
  };
}
