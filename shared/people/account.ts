import * as z from "zod/mini";
import { type Grant, isStaffRole, ROLES } from "../access/roles.ts";
import { oneOf } from "../domain/codes.ts";
import { GssCode, KeptEmail, KeptPhone, PhoneNumber, RecordId, text } from "../domain/fields.ts";
import { shownName } from "../domain/shown-name.ts";
import { KeptWishes, NoticeWishes, PLAIN_PREFERENCES } from "../notices/preferences.ts";

/** What the page of details asks for. */
export const NameAndPhone = z.object({
  displayName: z.optional(shownName(100)),
  phone: z.optional(PhoneNumber),
});

/** What somebody tells of themselves, and may change. */
export const Details = z.extend(NameAndPhone, {
  /** How they want to be told things, and where letters go. */
  notices: z.optional(NoticeWishes),
});
export type Details = z.infer<typeof Details>;

/**
 * Somebody Trellis knows: a person who signs in, or one whom others act for. Its id is ours, and says nothing of them;
 * `identities` are the ways they sign in, and there may be several.
 */
export const Account = z.extend(Details, {
  // What was kept before its rules were as they are now is read all the same: whoever sends something looks whether it can arrive.
  phone: z.optional(KeptPhone),
  notices: z.optional(KeptWishes),
  id: RecordId,
  /** As it was typed, by whatever rule held then. */
  displayName: z.optional(text(100)),
  /** The council they belong to (GSS code). */
  authority: GssCode,
  /** As the identity provider vouches for it. */
  email: z.optional(KeptEmail),
  /** By what they sign in: who vouches for them, and the hash their own name there is found by (`identityId`). */
  identities: z.array(z.object({ id: z.string(), issuer: z.string(), linkedAt: z.string() })),
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

/** How a council reaches somebody who applies: their number, and where letters go. */
export interface Contact {
  readonly phone?: string | undefined;
  readonly postalAddress?: string | undefined;
}

export const contactOf = ({ phone, notices }: Pick<Account, "phone" | "notices">): Contact => ({ phone, postalAddress: notices?.postalAddress });

/** The account with another number, or another address for letters; how they want to be told things stays. */
export const withContact = (account: Account, { phone, postalAddress }: Contact): Account => ({
  ...account,
  ...(phone === undefined ? {} : { phone }),
  ...(postalAddress === undefined ? {} : { notices: { ...(account.notices ?? PLAIN_PREFERENCES), postalAddress } }),
});

/** What the first question after signing in may be answered with. */
export const BEGINNINGS = ["recipient", "provider", "neither"] as const;
export type Beginning = (typeof BEGINNINGS)[number];

/** Whether an account is in use: neither erased nor being erased. */
export const isOpen = ({ closingAt, erasedAt }: Pick<Account, "closingAt" | "erasedAt">): boolean => closingAt === undefined && erasedAt === undefined;

/** Whether somebody signs in themselves: then what they tell of themselves is theirs alone to change. An address is known of nobody else. */
export const signsIn = ({ email, lastSignInAt }: Pick<Account, "email" | "lastSignInAt">): boolean => lastSignInAt !== undefined || email !== undefined;

/** Whether somebody works for a council, or for this one. */
export const isStaff = ({ grants }: Pick<Account, "grants">, council?: string): boolean =>
  grants.some(({ role, authority }) => isStaffRole(role) && (council === undefined || authority === council));

const sameGrant = (a: Grant, b: Grant): boolean => a.role === b.role && a.authority === b.authority;

/** The account with a role it may have had already. */
export const withGrant = (account: Account, grant: Account["grants"][number]): Account =>
  account.grants.some((held) => sameGrant(held, grant)) ? account : { ...account, grants: [...account.grants, grant] };

/** The account with every session ended that began until now. */
export const withSessionsEnded = (account: Account, at: string): Account => ({ ...account, signedOutBefore: at, endedSessions: [] });

/** The account without a role. */
export const withoutGrant = (account: Account, grant: Grant): Account => ({ ...account, grants: account.grants.filter((held) => !sameGrant(held, grant)) });

/** An account nobody signs in to yet, of whoever a council or a provider brings. */
export const newAccount = (id: string, authority: string, createdAt: string): Account => ({
  id,
  authority,
  identities: [],
  grants: [],
  endedSessions: [],
  createdAt,
});

/** The account with one more way to sign in. */
export const withIdentity = (account: Account, identity: Account["identities"][number]): Account =>
  account.identities.some(({ id }) => id === identity.id) ? account : { ...account, identities: [...account.identities, identity] };

/** What is left of an account when its person's data is erased: enough that its trail still means something. */
export const erased = ({ id, authority, createdAt }: Account, at: string): Account => ({
  id,
  authority,
  createdAt,
  identities: [],
  grants: [],
  endedSessions: [],
  signedOutBefore: at,
  erasedAt: at,
});

/** How somebody is called on pages: their name, or the address they signed in with. */
export const displayNameOf = ({ displayName, email }: Pick<Account, "displayName" | "email">): string => displayName ?? email ?? "someone without a name";
