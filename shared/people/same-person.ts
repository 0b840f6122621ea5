import type { Account } from "./account.ts";

/**
 * Whether two accounts are one person's: they are the same account, or the same address was verified for both. An address is
 * stored in one spelling (`EmailAddress`), so that equal addresses are those with equal hashes.
 */
export const samePerson = (one: Pick<Account, "id" | "email">, other: Pick<Account, "id" | "email">): boolean =>
  one.id === other.id || (one.email !== undefined && one.email === other.email);
