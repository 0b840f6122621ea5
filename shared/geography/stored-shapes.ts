import * as z from "zod/mini";
import { storedShape } from "../table/stored-shape.ts";
import { districtNamesVersions, geographyIndexVersions, placesVersions, sectorVersions } from "./dynamo-geography-reader.ts";

const packed = z.instanceof(Uint8Array);

// Each is made anew by an import, and never brought on.

/** A sector's postcodes, 11 bytes each, and the districts they point to as JSON. */
export const sectorShape = storedShape(sectorVersions, z.object({ body: packed, districts: z.string() }));

/** Every sector and outcode, packed. */
export const geographyIndexShape = storedShape(geographyIndexVersions, z.object({ body: packed }));

/** Names of districts by GSS code: the JSON of the item's `body`. */
export const districtNamesShape = storedShape(districtNamesVersions, z.record(z.string(), z.string()));

/** Named places that were imported: JSON, packed, a list for each (see `places-format.ts`). */
export const placesShape = storedShape(
  placesVersions,
  z.array(z.tuple([z.number(), z.string(), z.number(), z.number(), z.number(), z.number(), z.string(), z.string()])),
);
