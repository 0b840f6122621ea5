import { isDeepStrictEqual } from "node:util";
import { instantOf } from "../../../shared/domain/time.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import type { Arrangement } from "../rules/arrangement.ts";
import type { ArrangementStore } from "./ports.ts";

/** Stands in the place of a name. */
const ERASED = "Erased";

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
      const { unlisted, ...kept } = before.body;
      // That somebody off the list was chosen knowingly, and what was checked, stays; who it was does not.
      const after: Arrangement = {
        ...kept,
        ...(unlisted ? { unlisted: { ...unlisted, name: ERASED } } : {}),
        state: "ended",
        endedAt: before.body.endedAt ?? instantOf(context.at),
      };
      if (isDeepStrictEqual(before.body, after)) continue;
      // Changed meanwhile: it was ended by somebody else, which is the same.
      await store.commit(context, [{ entity: "arrangement", before, after, action: "support:end" }]);
    }
  },
});
