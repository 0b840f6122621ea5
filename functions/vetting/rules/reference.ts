import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { EmailAddress, GssCode, PhoneNumber, RecordId, text } from "../../../shared/domain/fields.ts";
import { addressLines, PostalAddress } from "../../../shared/domain/letter-address.ts";
import { personName } from "../../../shared/domain/person-name.ts";
import { shownName } from "../../../shared/domain/shown-name.ts";
import { readTelephone } from "../../../shared/domain/telephone.ts";
import { dayNumber, daysAfter, PlainDate } from "../../../shared/domain/time.ts";

/**
 * What a referee says, asked in plain words. What they say is for the council: the applicant does not see it.
 * Source: Data Protection Act 2018, schedule 2 paragraph 24.
 */
export const ReferenceAnswers = z.object({
  known: text(500),
  work: text(4000),
  again: oneOf(["yes", "no"] as const),
  concerns: z.optional(text(4000)),
});
export type ReferenceAnswers = z.infer<typeof ReferenceAnswers>;

/** How a request for a reference may stand, as stored; see `referenceState` for one whose time is over. */
export const REFERENCE_STATES = ["asked", "given", "declined"] as const;

/** How an officer reaches somebody who has no email. */
export const OFFICER_WAYS = ["phone", "post"] as const;
export type OfficerWay = (typeof OFFICER_WAYS)[number];

/** What came of trying to reach them. `wrong-contact`: the number or address is not theirs. */
export const ATTEMPTS = ["no-answer", "letter-sent", "wrong-contact"] as const;
export type AttemptOutcome = (typeof ATTEMPTS)[number];
const Attempt = z.object({ on: PlainDate, by: RecordId, outcome: oneOf(ATTEMPTS) });

/** How they answered, where an officer wrote it down for them. */
export const TAKEN_BY = ["phone", "letter"] as const;
export type TakenBy = (typeof TAKEN_BY)[number];

/** The longest number or address that is kept to reach somebody by. */
const CONTACT_MOST = 300;

/** A person asked what they know of somebody's work, by a link that works once, or by an officer who phones or writes to them. */
export const Reference = z.object({
  id: RecordId,
  case: RecordId,
  authority: GssCode,
  owner: RecordId,
  /** Whom it is about, as they call themselves. */
  about: text(100),
  /** Finds it: a hash of what their link holds. The link itself is kept nowhere, and whoever an officer asks has none. */
  tokenHash: z.string(),
  name: text(100),
  relation: text(200),
  /** A keyed hash of what they are reached by (`contactKey`): no officer who is a referee decides the case. */
  addressHash: z.optional(z.string()),
  /** How an officer reaches them; absent where they were emailed. */
  by: z.optional(oneOf(OFFICER_WAYS)),
  /** Their number or address, for as long as an officer needs it: it goes once the reference is over. */
  contact: z.optional(text(CONTACT_MOST)),
  /** When an officer tried to reach them, and what came of it. */
  attempts: z.optional(z.array(Attempt)),
  state: oneOf(REFERENCE_STATES),
  askedOn: PlainDate,
  /** The last day the link works; see `lastDayOf` for whom an officer asks. */
  until: PlainDate,
  answers: z.optional(ReferenceAnswers),
  answeredOn: z.optional(PlainDate),
  /** The officer who wrote down what they said, and whether they said it or wrote it, where they gave a reference. */
  taken: z.optional(z.object({ by: RecordId, how: z.optional(oneOf(TAKEN_BY)) })),
});
export type Reference = z.infer<typeof Reference>;

const named = { name: shownName(100), relation: personName(200) };

/** Somebody an applicant names, to be asked, and the one way they can be reached. */
export const Referee = z.discriminatedUnion("by", [
  z.object({ ...named, by: z.literal("email"), email: EmailAddress }),
  z.object({ ...named, by: z.literal("phone"), phone: PhoneNumber }),
  z.object({ ...named, by: z.literal("post"), address: PostalAddress }),
]);
export type Referee = z.infer<typeof Referee>;

