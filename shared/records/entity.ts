import type * as z from "zod/mini";
import type { Kept } from "../audit/act.ts";
import type { ItemKey } from "../table/definition.ts";
import { type ShapeVersions, type StoredShape, storedShape } from "../table/stored-shape.ts";

/** An item that follows from a record, and is written and taken away with it. */
export interface Derived {
  readonly key: ItemKey;
  readonly entity: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** An attribute's path and value that say whose it is: another's is neither overwritten nor taken away. */
  readonly owner?: { readonly path: string; readonly value: string };
}

/** What must hold of another item while a record is written. */
export interface Need {
  readonly key: ItemKey;
  /** A condition expression. */
  readonly condition: string;
}

/** Where a record stands in an index. */
export interface Place {
  readonly partition: string;
  readonly sort: string;
}

/** What every audited record's body says: whose council it is. */
export interface Owned {
  /** GSS code. */
  readonly authority: string;
}

/** How one kind of record is stored: where, found by what, and what its trail may tell of it. */
export interface RecordEntity<Body> extends Omit<ShapeVersions, "entity"> {
  readonly schema: z.ZodMiniType<Body>;
  readonly key: (body: Body) => ItemKey;
  /** Fields whose values tell nothing personal: the audit trail gives them. */
  readonly told: readonly string[];
  /** Its place in `gsi1`: by whose it is. */
  readonly byPerson?: (body: Body) => Place | undefined;
  /** Its place in `gsi2`: by its council. */
  readonly byCouncil?: (body: Body) => Place | undefined;
  /** The partition of `gsi3` it stands in: what is due and when, where that is not what the register of records says. */
  readonly due?: (body: Body) => string | undefined;
  readonly derived?: (body: Body) => readonly Derived[];
  readonly needs?: (body: Body) => readonly Need[];
}

export type Entities<Records> = { readonly [Kind in keyof Records]: RecordEntity<Records[Kind]> };

/** One kind of record as a stored shape: its items are marked with the kind's name. */
export const shapeOf = <Body>(entity: string, { schema, schemaVersion, writes, upcasters }: RecordEntity<Body>): StoredShape<Body> =>
  storedShape({ entity, schemaVersion, ...(writes === undefined ? {} : { writes }), ...(upcasters === undefined ? {} : { upcasters }) }, schema);

/** One record changed: what it was, what it is now, and what its trail will say of it. */
export interface ChangeOf<Records, Kind extends keyof Records> {
  readonly entity: Kind;
  /** Absent when the record is new. */
  readonly before?: Kept<Records[Kind]> | undefined;
  readonly after: Records[Kind];
  readonly action: string;
  readonly reason?: string | undefined;
}

/** A change of any of these records. */
export type AnyChange<Records> = { readonly [Kind in keyof Records]: ChangeOf<Records, Kind> }[keyof Records];

/** A page of a list; `next` goes on where it ended. */
export interface ListPage<Body> {
  readonly records: readonly Kept<Body>[];
  readonly next?: string;
}
