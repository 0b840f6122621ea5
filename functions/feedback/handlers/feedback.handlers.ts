import type { FieldError } from "../../../shared/domain/input.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { afterIn, fieldErrors } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { FEEDBACK_FORMS, questionsIn } from "../../../shared/policy/feedback.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { FOUND_WORDS, feedbackPage, MOVE_WRONG } from "../pages/feedback.page.tsx";
import { type FormCounts, feedbackFiguresPage } from "../pages/feedback-figures.page.tsx";
import { feedbackListPage } from "../pages/feedback-list.page.tsx";
import type { Answered } from "../rules/feedback.ts";
import { feedbackMove, readStep } from "../rules/feedback-moves.ts";
import { isNeverPublic, type QuoteFinding } from "../rules/quote-check.ts";
import { foundWords } from "../rules/you-said.ts";
import { moveFeedback } from "../use-cases/move-feedback.ts";
import type { FeedbackDeps } from "../use-cases/ports.ts";
import { quoteListsOf } from "../use-cases/quote-lists.ts";

type FeedbackRequest = Parameters<HandlerOf<"feedback">>[0];

const MONTH = /^20\d\d-(?:0[1-9]|1[0-2])$/;
const MONTH_CHARACTERS = 7;

/** The answers of a month, form by form, each under the questions it was given to. */
const countsOf = (council: string, all: readonly Answered[]): readonly FormCounts[] =>
  FEEDBACK_FORMS.flatMap((form) => {
    const versions = new Set(all.filter((one) => one.form === form).map(({ version }) => version));
    return [...versions]
      .toSorted((a, b) => a - b)
      .map((version) => ({
        ...{ form, questions: questionsIn(council, version, form) },
        answers: all.filter((one) => one.form === form && one.version === version).map(({ answers }) => answers),
      }));
  });

const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-now", "This cannot be done now", "Open the page again: it shows what you can do next."),
});

/** What was found in words to be quoted: what is never public first. */
function wordsRefused(found: readonly QuoteFinding[]): FieldError {
  const never = found.filter(isNeverPublic);
  return { field: "words", text: never.length > 0 ? FOUND_WORDS.never(foundWords(never)) : FOUND_WORDS.names(foundWords(found)) };
}

/** Handlers of feedback as staff work on it. */
export function feedbackHandlers(deps: FeedbackDeps) {
  const { store } = deps;
  const shown = (request: FeedbackRequest, errors: readonly FieldError[] = []): HttpAnswer => {
    const { record: feedback, form } = request;
    const { authority, version, form: name } = feedback.body;
    return feedbackPage(request, { feedback, questions: questionsIn(authority, version, name), form, errors });
  };
  return {
    feedbackList: (async (request) => {
      const { record: council, query } = request;
      const shelf = query.get("shelf") === "closed" ? "closed" : "open";
      const after = afterIn(query);
      return feedbackListPage(request, { council, shelf, ...(await store.list(council, shelf, after.ok ? after.value : undefined)) });
    }) satisfies HandlerOf<"council">,
    openFeedbackFigures: (async (request) => {
      const { record: council, query, today } = request;
      const month = MONTH.exec(query.get("month") ?? "")?.[0] ?? today.slice(0, MONTH_CHARACTERS);
      return feedbackFiguresPage(request, { council, month, counts: countsOf(council, await store.answersIn(council, month)) });
    }) satisfies HandlerOf<"council">,
    feedbackRecord: (async (request) => {
      await store.noteLook(request.record.body, request.auditContext(), "open-feedback:read");
      return shown(request);
    }) satisfies HandlerOf<"feedback">,
    moveFeedback: (async (request) => {
      const { record: before, form, account, today } = request;
      const { id, authority } = before.body;
      const move = feedbackMove(form.get("move"));
      if (move === undefined) return nothingHere();
      if (isStale(request.seenVersion, before.version)) return conflict();
      const step = readStep(move, form);
      if (!step.ok) return shown(request, fieldErrors(step.errors, MOVE_WRONG));
      const answer = move === "close" ? redirectDone(`/councils/${authority}/feedback`, move) : redirectDone(`/sent-feedback/${id}`, move);
      const done = await moveFeedback(deps, before, step.value, account.body.id, request.auditContext(answer), quoteListsOf(authority, today));
      if (done.ok) return answer;
      if (typeof done.refusal === "object") return shown(request, [wordsRefused(done.refusal.found)]);
      if (done.refusal === "repeat") return REPEATED;
      return done.refusal === "stale" ? conflict() : notNow();
    }) satisfies HandlerOf<"feedback">,
  };
}
