import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import type { ListingId } from "../../../shared/listing/listing.ts";
import { isShownOn } from "../../../shared/listing/shown.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import { isOpen } from "../../../shared/people/account.ts";
import { type Contact, contactDueOn, type Handling } from "../rules/contact.ts";
import { type NewContact, wayKey } from "../rules/contact-form.ts";
import { afterContactMove, type ContactMoveRefusal } from "../rules/contact-moves.ts";
import { confirmNotice, newsForProvider, withNewLink } from "./contact-notices.ts";
import type { ContactsDeps as Deps } from "./contact-ports.ts";

/** Whom somebody asks, as the page they asked on showed it. */
export interface AskedOf {
  readonly listing: ListingId;
  readonly name: string;
  readonly authority: string;
  /** What they do, by codes of the taxonomy: what can be asked for. */
  readonly services: readonly string[];
}

/** Whom somebody may ask on a day: the first of some listings that the public may see then. */
export async function askedOf({ store }: Pick<Deps, "store">, meant: readonly ListingId[], day: PlainDate): Promise<AskedOf | undefined> {
  const found = await store.shown(meant, day);
  const listing = meant.map((id) => found.get(id)).find((one) => one !== undefined);
  return listing && { listing: listing.id, name: listing.displayName, authority: listing.authority, services: listing.services };
}

/** `too-often`: by this person or network. `address`: nothing more is sent to it today, or ever. `listing`: so many asked this provider today. `own`: it is their own listing. */
export type AskRefusal = CommitRefusal | "too-often" | "address" | "listing" | "own";

/** No account has it: it is read where a listing has no owner, so that answering takes as long. */
const NO_ACCOUNT = "no-account";

/**
 * Who deals with a request now. `held`: the listing is not on the list today, or its provider's account is closed: nobody hears of it, and whoever asked
 * is not told so. The same is read whatever it is.
 */
export async function handlingOf({ store, account }: Pick<Deps, "store" | "account">, listing: ListingId, at: number): Promise<Handling> {
  const found = await store.listing(listing);
  const owner = await account(found?.provider ?? NO_ACCOUNT);
  if (!found || !isShownOn(found, londonDate(at))) return { by: "held" };
  if (found.provider === undefined) return { by: "council" };
  return owner && isOpen(owner.body) ? { by: "provider", account: found.provider } : { by: "held" };
}

const newContact = (deps: Deps, of: AskedOf, asked: NewContact, place: string, at: number): Contact => ({
  id: deps.newId(),
  authority: of.authority,
  listing: of.listing,
  listingName: of.name,
  from: { name: asked.name, ...(asked.email === undefined ? {} : { email: asked.email }), ...(asked.phone === undefined ? {} : { phone: asked.phone }) },
  needs: { services: asked.services, times: asked.times, place },
  messages: [{ by: "person", at: instantOf(at), text: asked.message }],
  state: "unconfirmed",
  shared: {},
  createdAt: instantOf(at),
});

/** A request as it is sent: whoever deals with it, one record and one notice are written. */
async function sent(
  deps: Deps,
  contact: Contact,
  at: number,
): Promise<Result<{ readonly after: Contact; readonly notices: readonly Notice[] }, ContactMoveRefusal>> {
  const handling = await handlingOf(deps, contact.listing, at);
  const moved = afterContactMove({ ...contact, handling }, "confirm", "person", { at, policy: deps.policy });
  if (!moved.ok) return moved;
  return ok({ after: moved.value, notices: await newsForProvider(deps)(moved.value, "asked", at) });
}

/**
 * Asks a provider to contact somebody who is signed in, or for whom somebody acts: it goes to the provider at once. Whether they are on the list just then
 * changes nothing of what is answered.
 */
export const askWithAccount =
  (deps: Deps) =>
  async (
    { owner, askedBy }: { readonly owner: string; readonly askedBy: string },
    of: AskedOf,
    asked: NewContact,
    place: string,
    contextFor: (id: string) => AuditContext,
  ): Promise<Result<string, AskRefusal>> => {
    if ((await deps.store.listing(of.listing))?.provider === owner) return refused("own");
    if ((await deps.limited("contacts-of-person", owner)) !== undefined) return refused("too-often");
    if ((await deps.limited("contacts-to-listing", of.listing)) !== undefined) return refused("listing");
    const contact: Contact = { ...newContact(deps, of, asked, place, 0), owner, ...(askedBy === owner ? {} : { askedBy }) };
    const context = contextFor(contact.id);
    const at = instantOf(context.at);
    const made = await sent(deps, { ...contact, createdAt: at, messages: contact.messages.map((message) => ({ ...message, at })) }, context.at);
    if (!made.ok) throw new Error("A request that was never sent can be sent");
    const done = await deps.store.commit(context, [{ entity: "contact", after: made.value.after, action: "contact:ask" }], made.value.notices);
    return done.ok ? ok(contact.id) : done;
  };

/**
 * Keeps what somebody without an account asks, and sends them a link by which they confirm that the address is theirs. Until then nobody hears of it, and
 * nothing of the listing is read.
 */
export const askByLink =
  (deps: Deps) =>
  async (network: string, of: AskedOf, asked: NewContact, place: string, contextFor: (id: string) => AuditContext): Promise<Result<void, AskRefusal>> => {
    if ((await deps.limited("contacts-of-network", network)) !== undefined) return refused("too-often");
    const address = await deps.addressHash(wayKey(asked));
    // As one that was written to too often is: what whoever has it said is theirs.
    if (await deps.isStopped(address)) return refused("address");
    if ((await deps.limited("contacts-of-person", address)) !== undefined) return refused("address");
    const blank = newContact(deps, of, asked, place, 0);
    const context = contextFor(blank.id);
    const at = instantOf(context.at);
    const linked = withNewLink(deps, { ...blank, createdAt: at, messages: blank.messages.map((message) => ({ ...message, at })) }, context.at);
    const due = contactDueOn(linked.contact, deps.policy, context.at);
    const after: Contact = due === undefined ? linked.contact : { ...linked.contact, nextSweepOn: due };
    const done = await deps.store.commit(
      context,
      [{ entity: "contact", after, action: "contact:ask" }],
      [await confirmNotice(deps)(after, linked.secret, context.at)],
    );
    return done.ok ? ok(undefined) : done;
  };

/** Sends a request whose link was used: the address is confirmed by it. Answers the secret of the link it has from then on. */
export const confirmContact =
  (deps: Deps) =>
  async (contact: Versioned<Contact>, context: AuditContext): Promise<Result<string, CommitRefusal | ContactMoveRefusal | "listing">> => {
    if ((await deps.limited("contacts-to-listing", contact.body.listing)) !== undefined) return refused("listing");
    const made = await sent(deps, contact.body, context.at);
    if (!made.ok) return made;
    const linked = withNewLink(deps, made.value.after, context.at);
    const done = await deps.store.commit(
      context,
      [{ entity: "contact", before: contact, after: linked.contact, action: "contact:confirm" }],
      made.value.notices,
    );
    return done.ok ? ok(linked.secret) : done;
  };
