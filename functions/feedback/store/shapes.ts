import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { FEEDBACK_FORMS } from "../../../shared/policy/feedback.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";
import { Answer, QUOTE_CHARACTERS } from "../rules/feedback.ts";

/** Words that may be made public, and of which feedback they are. */
export const quoteShape = storedShape(
  { entity: "feedback-quote", schemaVersion: 1 },
  z.object({ feedback: RecordId, form: oneOf(FEEDBACK_FORMS), words: text(QUOTE_CHARACTERS), createdAt: z.string() }),
);

/** What was chosen in feedback, for its counts: without words, which stand in the record alone. */
export const answersShape = storedShape(
  { entity: "feedback-answers", schemaVersion: 1 },
  z.object({ form: oneOf(FEEDBACK_FORMS), version: z.number(), answers: z.array(z.omit(Answer, { words: true })) }),
);

/** What everybody sees of an entry. */
export const publicYouSaidShape = storedShape(
  { entity: "public-you-said", schemaVersion: 1 },
  z.object({
    id: RecordId,
    topic: text(40),
    said: text(1000),
    changed: text(1000),
    changedOn: PlainDate,
    publishedAt: z.string(),
    quotes: z.array(z.object({ from: oneOf(FEEDBACK_FORMS), words: text(QUOTE_CHARACTERS) })),
  }),
);
