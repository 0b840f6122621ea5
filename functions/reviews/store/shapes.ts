import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { EXTRA_REASONS } from "../../../shared/policy/reviews.ts";
import { storedShape, type Upcasters } from "../../../shared/table/stored-shape.ts";
import { FAIRNESS_GROUPS } from "../rules/fairness.ts";
import { RESULTS } from "../rules/outcome.ts";

/** Version 2 has what stands in front of a list by: older bodies lack it, and can be read as they are. */
export const asTheyAre: Upcasters = { 1: (body) => body };

/** A review that is to be worked on: `QueueFacts`, and what lists show beside them. */
export const queuedShape = storedShape(
  { ...{ entity: "review-queued", schemaVersion: 2 }, upcasters: asTheyAre },
  z.object({
    payment: z.string(),
    reference: text(40),
    area: z.optional(text(40)),
    /** How they read and are written to: no part of the order. */
    format: z.optional(text(40)),
    language: z.optional(text(40)),
    channel: z.optional(text(40)),
    openedOn: PlainDate,
    /** What the person wrote may be about their safety, or is in a language the list of words does not know. */
    readFirst: z.boolean(),
    legalOn: PlainDate,
    targetOn: PlainDate,
    neverReviewed: z.boolean(),
    extras: z.array(oneOf(EXTRA_REASONS)),
    fallingOutcomes: z.number(),
    unanswered: z.number(),
    couldNotFind: z.boolean(),
    providers: z.number(),
    aloneWithoutBackup: z.boolean(),
  }),
);

/** A review that was held, in the codes of client-level data. */
export const heldShape = storedShape(
  { entity: "review-held", schemaVersion: 1 },
  z.object({
    reference: text(40),
    area: z.optional(text(40)),
    on: PlainDate,
    release: z.optional(text(20)),
    reason: z.optional(text(60)),
    method: z.optional(text(60)),
    eventOutcome: z.optional(text(60)),
    achieved: z.optional(oneOf(RESULTS)),
    nextOn: z.optional(PlainDate),
    targetOn: z.optional(PlainDate),
    legalOn: z.optional(PlainDate),
  }),
);

/** What leads to an invitation: a link, the code of a letter, or that it is the person's open one. */
export const invitationLinkShape = storedShape({ entity: "feedback-link", schemaVersion: 1 }, z.object({ invitation: z.string() }));
export const openInvitationShape = storedShape({ entity: "feedback-open", schemaVersion: 1 }, z.object({ invitation: z.string() }));

const Counts = z.object({ onTime: z.number(), pastTarget: z.number(), pastLegal: z.number() });
/** What a council's dashboard shows of a month, as it stood on a day. */
export const figuresShape = storedShape(
  { ...{ entity: "review-figures", schemaVersion: 2 }, upcasters: asTheyAre },
  z.object({
    ...{ day: PlainDate, areas: z.record(z.string(), Counts), held: z.number(), heldInTarget: z.number(), heldInLaw: z.number() },
    /** Who stands in the first tenth of the list. */
    fairness: z.optional(z.record(oneOf(FAIRNESS_GROUPS), z.record(z.string(), z.object({ open: z.number(), first: z.number() })))),
  }),
);
