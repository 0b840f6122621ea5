import type { FieldError, ParameterError } from "../../../shared/domain/input.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import { fieldErrors } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer, HttpHandler } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { reviewPolicyOn } from "../../../shared/policy/reviews.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { reviewPage } from "../pages/review.page.tsx";
import { reviewFiguresPage } from "../pages/review-figures.page.tsx";
import { DATE_FIELDS, MOVE_WRONG, reviewMovePage } from "../pages/review-move.page.tsx";
import { reviewOrderPage, reviewQueuePage } from "../pages/review-queue.page.tsx";
import { theirReviewsPage } from "../pages/their-reviews.page.tsx";
import { HELD_HEAD, heldRow, QUEUE_HEAD, queueRow } from "../rules/csv-rows.ts";
import { canBeAnswered, reviewInvitationId } from "../rules/invitation.ts";
import type { KeepRefusal } from "../rules/keep-review.ts";
import { queued } from "../rules/queue.ts";
import { type ReviewMove, reviewMove } from "../rules/read-review-move.ts";
import type { Review } from "../rules/review.ts";
import { queueFactsOf } from "../rules/review-facts.ts";
import { moveReview, movesOf, requestReview } from "../use-cases/move-review.ts";
import type { InvitationStore, ReviewsDeps, SafetyDeps } from "../use-cases/ports.ts";

type ReviewRequest = Parameters<HandlerOf<"review">>[0];
type PersonRequest = Parameters<HandlerOf<"person">>[0];

/** Staff roles that may see whose reviews they are: a commissioner sees numbers alone. */
const SEES_PEOPLE = ["review-officer", "administrator"];

const A_PAGE = 50;
/** A year, and this month. */
const MONTHS_SHOWN = 13;
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const WORDS_CHARACTERS = 1000;

const REFUSED: Readonly<Record<KeepRefusal, FieldError>> = {
  over: { field: "on", text: "The direct payment has ended, or has not started" },
  already: { field: "reason", text: "This reason is there already. The review comes as early as it can" },
  day: { field: "on", at: "on-day", text: "Enter a day that has been, since the first payment" },
  many: { field: "words", text: "There are too many outcomes. End one first" },
  none: { field: "value", text: "This outcome has ended" },
  value: { field: "value", text: "Enter a number that fits, or yes or no" },
};

/** It stands where this cannot be done: a page from before. */
const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-now", "This cannot be done now", "Open the page of these reviews again: it shows what you can do next."),
});

/** The messages of a form, each leading to its control. */
const wrong = (errors: readonly ParameterError[]): readonly FieldError[] =>
  fieldErrors(errors, MOVE_WRONG).map((error) => {
    const isValue = error.field.startsWith("value-");
    return {
      ...error,
      ...(isValue ? { text: MOVE_WRONG["value"] ?? error.text } : {}),
      ...(DATE_FIELDS.includes(error.field) ? { at: `${error.field}-day` } : {}),
    };
  });

/** Handlers of what everybody may read of reviews. */
export const openReviewHandlers = ({ authority, now }: Pick<SafetyDeps, "authority" | "now">): Readonly<Record<"reviewOrder", HttpHandler>> => ({
  reviewOrder: async () => ({ kind: "page", status: 200, html: reviewOrderPage(reviewPolicyOn(authority, londonDate(now()))) }),
});

