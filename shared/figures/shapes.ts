import * as z from "zod/mini";
import { Period } from "../domain/small-numbers/period.ts";
import { Publication } from "../domain/small-numbers/publication.ts";
import { StoredMiddle } from "./middles.ts";

/** What was published, and the periods that were published before it, the newest first. */
export const Figures = z.object({ publication: Publication, earlier: z.array(Period) });

/** The same with medians. */
export const FiguresWithMiddles = z.extend(Figures, { middles: z.array(StoredMiddle) });

export const CountedHeading = z.object({ id: z.string(), name: z.string() });

/** A table with its true counts, as most slices keep it. */
export const Counted = z.object({
  ...{ id: z.string(), title: z.string(), rowsBy: z.string(), columnsBy: z.string() },
  ...{ rows: z.array(CountedHeading), columns: z.array(CountedHeading), answers: z.boolean() },
  counts: z.array(z.array(z.number())),
});
