import * as z from "zod/mini";
import { APPOINTED_ROLES, DELEGATE_KINDS, ROLES, SCOPES } from "../../../shared/access/roles.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { oneOf } from "../../../shared/domain/codes.ts";
import { EmailAddress, GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { instantOf, londonDate } from "../../../shared/domain/time.ts";
import { type Account, withGrant } from "../../../shared/people/account.ts";
import type { AccountsDeps } from "./deps.ts";
import type { Change } from "./ports.ts";
import sampleData from "./sample-people.json" with { type: "json" };

/** A made-up person to try Trellis as. */
export const SamplePerson = z.object({
  subject: RecordId,
  name: text(100),
  /** Absent for somebody who does not sign in. */
  email: z.optional(EmailAddress),
  role: z.optional(oneOf(ROLES)),
  authority: GssCode,
  says: z.optional(z.string()),
  actsFor: z.optional(z.object({ person: RecordId, kind: oneOf(DELEGATE_KINDS), scopes: z.array(oneOf(SCOPES)) })),
});
export type SamplePerson = z.infer<typeof SamplePerson>;

/** Sample people of every role, plainly made up. */
export const samplePeople: readonly SamplePerson[] = z.array(SamplePerson).parse(sampleData);

/**
 * Makes an account for a made-up person, or gives the one there is the role, without their signing in: on
 * a machine of one's own only. What is there already is left alone.
 */
export const ensureSamplePerson =
  ({ store, newId, addressHash }: Pick<AccountsDeps, "store" | "newId" | "addressHash">) =>
  async ({ subject, name, email, role, authority, actsFor }: SamplePerson, context: AuditContext): Promise<void> => {
    const now = instantOf(context.at);
    const known = await store.account(subject);
    const bare: Account = known?.body ?? {
      id: subject,
      authority,
      displayName: name,
      ...(email ? { email } : {}),
      grants: [],
      endedSessions: [],
      createdAt: now,
    };
    const appointed = APPOINTED_ROLES.find((known) => known === role);
    const after = role === undefined ? bare : withGrant(bare, appointed ? { role, authority } : { role });
    const changes: Change[] = [];
    if (after !== known?.body) changes.push({ entity: "account", before: known, after, action: "account:sample" });
    if (appointed && after !== known?.body && email) {
      const appointment = {
        id: newId(),
        authority,
        role: appointed,
        email,
        addressHash: await addressHash(email),
        state: "active" as const,
        account: subject,
        createdAt: now,
      };
      changes.push({ entity: "appointment", after: appointment, action: "account:sample" });
    }
    if (actsFor && !(await store.peopleOf(subject)).some(({ person }) => person === actsFor.person)) {
      const delegation = {
        id: newId(),
        ...actsFor,
        authority,
        from: londonDate(context.at),
        addressHash: email ? await addressHash(email) : "",
        state: "active" as const,
        delegate: subject,
        createdAt: now,
      };
      changes.push({ entity: "delegation", after: delegation, action: "account:sample" });
    }
    if (changes.length > 0) await store.commit(context, changes);
  };
