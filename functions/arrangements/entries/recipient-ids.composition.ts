import { type KeyRing, keyedHasher } from "../../../shared/session/key-ring.ts";
import type { RecipientId } from "../use-cases/recipient-ports.ts";

/** The ids of records of recipients: made of the council's reference with a key that does not change. A reference is found by no trying of numbers. */
export function recipientIds(ring: Pick<KeyRing, "lookup">): RecipientId {
  const hash = keyedHasher(ring, "recipient");
  return async (authority, reference) => `rcp_${await hash(`${authority}\n${reference.toUpperCase().replace(/\s+/g, " ")}`)}`;
}
