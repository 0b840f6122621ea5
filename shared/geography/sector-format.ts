import type { Point } from "../domain/geo.ts";

/** One postcode of a sector. */
export interface SectorPostcode extends Point {
  /** The last two letters. */
  readonly unit: string;
  /** The district it lies in (GSS code), where the source says. */
  readonly district?: string;
  /** Its position is shared by many postcodes (PO boxes, large users), so unreliable. */
  readonly stacked: boolean;
}

/** A sector's own figures, worked out when it is imported. */
export interface SectorSummary extends Point {
  readonly sector: string;
  /** The district its centre lies in: that of its postcode nearest to the centre. */
  readonly district?: string;
  readonly postcodes: number;
  /** How many postcodes the centre is the mean of. */
  readonly counted: number;
  /** True where every postcode is stacked and the centre is the mean of all of them. */
  readonly stackedOnly: boolean;
}

const DEGREES = 100_000;
const BYTES_EACH = 11;

const unitNumber = (unit: string): number => (unit.charCodeAt(0) - 65) * 26 + (unit.charCodeAt(1) - 65);
const unitText = (unit: number): string => String.fromCharCode(65 + Math.floor(unit / 26), 65 + (unit % 26));

/**
 * A sector's postcodes, 11 bytes each, so that a sector is one read of half a unit: unit and stacked
 * flag, latitude and longitude in hundred-thousandths of a degree (about a metre, the precision of
 * the source), and the district as an index into `districts`.
 */
export function encodeSector(postcodes: readonly SectorPostcode[]): { body: Uint8Array; districts: readonly string[] } {
  const districts = [...new Set(postcodes.flatMap(({ district }) => (district ? [district] : [])))].sort();
  const body = Buffer.alloc(postcodes.length * BYTES_EACH);
  [...postcodes]
    .sort((a, b) => (a.unit < b.unit ? -1 : 1))
    .forEach(({ unit, lat, lon, district, stacked }, index) => {
      const at = index * BYTES_EACH;
      body.writeUInt16LE((unitNumber(unit) << 1) | (stacked ? 1 : 0), at);
      body.writeInt32LE(Math.round(lat * DEGREES), at + 2);
      body.writeInt32LE(Math.round(lon * DEGREES), at + 6);
      body.writeUInt8(district ? districts.indexOf(district) + 1 : 0, at + 10);
    });
  return { body, districts };
}

/** The inverse of `encodeSector`. */
export function decodeSector(stored: Uint8Array, districts: readonly string[]): readonly SectorPostcode[] {
  const body = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  return Array.from({ length: body.length / BYTES_EACH }, (_, index) => {
    const at = index * BYTES_EACH;
    const unit = body.readUInt16LE(at);
    const district = districts[body.readUInt8(at + 10) - 1];
    return {
      unit: unitText(unit >>> 1),
      stacked: (unit & 1) === 1,
      lat: body.readInt32LE(at + 2) / DEGREES,
      lon: body.readInt32LE(at + 6) / DEGREES,
      ...(district ? { district } : {}),
    };
  });
}

/**
 * A sector's centre: the mean position of its postcodes, leaving out stacked ones unless none is
 * left. This is the only position of a listing that the public can ever learn.
 */
export function summarise(sector: string, postcodes: readonly SectorPostcode[]): SectorSummary {
  const placed = postcodes.filter(({ stacked }) => !stacked);
  const used = placed.length > 0 ? placed : postcodes;
  const lat = used.reduce((sum, postcode) => sum + postcode.lat, 0) / used.length;
  const lon = used.reduce((sum, postcode) => sum + postcode.lon, 0) / used.length;
  const nearest = nearestOf({ lat, lon }, used);
  return {
    sector,
    lat,
    lon,
    ...(nearest?.district ? { district: nearest.district } : {}),
    postcodes: postcodes.length,
    counted: used.length,
    stackedOnly: placed.length === 0,
  };
}

/** The nearest of some points, on a flat map: good enough to choose among neighbours. */
export function nearestOf<Place extends Point>(point: Point, places: readonly Place[]): Place | undefined {
  const narrow = Math.cos((point.lat * Math.PI) / 180);
  let best: Place | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const away = (place.lat - point.lat) ** 2 + ((place.lon - point.lon) * narrow) ** 2;
    if (away < least) [best, least] = [place, away];
  }
  return best;
}
