import { createHash } from "node:crypto";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import type { RefusedRow } from "../../../shared/import/rows.ts";
import { isFromCase, type ListingWrite } from "../../../shared/listing/change.ts";
import { withFreeSaid } from "../../../shared/listing/free-hours.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import { LISTINGS_A_COMMIT, type ListingAction, type ListingStore } from "../ports.ts";

/** A listing on its way in, and the line it came from. */
export interface IncomingListing {
  readonly line: number;
  readonly listing: Listing;
}

export interface WriteCounts {
  added: number;
  changed: number;
  unchanged: number;
}

export interface ListingWriter {
  /** Takes one listing; it is stored by the time `finish` resolves. */
  take(incoming: IncomingListing): Promise<void>;
  finish(): Promise<{ readonly counts: WriteCounts; readonly refused: readonly RefusedRow[] }>;
}

const STALE_TRIES = 3;

/**
 * A fingerprint of everything a listing says, whatever the order it was said in. Not of its area's
 * position: that follows from the postcodes, and a register brought again has not changed with them.
 */
function digestOf({ area, ...said }: Listing): string {
  const text = JSON.stringify({ ...said, area: area.key }, (_key, value: unknown) => sorted(value));
  return createHash("sha256").update(text).digest("base64url");
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Writes listings batch by batch. A listing stored with the same fingerprint is left alone, so an
 * import that is stopped and started again goes on where it was, and done twice changes nothing.
 * An id may come once in a file, and only from the council that holds it. A listing that belongs to a case changes by its case alone.
 */
export function listingWriter(store: ListingStore, context: AuditContext, action: ListingAction): ListingWriter {
  const counts: WriteCounts = { added: 0, changed: 0, unchanged: 0 };
  const refused: RefusedRow[] = [];
  const lineOf = new Map<string, number>();
  let waiting: IncomingListing[] = [];

  const flush = async (attempt = 1): Promise<void> => {
    if (waiting.length === 0) return;
    const stored = await store.read(waiting.map(({ listing }) => listing.id));
    const writes: ListingWrite[] = [];
    let [added, unchanged] = [0, 0];
    const keep: IncomingListing[] = [];
    for (const incoming of waiting) {
      const { listing, line } = incoming;
      const known = stored.get(listing.id);
      const digest = digestOf(listing);
      if (known && known.listing.authority !== listing.authority) {
        refused.push({ line, field: "id", reason: "belongs to another council's register" });
        continue;
      }
      if (known && isFromCase(known)) {
        refused.push({ line, field: "id", reason: "belongs to a case here: only its case changes it" });
        continue;
      }
      keep.push(incoming);
      if (known?.digest === digest) unchanged += 1;
      else writes.push({ listing: withFreeSaid(known?.listing, listing, londonDate(context.at)), digest, ...(known ? { replaces: known } : {}) });
      if (!known) added += 1;
    }
    waiting = keep;
    if (writes.length > 0) {
      const done = await store.commit(writes, context, action);
      if (!done.ok) {
        if (attempt === STALE_TRIES) throw new Error("Listings changed while they were imported: run the import again");
        return flush(attempt + 1);
      }
    }
    counts.added += added;
    counts.unchanged += unchanged;
    counts.changed += writes.length - added;
    waiting = [];
  };

  return {
    async take(incoming) {
      const { id } = incoming.listing;
      const first = lineOf.get(id);
      if (first !== undefined) {
        refused.push({ line: incoming.line, field: "id", reason: `is the same listing as line ${first}` });
        return;
      }
      lineOf.set(id, incoming.line);
      waiting.push(incoming);
      if (waiting.length === LISTINGS_A_COMMIT) await flush();
    },
    async finish() {
      await flush();
      return { counts, refused };
    },
  };
}
