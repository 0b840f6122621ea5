import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId } from "../../../shared/domain/fields.ts";
import { londonDate, millisOf, PlainDate } from "../../../shared/domain/time.ts";
import type { SupportRequest } from "./request.ts";

/**
 * Why a need was not met. `no-one-matched`: nobody on the list could serve it. `no-answer`: those who could said nothing. `none-chosen`: none of those
 * who answered was chosen. `gave-up`: the person said that they could not find anyone.
 */
export const NEED_REASONS = ["no-one-matched", "no-answer", "none-chosen", "gave-up"] as const;
export type NeedReason = (typeof NEED_REASONS)[number];

/** A need that was not met, without whose it is: what was wanted where, since when, and why it was not found. */
export const Need = z.object({
  /** The request's: whose that was is found only while the request is there. */
  id: RecordId,
  authority: GssCode,
  services: z.array(z.string()),
  skills: z.array(z.string()),
  times: z.array(z.string()),
  hours: z.number(),
  language: z.optional(z.string()),
  gender: z.optional(z.string()),
  must: z.array(z.string()),
  maxRatePence: z.optional(z.number()),
  place: z.object({ key: z.string(), label: z.string(), lat: z.number(), lon: z.number(), district: z.optional(GssCode) }),
  /** The day it was first said. */
  since: PlainDate,
  recordedOn: PlainDate,
  why: oneOf(NEED_REASONS),
  /** The day on which somebody was found after all. */
  metOn: z.optional(PlainDate),
});
export type Need = z.infer<typeof Need>;

/** The need of a request that nobody filled. */
export const needOf = (request: SupportRequest, why: NeedReason, recordedOn: PlainDate): Need => {
  const { id, authority, services, skills, times, hours, language, gender, must, maxRatePence, place, createdAt } = request;
  return {
    ...{ id, authority, services, skills, times, hours, must, place },
    ...(language === undefined ? {} : { language }),
    ...(gender === undefined ? {} : { gender }),
    ...(maxRatePence === undefined ? {} : { maxRatePence }),
    ...{ since: londonDate(millisOf(createdAt)), recordedOn, why },
  };
};
