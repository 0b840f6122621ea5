import * as z from "zod/mini";
import { PublishedScore } from "../../../shared/domain/small-numbers/score.ts";
import { Counted, Figures } from "../../../shared/figures/shapes.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";

/** What was published, and the periods that were published before it, the newest first. */
export const figuresShape = storedShape({ entity: "feedback-figures", schemaVersion: 1 }, Figures);

/** What a publication was made of. It goes by itself. */
export const trueFiguresShape = storedShape({ entity: "true-figures", schemaVersion: 1 }, z.object({ tables: z.array(Counted), expiresAt: z.number() }));

/** The score of a provider as the next one needs it. */
export const scoreShape = storedShape({ entity: "provider-score", schemaVersion: 1 }, z.object({ listing: z.string(), score: PublishedScore }));
