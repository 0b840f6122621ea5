import { DAY_MS } from "../domain/time.ts";
import type { AuditEntry } from "./entry.ts";
import type { Seal } from "./seal.ts";
import type { TrailSeals } from "./seal-bucket.ts";

/** A seal comes at most so long after what it seals: the table's stream keeps records for a day. Source: DynamoDB Developer Guide, Streams. */
const LATEST_SEAL_MS = DAY_MS;

/** What was sealed of one record's trail: by sequence every hash an entry had, and when the last was sealed. */
interface SealedTrail {
  readonly hashes: Map<number, Set<string>>;
  last: number;
}

/** What was sealed of every trail, held against what the table has. */
export interface SealedTrails {
  /** Places of seals that nobody with the key made. */
  readonly forged: readonly string[];
  readonly records: readonly string[];
  /** In what a trail is not what was sealed of it; nothing where all of it is. */
  differenceOf(record: string, entries: readonly AuditEntry[]): string | undefined;
  /** Whether a trail's last entry is sealed. */
  isSealed(record: string, entries: readonly AuditEntry[]): boolean;
  /** Those of some records that were not removed when their time was over: what is sealed of them must be there. */
  notRemoved(records: Iterable<string>): Promise<readonly string[]>;
}

/** Reads all seals. */
export async function sealedTrails(seals: TrailSeals): Promise<SealedTrails> {
  const { seals: all, forged } = await seals.all();
  const known = byRecord(all);
  return {
    forged,
    records: [...known.keys()],
    differenceOf(record, entries) {
      for (const [sequence, hashes] of known.get(record)?.hashes ?? []) {
        const hash = entries[sequence - 1]?.hash;
        if (hashes.size > 1) return `entry ${sequence} was written more than once`;
        if (hash === undefined) return `entry ${sequence} is missing, which was sealed`;
        if (!hashes.has(hash)) return `entry ${sequence} is not the one that was sealed`;
      }
      return undefined;
    },
    isSealed: (record, entries) => entries.length === 0 || known.get(record)?.hashes.has(entries.length) === true,
    async notRemoved(records) {
      // Read last: what is removed while trails are followed is told by then.
      const removals = await seals.removals();
      return [...records].filter((record) => {
        const at = removals.get(record);
        return at === undefined || (known.get(record)?.last ?? 0) > at + LATEST_SEAL_MS;
      });
    },
  };
}

function byRecord(seals: readonly Seal[]): ReadonlyMap<string, SealedTrail> {
  const known = new Map<string, SealedTrail>();
  for (const { at, heads } of seals) {
    for (const { record, sequence, hash } of heads) {
      const trail = known.get(record) ?? { hashes: new Map<number, Set<string>>(), last: at };
      known.set(record, trail);
      trail.last = Math.max(trail.last, at);
      trail.hashes.set(sequence, (trail.hashes.get(sequence) ?? new Set()).add(hash));
    }
  }
  return known;
}
