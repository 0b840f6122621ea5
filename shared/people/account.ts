import * as z from "zod/mini";
import { type Grant, isStaffRole, ROLES } from "../access/roles.ts";
import { oneOf } from "../domain/codes.ts";
import { EmailAddress, GssCode, PhoneNumber, RecordId, text } from "../domain/fields.ts";
import { NoticeWishes } from "../notices/preferences.ts";

/** What the page of details asks for. */
export const NameAndPhone = z.object({
  displayName: z.optional(text(100)),
  phone: z.optional(PhoneNumber),
});

/** What somebody tells of themselves, and may change. */
export const Details = z.extend(NameAndPhone, {
  /** How they want to be told things, and where letters go. */
  notices: z.optional(NoticeWishes),
});
export type Details = z.infer<typeof Details>;

/**
 * Somebody Trellis knows: a person who signs in, or one whom others act for. The id of somebody who signs
 * in is what their identity provider calls them; it says nothing of them.
 */
export const Account = z.extend(Details, {
  id: RecordId,
  /** The council they belong to (GSS code). */
  authority: GssCode,
  /** As the identity provider vouches for it. */
  email: z.optional(EmailAddress),
  grants: z.array(z.object({ role: oneOf(ROLES), authority: z.optional(GssCode) })),
  /** Sessions begun before this are over: they signed out everywhere. */
  signedOutBefore: z.optional(z.string()),
  /** Sessions that were signed out of, until they would be over anyway. */
  endedSessions: z.array(z.object({ id: z.string(), at: z.string() })),
  createdAt: z.string(),
  lastSignInAt: z.optional(z.string()),
  /** Since when it is being erased: nothing new may belong to it, and nobody signs in to it. */
  closingAt: z.optional(z.string()),
  /** Since when nothing but this record's trail is left. */
  erasedAt: z.optional(z.string()),
});
export type Account = z.infer<typeof Account>;

/** A person who works for a provider. */
export const Worker = z.object({
  id: RecordId,
  account: RecordId,
  authority: GssCode,
  displayName: z.optional(text(100)),
  addedAt: z.string(),
  endedAt: z.optional(z.string()),
});
export type Worker = z.infer<typeof Worker>;

/** What the first question after signing in may be answered with. */
export const BEGINNINGS = ["recipient", "provider", "neither"] as const;
export type Beginning = (typeof BEGINNINGS)[number];

/** Whether an account is in use: neither erased nor being erased. */
export const isOpen = ({ closingAt, erasedAt }: Pick<Account, "closingAt" | "erasedAt">): boolean => closingAt === undefined && erasedAt === undefined;

/** Whether somebody works for a council. */
export const isStaff = ({ grants }: Pick<Account, "grants">): boolean => grants.some(({ role }) => isStaffRole(role));

const sameGrant = (a: Grant, b: Grant): boolean => a.role === b.role && a.authority === b.authority;

/** The account with a role it may have had already. */
export const withGrant = (account: Account, grant: Account["grants"][number]): Account =>
  account.grants.some((held) => sameGrant(held, grant)) ? account : { ...account, grants: [...account.grants, grant] };

/** The account without a role. */
export const withoutGrant = (account: Account, grant: Grant): Account => ({ ...account, grants: account.grants.filter((held) => !sameGrant(held, grant)) });

/** What is left of an account when its person's data is erased: enough that its trail still means something. */
export const erased = ({ id, authority, createdAt }: Account, at: string): Account => ({
  id,
  authority,
  createdAt,
  grants: [],
  endedSessions: [],
  signedOutBefore: at,
  erasedAt: at,
});

/** How somebody is called on pages: their name, or the address they signed in with. */
export const displayNameOf = ({ displayName, email }: Pick<Account, "displayName" | "email">): string => displayName ?? email ?? "somebody without a name";
