import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { AreaMap, type Shade } from "../../functions/market/pages/map.tsx";
import { bundleFolder } from "../../infra/bundle-folders.ts";
import { milesBetween } from "../../shared/domain/geo.ts";
import type { CouncilMap } from "../../shared/geography/census.ts";
import { bordersOf, drawMap, type Outline, outerBorder, projected } from "../../shared/geography/draw-map.ts";
import { gazetteerFrom } from "../../shared/geography/gazetteer-file.ts";
import { type Corner, isWithin, type Ring, signedArea, sizeOf } from "../../shared/geography/map-paths.ts";
import { outlinesOfAreas } from "../support/areas.ts";

const realFile = join(process.env["TRELLIS_DATA_DIR"] ?? "", "msoa21.geojson");
const COUNTY = ["E07000129", "E07000130", "E07000131", "E07000132", "E07000133", "E07000134", "E07000135"];

/** The rings of a path as a browser reads it, by another way than it was written. */
function ringsIn(path: string): readonly Ring[] {
  return path.split("z").flatMap((part) => {
    const numbers = [...part.matchAll(/-?\d+/g)].map(([digits]) => Number(digits));
    if (numbers.length === 0) return [];
    const ring: [number, number][] = [];
    for (let at = 0; at < numbers.length; at += 2) {
      const [x, y] = ring.at(-1) ?? [0, 0];
      ring.push([x + (numbers[at] ?? 0), y + (numbers[at + 1] ?? 0)]);
    }
    return [ring];
  });
}

const polygonsOf = ({ geometry }: Outline) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);

/** What the areas of a map should measure: of their outlines as they came, on the plane, brought to its width. */
function trueSizes(outlines: readonly Outline[]): ReadonlyMap<string, number> {
  const placed = outlines.map(
    (outline) =>
      [outline.code, polygonsOf(outline).map((rings) => rings.map((ring) => ring.slice(1).map(([lon = 0, lat = 0]) => projected(lon, lat))))] as const,
  );
  const xs = placed.flatMap(([, polygons]) => polygons.flat(2).map(([x]) => x));
  const scale = 800 / (xs.reduce((a, b) => Math.max(a, b)) - xs.reduce((a, b) => Math.min(a, b)));
  return new Map(placed.map(([code, polygons]) => [code, sizeOf(polygons) * scale * scale]));
}

/** How many closed lines the steps make that only one area goes along: of areas without slivers or gaps between them, where all of them end. */
function edgesOf(map: CouncilMap): { readonly loops: number; readonly most: number } {
  const steps = new Map<string, number>();
  const ways = new Map<string, Set<string>>();
  for (const ring of map.areas.flatMap(({ path }) => ringsIn(path))) {
    for (const [at, from] of ring.entries()) {
      const [a, b] = [from.join(), (ring[(at + 1) % ring.length] ?? from).join()];
      const key = [a, b].toSorted().join(" ");
      steps.set(key, (steps.get(key) ?? 0) + 1);
    }
  }
  for (const [key, times] of steps) {
    const [a = "", b = ""] = key.split(" ");
    if (times !== 1) continue;
    ways.set(a, (ways.get(a) ?? new Set()).add(b));
    ways.set(b, (ways.get(b) ?? new Set()).add(a));
  }
  let loops = 0;
  while (ways.size > 0) {
    loops += 1;
    const reached = [...ways.keys()].slice(0, 1);
    for (const corner of reached) {
      for (const next of ways.get(corner) ?? []) if (!reached.includes(next)) reached.push(next);
    }
    for (const corner of reached) ways.delete(corner);
  }
  return { loops, most: Math.max(...steps.values()) };
}

const htmlOf = (map: CouncilMap, shade: (code: string) => Shade | undefined) =>
  renderToString(h(AreaMap, { map, shade, href: (code: string) => `/councils/E10000018/market/areas/${code}` }));

