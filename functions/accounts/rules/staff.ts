import * as z from "zod/mini";
import { APPOINTED_ROLES, type AppointedRole, type Role } from "../../../shared/access/roles.ts";
import { oneOf } from "../../../shared/domain/codes.ts";
import { EmailAddress, GssCode, KeptEmail, RecordId, text } from "../../../shared/domain/fields.ts";
import { shownName } from "../../../shared/domain/shown-name.ts";

/** How an appointment may stand: nobody holds the role by one that is not `active`. `proposed`: a second administrator has not confirmed it yet. */
export const APPOINTMENT_STATES = ["proposed", "invited", "active", "ended"] as const;
export type AppointmentState = (typeof APPOINTMENT_STATES)[number];

/**
 * A role a council gives to one person. A staff role holds from their first sign-in through the council's own
 * identity provider, a support organisation's from its first sign-in.
 */
export const Appointment = z.object({
  id: RecordId,
  authority: GssCode,
  role: oneOf(APPOINTED_ROLES),
  /** Forgotten when their account is erased. */
  email: z.optional(KeptEmail),
  /** Finds it by that address, until they have signed in. */
  addressHash: z.optional(z.string()),
  state: oneOf(APPOINTMENT_STATES),
  account: z.optional(RecordId),
  /** Who gave the role, and who confirmed it: neither takes it up. */
  proposedBy: z.optional(RecordId),
  confirmedBy: z.optional(RecordId),
  createdAt: z.string(),
  endedAt: z.optional(z.string()),
});
export type Appointment = z.infer<typeof Appointment>;

/** The role of those held that a new one must be apart from; undefined where it may stand beside them all. `pairs` are a council's policy. */
export const roleApartFrom = (role: AppointedRole, held: readonly Role[], pairs: readonly (readonly [string, string])[]): Role | undefined =>
  held.find((other) => pairs.some(([one, another]) => (one === role && another === other) || (one === other && another === role)));

/** What is asked of an administrator who gives a role. */
export const NewAppointment = z.object({ email: EmailAddress, role: oneOf(APPOINTED_ROLES) });
export type NewAppointment = z.infer<typeof NewAppointment>;

/** A person without a sign-in of their own, whom somebody is to act for. */
export const NewPerson = z.object({ displayName: shownName(100) });
export type NewPerson = z.infer<typeof NewPerson>;

/** How a request to erase may stand; `erasing`: decided, and being done. */
export const ERASURE_STATES = ["asked", "erasing", "done", "refused"] as const;

/** A person's wish that what is held on them be erased, and what became of it. Source: UK GDPR, article 17. */
export const Erasure = z.object({
  id: RecordId,
  person: RecordId,
  authority: GssCode,
  state: oneOf(ERASURE_STATES),
  askedAt: z.string(),
  decidedAt: z.optional(z.string()),
  /** Told to the person. */
  reason: z.optional(text(2000)),
});
export type Erasure = z.infer<typeof Erasure>;

/** Why a request to erase cannot be granted yet. */
export const LOOKED_AT_FIRST =
  "A vetting officer must check this first. The person was suspended or refused, or is being reviewed. It is on the officer's list.";

/** What an administrator decides of a request to erase, with the reason that the person is given. */
export const ErasureDecision = z.object({ decision: oneOf(["erase", "refuse"] as const), reason: text(2000) });
export type ErasureDecision = z.infer<typeof ErasureDecision>;
