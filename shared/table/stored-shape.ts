import type * as z from "zod/mini";

/** What an item holds, before anything is known of it. */
export type StoredBody = Readonly<Record<string, unknown>>;

/** By the version each starts from: what makes a body of that version one of the next. */
export type Upcasters = Readonly<Record<number, (body: StoredBody) => StoredBody>>;

/** Which versions of a kind of item there are, and how an older one becomes the newest. */
export interface ShapeVersions {
  /** What the item's `entity` says. */
  readonly entity: string;
  /** The newest version this code reads: what `schema` describes. */
  readonly schemaVersion: number;
  /** The version new items are marked with, where not every function can read the newest yet (docs/decisions/0016-stored-shapes.md). */
  readonly writes?: number;
  readonly upcasters?: Upcasters;
}

/** One kind of item as it is stored: what it holds, in which version. */
export interface StoredShape<Body> extends ShapeVersions {
  readonly schema: z.ZodMiniType<Body>;
  /** Tells what is certainly right without the schema, for a kind that is read by the hundred thousand. What it does not know goes by the schema. */
  readonly isSure?: (body: unknown) => body is Body;
}

/**
 * Puts a kind's versions and its schema together. Where the public functions read a kind, its versions stand by
 * themselves beside the reader, so that their bundle is spared schemas it never parses with.
 */
export function storedShape<Body>({ entity, schemaVersion, writes, upcasters }: ShapeVersions, schema: z.ZodMiniType<Body>): StoredShape<Body> {
  return { entity, schema, schemaVersion, ...(writes === undefined ? {} : { writes }), ...(upcasters === undefined ? {} : { upcasters }) };
}

/**
 * A stored item this code cannot read. Says which kind and version, never what the item holds; its name does too, for the
 * log writes nothing else of a fault.
 */
export class UnreadableItem extends Error {
  constructor(entity: string, version: unknown, why: string, options?: ErrorOptions) {
    const known = typeof version === "number" ? version : "unknown";
    super(`A stored ${entity} of version ${known} cannot be read: ${why}`, options);
    this.name = `UnreadableItem(${entity} ${known})`;
  }
}

/** What every new item of a kind says of itself. */
export const markOf = ({ entity, schemaVersion, writes = schemaVersion }: ShapeVersions): { readonly entity: string; readonly schemaVersion: number } => ({
  entity,
  schemaVersion: writes,
});

const FIRST_VERSION = 1;

/**
 * A stored body as the newest version has it; not parsed yet. `version` is what the item's `schemaVersion` says:
 * items without one are of the first. Throws `UnreadableItem` for a version newer than this code knows, and for one
 * that nothing leads on from.
 */
export function newestBody({ entity, schemaVersion, upcasters = {} }: ShapeVersions, version: unknown, body: unknown): unknown {
  if (version === schemaVersion || (version === undefined && schemaVersion === FIRST_VERSION)) return body;
  const stored = version ?? FIRST_VERSION;
  if (typeof stored !== "number" || !Number.isInteger(stored) || stored < FIRST_VERSION) throw new UnreadableItem(entity, stored, "there is no such version");
  if (stored > schemaVersion) throw new UnreadableItem(entity, stored, `this code knows versions up to ${schemaVersion}`);
  if (!isBody(body)) throw new UnreadableItem(entity, stored, "it holds nothing that could be read");
  let current = body;
  for (let from = stored; from < schemaVersion; from += 1) {
    const upcaster = upcasters[from];
    if (!upcaster) throw new UnreadableItem(entity, stored, `no upcaster leads on from version ${from}`);
    current = upcaster(current);
  }
  return current;
}

/** The same for a body kept as JSON text, which is left alone where it is of the newest version: the hot path parses once. */
export const newestText = (versions: ShapeVersions, version: unknown, text: string): string =>
  version === versions.schemaVersion ? text : JSON.stringify(newestBody(versions, version, JSON.parse(text)));

/** For what is made anew rather than brought on, such as packed bytes. Throws `UnreadableItem` for any version but the newest. */
export function expectNewest({ entity, schemaVersion }: ShapeVersions, version: unknown): void {
  if ((version ?? FIRST_VERSION) !== schemaVersion) throw new UnreadableItem(entity, version, `only version ${schemaVersion} can be; it must be made again`);
}

/** Reads a stored body of any version as one of the newest. Throws `UnreadableItem` where that cannot be done. */
export function readStored<Body>(shape: StoredShape<Body>, version: unknown, body: unknown): Body {
  const newest = newestBody(shape, version, body);
  if (shape.isSure?.(newest)) return newest;
  const parsed = shape.schema.safeParse(newest);
  if (!parsed.success) throw new UnreadableItem(shape.entity, version ?? FIRST_VERSION, "it is not of the shape its version says", { cause: parsed.error });
  return parsed.data;
}

/** Reads an item whose attributes are its body: every kind but the audited records. Throws as `readStored` does. */
export const readItem = <Body>(shape: StoredShape<Body>, item: StoredBody): Body => readStored(shape, item["schemaVersion"], item);

const isBody = (value: unknown): value is StoredBody => typeof value === "object" && value !== null && !Array.isArray(value);
