import { createHash } from "node:crypto";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { ParameterError } from "../../../shared/domain/input.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { newLetterCode, printedCode } from "../../../shared/links/letter-code.ts";
import { linkHash } from "../../../shared/links/one-time-link.ts";
import { ANSWER_CHARACTERS, type Answer, type Question, unfinished, withPage } from "../rules/answer.ts";
import { canBeAnswered, type Finish, finished, type Invitation, type StoppedWhy, stoppedFor, withAnswer, withInvitationContact } from "../rules/invitation.ts";
import { newFormKeys } from "./invitation-notices.ts";
import type { InvitationStore, ReviewChange, ReviewStore } from "./ports.ts";

export interface AnswerDeps {
  readonly store: Pick<ReviewStore, "review" | "reviewsOf" | "commit">;
  readonly invitations: Pick<InvitationStore, "invitation" | "invitationBy">;
}

/** How an invitation is found again at each try: by its link, or by its id. */
export type Find = () => Promise<Versioned<Invitation> | undefined>;

/** Who works on a form: whoever has the link acts for its person, as far as anybody can know. */
export const linkContext = ({ id, owner }: Invitation, at: number, requestId: string): AuditContext => ({
  actor: { subject: owner ?? `feedback:${id}`, role: "feedback-link" },
  ...{ at, requestId },
});

/** The number on the page that says thank you: the same of an invitation, however often it is sent. */
export function receiptOf({ id }: Pick<Invitation, "id">): string {
  const bytes = [...createHash("sha256").update(`receipt\n${id}`).digest()];
  return printedCode(newLetterCode((below) => (bytes.shift() ?? 0) % below));
}

/** A page of a form: its questions, what was answered, and whether the form ends with it. */
export interface SentPage {
  readonly questions: readonly Question[];
  readonly answer: Answer;
  readonly finish?: Pick<Finish, "form" | "channel"> | undefined;
}

/** `over`: it cannot be answered any more, by anybody. `fields`: it was saved, and cannot be finished so. */
export type AnswerRefusal = "over" | { readonly fields: readonly ParameterError[] };

/** The record of the review with what its person said, for the officer who holds it. An answer is evidence for a review, and never a review. */
async function evidence(
  deps: AnswerDeps,
  { payment, kind, owner }: Invitation,
  { by, words }: Answer,
  context: AuditContext,
  { channel }: Pick<Finish, "channel">,
) {
  const before = await deps.store.review(payment);
  if (!before || kind !== "review" || before.body.openedOn === undefined) return { before, changes: [] };
  const contact = {
    ...{ on: londonDate(context.at), way: channel, answered: true, by: channel === "phone" ? context.actor.subject : (owner ?? "feedback-link") },
    words: words?.slice(0, ANSWER_CHARACTERS),
  };
  const change: ReviewChange = {
    entity: "review",
    before,
    after: withInvitationContact(before.body, contact),
    action: by === undefined ? "review:contact" : "review:answer",
  };
  return { before, changes: [change] };
}

/**
 * Saves a page of a form, or finishes it. What is saved stays open, on any device, until its last day; it is finished once, by one form, which may be sent again and
 * is the same. What others do meanwhile is followed: two who save different pages lose nothing.
 */
export const saveAnswer =
  (deps: AnswerDeps) =>
  async (find: Find, sent: SentPage, contextOf: (invitation: Invitation) => AuditContext): Promise<Result<"saved" | "finished", AnswerRefusal>> => {
    let result: Result<"saved" | "finished", AnswerRefusal> = refused("over");
    await changeUntilDone(async () => {
      const before = await find();
      const { finish } = sent;
      if (finish && before?.body.finishedBy === finish.form) result = ok("finished");
      else result = refused("over");
      if (!before) return "done";
      const context = contextOf(before.body);
      if (!canBeAnswered(before.body, londonDate(context.at))) return "done";
      const answer = withPage(before.body.answer, sent.questions, sent.answer);
      const missing = finish && unfinished(answer);
      const isDone = finish !== undefined && missing === undefined;
      const { before: review, changes } = isDone ? await evidence(deps, before.body, answer, context, finish) : { before: undefined, changes: [] };
      const after = isDone ? finished(before.body, answer, review?.body, { ...finish, at: instantOf(context.at) }) : withAnswer(before.body, answer);
      const done = await deps.store.commit(context, [
        { entity: "feedback-invitation", before, after, action: isDone ? "feedback:finish" : "feedback:save" },
        ...changes,
      ]);
      if (!done.ok && done.refusal === "stale") return "again";
      result = missing ? refused({ fields: [missing] }) : ok(isDone ? "finished" : "saved");
      return "done";
    });
    return result;
  };

/** A new key to a form that is open, for whoever typed the code of a letter, or is signed in: what stands in its address. Undefined where it is not open. */
export const newKeyTo =
  ({ store }: Pick<AnswerDeps, "store">) =>
  async (find: Find, contextOf: (invitation: Invitation) => AuditContext): Promise<{ readonly token: string; readonly code: string } | undefined> => {
    const keys = newFormKeys();
    let made = false;
    await changeUntilDone(async () => {
      const before = await find();
      if (!before) return "done";
      const { idempotencyKey: _, ...context } = contextOf(before.body);
      if (!canBeAnswered(before.body, londonDate(context.at))) return "done";
      const after: Invitation = { ...before.body, links: [...before.body.links, linkHash(keys.token), linkHash(keys.code)] };
      made = (await store.commit(context, [{ entity: "feedback-invitation", before, after, action: "feedback:key" }])).ok;
      return made ? "done" : "again";
    });
    return made ? keys : undefined;
  };

/** Stops an invitation that is open, for a reason. Whether there is nothing left to stop. */
export const stopInvitation =
  ({ store }: Pick<AnswerDeps, "store">) =>
  async (find: Find, why: StoppedWhy, contextOf: (invitation: Invitation) => AuditContext): Promise<void> =>
    changeUntilDone(async () => {
      const before = await find();
      if (!before) return "done";
      const { idempotencyKey: _, ...context } = contextOf(before.body);
      const after = stoppedFor(before.body, why, instantOf(context.at));
      if (after === before.body) return "done";
      return (await store.commit(context, [{ entity: "feedback-invitation", before, after, action: "feedback:stop" }])).ok ? "done" : "again";
    });

/**
 * Notes of all reviews of a person that they want no forms about their support, or want them again. Nothing else stops: letters about reviews, and all other notices,
 * go on.
 */
export const chooseForms =
  ({ store }: Pick<AnswerDeps, "store">) =>
  async (payments: readonly string[], wanted: boolean, context: AuditContext): Promise<void> => {
    const { idempotencyKey: _, ...each } = context;
    for (const payment of payments)
      await changeUntilDone(async () => {
        const before = await store.review(payment);
        if (!before || (before.body.feedbackOff === undefined) === wanted) return "done";
        const { feedbackOff: _off, ...review } = before.body;
        const after = wanted ? review : { ...review, feedbackOff: londonDate(each.at) };
        const done = await store.commit(each, [{ entity: "review", before, after, action: wanted ? "feedback:on" : "feedback:off" }]);
        return done.ok ? "done" : "again";
      });
  };
