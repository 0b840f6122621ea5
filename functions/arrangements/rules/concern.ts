import * as z from "zod/mini";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { TypedReference } from "../../../shared/listing/typed-reference.ts";
import { type Arrangement, lastDayOf } from "./arrangement.ts";
import type { ArrangementState } from "./arrangement-moves.ts";

/** The days a look-up is about, both ends included; an end that is left out is open. */
const Period = { from: z.optional(PlainDate), until: z.optional(PlainDate) };
const REASON_CHARACTERS = 1000;

/**
 * That an officer looked up everyone a provider supports, in which period and why: it is on record before they see a name.
 * Source: Care Act 2014, section 42 (enquiry by local authority).
 */
export const Concern = z.object({
  id: RecordId,
  authority: GssCode,
  listing: ListingId,
  ...Period,
  reason: text(REASON_CHARACTERS),
  /** The officer's account. */
  officer: RecordId,
  createdAt: z.string(),
});
export type Concern = z.infer<typeof Concern>;

/** What is asked of an officer. `until` before `from` is refused. */
export const NewConcern = z
  .object({ listing: TypedReference, ...Period, reason: text(REASON_CHARACTERS) })
  .check(
    z.refine(({ from, until }) => from === undefined || until === undefined || from <= until, { error: "must not be before the first day", path: ["until"] }),
  );
export type NewConcern = z.infer<typeof NewConcern>;

/** When somebody was supported: from the day they said so until, where it is over, the day they ended it. */
export interface SupportPeriod {
  readonly from: PlainDate;
  readonly until?: PlainDate;
}

/** Somebody a provider supports or supported. */
export interface SupportedPerson {
  readonly person: string;
  /** Absent where their account is deleted. */
  readonly name?: string;
  readonly periods: readonly SupportPeriod[];
}

function periodOf(arrangement: Arrangement): SupportPeriod {
  const until = lastDayOf(arrangement);
  return { from: arrangement.since, ...(until === undefined ? {} : { until }) };
}

/** States of an offer that nobody took up: no support came of it. */
const NEVER_AGREED: readonly ArrangementState[] = ["offered", "declined", "withdrawn"];

/**
 * Whom a provider supports or supported within the period of a look-up, and when, earliest first: people of the officer's council
 * alone, each once, by the arrangements with that provider. Dates are Europe/London's.
 */
export function supportedBy(
  arrangements: readonly Arrangement[],
  { authority, from, until }: Pick<Concern, "authority" | "from" | "until">,
): ReadonlyMap<string, readonly SupportPeriod[]> {
  const found = new Map<string, SupportPeriod[]>();
  for (const arrangement of arrangements.toSorted((one, other) => one.since.localeCompare(other.since))) {
    const period = periodOf(arrangement);
    const within = (until === undefined || period.from <= until) && (from === undefined || period.until === undefined || period.until >= from);
    if (arrangement.authority !== authority || !within || NEVER_AGREED.includes(arrangement.state)) continue;
    found.set(arrangement.owner, [...(found.get(arrangement.owner) ?? []), period]);
  }
  return found;
}
