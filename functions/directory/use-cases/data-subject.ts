import { instantOf } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import { removed } from "../rules/alert.ts";
import type { AlertStore } from "./ports.ts";

/** What is held of the searches a person wants to hear of, and how they end when the person is erased. */
export const alertsDataSubject = (store: Pick<AlertStore, "alert" | "alertsOf" | "trail" | "commit">): DataSubject => ({
  async personalDataOf(person) {
    return { alert: (await store.alertsOf(person)).map(({ body }) => body) };
  },
  async trailOf(person) {
    const trails = await Promise.all((await store.alertsOf(person)).map(({ body }) => store.trail(body)));
    return trails.flat().map((entry) => entryForPerson(entry, person));
  },
  erasureSay: async () => ({ waiting: false, said: [] }),
  askBeforeErasure: async () => undefined,
  async endForErasure(person, { idempotencyKey: _, ...context }) {
    for (const { body } of await store.alertsOf(person))
      await changeUntilDone(async () => {
        const before = await store.alert(body.id);
        if (!before || before.body.endedAt !== undefined) return "done";
        const after = removed(before.body, instantOf(context.at));
        return (await store.commit(context, [{ entity: "alert", before, after, action: "alert:remove" }])).ok ? "done" : "again";
      });
  },
});
