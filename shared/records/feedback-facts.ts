import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { RecordId, text } from "../domain/fields.ts";
import { PlainDate } from "../domain/time.ts";
import { storedShape } from "../table/stored-shape.ts";
import type { KindPolicy } from "./record-policy.ts";
import register from "./records.json" with { type: "json" };

// What the record of an invitation leaves for figures, and what figures are made of: no name, and no words anybody wrote.

/** What somebody was invited to say: how their support is, when a review is due, or how it was, once it ended. */
export const INVITED_TO = ["review", "ended"] as const;
/** How an invitation was sent. */
export const INVITED_BY = ["email", "sms", "letter", "phone"] as const;
/** Who answered: the person, the person with somebody's help, somebody for them, or staff who wrote down what they said. */
export const ANSWERED_BY = ["self", "with-help", "proxy", "staff"] as const;
export type AnsweredBy = (typeof ANSWERED_BY)[number];

/** An answer on the scale of five, 5 the best, or that they do not know; absent where the question was skipped. */
const OnScale = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal("dont-know")]);
export type OnScale = z.infer<typeof OnScale>;

/** One invitation that was sent, and whether and how it was answered. Its key says which council's, in which month it was sent, and which it is. */
export const FeedbackFact = z.object({
  kind: oneOf(INVITED_TO),
  /** Service area; absent where none is known. */
  area: z.optional(text(40)),
  channel: oneOf(INVITED_BY),
  /** Format and language of what was sent, in the codes of `shared/notices/preferences.ts`. */
  format: text(40),
  language: text(40),
  sentOn: PlainDate,
  /** The last day on which it could be answered. */
  until: PlainDate,
  answeredOn: z.optional(PlainDate),
  by: z.optional(oneOf(ANSWERED_BY)),
  satisfied: z.optional(OnScale),
  control: z.optional(OnScale),
  /** Whose it is, an id: so that somebody who was invited twice is one person. */
  person: RecordId,
  /** The listings that the answer counts for: those with a `ProviderAnswer` of it. */
  listings: z.optional(z.array(RecordId)),
});
export type FeedbackFact = z.infer<typeof FeedbackFact>;

/** One answer that counts for a provider: only of support the council knows, and never where the assistant who is judged helped. Its key says which listing's. */
export const ProviderAnswer = z.object({ council: RecordId, person: RecordId, answeredOn: PlainDate, satisfied: OnScale });
export type ProviderAnswer = z.infer<typeof ProviderAnswer>;

export const feedbackFactShape = storedShape({ entity: "feedback-fact", schemaVersion: 1 }, FeedbackFact);
export const providerAnswerShape = storedShape({ entity: "provider-answer", schemaVersion: 1 }, ProviderAnswer);

/** What is kept of people in these. */
export const feedbackFactPolicy: KindPolicy = register.records["feedback-fact"];
export const providerAnswerPolicy: KindPolicy = register.records["provider-answer"];
