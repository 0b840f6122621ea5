import { instantOf } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import { left } from "../rules/working-group.ts";
import type { FeedbackStore } from "./ports.ts";

/** What is held of a person's part in the working group, and how it ends. What they sent without an account names nobody, and is found by nobody. */
export const workingGroupDataSubject = (store: Pick<FeedbackStore, "member" | "memberTrail" | "commit">): DataSubject => ({
  async personalDataOf(person) {
    const found = await store.member(person);
    return { "group-member": found ? [found.body] : [] };
  },
  async trailOf(person) {
    const found = await store.member(person);
    return found ? (await store.memberTrail(found.body)).map((entry) => entryForPerson(entry, person)) : [];
  },
  erasureSay: async () => ({ waiting: false, said: [] }),
  askBeforeErasure: async () => undefined,
  async endForErasure(person, { idempotencyKey: _, ...context }) {
    await changeUntilDone(async () => {
      const before = await store.member(person);
      if (before?.body.state !== "in") return "done";
      const after = left(before.body, instantOf(context.at));
      return (await store.commit(context, [{ entity: "group-member", before, after, action: "working-group:leave" }])).ok ? "done" : "again";
    });
  },
});
