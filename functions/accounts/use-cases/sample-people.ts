import * as z from "zod/mini";
import { APPOINTED_ROLES, DELEGATE_KINDS, ROLES, SCOPES } from "../../../shared/access/roles.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { oneOf } from "../../../shared/domain/codes.ts";
import { EmailAddress, GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { instantOf, londonDate } from "../../../shared/domain/time.ts";
import { type Account, newAccount, withGrant } from "../../../shared/people/account.ts";
import { identityId } from "../../../shared/people/identity.ts";
import type { AccountsDeps } from "./deps.ts";
import type { Change } from "./ports.ts";
import sampleData from "./sample-people.json" with { type: "json" };

/** A made-up person to try Trellis as. */
export const SamplePerson = z.object({
  subject: RecordId,
  /** The id of their account, where a sample listing is theirs. */
  account: z.optional(RecordId),
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

/** What vouches for made-up people themselves, whichever provider they sign in through: a local one has the port in its name. */
export const SAMPLES = "urn:trellis:samples";

/**
 * Makes an account for a made-up person, or gives the one there is the role, without their signing in: on
 * a machine of one's own only. They can sign in through `issuer`. What is there already is left alone.
 */
export const ensureSamplePerson =
  ({ store, newId, addressHash }: Pick<AccountsDeps, "store" | "newId" | "addressHash">) =>
  async ({ subject, account: fixed, name, email, role, authority, actsFor }: SamplePerson, issuer: string, context: AuditContext): Promise<void> => {
    const now = instantOf(context.at);
    const identities = [SAMPLES, ...(email ? [issuer] : [])].map((by) => ({ issuer: by, subject }));
    const found = await Promise.all(identities.map((identity) => store.accountOf(identity)));
    const id = found.find((one) => one !== undefined) ?? fixed ?? newId();
    const known = await store.account(id);
    const bare: Account = known?.body ?? { ...newAccount(id, authority, now), displayName: name, ...(email ? { email } : {}) };
    const appointed = APPOINTED_ROLES.find((known) => known === role);
    const granted = role === undefined ? bare : withGrant(bare, appointed ? { role, authority } : { role });
    const linked = identities.map((identity) => {
      const id = identityId(identity);
      return bare.identities.find((one) => one.id === id) ?? { id, issuer: identity.issuer, linkedAt: now };
    });
    const after = linked.every((one) => bare.identities.includes(one)) ? granted : { ...granted, identities: linked };
    const changes: Change[] = [];
    if (after !== known?.body) changes.push({ entity: "account", before: known, after, action: "account:sample" });
    if (appointed && granted !== known?.body && email) {
      const appointment = {
        id: newId(),
        authority,
        role: appointed,
        email,
        addressHash: await addressHash(email),
        state: "active" as const,
        account: id,
        createdAt: now,
      };
      changes.push({ entity: "appointment", after: appointment, action: "account:sample" });
    }
    const person = actsFor && (await store.accountOf({ issuer: SAMPLES, subject: actsFor.person }));
    if (actsFor && person !== undefined && !(await store.peopleOf(id)).some((one) => one.person === person)) {
      const delegation = {
        id: newId(),
        ...actsFor,
        person,
        authority,
        from: londonDate(context.at),
        addressHash: email ? await addressHash(email) : "",
        state: "active" as const,
        delegate: id,
        createdAt: now,
      };
      changes.push({ entity: "delegation", after: delegation, action: "account:sample" });
    }
    if (changes.length > 0) await store.commit(context, changes);
  };