/** The ways a referee can be reached. */
export const CONTACT_WAYS = ["email", ...OFFICER_WAYS] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];

const phoneKey = (phone: string): string => `tel:${readTelephone(phone)?.number ?? phone.replace(/\D/g, "")}`;
const postKey = (address: string): string =>
  `post:${addressLines(address)
    .join(",")
    .toLowerCase()
    .replace(/[^\p{L}\p{N},]/gu, "")}`;

/** What somebody is known by, however it is written: an email address, a number with its country, or the letters and digits of an address. */
export const contactKey = (referee: Referee): string =>
  referee.by === "email" ? referee.email : referee.by === "phone" ? phoneKey(referee.phone) : postKey(referee.address);

/** The same of everything an account can be reached by. */
export const contactKeysOf = (of: {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly postalAddress?: string | undefined;
}): readonly string[] => [
  ...(of.email === undefined ? [] : [of.email]),
  ...(of.phone === undefined ? [] : [phoneKey(of.phone)]),
  ...(of.postalAddress === undefined ? [] : [postKey(of.postalAddress)]),
];

/** What of a request says how long it goes on. */
type Lasting = Pick<Reference, "by" | "askedOn" | "until">;

/**
 * The last day on which a request can be answered; undefined where it has not begun to count. A link counts from the day it was sent. Whoever an
 * officer asks has as many days from when the council has the case: nobody phones before.
 */
export function lastDayOf({ by, askedOn, until }: Lasting, sentOn: PlainDate | undefined): PlainDate | undefined {
  if (by === undefined) return until;
  if (sentOn === undefined) return undefined;
  return sentOn <= askedOn ? until : daysAfter(sentOn, dayNumber(until) - dayNumber(askedOn));
}

/** How a request stands on a day: one that was not answered in time is over. `sentOn`: the day the case was sent to the council, where it was. */
export const referenceState = (reference: Pick<Reference, "state"> & Lasting, today: PlainDate, sentOn?: PlainDate): Reference["state"] | "expired" => {
  const last = lastDayOf(reference, sentOn);
  return reference.state === "asked" && last !== undefined && last < today ? "expired" : reference.state;
};

/** Whether somebody an officer asks cannot be reached: not at what was given, or not in so many tries. */
export const isOutOfReach = ({ attempts = [] }: Pick<Reference, "attempts">, mostTries: number): boolean =>
  attempts.some(({ outcome }) => outcome === "wrong-contact") || attempts.filter(({ outcome }) => outcome === "no-answer").length >= mostTries;

/** How a request stands; `unreachable`: not answered yet, and the referee cannot be reached. Nobody hears why. */
export type ReferenceStanding = ReturnType<typeof referenceState> | "unreachable";

/** A request, and how it stands. */
export interface StandingReference extends Reference {
  readonly standing: ReferenceStanding;
}

/** Whether a request may still be answered, or was: it counts towards those that are asked for. */
export const isOpenReference = ({ standing }: Pick<StandingReference, "standing">): boolean => standing === "asked" || standing === "given";

/** Whether the next step is an officer's: to phone, or to post a letter. Once the letter is posted, the referee's. */
export const waitsForOfficer = ({ by, standing, attempts = [] }: Pick<StandingReference, "by" | "standing" | "attempts">): boolean =>
  standing === "asked" && (by === "phone" || (by === "post" && !attempts.some(({ outcome }) => outcome === "letter-sent")));

/** A request that is over as far as reaching anybody goes: nobody's number or address stays with it. */
export const withoutContact = ({ contact: _, ...kept }: Reference): Reference => kept;

/** Whether two answers say the same: one form, sent twice. */
export const isSameReference = (one: ReferenceAnswers | undefined, other: ReferenceAnswers): boolean =>
  one !== undefined && one.known === other.known && one.work === other.work && one.again === other.again && one.concerns === other.concerns;
