import type { Act } from "../../../shared/audit/act.ts";
import type { PeopleStore } from "./ports.ts";

/** What other slices hold on people, and how people leave them. */
export interface Elsewhere {
  /** What is held on a person, under the names of the register of records. */
  heldOn(person: string): Promise<Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>>;
  /** Ends what still runs there for a person who is being erased. Safe to repeat. */
  leave(person: string, act: Act): Promise<void>;
}

/** What the use cases of this slice are given. */
export interface AccountsDeps {
  readonly store: PeopleStore;
  readonly elsewhere: Elsewhere;
  /** A new id, never given before. */
  readonly newId: () => string;
  /** The look-up hash of an e-mail address. */
  readonly addressHash: (email: string) => Promise<string>;
  /** The council of people who name none (GSS code). */
  readonly authority: string;
}
