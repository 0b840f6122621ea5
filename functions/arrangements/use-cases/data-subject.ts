import { isDeepStrictEqual } from "node:util";
import { instantOf } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import { erasedArrangement } from "../rules/decide-arrangement.ts";
import type { ArrangementStore, ShortlistStore } from "./ports.ts";

/** What is held on a person's arrangements and on whom they saved, and how that is ended when the person is erased. */
export const arrangementsDataSubject = (store: ArrangementStore, shortlists: ShortlistStore): DataSubject => ({
  async personalDataOf(person) {
    const [held, shortlist] = await Promise.all([store.heldOn(person), shortlists.shortlist(person)]);
    return { ...held, shortlist: shortlist ? [shortlist.body] : [] };
  },
  async trailOf(person) {
    const shortlist = await shortlists.shortlist(person);
    const trails = await Promise.all([
      ...(await store.arrangementsOf(person)).map(({ body }) => store.trail(body)),
      ...(shortlist ? [shortlists.trail(shortlist.body)] : []),
    ]);
    return trails.flat().map((entry) => entryForPerson(entry, person));
  },
  // Nobody has to look at how somebody is supported before they are erased.
  erasureSay: async () => ({ waiting: false, said: [] }),
  askBeforeErasure: async () => undefined,
  async endForErasure(person, { idempotencyKey: _, ...context }) {
    await changeUntilDone(async () => {
      const before = await shortlists.shortlist(person);
      if (!before || before.body.endedAt !== undefined) return "done";
      const after = { ...before.body, people: [], endedAt: instantOf(context.at) };
      return (await shortlists.commit(context, [{ entity: "shortlist", before, after, action: "saved:end" }])).ok ? "done" : "again";
    });
    for (const before of await store.arrangementsOf(person)) {
      const after = erasedArrangement(before.body, instantOf(context.at));
      if (isDeepStrictEqual(before.body, after)) continue;
      const hours = -before.body.hoursHeld;
      // Changed meanwhile: it was ended by somebody else, which is the same.
      await store.commit(
        context,
        [{ entity: "arrangement", before, after, action: "support:end" }],
        [],
        hours === 0 || after.listing === undefined ? undefined : { listing: after.listing, hours },
      );
    }
  },
});
