import * as z from "zod/mini";
import { storedShape } from "../../../shared/table/stored-shape.ts";
import type { Manifest } from "../ports.ts";
import { manifestVersions, tileVersions } from "./dynamo-directory-reader.ts";

const Box = z.object({ south: z.number(), west: z.number(), north: z.number(), east: z.number() });

const StoredManifest: z.ZodMiniType<Manifest> = z.object({
  version: z.number(),
  base: z.number(),
  tiles: z.array(z.object({ key: z.string(), count: z.number(), parts: z.number(), box: Box })),
  cursorKey: z.string(),
  retired: z.array(z.object({ key: z.string(), parts: z.number(), since: z.number() })),
  earlier: z.array(z.object({ base: z.number(), since: z.number() })),
});

/** The snapshot's table of contents: the JSON of the item's `body`. */
export const manifestShape = storedShape(manifestVersions, StoredManifest);

/** Columns or cards of a tile, packed; what is inside says its own format. Made anew by every snapshot. */
export const tileShape = storedShape(tileVersions, z.object({ body: z.instanceof(Uint8Array) }));

/** That sample data was brought. */
export const firstStartShape = storedShape({ entity: "first-start", schemaVersion: 1 }, z.object({}));
