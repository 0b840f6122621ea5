import { instantOf } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import { invitationForPerson, invitationWithoutPerson, reviewForPerson, withoutPerson } from "../rules/review-of-person.ts";
import type { InvitationStore, ReviewStore } from "./ports.ts";

type Stores = Pick<ReviewStore, "review" | "reviewsOf" | "trailOf" | "commit"> & Pick<InvitationStore, "invitation" | "invitationsOf" | "trailOfInvitation">;

/** What is held on a person of reviews and of what they said of their support, and what stays where they are erased. */
export const reviewsDataSubject = (store: Stores): DataSubject => ({
  personalDataOf: async (person) => ({
    review: (await store.reviewsOf(person)).map(({ body }) => reviewForPerson(body)),
    "feedback-invitation": (await store.invitationsOf(person)).map(({ body }) => invitationForPerson(body)),
  }),
  async trailOf(person) {
    const [reviews, invitations] = await Promise.all([store.reviewsOf(person), store.invitationsOf(person)]);
    const trails = [...reviews.map(({ body }) => store.trailOf(body)), ...invitations.map(({ body }) => store.trailOfInvitation(body))];
    return (await Promise.all(trails)).flat().map((entry) => entryForPerson(entry, person));
  },
  // That the council must hold reviews keeps nobody's account open.
  erasureSay: async () => ({ waiting: false, said: [] }),
  askBeforeErasure: async () => undefined,
  async endForErasure(person, { idempotencyKey: _, ...context }) {
    for (const { body } of await store.invitationsOf(person))
      await changeUntilDone(async () => {
        const before = await store.invitation(body.id);
        if (before?.body.owner !== person) return "done";
        const after = invitationWithoutPerson(before.body, instantOf(context.at));
        return (await store.commit(context, [{ entity: "feedback-invitation", before, after, action: "feedback:unlink" }])).ok ? "done" : "again";
      });
    for (const { body } of await store.reviewsOf(person))
      await changeUntilDone(async () => {
        const before = await store.review(body.id);
        if (before?.body.owner !== person) return "done";
        const after = withoutPerson(before.body);
        return (await store.commit(context, [{ entity: "review", before, after, action: "review:unlink" }])).ok ? "done" : "again";
      });
  },
});
