import { instantOf } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import { type ProviderReply, withoutReply } from "../rules/reply.ts";
import type { ReplyStore } from "./ports.ts";

/** A reply as its provider is given it: without which officer judged it. */
const forProvider = ({ decidedBy: _, ...reply }: ProviderReply) => reply;

/** What is held on providers of their replies, and what stays where they are erased. */
export const satisfactionDataSubject = (store: Pick<ReplyStore, "reply" | "repliesOf" | "trailOf" | "commit">): DataSubject => ({
  personalDataOf: async (person) => ({ "provider-reply": (await store.repliesOf(person)).map(({ body }) => forProvider(body)) }),
  async trailOf(person) {
    const trails = await Promise.all((await store.repliesOf(person)).map(({ body }) => store.trailOf(body)));
    return trails.flat().map((entry) => entryForPerson(entry, person));
  },
  erasureSay: async () => ({ waiting: false, said: [] }),
  askBeforeErasure: async () => undefined,
  async endForErasure(person, { idempotencyKey: _, ...context }) {
    for (const { body } of await store.repliesOf(person))
      await changeUntilDone(async () => {
        const before = await store.reply(body.id);
        if (before?.body.owner !== person) return "done";
        const ended = withoutReply(before.body, instantOf(context.at));
        const { owner: _owner, ...after } = ended.ok ? ended.value : before.body;
        return (await store.commit(context, [{ entity: "provider-reply", before, after, action: "reply:unlink" }])).ok ? "done" : "again";
      });
  },
});
