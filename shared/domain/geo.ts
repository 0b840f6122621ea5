/** A point on the earth, WGS84 degrees. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** Mean earth radius, in miles. Every distance in Trellis is measured on this sphere. */
export const EARTH_RADIUS_MILES = 3958.7613;

const RADIANS = Math.PI / 180;

/** Degrees of latitude that a mile is, a little over: whatever is further north or south than that need not be measured. */
export const DEGREES_A_MILE = (360 / (2 * Math.PI * EARTH_RADIUS_MILES)) * 1.000001;

/**
 * Great-circle distance in miles (haversine). The one distance rule: matching, sorting and the
 * tests' oracle all come here, so that a listing on the very edge of a circle is never counted twice
 * or not at all.
 */
export const milesBetween = (fromLat: number, fromLon: number, toLat: number, toLon: number): number =>
  haversineMiles(fromLat, fromLon, cosine(fromLat), toLat, toLon, cosine(toLat));

/** `milesBetween` for those who keep the cosines of the latitudes: the same figure to the last bit. */
export function haversineMiles(fromLat: number, fromLon: number, fromCosine: number, toLat: number, toLon: number, toCosine: number): number {
  const sinLat = Math.sin(((toLat - fromLat) * RADIANS) / 2);
  const sinLon = Math.sin(((toLon - fromLon) * RADIANS) / 2);
  const h = sinLat * sinLat + fromCosine * toCosine * sinLon * sinLon;
  return 2 * EARTH_RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The cosine of a latitude in degrees. */
export const cosine = (lat: number): number => Math.cos(lat * RADIANS);

/** A latitude and longitude rectangle, degrees. */
export interface Box {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** The smallest box around the points. At least one point is needed. */
export function boxAround(points: readonly Point[]): Box {
  let [south, west, north, east] = [90, 180, -90, -180];
  for (const { lat, lon } of points) {
    south = Math.min(south, lat);
    north = Math.max(north, lat);
    west = Math.min(west, lon);
    east = Math.max(east, lon);
  }
  return { south, west, north, east };
}

/**
 * A lower bound, in miles, on the distance from a point to anything in the box: it may say less
 * than the truth, never more. Used to skip whole tiles.
 */
export function milesToBoxAtLeast(point: Point, box: Box): number {
  const lat = Math.max(box.south, Math.min(box.north, point.lat));
  const dLat = Math.abs(point.lat - lat) * RADIANS;
  const lon = Math.max(box.west, Math.min(box.east, point.lon));
  const dLon = Math.abs(point.lon - lon) * RADIANS;
  // No point on a meridian dLon away is nearer than the way straight across to it.
  const sinAcross = Math.sin(Math.min(dLon, Math.PI / 2)) * Math.cos(point.lat * RADIANS);
  const across = Math.asin(Math.min(1, sinAcross));
  return EARTH_RADIUS_MILES * Math.max(dLat, across) * 0.999999;
}

/** Distance as the public sees it: whole miles, never finer, so that no search betrays a home. */
export const wholeMiles = (miles: number): number => Math.round(miles);
