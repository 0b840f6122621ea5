import { instantOf } from "../../../shared/domain/time.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import type { Arrangement } from "../rules/arrangement.ts";
import type { ArrangementStore } from "./ports.ts";

/** What is held on a person's arrangements, and how they are ended when the person is erased. */
export const arrangementsDataSubject = (store: ArrangementStore): DataSubject => ({
  personalDataOf: (person) => store.heldOn(person),
  async trailOf(person) {
    const trails = await Promise.all((await store.arrangementsOf(person)).map(({ body }) => store.trail(body)));
    return trails.flat().map((entry) => entryForPerson(entry, person));
  },
  // Nobody has to look at how somebody is supported before they are erased.
  erasureSay: async () => ({ waiting: false, said: [] }),
  askBeforeErasure: async () => undefined,
  async endForErasure(person, { idempotencyKey: _, ...context }) {
    for (const before of await store.arrangementsOf(person)) {
      if (before.body.state === "ended") continue;
      const after: Arrangement = { ...before.body, state: "ended", endedAt: instantOf(context.at) };
      // Changed meanwhile: it was ended by somebody else, which is the same.
      await store.commit(context, [{ entity: "arrangement", before, after, action: "support:end" }]);
    }
  },
});
