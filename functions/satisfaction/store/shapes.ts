import * as z from "zod/mini";
import { Period } from "../../../shared/domain/small-numbers/period.ts";
import { Publication } from "../../../shared/domain/small-numbers/publication.ts";
import { PublishedScore } from "../../../shared/domain/small-numbers/score.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";

/** What was published, and the periods that were published before it, the newest first. */
export const figuresShape = storedShape({ entity: "feedback-figures", schemaVersion: 1 }, z.object({ publication: Publication, earlier: z.array(Period) }));

const Heading = z.object({ id: z.string(), name: z.string() });
const Counted = z.object({
  ...{ id: z.string(), title: z.string(), rowsBy: z.string(), columnsBy: z.string() },
  ...{ rows: z.array(Heading), columns: z.array(Heading), answers: z.boolean() },
  counts: z.array(z.array(z.number())),
});
/** What a publication was made of. It goes by itself. */
export const trueFiguresShape = storedShape({ entity: "true-figures", schemaVersion: 1 }, z.object({ tables: z.array(Counted), expiresAt: z.number() }));

/** The score of a provider as the next one needs it. */
export const scoreShape = storedShape({ entity: "provider-score", schemaVersion: 1 }, z.object({ listing: z.string(), score: PublishedScore }));
