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

/**
 * Looks at the accounts of a message, one after the other, whatever becomes of the others. Of those of a run it notes what became of each; one that failed is
 * noted as open, and the message comes again. The day of a run is the planner's, whose clock alone decides what is late.
 */
export const checkDue = (deps: CheckDeps & { readonly runs: Pick<DueStore, "noteDone"> }) => {
  const check = checkAccount(deps);
  return async (given: unknown): Promise<{ readonly items: number }> => {
    const message = Message.parse(given);
    const today = "day" in message ? message.day : londonDate(deps.now());
    const outcomes: (Outcome | undefined)[] = message.accounts.map(() => undefined);
    try {
      await eachItem([...message.accounts.entries()], async ([at, account]) => {
        outcomes[at] = await check(account, today, { consistent: !("day" in message) });
      });
    } finally {
      if ("day" in message) await deps.runs.noteDone(message, outcomes);
    }
    return { items: message.accounts.length };
  };
};
