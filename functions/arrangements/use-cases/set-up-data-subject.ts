import { instantOf } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import type { RecipientStore } from "./recipient-ports.ts";
import type { SetUpStore } from "./set-up-ports.ts";

/** How long a person's set-up took, where their account is linked with a direct payment; when they are erased the days stay with the council, and none is added. */
export const setUpDataSubject = (store: Pick<SetUpStore, "setUp" | "trail" | "commit">, linkedWith: RecipientStore["linkedWith"]): DataSubject => {
  const setUpOfPerson = async (person: string) => {
    const linked = await linkedWith(person);
    return linked && store.setUp(linked.body.id);
  };
  return {
    async personalDataOf(person) {
      const found = await setUpOfPerson(person);
      return { "set-up": found ? [found.body] : [] };
    },
    async trailOf(person) {
      const found = await setUpOfPerson(person);
      return found ? (await store.trail(found.body)).map((entry) => entryForPerson(entry, person)) : [];
    },
    // What took how long does not keep anybody's account open.
    erasureSay: async () => ({ waiting: false, said: [] }),
    askBeforeErasure: async () => undefined,
    async endForErasure(person, { idempotencyKey: _, ...context }) {
      await changeUntilDone(async () => {
        const before = await setUpOfPerson(person);
        if (!before || before.body.settledAt !== undefined) return "done";
        const { account: _account, waited: _waited, ...rest } = before.body;
        const after = { ...rest, settledAt: instantOf(context.at) };
        return (await store.commit(context, { entity: "set-up", before, after, action: "set-up:settle" })).ok ? "done" : "again";
      });
    },
  };
};
