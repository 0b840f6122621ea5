import * as z from "zod/mini";
import { type ShapeVersions, storedShape } from "../table/stored-shape.ts";

/** The pictures of a public listing, JPEG files in base64, and whose they are. */
export interface ShownPhoto {
  readonly listing: string;
  readonly small: string;
  readonly large: string;
}

/** Versions of the stored pictures, the JSON of the item's `body`. */
export const shownPhotoVersions: ShapeVersions = { entity: "shown-photo", schemaVersion: 1 };
const Stored: z.ZodMiniType<ShownPhoto> = z.object({ listing: z.string(), small: z.string(), large: z.string() });
export const shownPhotoShape = storedShape(shownPhotoVersions, Stored);
