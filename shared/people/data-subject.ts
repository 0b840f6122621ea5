import type { AuditContext } from "../audit/context.ts";

/** What is held on a person, kind by kind, under the names of the register of records. */
export type PersonalData = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** What a slice holds on people, and how people leave it. */
export interface DataSubject {
  /** What is held on a person. Source: UK GDPR, article 15. */
  personalDataOf(person: string): Promise<PersonalData>;
  /** Ends what still runs for a person who is being erased. What the law requires to stay is left. Safe to repeat. Source: UK GDPR, article 17. */
  endForErasure(person: string, context: AuditContext): Promise<void>;
}

/** Several slices as one. */
export const dataSubjectOf = (slices: readonly DataSubject[]): DataSubject => ({
  async personalDataOf(person) {
    const parts = await Promise.all(slices.map((slice) => slice.personalDataOf(person)));
    return Object.assign({}, ...parts);
  },
  async endForErasure(person, context) {
    for (const slice of slices) await slice.endForErasure(person, context);
  },
});
