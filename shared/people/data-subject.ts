import type { AuditContext } from "../audit/context.ts";
import type { AuditEntry } from "../audit/entry.ts";
import type { Instant } from "../domain/time.ts";

/** What is held on a person, kind by kind, under the names of the register of records. */
export type PersonalData = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** What a slice says before a person is erased. */
export interface ErasureSay {
  /** Whether somebody has to look at it first. */
  readonly waiting: boolean;
  /** What those said who have looked, in their words. */
  readonly said: readonly string[];
}

/** What a slice holds on people, and how people leave it. */
export interface DataSubject {
  /** What is held on a person. Source: UK GDPR, article 15. */
  personalDataOf(person: string): Promise<PersonalData>;
  /** What was done with those records, for the person: without which officer did it, and why in their words. */
  trailOf(person: string): Promise<readonly AuditEntry[]>;
  /** Whether a person who asked on a day to be erased may be, as far as this slice goes. Source: UK GDPR, article 17(3). */
  erasureSay(person: string, since: Instant): Promise<ErasureSay>;
  /** Puts the wish to be erased before whoever has to look at it first, where that was not done yet. Safe to repeat. */
  askBeforeErasure(person: string, context: AuditContext): Promise<void>;
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
  async erasureSay(person, since) {
    const says = await Promise.all(slices.map((slice) => slice.erasureSay(person, since)));
    return { waiting: says.some(({ waiting }) => waiting), said: says.flatMap(({ said }) => said) };
  },
  async askBeforeErasure(person, context) {
    for (const slice of slices) await slice.askBeforeErasure(person, context);
  },
  async endForErasure(person, context) {
    for (const slice of slices) await slice.endForErasure(person, context);
  },
});
