import * as z from "zod/mini";
import { RecordId } from "../../../shared/domain/fields.ts";
import { londonDate, PlainDate } from "../../../shared/domain/time.ts";
import { eachItem } from "../../../shared/due/each-item.ts";
import { type CheckDeps, checkAccount } from "./check-account.ts";
import type { DueStore, Outcome } from "./due-ports.ts";

const Message = z.union([
  z.object({ council: z.string(), day: PlainDate, part: z.string(), accounts: z.array(RecordId) }),
  z.object({ accounts: z.array(RecordId) }),
]);

/** So many accounts of a message are looked at side by side: most of a check is waiting for the table. */
const AT_ONCE = 5;

/**
 * Looks at the accounts of a message, some at the same time, whatever becomes of the others. Of those of a run it notes what became of each; one that failed is
 * noted as open, and the message comes again. The day of a run is the planner's, whose clock alone decides what is late.
 */
export const checkDue = (deps: CheckDeps & { readonly runs: Pick<DueStore, "noteDone"> }) => {
  const check = checkAccount(deps);
  return async (given: unknown): Promise<{ readonly items: number }> => {
    const message = Message.parse(given);
    const today = "day" in message ? message.day : londonDate(deps.now());
    const outcomes: (Outcome | undefined)[] = message.accounts.map(() => undefined);
    try {
      const waiting = message.accounts.entries();
      const failures: unknown[] = [];
      const worker = (): Promise<void> =>
        eachItem(waiting, async ([at, account]) => {
          outcomes[at] = await check(account, today, { consistent: !("day" in message) });
        }).catch((error: unknown) => void failures.push(error));
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      if (failures.length > 0) throw failures[0];
    } finally {
      if ("day" in message) await deps.runs.noteDone(message, outcomes);
    }
    return { items: message.accounts.length };
  };
};
