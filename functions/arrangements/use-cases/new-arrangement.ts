import type { AuditContext } from "../../../shared/audit/context.ts";
import { instantOf, londonDate } from "../../../shared/domain/time.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { Arrangement } from "../rules/arrangement.ts";

/** An arrangement of a recipient's that begins today, with nothing agreed yet. */
export const newArrangement = (id: string, { id: owner, authority }: Account, context: AuditContext): Arrangement => ({
  ...{ id, owner, authority, state: "live", since: londonDate(context.at), createdAt: instantOf(context.at) },
  ...{ terms: [], employer: [], worked: [], paid: [], questions: [], hoursHeld: 0 },
});
