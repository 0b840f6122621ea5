import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellFinder, partition } from "../../functions/directory/snapshot/partition.ts";
import { columnsOf } from "../../shared/snapshot/tile.ts";
import { decodeCards, decodeColumns, encodeCards, encodeColumns } from "../../shared/snapshot/tile-format.ts";
import { directory } from "../support/arbitraries.ts";

describe("a tile", () => {
  it("comes back from storage as it went in", () => {
    fc.assert(
      fc.property(directory(40), (rows) => {
        const [first] = partition(rows);
        const columns = columnsOf(first?.rows ?? []);
        expect(decodeColumns(encodeColumns(columns))).toEqual(columns);
      }),
    );
  });
  it("refuses a format it does not know", () => {
    const stored = encodeColumns(columnsOf([]));
    expect(() => decodeColumns(stored.subarray(0, stored.length - 6))).toThrow();
  });
  it("keeps its cards line by line", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().map((text) => JSON.stringify({ text })),
          { minLength: 1 },
        ),
        (cards) => {
          expect(decodeCards(encodeCards(cards))).toEqual(cards);
        },
      ),
    );
  });
});

describe("dividing a directory into tiles", () => {
  it("loses nobody, splits no area, and keeps tiles small", () => {
    fc.assert(
      fc.property(directory(60), fc.integer({ min: 3, max: 30 }), (rows, most) => {
        const tiles = partition(rows, "", most);
        expect(
          tiles
            .flatMap((tile) => tile.rows)
            .map(({ listing }) => listing.id)
            .sort(),
        ).toEqual(rows.map(({ listing }) => listing.id).sort());
        const tileOf = new Map<string, number>();
        tiles.forEach(({ rows: tile }, index) => {
          for (const { area } of tile) expect(tileOf.get(area.key) ?? index).toBe(tileOf.set(area.key, index).get(area.key));
          if (tile.length > most) expect(new Set(tile.map(({ area }) => area.key)).size).toBe(1);
        });
      }),
    );
  });
  it("does not depend on the order people come in", () => {
    fc.assert(
      fc.property(directory(40), (rows) => {
        expect(partition([...rows].reverse(), "", 10)).toEqual(partition(rows, "", 10));
      }),
    );
  });
  it("gives every listing a cell that can be found again, and divides a cell as it divides the whole", () => {
    fc.assert(
      fc.property(directory(60), fc.integer({ min: 3, max: 30 }), (rows, most) => {
        const tiles = partition(rows, "", most);
        const cellOf = cellFinder(tiles.map(({ cell }) => cell));
        for (const tile of tiles) {
          for (const { area } of tile.rows) expect(cellOf(area)).toBe(tile.cell);
          expect(partition(tile.rows, tile.cell, most)).toEqual([tile]);
        }
        // Whoever comes where nobody was gets a tile in which nobody is.
        const newcomer = { lat: 57.1, lon: -2.1 };
        const cell = cellOf(newcomer);
        expect(tiles.filter((tile) => tile.cell !== cell && tile.cell.startsWith(cell))).toEqual([]);
      }),
    );
  });
});
