import { anyOf } from "../table/key-templates.ts";
import { keys } from "../table/keys.ts";
import type { EntityOutline } from "./entity.ts";

/** Partitions of the table, and of its indexes, as a function's AWS permissions name them. */
export interface Grants {
  readonly partitions: readonly string[];
  readonly indexes: Readonly<Record<string, readonly string[]>>;
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];

type Template = { readonly partition: string };

/** The partitions of a kind's audit trails, and of why its changes were made. */
function trailsOf(template: Template): readonly string[] {
  const records = anyOf(template).replace(/\*?$/, "*");
  return [keys.auditEntry(records, 0).pk, keys.auditReason(records, 0).pk];
}

/** All that working with these kinds of records reaches: the records, their trails, what follows from them, and the indexes they are found by. */
export function grantsFor(entities: Readonly<Record<string, EntityOutline>>): Grants {
  const kinds = Object.values(entities);
  return {
    partitions: distinct(kinds.flatMap(({ key, derived = [] }) => [anyOf(key), ...trailsOf(key), ...derived.map(anyOf)])),
    indexes: {
      gsi1: distinct(kinds.flatMap(({ byPerson }) => (byPerson ? [anyOf(byPerson)] : []))),
      gsi2: distinct(kinds.flatMap(({ byCouncil }) => (byCouncil ? [anyOf(byCouncil)] : []))),
    },
  };
}

/** The partitions of keys and indexes by themselves. */
export const partitionsOf = (...templates: readonly Template[]): readonly string[] => distinct(templates.map(anyOf));

/** Several grants as one. */
export const allGrants = (...grants: readonly Partial<Grants>[]): Grants => {
  const names = distinct(grants.flatMap(({ indexes = {} }) => Object.keys(indexes)));
  return {
    partitions: distinct(grants.flatMap(({ partitions = [] }) => partitions)),
    indexes: Object.fromEntries(
      names.map((name) => [name, distinct(grants.flatMap(({ indexes }) => indexes?.[name] ?? []))] as const).filter(([, partitions]) => partitions.length > 0),
    ),
  };
};

/** What every function that serves signed-in people reaches besides its records: requests' own keys, allowances, counts of looks. */
export const REQUEST_GRANTS: Partial<Grants> = { partitions: partitionsOf(keys.once, keys.limit, keys.lookCount) };

/** What changing a listing reaches: the record with its trail, its public part, and the search log. */
export const LISTING_GRANTS: Partial<Grants> = { partitions: [...partitionsOf(keys.listing, keys.publicListing, keys.logRecord), ...trailsOf(keys.listing)] };

/** The outbox: what a function that sends notices of its changes writes. */
export const NOTICE_GRANTS = { partitions: partitionsOf(keys.notice) } as const satisfies Partial<Grants>;
