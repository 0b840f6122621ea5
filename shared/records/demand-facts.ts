import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { RecordId, text } from "../domain/fields.ts";
import { PlainDate } from "../domain/time.ts";
import { storedShape } from "../table/stored-shape.ts";
import type { KindPolicy } from "./record-policy.ts";
import register from "./records.json" with { type: "json" };

/**
 * What says that somebody could not find support: a request that ended without any; a need that was not met; an answer about money left that nobody could be
 * found to spend it on; and a direct payment that was agreed weeks ago, with no support yet. Source: market.md 2.3.
 */
export const DEMAND_KINDS = ["ended", "unmet", "could-not-find", "waiting"] as const;
export type DemandKind = (typeof DEMAND_KINDS)[number];

/** One such thing, as its record leaves it for figures: no name, and no words. Its key says which council's, in which month, of which kind and record. */
export const DemandFact = z.object({
  kind: oneOf(DEMAND_KINDS),
  on: PlainDate,
  /** Whose it is: the account where there is one, else the council's record of them. So that somebody with several is one person. */
  person: RecordId,
  /** The council's record of them, where it is known. */
  recipient: z.optional(RecordId),
  services: z.array(text(60)),
  /** GSS code. */
  district: z.optional(text(20)),
  /** The first half of a postcode, where no more is known. */
  outcode: z.optional(text(4)),
});
export type DemandFact = z.infer<typeof DemandFact>;

export const demandFactShape = storedShape({ entity: "demand-fact", schemaVersion: 1 }, DemandFact);

/** What is kept of people in these. */
export const demandFactPolicy: KindPolicy = register.records["demand-fact"];

const MONTH_CHARACTERS = 7;
/** The month in the key of a fact. */
export const monthOfFact = ({ on }: Pick<DemandFact, "on">): string => on.slice(0, MONTH_CHARACTERS);
