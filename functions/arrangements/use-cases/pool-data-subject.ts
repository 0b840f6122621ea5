import { daysAfter, londonDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import type { Pool } from "../rules/pool.ts";
import type { PoolDeps } from "./pool-ports.ts";
import { answerPool, leavePool, saveWish } from "./pool-support.ts";

/** A pool as one of its members, or the provider, may read it: their part, and nobody else's account. */
const partOf = ({ members, payments, owner: _, provider: __, ...pool }: Pool, person: string) => ({
  ...pool,
  members: members.filter((member) => member.person === person),
  payments: payments.filter(({ payer, payee }) => payer === person || payee === person).map(({ pence, on, payer }) => ({ pence, on, paid: payer === person })),
});

/** What is held on whom a person shares support with, and how they leave when they are erased. */
export const poolsDataSubject = (deps: PoolDeps): DataSubject => ({
  async personalDataOf(person) {
    const [pools, wish] = await Promise.all([deps.store.poolsOf(person), deps.store.wish(person)]);
    return { pool: pools.map(({ body }) => partOf(body, person)), "pool-wish": wish ? [wish.body] : [] };
  },
  async trailOf(person) {
    const [pools, wish] = await Promise.all([deps.store.poolsOf(person), deps.store.wish(person)]);
    const trails = await Promise.all([...pools.map(({ body }) => deps.store.trailOfPool(body)), ...(wish ? [deps.store.trailOfWish(wish.body)] : [])]);
    return trails.flat().map((entry) => entryForPerson(entry, person));
  },
  // Nobody has to look at whom somebody shares with before they are erased.
  erasureSay: async () => ({ waiting: false, said: [] }),
  askBeforeErasure: async () => undefined,
  async endForErasure(person, { idempotencyKey: _, ...context }) {
    await changeUntilDone(async () => {
      const held = await deps.account(person);
      return !held || (await saveWish(deps)(held, undefined, context)).ok ? "done" : "again";
    });
    for (const { body } of await deps.store.poolsOf(person)) {
      await changeUntilDone(async () => {
        const pool = await deps.store.pool(body.id);
        if (!pool || pool.body.endedAt !== undefined || !isOpenTo(pool.body, person)) return "done";
        const today = londonDate(context.at);
        const done =
          pool.body.state === "proposed"
            ? await answerPool(deps)(pool, person, false, context)
            : await leavePool(deps)(pool, person, today < pool.body.from ? daysAfter(pool.body.from, -1) : today, context);
        return done.ok || done.refusal !== "stale" ? "done" : "again";
      });
    }
  },
});

/** Whether somebody may still leave, or say no. */
const isOpenTo = ({ state, provider, members }: Pool, person: string): boolean =>
  (provider === person && state === "proposed") || members.some((one) => one.person === person && (one.state === "agreed" || one.state === "invited"));
