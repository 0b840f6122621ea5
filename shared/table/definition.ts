/**
 * The one table. CDK builds it from this; the local system and the tests build theirs from the
 * template CDK makes, so there is no second definition anywhere.
 */
export const table = {
  partitionKey: "pk",
  sortKey: "sk",
  timeToLive: "expiresAt",
  indexes: {
    /** Questions asked from another side than an item's own key. See ACCESS.md. */
    gsi1: { partitionKey: "gsi1pk", sortKey: "gsi1sk", keysOnly: false },
    /** What belongs to a council, kind by kind. */
    gsi2: { partitionKey: "gsi2pk", sortKey: "gsi2sk", keysOnly: false },
    /** What falls due, by day and council. Keys alone: whoever deals with it reads the record itself. */
    gsi3: { partitionKey: "gsi3pk", sortKey: "gsi3sk", keysOnly: true },
  },
} as const;

/**
 * The table of money: what statements say, and what checks came to. It has no index and no stream, so that neither an import nor a check ever
 * reaches the search log or whoever follows the other table: what is found another way is an item of its own.
 */
export const ledgerTable = { partitionKey: table.partitionKey, sortKey: table.sortKey, timeToLive: table.timeToLive } as const;

/** An item's address. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}
