import type { EpochMillis } from "../../../shared/domain/time.ts";
import { type Contact, type ContactPolicy, contactDueOn, type Side } from "./contact.ts";
import { afterContactMove } from "./contact-moves.ts";

/** Stands in the place of a name, and of words. */
const ERASED = "Erased";

/**
 * A request once one side of it is erased: how they are reached, what they needed and what they wrote are gone, and it is over. What the other side wrote
 * stays until its time, and with it the name under which the provider was on the list. One that a provider has not answered goes on as if they were not on
 * the list: whoever asked hears that there was no answer, and not why. Doing it twice changes nothing more.
 */
export function withoutSide(contact: Contact, side: Side, at: EpochMillis, policy: ContactPolicy): Contact {
  const waits = side === "provider" && contact.state === "sent";
  const closed = waits ? undefined : afterContactMove(contact, "close", "system", { at, policy });
  const over = closed?.ok ? closed.value : contact;
  const messages = over.messages.map((message) => (message.by === side ? { ...message, text: ERASED } : message));
  const { provider: _provider, ...withoutProvider } = over.shared;
  if (side === "person") {
    const { needs: _needs, link: _link, ...left } = over;
    return { ...left, messages, from: { name: ERASED } };
  }
  const left: Contact = { ...over, messages, shared: withoutProvider, handling: { by: "held" } };
  const due = contactDueOn(left, policy, at);
  return due === undefined || !waits ? left : { ...left, nextSweepOn: due };
}
