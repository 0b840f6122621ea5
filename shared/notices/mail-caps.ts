import type { LimitName } from "../policy/service.ts";

/** Why nobody is written to: the account had so many written to today, or the address got so many lately, or wants none. */
export type MailRefusal = "mails-of-account" | "mails-to-address";

/** Whether strangers may be written to for an account, at these addresses; it counts them where they may. */
export type MayWrite = (account: string, addresses: readonly string[]) => Promise<MailRefusal | undefined>;

/**
 * Counts mails to people who are no users of ours: of each account, and to each address whoever it is for, in whatever case. What was
 * withdrawn, erased or begun again counts all the same. An address is known by its keyed hash alone; one whose holder wants no mails uses up nobody's.
 */
export const mailCaps =
  (
    limited: (name: LimitName, who: string) => Promise<number | undefined>,
    addressHash: (email: string) => Promise<string>,
    isStopped: (addressHash: string) => Promise<boolean>,
  ): MayWrite =>
  async (account, addresses) => {
    const hashes = await Promise.all(addresses.map(addressHash));
    // Refused as one that was written to too often is: what whoever has it said is theirs.
    for (const hash of hashes) if (await isStopped(hash)) return "mails-to-address";
    for (const hash of hashes) {
      if ((await limited("mails-of-account", account)) !== undefined) return "mails-of-account";
      if ((await limited("mails-to-address", hash)) !== undefined) return "mails-to-address";
    }
    return undefined;
  };
