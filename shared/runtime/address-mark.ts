import { createHash } from "node:crypto";

/**
 * By what it is remembered that messages to an address of an account do not arrive: it tells that this is still the address, and no other
 * account's. Whoever could guess from it reads the address beside it; erasure takes both.
 */
export const addressMark = (account: string, address: string): string =>
  createHash("sha256")
    .update(JSON.stringify(["undelivered", account, address.trim().toLowerCase()]))
    .digest("base64url")
    .slice(0, 27);
