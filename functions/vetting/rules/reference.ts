import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { EmailAddress, GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { personName } from "../../../shared/domain/person-name.ts";
import { shownName } from "../../../shared/domain/shown-name.ts";
import { PlainDate } from "../../../shared/domain/time.ts";

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

/** A person asked what they know of somebody's work, by a link that works once. */
export const Reference = z.object({
  id: RecordId,
  case: RecordId,
  authority: GssCode,
  owner: RecordId,
  /** Whom it is about, as they call themselves. */
  about: text(100),
  /** Finds it: a hash of what their link holds. The link itself is kept nowhere. */
  tokenHash: z.string(),
  name: text(100),
  relation: text(200),
  /** A keyed hash of the address they were written to by: no officer who is a referee decides the case. */
  addressHash: z.optional(z.string()),
  state: oneOf(REFERENCE_STATES),
  askedOn: PlainDate,
  /** The last day the link works. */
  until: PlainDate,
  answers: z.optional(ReferenceAnswers),
  answeredOn: z.optional(PlainDate),
});
export type Reference = z.infer<typeof Reference>;

/** Somebody an applicant names, to be asked. */
export const Referee = z.object({ name: shownName(100), email: EmailAddress, relation: personName(200) });
export type Referee = z.infer<typeof Referee>;

/** How a request stands on a day: one that was not answered in time is over. */
export const referenceState = ({ state, until }: Pick<Reference, "state" | "until">, today: PlainDate) =>
  state === "asked" && until < today ? "expired" : state;

/** How a request stands; `unreachable`: not answered yet, and the referee cannot be written to. Nobody hears why. */
export type ReferenceStanding = ReturnType<typeof referenceState> | "unreachable";

/** A request, and how it stands. */
export interface StandingReference extends Reference {
  readonly standing: ReferenceStanding;
}

/** Whether a request may still be answered, or was: it counts towards those that are asked for. */
export const isOpenReference = ({ standing }: StandingReference): boolean => standing === "asked" || standing === "given";

/** Whether two answers say the same: one form, sent twice. */
export const isSameReference = (one: ReferenceAnswers | undefined, other: ReferenceAnswers): boolean =>
  one !== undefined && one.known === other.known && one.work === other.work && one.again === other.again && one.concerns === other.concerns;
