import { systemContext } from "../../../shared/audit/context.ts";
import { daysAfter, type EpochMillis, instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import { isOpen } from "../../../shared/people/account.ts";
import { type ReviewPolicy, reviewPolicyOn } from "../../../shared/policy/reviews.ts";
import {
  afterStep,
  type Invitation,
  newInvitation,
  nextStep,
  overAt,
  reviewInvitationId,
  type StoppedWhy,
  stoppedFor,
  withEnded,
  withInvitationContact,
} from "../rules/invitation.ts";
import { asInvited, endedUnasked } from "../rules/invitation-wanted.ts";
import type { Review } from "../rules/review.ts";
import { settled } from "../rules/review-facts.ts";
import { invitationNotices, waysTo } from "./invitation-notices.ts";
import type { InvitationStore, ReviewChange, ReviewStore, ReviewsDeps } from "./ports.ts";

export interface InviteDeps extends Pick<ReviewsDeps, "account" | "actingFor" | "site"> {
  readonly store: Pick<ReviewStore, "review" | "commit">;
  readonly invitations: Pick<InvitationStore, "invitation" | "openInvitation">;
}

/** How somebody reads and is written to, by their account. */
async function readingOf({ account }: Pick<InviteDeps, "account">, owner: string | undefined): Promise<NonNullable<Review["reading"]>> {
  const found = owner === undefined ? undefined : (await account(owner))?.body;
  const { format, language } = found?.notices ?? PLAIN_PREFERENCES;
  return { format, language, channel: (found && waysTo(found)[0]) ?? "none" };
}

/**
 * The record of a person who is to be invited, once they are, and what is written with it. Somebody has one invitation open at a time: support that ended while one is
 * open becomes a question of it, and a review that opens meanwhile is looked at again tomorrow.
 */
export async function invited(
  deps: InviteDeps,
  review: Review,
  wanted: "review" | "ended",
  policy: ReviewPolicy,
  today: PlainDate,
): Promise<{ readonly after: Review; readonly changes: readonly ReviewChange[] }> {
  const open = await deps.invitations.openInvitation(review.owner ?? review.id);
  const isOff = wanted === "ended" && review.feedbackOff !== undefined;
  const { channel, ...reading } = await readingOf(deps, review.owner);
  const after = settled({ ...asInvited(review, today, policy), reading: { ...reading, channel } }, policy, today);
  if (isOff) return { after, changes: [] };
  if (open && wanted === "review") return { after: { ...review, nextOn: daysAfter(today, 1) }, changes: [] };
  if (open) {
    const more = withEnded(open.body, endedUnasked(review, today, policy));
    return { after, changes: [{ entity: "feedback-invitation", before: open, after: more, action: "feedback:add" }] };
  }
  const made = newInvitation(review, wanted, reading, today, policy);
  // It was made before, and the record of the review did not hear of it.
  if (await deps.invitations.invitation(made.id)) return { after, changes: [] };
  return { after, changes: [{ entity: "feedback-invitation", after: made, action: "feedback:invite" }] };
}

/** Why an invitation is stopped, by what is known; undefined where it goes on. */
function stopsFor({ kind, payment, id, owner }: Invitation, review: Review | undefined, isAccountOpen: boolean, today: PlainDate): StoppedWhy | undefined {
  if (!review || (review.endedOn !== undefined && review.endedOn < today)) return "payment-ended";
  if (owner !== undefined && (!isAccountOpen || review.owner !== owner)) return "erased";
  if (kind === "review" && (review.openedOn === undefined || reviewInvitationId(payment, review.openedOn) !== id)) return "held";
  return undefined;
}

/** Contacts about the review that is due, whoever made them. */
const contactsOf = ({ kind }: Invitation, review: Review | undefined): number => (kind === "review" ? (review?.contacts.length ?? 0) : 0);

/**
 * Goes on with one invitation, by what is stored now: sends its form or a reminder, or makes it an officer's task to phone. What is sent is written with the step it
 * is, so that each goes once, whoever runs this and however often. Whether something was done.
 */
export async function goOn(deps: InviteDeps, id: string, at: EpochMillis): Promise<boolean> {
  const today = londonDate(at);
  const context = systemContext("review-plan", at);
  let done = false;
  await changeUntilDone(async () => {
    const before = await deps.invitations.invitation(id);
    if (before?.body.nextOn === undefined || before.body.nextOn > today) return "done";
    const review = await deps.store.review(before.body.payment);
    const policy = reviewPolicyOn(before.body.authority, today);
    const account = before.body.owner === undefined ? undefined : await deps.account(before.body.owner);
    const written = async (after: Invitation, action: string, others: readonly ReviewChange[] = [], notices: Parameters<ReviewStore["commit"]>[2] = []) => {
      const { ok } = await deps.store.commit(context, [{ entity: "feedback-invitation", before, after, action }, ...others], notices);
      done = ok;
      return ok ? ("done" as const) : ("again" as const);
    };
    const contacts = contactsOf(before.body, review?.body);
    const next = nextStep(before.body, contacts, policy);
    const why = stopsFor(before.body, review?.body, account !== undefined && isOpen(account.body), today);
    if (why) return written(stoppedFor(before.body, why, instantOf(at)), "feedback:stop");
    if (!next || next.step === "over") return written(overAt(before.body, instantOf(at)), "feedback:over");
    if (next.on > today) return written({ ...before.body, nextOn: next.on }, "feedback:wait");
    const { step } = next;
    if (step !== "notice" && step !== "call" && review?.body.feedbackOff !== undefined)
      return written(stoppedFor(before.body, "unsubscribed", instantOf(at)), "feedback:stop");
    if (step === "call") return written(afterStep(before.body, { step, on: today, links: [] }, contacts, policy), "feedback:call");
    // The form says until when it can be answered, which counts from today.
    const dated = step === "form" ? { ...before.body, until: daysAfter(today, policy.contact.linkDays) } : before.body;
    const { notices, links, way } = await invitationNotices(deps)(dated, step, at);
    const isContact = way !== undefined && step !== "notice" && before.body.kind === "review" && review !== undefined;
    const after = afterStep(before.body, { step, on: today, way, links }, contacts + (isContact ? 1 : 0), policy);
    const contact = isContact ? withInvitationContact(review.body, { on: today, way, answered: false, by: "review-plan" }) : undefined;
    return written(
      after,
      `feedback:${step}`,
      contact && review ? [{ entity: "review", before: review, after: contact, action: "review:contact" }] : [],
      notices,
    );
  });
  return done;
}
