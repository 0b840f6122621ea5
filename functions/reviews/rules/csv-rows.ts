import type { CsvCell } from "../../../shared/domain/csv-text.ts";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";
import type { Placed } from "./queue.ts";
import type { HeldReview } from "./review.ts";

export const QUEUE_HEAD = ["reference", "service area", "band", "points", "parts", "first because of", "target", "legal date", "days past legal date"] as const;

/** A review of the queue as a row: the reference, never the name. */
export const queueRow = (
  { facts, place }: Placed,
  { reference, area = "" }: { readonly reference: string; readonly area?: string | undefined },
): readonly CsvCell[] => [
  ...[reference, area, place.band],
  { figure: String(place.points) },
  place.parts.map(({ part, points }) => `${part} ${points}`).join("; "),
  place.first.join("; "),
  ...[facts.targetOn, facts.legalOn, String(place.daysPastLegal)].map((figure) => ({ figure })),
];

export const HELD_HEAD = [
  "reference",
  "release",
  "event type",
  "event start",
  "event end",
  "review reason",
  "method of review",
  "event outcome",
  "review outcomes achieved",
  "next review",
  "target",
  "legal date",
] as const;

/** A review that was held, as the council reports it. */
export interface ReportedReview
  extends Pick<HeldReview, "on" | "release" | "reason" | "method" | "eventOutcome" | "achieved" | "nextOn" | "targetOn" | "legalOn"> {
  readonly reference: string;
  readonly area?: string | undefined;
}

/** A review that was held as a row of client-level data. Source: Client Level Data, review events. */
export const heldRow = (one: ReportedReview, { codes }: ReviewPolicy): readonly CsvCell[] => [
  ...[one.reference, one.release ?? "", "Review"],
  ...[one.on, one.on].map((figure) => ({ figure })),
  ...[one.reason ?? "", one.method ?? "", one.eventOutcome ?? "", one.achieved === undefined ? "" : codes.achieved[one.achieved]],
  ...[one.nextOn ?? "", one.targetOn ?? "", one.legalOn ?? ""].map((figure) => ({ figure })),
];
