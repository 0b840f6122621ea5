import type { AuditContext } from "../audit/context.ts";
import type { AuditEntry } from "../audit/entry.ts";

/** What is held on a person, kind by kind, under the names of the register of records. */
export type PersonalData = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** What a slice holds on people, and how people leave it. */
export interface DataSubject {
  /** What is held on a person. Source: UK GDPR, article 15. */
  personalDataOf(person: string): Promise<PersonalData>;
  /** What was done with those records, for the person: without which officer did it, and why in their words. */
  trailOf(person: string): Promise<readonly AuditEntry[]>;
  /** Ends what still runs for a person who is being erased. What the law requires to stay is left. Safe to repeat. Source: UK GDPR, article 17. */
  endForErasure(person: string, context: AuditContext): Promise<void>;
}

/**
 * An entry of a trail as the person whose record it is of is given it: in which capacity somebody acted and what they changed, and not which
 * officer it was, nor their words, which may tell of others.
 */
export function entryForPerson({ actor, reason: _, ...entry }: AuditEntry, person: string): AuditEntry {
  const theirs = actor.subject === person || entry.onBehalfOf === person || actor.role === "system";
  return { ...entry, actor: theirs ? actor : { subject: "", role: actor.role }, changes: entry.changes.map(({ field }) => ({ field })) };
}

/** Several slices as one. */
export const dataSubjectOf = (slices: readonly DataSubject[]): DataSubject => ({
  async personalDataOf(person) {
    const parts = await Promise.all(slices.map((slice) => slice.personalDataOf(person)));
    return Object.assign({}, ...parts);
  },
  async trailOf(person) {
    return (await Promise.all(slices.map((slice) => slice.trailOf(person)))).flat();
  },
  async endForErasure(person, context) {
    for (const slice of slices) await slice.endForErasure(person, context);
  },
});
