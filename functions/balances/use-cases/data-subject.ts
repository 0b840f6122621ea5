import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import { caseForPerson, isWithheldFrom, withoutPerson } from "../rules/case-of-person.ts";
import type { CaseStore } from "./case-ports.ts";

type Held = Pick<CaseStore, "balanceCase" | "casesOf" | "trail" | "commit">;

/** What tells that somebody must not hear of a case. */
const UNTOLD_ACTIONS = ["balance:withhold"];

/** What is held on a person of questions about their account; nothing of what is withheld from them. */
export const balancesDataSubject = (store: Held): DataSubject => {
  const shown = async (person: string) => (await store.casesOf(person)).filter(({ body }) => !isWithheldFrom(body, person));
  return {
    personalDataOf: async (person) => ({ "balance-case": (await shown(person)).map(({ body }) => caseForPerson(body)) }),
    async trailOf(person) {
      const trails = await Promise.all((await shown(person)).map(({ body }) => store.trail(body)));
      return trails
        .flat()
        .filter(({ action }) => !UNTOLD_ACTIONS.includes(action))
        .map((entry) => entryForPerson(entry, person));
    },
    // The council's record of public money does not keep anybody's account open.
    erasureSay: async () => ({ waiting: false, said: [] }),
    askBeforeErasure: async () => undefined,
    async endForErasure(person, { idempotencyKey: _, ...context }) {
      for (const { body } of await store.casesOf(person))
        await changeUntilDone(async () => {
          const before = await store.balanceCase(body.id);
          if (before?.body.owner !== person) return "done";
          const after = withoutPerson(before.body, context.at);
          return (await store.commit(context, [{ entity: "balance-case", before, after, action: "balance:unlink" }])).ok ? "done" : "again";
        });
    },
  };
};
