import type * as z from "zod/mini";
import type { Versioned } from "../audit/context.ts";
import type { ItemKey } from "../table/definition.ts";
import type { IndexBuilder, KeyBuilder } from "../table/key-templates.ts";
import { type ShapeVersions, type StoredShape, storedShape } from "../table/stored-shape.ts";
import type { KindPolicy } from "./record-policy.ts";

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
export interface CouncilRecord {
  /** GSS code. */
  readonly authority: string;
}

type Parts = readonly (string | number)[] | [];

/** The address of each record of a kind. */
export interface RecordKey<Body> {
  (body: Body): ItemKey;
  /** The template of its partition. */
  readonly partition: string;
}

/** The address of a record: the values that fill its key's templates. */
export const keyed = <Body, P extends Parts>(key: KeyBuilder<P>, parts: (body: Body) => NoInfer<P>): RecordKey<Body> =>
  Object.assign((body: Body) => key(...parts(body)), { partition: key.partition });

/** The place of each record of a kind in an index; undefined of those that do not stand there. */
export interface RecordPlace<Body> {
  (body: Body): Place | undefined;
  readonly partition: string;
}

/** The place of a record in an index: the values that fill its partition's template, and what it is sorted by there. */
export const placed = <Body, P extends Parts>(
  index: IndexBuilder<P>,
  at: (body: Body) => { readonly in: NoInfer<P>; readonly sort: string } | undefined,
): RecordPlace<Body> =>
  Object.assign(
    (body: Body): Place | undefined => {
      const place = at(body);
      return place && { partition: index(...place.in), sort: place.sort };
    },
    { partition: index.partition },
  );

/** An item that follows from a record. */
export interface Derived {
  readonly key: ItemKey;
  readonly shape: ShapeVersions;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** An attribute's path and value that say whose it is: another's is neither overwritten nor taken away. */
  readonly owner?: { readonly path: string; readonly value: string };
}

/** A kind of item that follows from a record, and is written and taken away with it. */
export interface DerivedKind<Body> {
  readonly shape: ShapeVersions;
  readonly policy: KindPolicy;
  readonly partition: string;
  readonly of: (body: Body) => readonly Derived[];
}

type DerivedItem<P extends Parts> = { readonly key: NoInfer<P> } & Pick<Derived, "attributes" | "owner">;

/** A kind of item that follows from a record; nothing follows where `of` gives nothing, and several where it gives a list. */
export const derivedKind = <Body, P extends Parts>(
  shape: ShapeVersions,
  kept: KindPolicy,
  key: KeyBuilder<P>,
  of: (body: Body) => DerivedItem<P> | readonly DerivedItem<P>[] | undefined,
): DerivedKind<Body> => ({
  shape,
  policy: kept,
  partition: key.partition,
  of: (body) => [of(body) ?? []].flat().map((item) => ({ ...item, key: key(...item.key), shape })),
});

/** All there is to say of one kind of record: its shape, where it is stored, what it is found by, what its trail may tell, and for how long it is kept. */
export interface RecordEntity<Body> extends Omit<ShapeVersions, "entity"> {
  readonly schema: z.ZodMiniType<Body>;
  readonly key: RecordKey<Body>;
  /** What is kept of people, why and for how long; `not-personal` where it holds nothing about anybody. */
  readonly policy: KindPolicy;
  /** Fields whose values tell nothing personal: the audit trail gives them. */
  readonly auditedFields: readonly string[];
  /** Its place in `gsi1`: by whose it is. */
  readonly byPerson?: RecordPlace<Body>;
  /** Its place in `gsi2`: by its council. */
  readonly byCouncil?: RecordPlace<Body>;
  /** The partition of `gsi3` it stands in: what is due and when, where that is not what the register of records says. */
  readonly due?: (body: Body) => string | undefined;
  readonly derived?: readonly DerivedKind<Body>[];
  readonly needs?: (body: Body) => readonly Need[];
}

export type Entities<Records> = { readonly [Kind in keyof Records]: RecordEntity<Records[Kind]> };

/** How records of a kind are stored, in which version. */
export const shapeOf = <Body>(entity: string, { schema, schemaVersion, writes, upcasters }: RecordEntity<Body>): StoredShape<Body> =>
  storedShape({ entity, schemaVersion, ...(writes === undefined ? {} : { writes }), ...(upcasters === undefined ? {} : { upcasters }) }, schema);

/** What the register of records, and the permissions of functions, need of a kind: the same whatever its body. */
export type EntityOutline = Pick<RecordEntity<never>, "policy"> & {
  readonly key: { readonly partition: string };
  readonly byPerson?: { readonly partition: string };
  readonly byCouncil?: { readonly partition: string };
  readonly derived?: readonly Pick<DerivedKind<never>, "shape" | "policy" | "partition">[];
};

/** One record changed: what it was, what it is now, and what its trail will say of it. */
export interface ChangeOf<Records, Kind extends keyof Records> {
  readonly entity: Kind;
  /** Absent when the record is new. */
  readonly before?: Versioned<Records[Kind]> | undefined;
  readonly after: Records[Kind];
  readonly action: string;
  readonly reason?: string | undefined;
}

/** A change of any of these records. */
export type AnyChange<Records> = { readonly [Kind in keyof Records]: ChangeOf<Records, Kind> }[keyof Records];

/** A page of a list; `next` goes on where it ended. */
export interface ListPage<Body> {
  readonly records: readonly Versioned<Body>[];
  readonly next?: string;
}
