import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { publishedPolicy } from "../../functions/directory/store/dynamo-published-policy.ts";
import { everyEntity } from "../../functions/record-register.ts";
import { NO_ENTRIES } from "../../shared/audit/entry.ts";
import { dynamoGeographyReader } from "../../shared/geography/dynamo-geography-reader.ts";
import { storedListing } from "../../shared/listing/listing-writes.ts";
import { type Item, recordTable } from "../../shared/records/record-table.ts";
import { dynamoDirectoryReader } from "../../shared/snapshot/dynamo-directory-reader.ts";
import type { WireItem } from "../../shared/table/hot-call.ts";
import type { HotReader } from "../../shared/table/hot-reader.ts";
import { markOf, newestText, readItem, readStored, type StoredShape, storedShape, UnreadableItem } from "../../shared/table/stored-shape.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { fingerprintOf, recordShapes, storedShapes } from "../support/stored-shapes.ts";
import unrecorded from "./stored-shapes.json" with { type: "json" };

const root = join(import.meta.dirname, "../..");
const fixtureOf = (entity: string, version: number): string => join(root, "test/fixtures/stored", `${entity}.v${version}.json`);

/** A record as it was stored in one version, and the fingerprint of that version's schema. */
const readFixture = (file: string): { readonly fingerprint: string; readonly body: unknown } => JSON.parse(readFileSync(file, "utf8"));

/** Every version there ever was of every kind: of audited records beside a fixture, of the others in one list. */
const pinned = [
  ...unrecorded,
  ...globSync("test/fixtures/stored/*.json", { cwd: root })
    .toSorted()
    .map((file) => {
      const [, entity = "", version] = /([\w-]+)\.v(\d+)\.json$/.exec(file) ?? [];
      return { entity, version: Number(version), fingerprint: readFixture(join(root, file)).fingerprint };
    }),
];
const recordKinds = new Set(recordShapes.map(({ entity }) => entity));

/** What whoever changed a shape has to do, in the order to do it in. */
function whatToDo(shape: StoredShape<unknown>): string {
  const { entity, schemaVersion } = shape;
  const line = (version: number) =>
    recordKinds.has(entity)
      ? `${JSON.stringify({ fingerprint: fingerprintOf(shape), body: "what is stored" })} in test/fixtures/stored/${entity}.v${version}.json`
      : `${JSON.stringify({ entity, version, fingerprint: fingerprintOf(shape) })} in test/unit/stored-shapes.json`;
  if (!pinned.some((known) => known.entity === entity)) return `${entity} is a new kind of item: put ${line(schemaVersion)}`;
  if (!isPinned(entity, schemaVersion)) return `${entity} has a new version: put ${line(schemaVersion)}, and leave the lines of older ones`;
  return (
    `${entity} is no longer stored as version ${schemaVersion} says. Raise its schemaVersion to ${schemaVersion + 1}, add an upcaster from ${schemaVersion} ` +
    `(one that gives back what it is given, where older bodies can be read as they are), put ${line(schemaVersion + 1)}, leave the lines of older versions, ` +
    `and see docs/decisions/0016-stored-shapes.md for what to deploy when`
  );
}

const isPinned = (entity: string, version: number): boolean => pinned.some((line) => line.entity === entity && line.version === version);

describe("the shape of what is stored", () => {
  it("changes only with a new version", () => {
    const changed = storedShapes.filter(({ entity, schemaVersion, schema }) => {
      const known = pinned.find((line) => line.entity === entity && line.version === schemaVersion);
      return known?.fingerprint !== fingerprintOf({ schema });
    });
    expect([...new Set(changed.map(whatToDo))]).toEqual([]);
  });
  it("is pinned for every version from the first to the newest, and for no other", () => {
    const versions = (entity: string) => pinned.filter((line) => line.entity === entity).map(({ version }) => version);
    for (const { entity, schemaVersion } of storedShapes) {
      expect(versions(entity), entity).toEqual(Array.from({ length: schemaVersion }, (_, before) => before + 1));
    }
    const kinds = new Set(storedShapes.map(({ entity }) => entity));
    expect(pinned.filter(({ entity }) => !kinds.has(entity))).toEqual([]);
  });
  it("can be reached from every older version", () => {
    for (const { entity, schemaVersion, writes = schemaVersion, upcasters = {} } of storedShapes) {
      // Readers go first by one version, never more.
      expect([schemaVersion, schemaVersion - 1], entity).toContain(writes);
      // What is made anew rather than brought on has none.
      if (["tile", "sector", "geography-index"].includes(entity)) continue;
      expect(Object.keys(upcasters).map(Number), entity).toEqual(Array.from({ length: schemaVersion - 1 }, (_, before) => before + 1));
    }
  });
  it("is the same wherever a kind is read", () => {
    for (const shape of storedShapes) {
      const [first] = storedShapes.filter(({ entity }) => entity === shape.entity);
      expect(shape.schema, shape.entity).toBe(first?.schema);
      expect(markOf(shape), shape.entity).toEqual(first && markOf(first));
      expect(shape.upcasters, shape.entity).toBe(first?.upcasters);
    }
  });
  it("is declared for every kind of item the code names, and its version is said nowhere else", () => {
    const kinds = new Set(storedShapes.map(({ entity }) => entity));
    const stray: string[] = [];
    for (const file of globSync("{functions,shared}/**/*.ts", { cwd: root })) {
      const source = readFileSync(join(root, file), "utf8");
      for (const [, entity = ""] of source.matchAll(/\bentity: "([\w-]+)"/g)) if (!kinds.has(entity)) stray.push(`${file} names the undeclared kind ${entity}`);
      const versions = source.replace(/\{ entity: "[\w-]+", schemaVersion: \d+ \}/g, "").match(/schemaVersion: \d/g) ?? [];
      const records = source.match(/\bschema: [A-Z]\w+,/g) ?? [];
      if (versions.length > records.length) stray.push(`${file} gives a version that belongs to no schema`);
    }
    expect(stray).toEqual([]);
  });
});

