import * as z from "zod/mini";
import { manifestVersions, tileVersions } from "../../../shared/snapshot/dynamo-directory-reader.ts";
import type { Manifest } from "../../../shared/snapshot/ports.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";

const Box = z.object({ south: z.number(), west: z.number(), north: z.number(), east: z.number() });

const StoredManifest: z.ZodMiniType<Manifest> = z.object({
  version: z.number(),
  base: z.number(),
  ahead: z.number(),
  tiles: z.array(z.object({ key: z.string(), cell: z.string(), count: z.number(), box: Box, until: z.number() })),
  cursorKey: z.string(),
});

/** The snapshot's table of contents: the JSON of the item's `body`. */
export const manifestShape = storedShape(manifestVersions, StoredManifest);

/** Columns or cards of a tile, packed; what is inside says its own format. Columns name the `parts` their cards are in, as JSON. Made anew, never brought on. */
export const tileShape = storedShape(tileVersions, z.object({ body: z.instanceof(Uint8Array), parts: z.exactOptional(z.string()), expiresAt: z.number() }));

/** That sample data was brought. */
export const firstStartShape = storedShape({ entity: "first-start", schemaVersion: 1 }, z.object({}));
