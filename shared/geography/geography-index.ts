import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Point } from "../domain/geo.ts";
import { nearestOf, type SectorSummary } from "./sector-format.ts";

/** Every sector known, and the outcodes they make up. */
export interface GeographyIndex {
  readonly sectors: ReadonlyMap<string, SectorSummary>;
  readonly outcodes: ReadonlyMap<string, OutcodeSummary>;
}

/** An outcode's centre: the mean of its postcodes by the same rule as a sector's. */
export interface OutcodeSummary extends Point {
  readonly outcode: string;
  readonly district?: string;
  readonly postcodes: number;
}

type StoredSector = readonly [string, number, number, string, number, number, 0 | 1];

export const encodeIndex = (sectors: Iterable<SectorSummary>): Uint8Array => {
  const rows: StoredSector[] = [...sectors]
    .sort((a, b) => (a.sector < b.sector ? -1 : 1))
    .map((s) => [s.sector, s.lat, s.lon, s.district ?? "", s.postcodes, s.counted, s.stackedOnly ? 1 : 0]);
  return zstdCompressSync(Buffer.from(JSON.stringify(rows)));
};

export function decodeIndex(stored: Uint8Array): GeographyIndex {
  const rows: readonly StoredSector[] = JSON.parse(zstdDecompressSync(stored).toString("utf8"));
  return indexOf(
    rows.map(([sector, lat, lon, district, postcodes, counted, stackedOnly]) => ({
      sector,
      lat,
      lon,
      ...(district ? { district } : {}),
      postcodes,
      counted,
      stackedOnly: stackedOnly === 1,
    })),
  );
}

export function indexOf(sectors: readonly SectorSummary[]): GeographyIndex {
  const byOutcode = Map.groupBy(sectors, ({ sector }) => sector.slice(0, sector.indexOf(" ")));
  return {
    sectors: new Map(sectors.map((summary) => [summary.sector, summary])),
    outcodes: new Map([...byOutcode].map(([outcode, sectors]) => [outcode, outcodeOf(outcode, sectors)])),
  };
}

function outcodeOf(outcode: string, sectors: readonly SectorSummary[]): OutcodeSummary {
  const placed = sectors.filter(({ stackedOnly }) => !stackedOnly);
  const used = placed.length > 0 ? placed : sectors;
  const counted = used.reduce((sum, sector) => sum + sector.counted, 0);
  const lat = used.reduce((sum, sector) => sum + sector.lat * sector.counted, 0) / counted;
  const lon = used.reduce((sum, sector) => sum + sector.lon * sector.counted, 0) / counted;
  const district = nearestOf({ lat, lon }, used)?.district;
  const postcodes = sectors.reduce((sum, sector) => sum + sector.postcodes, 0);
  return { outcode, lat, lon, postcodes, ...(district ? { district } : {}) };
}