/** Reads an item of any audited kind as the stores do. */
function reader(): (entity: string, item: Item) => unknown {
  const connection = { endpoint: new URL("http://nowhere.invalid"), region: "eu-west-2", credentials: () => ({ accessKeyId: "", secretAccessKey: "" }) };
  const nowhere = openTable(connection, "none");
  const records = recordTable(nowhere, everyEntity);
  const isKind = (entity: string): entity is keyof typeof everyEntity => entity in everyEntity;
  return (entity, item) => {
    if (entity === "listing") return storedListing(item);
    if (isKind(entity)) return records.recordFrom(entity, item);
    throw new Error(`No one reads ${entity}`);
  };
}

describe("items of former days", () => {
  const itemOf = (entity: string, version: number, mark: object = { schemaVersion: version }): Item => {
    const { body } = readFixture(fixtureOf(entity, version));
    return { version: 7, audit: NO_ENTRIES, ...mark, ...(entity === "listing" ? { digest: "of-an-import", listing: body } : { body }) };
  };
  const kinds = new Map(recordShapes.map((shape) => [shape.entity, shape]));

  it.each([...kinds.keys()])("of the kind %s are read by today's code, whatever their version", (entity) => {
    const read = reader();
    for (let version = 1; version <= (kinds.get(entity)?.schemaVersion ?? 0); version += 1) {
      expect(existsSync(fixtureOf(entity, version)), `test/fixtures/stored/${entity}.v${version}.json`).toBe(true);
      const { schemaVersion: _, ...whole } = itemOf(entity, version);
      const found = read(entity, itemOf(entity, version));
      expect(found).toMatchObject({ version: 7 });
      // Of the newest version nothing is lost, and nothing is added.
      if (version === kinds.get(entity)?.schemaVersion) expect(found).toEqual(whole);
    }
  });
  it.each([...kinds.keys()])("of the kind %s without a version are of the first", (entity) => {
    expect(reader()(entity, itemOf(entity, 1, {}))).toEqual(reader()(entity, itemOf(entity, 1)));
  });
  it.each([...kinds.keys()])("of the kind %s are refused when they come from a version nobody knows yet", (entity) => {
    const newer = (kinds.get(entity)?.schemaVersion ?? 0) + 1;
    expect(() => reader()(entity, itemOf(entity, 1, { schemaVersion: newer }))).toThrow(UnreadableItem);
  });
});

describe("what the public functions read", () => {
  const reading = (item: WireItem) => {
    const reader: HotReader = { get: async () => item, queryBetween: async () => [item], meter: { requests: 0, readUnits: 0, bytes: 0 } };
    const [directory, places] = [dynamoDirectoryReader(reader), dynamoGeographyReader(reader)];
    return [
      () => directory.manifest(),
      () => directory.tile("t"),
      () => directory.cards("t"),
      () => directory.logAfter(0),
      () => directory.profile("pa-1"),
      () => places.sector("LE13 1"),
      () => places.index(),
      () => places.districtNames(),
      () => places.places(),
      publishedPolicy(reader, "E10000018", () => 0),
    ];
  };
  it("is refused when it comes from a version nobody knows yet", async () => {
    const item = { schemaVersion: { N: "9" }, sk: { S: "AT#0000000000001#pa-1#000001" }, body: { S: '{"a":"LE13 1GH"}', B: "AAAA" } };
    for (const read of reading(item)) {
      await expect(read()).rejects.toThrow(UnreadableItem);
      await expect(read()).rejects.not.toThrow(/LE13/);
    }
  });
  it("is of the first version where it says none", async () => {
    const key = "AT#0000000000001#pa-1#000001";
    const [manifest, , , logAfter, profile] = reading({ sk: { S: key }, body: { S: '{"changes":[],"version":7,"cursorKey":"k"}' } });
    const first = { changes: [], version: 7, cursorKey: "k" };
    expect([await manifest?.(), await logAfter?.(), await profile?.()]).toEqual([
      // What was made before tiles had their second version is made anew: till then there is none.
      { version: 7, base: 0, ahead: 0, tiles: [], cursorKey: "k" },
      [{ key, at: 1, ...first }],
      first,
    ]);
  });
});

