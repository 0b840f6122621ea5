import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import { reviewForPerson, withoutPerson } from "../rules/review-of-person.ts";
import type { ReviewStore } from "./ports.ts";

/** What is held on a person of reviews, and what stays where they are erased. */
export const reviewsDataSubject = (store: Pick<ReviewStore, "review" | "reviewsOf" | "trailOf" | "commit">): DataSubject => ({
  personalDataOf: async (person) => ({ review: (await store.reviewsOf(person)).map(({ body }) => reviewForPerson(body)) }),
  async trailOf(person) {
    const trails = await Promise.all((await store.reviewsOf(person)).map(({ body }) => store.trailOf(body)));
    return trails.flat().map((entry) => entryForPerson(entry, person));
  },
  // That the council must hold reviews keeps nobody's account open.
  erasureSay: async () => ({ waiting: false, said: [] }),
  askBeforeErasure: async () => undefined,
  async endForErasure(person, { idempotencyKey: _, ...context }) {
    for (const { body } of await store.reviewsOf(person))
      await changeUntilDone(async () => {
        const before = await store.review(body.id);
        if (before?.body.owner !== person) return "done";
        const after = withoutPerson(before.body);
        return (await store.commit(context, [{ entity: "review", before, after, action: "review:unlink" }])).ok ? "done" : "again";
      });
  },
});
