import { dayNumber, daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { type ExtraReason, POINT_PARTS, type PointPart, type ReviewPolicy } from "../../../shared/policy/reviews.ts";

/** The bands of the queue, the first first. Points count inside a band alone, so that many small things never outrank somebody at risk. */
export const BANDS = ["now", "past-legal", "legal-soon", "past-target", "not-due"] as const;
export type Band = (typeof BANDS)[number];

/**
 * What the order of the queue may know of a review. Nobody's age, ethnicity, language, place or money is in it, and nothing that a person did not do
 * makes it lower. Source: Equality Act 2010, section 149.
 */
export interface QueueFacts {
  readonly payment: string;
  readonly legalOn: PlainDate;
  readonly targetOn: PlainDate;
  readonly neverReviewed: boolean;
  readonly extras: readonly ExtraReason[];
  /** Outcomes that went the wrong way since they were last looked at. */
  readonly fallingOutcomes: number;
  /** Contacts about this review that nobody answered. */
  readonly unanswered: number;
  readonly couldNotFind: boolean;
  /** How many support them now. */
  readonly providers: number;
  /** Whether the only one is an assistant, and nobody stands in for them. */
  readonly aloneWithoutBackup: boolean;
}

/** A review of the queue, with what lists show beside its place. */
export interface QueuedReview extends QueueFacts {
  readonly reference: string;
  readonly area?: string | undefined;
  readonly openedOn: PlainDate;
  /** What the person wrote is to be read first; it changes no order. */
  readonly readFirst: boolean;
}

/** One part of a place in the queue: its points, of how many things they are. */
export interface QueuePart {
  readonly part: PointPart;
  readonly count: number;
  readonly points: number;
}

export interface QueuePlace {
  readonly band: Band;
  readonly points: number;
  readonly parts: readonly QueuePart[];
  /** The reasons that put it first of all; empty in other bands. */
  readonly first: readonly ExtraReason[];
  /** Days past the legal limit; 0 before. */
  readonly daysPastLegal: number;
}

/** The days from one day to another; below 0 where it lies before. */
const daysBetween = (from: PlainDate, to: PlainDate): number => dayNumber(to) - dayNumber(from);

/** Where a review stands in the queue on a day, with all it is made of. */
export function placeInQueue(facts: QueueFacts, { queue }: ReviewPolicy, today: PlainDate): QueuePlace {
  const { legalOn, targetOn, extras } = facts;
  const daysPastLegal = Math.max(0, daysBetween(legalOn, today));
  const first = queue.firstReasons.filter((reason) => extras.includes(reason));
  const counts: Readonly<Record<PointPart, number>> = {
    "days-past-legal": Math.floor(daysPastLegal / queue.daysAPoint),
    "never-reviewed": Number(facts.neverReviewed),
    "falling-outcome": facts.fallingOutcomes,
    "no-answer": Number(facts.unanswered >= queue.contactsWithoutAnswer),
    "provider-lapsed": Number(extras.includes("provider-lapsed")),
    "could-not-find-provider": Number(facts.couldNotFind),
    "one-assistant-no-backup": Number(facts.aloneWithoutBackup),
    "many-providers": Number(facts.providers >= queue.manyProviders),
    "person-request": Number(extras.includes("person-request")),
  };
  const parts = POINT_PARTS.filter((part) => counts[part] > 0).map((part): QueuePart => {
    const { each, most } = queue.points[part];
    return { part, count: counts[part], points: Math.min(most, each * counts[part]) };
  });
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  const band: Band =
    first.length > 0
      ? "now"
      : daysPastLegal > 0
        ? "past-legal"
        : legalOn <= daysAfter(today, queue.soonDays)
          ? "legal-soon"
          : targetOn < today
            ? "past-target"
            : "not-due";
  return { band, points, parts, first, daysPastLegal };
}

/** A mark of a text that says nothing of it: ties go by it, so that nobody is always last because of their number. FNV-1a, 32 bits. */
function markOf(given: string): number {
  let mark = 0x811c9dc5;
  for (let at = 0; at < given.length; at += 1) mark = Math.imul(mark ^ given.charCodeAt(at), 0x01000193);
  return mark >>> 0;
}

/** A review with its place. */
export interface Placed {
  readonly facts: QueueFacts;
  readonly place: QueuePlace;
}

/**
 * Which of two comes first: by band; past the legal limit by how long, in whole fortnights, so that whoever waits is passed by nobody for ever; then by points, by
 * the legal limit, and by a mark of the record.
 */
export function inQueueOrder(one: Placed, other: Placed, { queue }: ReviewPolicy): number {
  const fortnights = ({ place }: Placed) => (place.band === "past-legal" ? Math.floor(place.daysPastLegal / queue.daysAPoint) : 0);
  return (
    BANDS.indexOf(one.place.band) - BANDS.indexOf(other.place.band) ||
    fortnights(other) - fortnights(one) ||
    other.place.points - one.place.points ||
    dayNumber(one.facts.legalOn) - dayNumber(other.facts.legalOn) ||
    markOf(one.facts.payment) - markOf(other.facts.payment)
  );
}

/** The reviews of a council in the order in which they are to be held. */
export const queued = (all: readonly QueueFacts[], policy: ReviewPolicy, today: PlainDate): readonly Placed[] =>
  all.map((facts): Placed => ({ facts, place: placeInQueue(facts, policy, today) })).toSorted((one, other) => inQueueOrder(one, other, policy));