describe("bringing a body on", () => {
  // 1: one name; 2: two names; 3: the council besides.
  const Third = z.object({ first: z.string(), last: z.string(), authority: z.string() });
  const third = storedShape(
    {
      entity: "made-up",
      schemaVersion: 3,
      upcasters: {
        1: ({ name, ...rest }) => ({ ...rest, first: String(name).split(" ")[0], last: String(name).split(" ")[1] }),
        2: (body) => ({ authority: "E10000018", ...body }),
      },
    },
    Third,
  );
  const inVersion = {
    1: { name: "Amber Applewhistle" },
    2: { first: "Amber", last: "Applewhistle" },
    3: { first: "Amber", last: "Applewhistle", authority: "E10000018" },
  };

  it("gives the newest shape, whatever version was stored", () => {
    const word = fc.stringMatching(/^[A-Za-z]{1,10}$/);
    fc.assert(
      fc.property(word, word, fc.constantFrom(1, 2, 3, undefined), (first, last, version) => {
        const stored = version === 3 ? { first, last, authority: "E10000018" } : version === 2 ? { first, last } : { name: `${first} ${last}` };
        const expected = { first, last, authority: "E10000018" };
        expect(readStored(third, version, stored)).toEqual(expected);
        expect(readItem(third, { pk: "MADE-UP#1", sk: "MADE-UP", ...(version === undefined ? {} : { schemaVersion: version }), ...stored })).toEqual(expected);
        expect(JSON.parse(newestText(third, version, JSON.stringify(stored)))).toEqual(expected);
      }),
    );
  });
  it("leaves the text of a newest body as it is", () => {
    expect(newestText(third, 3, "not even JSON")).toBe("not even JSON");
  });
  it("refuses a version that is not known, or is none, and says neither more nor less than kind and version", () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 4 }), fc.integer({ max: 0 }), fc.constantFrom(1.5, "2", null, true)), (version) => {
        expect(() => readStored(third, version, inVersion[3])).toThrow(/^A stored made-up of version (-?[\d.]+|unknown) cannot be read: /);
      }),
    );
  });
  it("has a fault's name say which kind and version, which is all that is logged", () => {
    const nameOf = (read: () => unknown): string | undefined => {
      try {
        read();
        return undefined;
      } catch (fault) {
        return fault instanceof Error ? fault.name : undefined;
      }
    };
    expect(nameOf(() => readStored(third, 9, inVersion[3]))).toBe("UnreadableItem(made-up 9)");
    expect(nameOf(() => readStored(third, "Amber", inVersion[3]))).toBe("UnreadableItem(made-up unknown)");
  });
  it("refuses a version nothing leads on from", () => {
    const gap = storedShape({ entity: "made-up", schemaVersion: 3, upcasters: { 1: (body) => body } }, Third);
    expect(() => readStored(gap, 1, inVersion[1])).toThrow("A stored made-up of version 1 cannot be read: no upcaster leads on from version 2");
  });
  it("never tells what an unreadable item holds", () => {
    for (const [version, body] of [
      [1, "Amber"],
      [3, { first: "Amber", last: 5 }],
      [9, inVersion[3]],
    ] as const) {
      expect(() => readStored(third, version, body)).toThrow(UnreadableItem);
      expect(() => readStored(third, version, body)).not.toThrow(/Amber/);
    }
  });
  it("marks new items with the older version while not every reader knows the newest", () => {
    expect(markOf(third)).toEqual({ entity: "made-up", schemaVersion: 3 });
    expect(markOf({ ...third, writes: 2 })).toEqual({ entity: "made-up", schemaVersion: 2 });
  });
});

describe("a fingerprint", () => {
  const of = (schema: z.ZodMiniType) => fingerprintOf({ schema });
  it("changes with a field, its type, its bounds or whether it may be missing", () => {
    const shapes = [
      z.object({ a: z.string() }),
      z.object({ b: z.string() }),
      z.object({ a: z.number() }),
      z.object({ a: z.optional(z.string()) }),
      z.object({ a: z.string().check(z.maxLength(5)) }),
      z.object({ a: z.string(), b: z.string() }),
      z.object({ a: z.enum(["x"]) }),
      z.object({ a: z.enum(["x", "y"]) }),
    ];
    expect(new Set(shapes.map(of)).size).toBe(shapes.length);
  });
  it("does not change with the order of fields or the words of an error", () => {
    expect(of(z.object({ a: z.string({ error: "must be text" }), b: z.number() }))).toBe(of(z.object({ b: z.number(), a: z.string({ error: "is no text" }) })));
  });
});