const outlines = outlinesOfAreas();
const town = (name: string, lon: number, lat: number, people: number) => ({ name, lat, lon, people });

describe("a map of areas", () => {
  const borders = bordersOf(outlines);
  const map = drawMap(borders, {
    districts: ["E07000130", "E07000133"],
    towns: [town("Large", -1, 52.7, 9000), town("Beside it", -0.999, 52.7, 8000), town("Far away", 0, 52.7, 7000), town("Small", -0.9, 52.8, 10)],
  });
  if (!map) throw new Error("No map");

  it("has every area as large as it is, to a twentieth, and neighbours along the very same line", () => {
    const sizes = trueSizes(outlines);
    expect(map.areas).toHaveLength(36);
    for (const { code, path, size, x, y } of map.areas) {
      const rings = ringsIn(path);
      expect(Math.abs(sizeOf(rings.map((ring) => [ring])) - size), code).toBeLessThanOrEqual(1);
      expect(Math.abs(size / (sizes.get(code) ?? 0) - 1), code).toBeLessThan(0.05);
      expect(isWithin([x, y], rings), code).toBe(true);
    }
    expect(edgesOf(map)).toEqual({ loops: 1, most: 2 });
  });
  it("keeps more points of areas that would come out too large or small, where a map of many keeps few", () => {
    const moved = (outline: Outline): Outline => ({
      ...outline,
      code: outline.code.replace("E0200", "E0201"),
      geometry: { type: "Polygon", coordinates: (polygonsOf(outline)[0] ?? []).map((ring) => ring.map(([lon = 0, lat = 0]) => [lon + 0.3, lat])) },
    });
    const many = [...outlines, ...outlines.map(moved)];
    const drawn = drawMap(bordersOf(many), { districts: ["E07000130", "E07000133"], towns: [] });
    const sizes = trueSizes(many);
    expect(drawn?.areas).toHaveLength(72);
    for (const { code, size } of drawn?.areas ?? []) expect(Math.abs(size / (sizes.get(code) ?? 0) - 1), code).toBeLessThan(0.05);
  });
  it("keeps fewer points than it was given", () => {
    const points = (all: readonly Ring[]) => all.reduce((sum, ring) => sum + ring.length, 0);
    const given = points(outlines.flatMap(({ geometry }) => geometry.coordinates.flat().map((ring) => ring.map((): Corner => [0, 0]))));
    expect(points(map.areas.flatMap(({ path }) => ringsIn(path)))).toBeLessThan(given * 0.6);
  });
  it("has lines between districts, the larger of towns too near to each other, and a scale by the search's miles", () => {
    expect(map.borders).toMatch(/^M\d+ \d+l[-\d ]+$/);
    expect(map.towns.map(({ name }) => name)).toEqual(["Large", "Small"]);
    const across = milesBetween(52.72, -1.1, 52.72, -1.1 + 0.24);
    expect(map.width / map.unitsAMile).toBeCloseTo(across, 0);
    expect(drawMap(borders, { districts: ["E07000133"], towns: [] })).toMatchObject({ borders: "", width: 800 });
    expect(drawMap(borders, { districts: ["E06000016"], towns: [] })).toBeUndefined();
  });
  it("comes to the same whichever way rings are wound: some boundaries go the other way round", () => {
    const other = outlines.map(
      (outline): Outline => ({ ...outline, geometry: { type: "Polygon", coordinates: polygonsOf(outline)[0]?.map((ring) => ring.toReversed()) ?? [] } }),
    );
    const turned = drawMap(bordersOf(other), { districts: ["E07000130", "E07000133"], towns: [] });
    expect(turned?.areas.map(({ code, size }) => [code, size])).toEqual(map.areas.map(({ code, size }) => [code, size]));
  });
  it("says its class in every area that has room, hatches what is not known, and is passed by by keyboard and screen reader", () => {
    const [unknown, ...others] = map.areas.map(({ code }) => code);
    const shades = new Map(others.map((code, at) => [code, ([1, 2, 3, 4] as const)[at % 4]]));
    const html = htmlOf(map, (code) => shades.get(code));
    expect(html).toMatch(/^<svg class="trellis-areas" viewBox="0 0 800 \d+" aria-hidden="true" focusable="false">/);
    expect(html.match(/<a /g)).toHaveLength(36);
    expect(html.match(/<a href="[^"]+" tabindex="-1">/g)).toHaveLength(36);
    expect(
      [...html.matchAll(/<text class="number[^>]*>(\d+)<\/text>/g)]
        .flatMap(([, digits = ""]) => [...digits])
        .toSorted()
        .join(""),
    ).toBe([...shades.values()].toSorted().join(""));
    expect(html).toContain(`<g fill="url(#area-without)"><a href="/councils/E10000018/market/areas/${unknown}"`);
    expect(html).not.toContain("style=");
  });
  it("ends where all areas end", () => {
    const [line = [], ...others] = outerBorder(borders);
    expect(others).toEqual([]);
    const [lats, lons] = [line.map(({ lat }) => lat), line.map(({ lon }) => lon)];
    expect([Math.min(...lats), Math.max(...lats)].map((lat) => lat.toFixed(1))).toEqual(["52.6", "52.8"]);
    expect([Math.min(...lons), Math.max(...lons)].map((lon) => lon.toFixed(1))).toEqual(["-1.1", "-0.9"]);
  });
});

describe.skipIf(!existsSync(realFile))("the maps of Leicestershire, Leicester and Rutland (TRELLIS_DATA_DIR)", () => {
  const features: readonly { properties: Record<string, string>; geometry: Outline["geometry"] }[] = existsSync(realFile)
    ? JSON.parse(readFileSync(realFile, "utf8")).features
    : [];
  const real = features.map(
    ({ properties, geometry }): Outline => ({ code: properties["msoa21_code"] ?? "", district: properties["lad_code"] ?? "", geometry }),
  );
  const borders = bordersOf(real);
  const towns = gazetteerFrom(join(bundleFolder("public"), "places.zst"))();
  const whole = [...COUNTY, "E06000016", "E06000017"];
  // Leicester lies within the county: its map has an edge within.
  for (const [name, districts, loops] of [
    ["the county", COUNTY, 2],
    ["all three", whole, 1],
    ...whole.map((code) => [code, [code], undefined] as const),
  ] as const) {
    it(`${name}: areas are right to a twentieth, without slivers`, () => {
      const map = drawMap(borders, { districts, towns });
      if (!map) throw new Error("No map");
      const sizes = trueSizes(real.filter(({ district }) => districts.includes(district)));
      // Of all three on one map those of Leicester are a few units wide, too few to be right to a twentieth: no page shows it.
      if (name !== "all three") for (const { code, size } of map.areas) expect(Math.abs(size / (sizes.get(code) ?? 0) - 1), code).toBeLessThan(0.05);
      const edges = edgesOf(map);
      expect(edges.most).toBe(2);
      if (loops !== undefined) expect(edges.loops).toBe(loops);
      expect(map.areas.flatMap(({ path }) => ringsIn(path)).every((ring) => signedArea(ring) !== 0)).toBe(true);
    });
  }
  it("that of the county names Melton and Loughborough, and is small enough for a slow line", () => {
    const map = drawMap(borders, { districts: COUNTY, towns });
    if (!map) throw new Error("No map");
    expect(map.areas).toHaveLength(84);
    expect(map.towns.map(({ name }) => name)).toEqual(expect.arrayContaining(["Loughborough", "Melton Mowbray", "Hinckley"]));
    const html = htmlOf(map, (code) => ([1, 2, 3, 4] as const)[Number(code.slice(-1)) % 4]);
    expect(map.areas.reduce((sum, { path }) => sum + path.length, map.borders.length)).toBeLessThan(8000);
    expect(brotliCompressSync(Buffer.from(html)).length).toBeLessThan(4096);
  });
});
