import type { PeopleStore } from "./ports.ts";

/** What the use cases of this slice are given. */
export interface AccountsDeps {
  readonly store: PeopleStore;
  /** A new id, never given before. */
  readonly newId: () => string;
  /** The look-up hash of an e-mail address. */
  readonly addressHash: (email: string) => Promise<string>;
  /** The council of people who name none (GSS code). */
  readonly authority: string;
}
