import { instantOf } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import type { HoursQuestion } from "../rules/hours-question.ts";
import type { HoursStore } from "./hours-ports.ts";

/** What is held of our monthly questions to a provider, and how they end when the provider is erased. */
export const hoursDataSubject = (store: Pick<HoursStore, "question" | "questionsOf" | "trail" | "commit">): DataSubject => ({
  async personalDataOf(person) {
    return { "hours-question": (await store.questionsOf(person)).map(({ body: { linkHash: _, ...body } }) => body) };
  },
  async trailOf(person) {
    const trails = await Promise.all((await store.questionsOf(person)).map(({ body }) => store.trail(body)));
    return trails.flat().map((entry) => entryForPerson(entry, person));
  },
  erasureSay: async () => ({ waiting: false, said: [] }),
  askBeforeErasure: async () => undefined,
  async endForErasure(person, { idempotencyKey: _, ...context }) {
    for (const { body } of await store.questionsOf(person))
      await changeUntilDone(async () => {
        const before = await store.question(body.listing);
        if (!before || before.body.endedAt !== undefined) return "done";
        const { linkHash: _link, nextOn: _next, ...question } = before.body;
        const after: HoursQuestion = { ...question, state: "stopped", endedAt: instantOf(context.at) };
        const done = await store.commit(context, "hours:end", { questions: [{ entity: "hours-question", before, after, action: "hours:end" }] });
        return done.ok ? "done" : "again";
      });
  },
});
