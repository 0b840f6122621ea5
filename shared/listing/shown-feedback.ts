import type { Period } from "../domain/small-numbers/period.ts";
import type { ShownScore } from "../domain/small-numbers/score.ts";
import type { ShapeVersions } from "../table/stored-shape.ts";

// What everyone sees on a listing's page of what people say, beside its public profile: in the same partition, so that it is read in the same request.

/** The score of a provider, up to the end of a quarter. */
export interface PublicScore {
  readonly quarter: Period;
  readonly shown: ShownScore;
}
/** The provider's reply, which an officer has read. */
export interface PublicReply {
  readonly words: string;
  /** The day from which it is shown. */
  readonly on: string;
}

/** Versions of both, each the JSON of the item's `body`; the schemas are in `stored-shapes.ts`. */
export const publicScoreVersions: ShapeVersions = { entity: "public-score", schemaVersion: 1 };
export const publicReplyVersions: ShapeVersions = { entity: "public-reply", schemaVersion: 1 };
