import * as z from "zod/mini";
import { systemContext } from "../../../shared/audit/context.ts";
import { londonDate, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { eachDueDay, messagesOf } from "../../../shared/due/plan.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { dueOf } from "../../../shared/records/record-policy.ts";
import { stateOn } from "../rules/delegation.ts";
import type { AccountsDeps } from "./deps.ts";
import { closing, finishErasing } from "./erase.ts";
import type { DueRecord, RecordAddress, RetentionPlan, RetentionStore } from "./ports.ts";

/** Erasing somebody is some twenty requests: a message of so many takes seconds, where the worker has a minute. */
const RECORDS_A_MESSAGE = 10;

/** What waits in the queue: the keys of what may be over, and the night they were found. */
export const RetentionMessage = z.object({ at: z.number(), records: z.array(z.object({ pk: z.string(), sk: z.string() })) });
export type RetentionMessage = z.infer<typeof RetentionMessage>;

/**
 * Finds what the register of records says falls due by the day of `at`, of every council and day by day from where the last night
 * ended, and hands it on, with removals that were stopped half-way. Reads keys alone, and only of what is due. What carries a time to
 * live stands nowhere among it: DynamoDB removes that.
 */
export async function planRetention(
  plan: RetentionPlan,
  send: (messages: readonly RetentionMessage[]) => Promise<void>,
  at: number,
): Promise<{ readonly due: number }> {
  let due = 0;
  const handOn = async (found: readonly RecordAddress[]): Promise<void> => {
    due += found.length;
    const messages = messagesOf(found, RECORDS_A_MESSAGE, (some): RetentionMessage => ({ at, records: some.map(({ pk, sk }) => ({ pk, sk })) }));
    if (messages.length > 0) await send(messages);
  };
  await handOn(await plan.unfinished());
  await eachDueDay(plan, londonDate(at), async (day, council) => {
    for await (const page of plan.dueKeys(day, council)) await handOn(page);
  });
  return { due };
}

/** What retention is given. */
export interface RetentionDeps extends Pick<AccountsDeps, "addressHash" | "dataSubject" | "register"> {
  readonly store: RetentionStore;
}

/** What became of a record. `postponed`: it falls due later than was thought when it was written, for the policy has changed since, or somebody acts for its person. */
export type RetentionResult = "erased" | "deleted" | "postponed" | "nothing";

/**
 * Applies the register of records to one that may be over, by what is stored now and the policy of today: erases or deletes it, or puts
 * it off. What another changes meanwhile is read again. Stopped half-way it is taken up where it was, and repeated it finds nothing to
 * do. Source: UK GDPR, article 5(1)(e).
 */
export const applyRetention =
  (deps: RetentionDeps) =>
  async (key: RecordAddress, at: number): Promise<RetentionResult> => {
    const { store, register } = deps;
    const today = londonDate(at);
    let result: RetentionResult = "nothing";
    await changeUntilDone(async () => {
      const record = await store.dueRecord(key);
      if (!record) {
        result = (await store.finishDeletion(key)) ? "deleted" : "nothing";
        return "done";
      }
      const due = dueOf(register.lineOf(record.entity), record.body);
      if (due === undefined || due.day > today) {
        result = (await store.postpone(record, due?.day)) ? "postponed" : "nothing";
        return "done";
      }
      if (due.outcome === "erase") {
        result = await eraseUnused(deps, record, today, at);
        return "done";
      }
      if (!(await store.deleteWithTrail(record))) return "again";
      result = "deleted";
      return "done";
    });
    return result;
  };

/** Erases an account nobody has used for as long as the register says. */
async function eraseUnused(deps: RetentionDeps, record: DueRecord, today: PlainDate, at: number): Promise<RetentionResult> {
  const { store } = deps;
  const context = systemContext("retention", at);
  const account = await store.account(record.id);
  if (!account || account.version !== record.version) return "nothing";
  if (account.body.closingAt === undefined) {
    const delegations = await store.delegationsFor(record.id);
    if (delegations.some(({ body }) => stateOn(body, today) === "active"))
      return (await store.postpone(record, monthsAfter(today, servicePolicy.actedForMonths))) ? "postponed" : "nothing";
    // Somebody who comes back at this very moment is not erased: their sign-in has changed the account.
    if (!(await store.commit(context, await closing(deps, record.id, context))).ok) return "nothing";
  }
  await finishErasing(deps)(record.id, context);
  return "erased";
}
