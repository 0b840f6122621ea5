import type { Kept } from "../shared/audit/act.ts";
import type { Account, Worker } from "../shared/people/account.ts";
import type { Delegation } from "./accounts/rules/delegation.ts";
import type { Appointment, Erasure } from "./accounts/rules/staff.ts";
import type { Arrangement } from "./arrangements/rules/arrangement.ts";
import type { StoredCase } from "./vetting/use-cases/ports.ts";

/**
 * What a route can be about, by the name it is called in the route list, and what its handler is given. Each
 * but `none` and `self` is also the name of the path's parameter that says which one.
 */
export interface PeopleValues {
  /** Nothing in particular. */
  readonly none: undefined;
  /** The account of whoever asks. */
  readonly self: undefined;
  /** A person's account; `me` in an API path is whoever asks. */
  readonly person: Kept<Account>;
  readonly worker: Kept<Worker>;
  readonly delegation: Kept<Delegation>;
  /** A delegation that waits for an answer, as whoever it waits for sees it. */
  readonly invitation: Kept<Delegation>;
  /** A council, by its GSS code. */
  readonly council: string;
  readonly appointment: Kept<Appointment>;
  readonly erasure: Kept<Erasure>;
}

/** The same of vetting's records. */
export interface VettingValues {
  /** A case with its evidence. */
  readonly case: StoredCase;
  readonly arrangement: Kept<Arrangement>;
}

export type RecordValues = PeopleValues & VettingValues;
export type RecordOf = keyof RecordValues;