/** Handlers of reviews: the queue, one payment's reviews with what officers do, the figures, and the person's page. */
export function reviewsHandlers(deps: ReviewsDeps & { readonly invitations: Pick<InvitationStore, "invitation" | "openInvitation"> }) {
  const { store, invitations } = deps;

  const queueOf = async (council: string, today: string) => {
    const policy = reviewPolicyOn(council, today);
    const all = await store.queue(council);
    const byPayment = new Map(all.map((one) => [one.payment, one]));
    const placed = queued(all, policy, today).flatMap((one) => {
      const review = byPayment.get(one.facts.payment);
      return review ? [{ ...one, review }] : [];
    });
    return { policy, placed };
  };
  const moveIn = ({ parameters, record, today }: ReviewRequest): ReviewMove | undefined | "not-now" => {
    const move = reviewMove(parameters["move"] ?? "");
    if (move === undefined) return undefined;
    return movesOf(record.body, today).includes(move) ? move : "not-now";
  };
  const movePage = async (request: ReviewRequest, move: ReviewMove, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const { record, query, form, today } = request;
    const about = move === "value" || move === "end-outcome";
    const named = form.get("outcome") ?? query.get("outcome");
    const outcome = about ? record.body.outcomes.find(({ id, closedOn }) => id === named && closedOn === undefined) : undefined;
    if (about && !outcome) return nothingHere();
    const invitation = move === "complete" ? await invitationOf(record.body) : undefined;
    return reviewMovePage(request, {
      review: record,
      move,
      outcome,
      answer: invitation?.state === "answered" ? invitation.answer : undefined,
      policy: reviewPolicyOn(record.body.authority, today),
      today,
      form,
      errors,
    });
  };
  const theirs = async ({ record }: PersonRequest) => {
    const [found] = await store.reviewsOf(record.body.id);
    return found && (await store.review(found.body.id));
  };
  const theirPage = async (request: PersonRequest, errors: readonly FieldError[] = []) => {
    const [review, open] = [await theirs(request), await invitations.openInvitation(request.record.body.id)];
    const formUntil = open && canBeAnswered(open.body, request.today) ? open.body.until : undefined;
    return theirReviewsPage(request, { person: request.record.body, review: review?.body, formUntil, form: request.form, errors });
  };
  /** What the person said before the review that is due, or that they were invited to say it. */
  const invitationOf = async ({ id, openedOn }: Review) =>
    openedOn === undefined ? undefined : (await invitations.invitation(reviewInvitationId(id, openedOn)))?.body;

  return {
    reviewQueue: (async (request) => {
      const { record: council, query, today } = request;
      const { policy, placed } = await queueOf(council, today);
      const given = Number(query.get("from") ?? "0");
      const from = Number.isSafeInteger(given) && given > 0 && given < placed.length ? given : 0;
      const next = from + A_PAGE < placed.length ? from + A_PAGE : undefined;
      return reviewQueuePage(request, { council, rows: placed.slice(from, from + A_PAGE), total: placed.length, from, next, policy });
    }) satisfies HandlerOf<"council">,
    reviewQueueCsv: (async ({ record: council, today }) => {
      const { placed } = await queueOf(council, today);
      return csvAnswer(
        `reviews-${today}`,
        QUEUE_HEAD,
        placed.map((one) => queueRow(one, one.review)),
      );
    }) satisfies HandlerOf<"council">,
    reviewFigures: (async (request) => {
      const { record: council, as, today } = request;
      const [months, policy] = [await store.figures(council, MONTHS_SHOWN), reviewPolicyOn(council, today)];
      return reviewFiguresPage(request, { council, months, mayList: SEES_PEOPLE.includes(as), policy });
    }) satisfies HandlerOf<"council">,
    reviewsHeldCsv: (async ({ record: council, parameters, today }) => {
      const month = parameters["month"] ?? "";
      if (!MONTH.test(month)) return nothingHere();
      const policy = reviewPolicyOn(council, today);
      const held = (await store.heldIn(council, month)).toSorted((a, b) => (a.on < b.on ? -1 : 1));
      return csvAnswer(
        `reviews-held-${month}`,
        HELD_HEAD,
        held.map((one) => heldRow(one, policy)),
      );
    }) satisfies HandlerOf<"council">,
    review: (async (request) => {
      const { record, today } = request;
      // A look at somebody who has no account is noted here; on theirs otherwise, by the guard.
      if (record.body.owner === undefined) await store.noteLook(record.body, request.auditContext(), "review:read");
      const policy = reviewPolicyOn(record.body.authority, today);
      const moves = movesOf(record.body, today).filter((move) => move !== "value" && move !== "end-outcome");
      const invitation = await invitationOf(record.body);
      return reviewPage(request, { review: record, invitation, facts: queueFactsOf(record.body, today), moves, policy });
    }) satisfies HandlerOf<"review">,
    reviewMoveQuestion: (async (request) => {
      const move = moveIn(request);
      if (move === undefined) return nothingHere();
      return move === "not-now" ? notNow() : movePage(request, move);
    }) satisfies HandlerOf<"review">,
    moveReview: (async (request) => {
      const { record, form, account } = request;
      const move = moveIn(request);
      if (move === undefined) return nothingHere();
      if (isStale(request.seenVersion, record.version)) return conflict();
      if (move === "not-now") return notNow();
      const answer = redirectDone(`/reviews/${record.body.id}`, move);
      const done = await moveReview(deps)(record, move, form, account.body.id, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      if (done.refusal === "stale") return conflict();
      return movePage(request, move, typeof done.refusal === "object" ? wrong(done.refusal.fields) : [REFUSED[done.refusal]]);
    }) satisfies HandlerOf<"review">,
    theirReviews: (async (request) => theirPage(request)) satisfies HandlerOf<"person">,
    requestReview: (async (request) => {
      const found = await theirs(request);
      if (!found || found.body.owner !== request.record.body.id) return nothingHere();
      const words = (request.form.get("words") ?? "").trim() || undefined;
      if (words !== undefined && words.length > WORDS_CHARACTERS) return theirPage(request, [{ field: "words", text: "Tell us in 1,000 characters or fewer" }]);
      const answer = redirectDone(`/people/${request.parameters["person"] ?? "me"}/reviews`, "requested");
      const done = await requestReview(deps)(found, words, request.account.body.id, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      return done.refusal === "stale" ? conflict() : notNow();
    }) satisfies HandlerOf<"person">,
  };
}
