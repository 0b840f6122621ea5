import { createHash } from "node:crypto";

/** What an account is found by where its address is known: the address itself stands in no index. */
export const addressId = (email: string): string =>
  createHash("sha256")
    .update(JSON.stringify(["address", email.trim().toLowerCase()]))
    .digest("base64url");
