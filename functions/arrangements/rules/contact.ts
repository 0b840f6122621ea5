import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, KeptEmail, KeptPhone, RecordId, text } from "../../../shared/domain/fields.ts";
import { daysAfter, type EpochMillis, HOUR_MS, londonDate, millisOf, PlainDate } from "../../../shared/domain/time.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import type { ServicePolicy } from "../../../shared/policy/service.ts";
import { codesOf, parts, services } from "../../../shared/taxonomy/taxonomy.ts";

/** The policy this goes by: days, hours and numbers of `shared/policy/service.json`. */
export type ContactPolicy = ServicePolicy["contacts"];

/**
 * Where a request to be contacted stands. `unconfirmed`: whoever asked has yet to show that the address is theirs, and nobody heard of it. `sent`: it
 * waits for an answer. `silent`: its time passed without one; there may still be one. `in-touch`: the council has put the two in touch.
 */
export const CONTACT_STATES = ["unconfirmed", "sent", "answered", "silent", "declined", "in-touch", "ended", "expired"] as const;
export type ContactState = (typeof CONTACT_STATES)[number];

/** The two sides of a request: whoever asked, and the provider. */
export const SIDES = ["person", "provider"] as const;
export type Side = (typeof SIDES)[number];
export const otherSide = (side: Side): Side => (side === "person" ? "provider" : "person");

/** Times of the week as somebody asks for them: a part of the day, on weekdays or at weekends. */
export const CONTACT_TIMES: readonly string[] = ["weekdays", "weekends"].flatMap((when) => codesOf(parts).map((part) => `${when}-${part}`));

/** How somebody is reached, and by which name: nobody on the other side sees more of it than a first name before both have shared. */
const Reached = { name: text(100), email: z.optional(KeptEmail), phone: z.optional(KeptPhone) };
const Message = z.object({ by: oneOf(SIDES), at: z.string(), text: text(4000) });
export type ContactMessage = z.infer<typeof Message>;

/** Who deals with a request: the provider, the council's team where the provider has no account, or nobody yet, for whoever is not on the list just then. */
const Handling = z.object({ by: oneOf(["provider", "council", "held"] as const), account: z.optional(RecordId) });
export type Handling = z.infer<typeof Handling>;

/** That somebody asked a provider to contact them, and what the two wrote since. */
export const Contact = z.object({
  id: RecordId,
  /** The council of the listing. */
  authority: GssCode,
  /** The account it was asked with; absent where it was asked without one. */
  owner: z.optional(RecordId),
  /** The account of whoever asked for the person, where that is somebody else: they hear of it too. */
  askedBy: z.optional(RecordId),
  listing: ListingId,
  /** The provider's name as the public saw it when they were asked. */
  listingName: text(100),
  from: z.object(Reached),
  /** What they need: services, times of the week, and the sector or half of the postcode they typed. Absent once the person is erased. */
  needs: z.optional(z.object({ services: z.array(z.string()), times: z.array(z.string()), place: text(10) })),
  messages: z.array(Message),
  state: oneOf(CONTACT_STATES),
  /** Since when each side has chosen to share their details; those of the provider as they were then. */
  shared: z.object({ person: z.optional(z.object({ at: z.string() })), provider: z.optional(z.object({ at: z.string(), ...Reached })) }),
  handling: z.optional(Handling),
  /** The hash of what the link of whoever has no account holds, and its last day. The link itself is stored nowhere. */
  link: z.optional(z.object({ hash: z.string(), until: PlainDate })),
  createdAt: z.string(),
  sentAt: z.optional(z.string()),
  /** When the provider first answered: a message, or a no. */
  answeredAt: z.optional(z.string()),
  silentAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
  /** The day on which something is to be done about it. */
  nextSweepOn: z.optional(PlainDate),
});
export type Contact = z.infer<typeof Contact>;

/** How somebody is reached, as the other side sees it. */
export interface SharedDetails {
  readonly name: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

/** What one side may see of a request. What is not here it sees nowhere: no page and no download is made of anything else. */
export interface ContactView {
  readonly id: string;
  readonly side: Side;
  readonly listing: ListingId;
  readonly listingName: string;
  readonly state: ContactState;
  /** What the other side is called. */
  readonly otherName: string;
  readonly needs: Contact["needs"];
  readonly messages: readonly ContactMessage[];
  readonly createdAt: string;
  readonly sentAt?: string;
  readonly answeredAt?: string;
  readonly endedAt?: string;
  /** What they would share, or have shared; of a provider before that it is in their account. */
  readonly mine?: SharedDetails;
  readonly iShared: boolean;
  readonly theyShared: boolean;
  /** The other side's, once both have shared. */
  readonly theirs?: SharedDetails;
}

/** The first word of a name: of a double first name the first part, and no surname. */
export const firstNameOf = (name: string): string => name.trim().split(/\s+/u)[0] ?? name;

const detailsOf = ({ name, email, phone }: SharedDetails): SharedDetails => ({
  name,
  ...(email === undefined ? {} : { email }),
  ...(phone === undefined ? {} : { phone }),
});

/**
 * A request as one side may see it. The other's details are in it once both have chosen to share, and never before; who deals with it, and whether anybody
 * does, is in neither's.
 */
export function contactView(contact: Contact, side: Side): ContactView {
  const { id, listing, listingName, state, from, needs, messages, shared, createdAt, sentAt, answeredAt, endedAt } = contact;
  const details = { person: from, provider: shared.provider };
  const both = shared.person !== undefined && shared.provider !== undefined;
  const [mine, theirs] = [details[side], details[otherSide(side)]];
  return {
    id,
    side,
    listing,
    listingName,
    state,
    otherName: side === "person" ? listingName : firstNameOf(from.name),
    needs,
    messages,
    createdAt,
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(answeredAt === undefined ? {} : { answeredAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(mine ? { mine: detailsOf(mine) } : {}),
    iShared: shared[side] !== undefined,
    theyShared: shared[otherSide(side)] !== undefined,
    ...(both && theirs ? { theirs: detailsOf(theirs) } : {}),
  };
}

/** The last day on which an answer is in time. */
export const answerBy = ({ sentAt, createdAt }: Pick<Contact, "sentAt" | "createdAt">, { answerDays }: Pick<ContactPolicy, "answerDays">): PlainDate =>
  daysAfter(londonDate(millisOf(sentAt ?? createdAt)), answerDays);

/** The next day on which something is to be done about a request: it expires, is tried again, was not answered, or rests. Undefined once it is over. */
export function contactDueOn(contact: Contact, policy: ContactPolicy, now: EpochMillis): PlainDate | undefined {
  const { state, createdAt, messages, sentAt, handling } = contact;
  if (state === "unconfirmed") return daysAfter(londonDate(millisOf(createdAt) + policy.confirmHours * HOUR_MS), 1);
  if (state === "sent") {
    const late = daysAfter(answerBy(contact, policy), 1);
    const tomorrow = daysAfter(londonDate(now), 1);
    return handling?.by === "held" && tomorrow < late ? tomorrow : late;
  }
  if (state !== "silent" && state !== "answered") return undefined;
  return daysAfter(londonDate(millisOf(messages.at(-1)?.at ?? sentAt ?? createdAt)), policy.openDays);
}

/** The services somebody may need, by their codes. */
export const CONTACT_SERVICES: readonly string[] = codesOf(services);
