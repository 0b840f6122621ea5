import type { Limit } from "../domain/rate-limit.ts";
import serviceData from "./service.json" with { type: "json" };

/** What may be done only so often. */
export type LimitName = "sign-in" | "contact" | "refused" | "search";

/** Figures of the service itself, the same for every council: versioned data, never literals in code. */
export interface ServicePolicy {
  readonly version: number;
  readonly effectiveFrom: string;
  readonly session: {
    /** A session nobody used for so long is over. */
    readonly idleMinutes: number;
    /** However much it is used, it is over after this. */
    readonly longestHours: number;
    /** How long somebody may take to sign in. */
    readonly signInMinutes: number;
    /** How long a key seals new sessions. */
    readonly keyDays: number;
  };
  /** How long a request's own key is remembered. */
  readonly onceHours: number;
  readonly limits: Readonly<Record<LimitName, Limit>>;
  readonly notices: {
    /** How long it is remembered that somebody was told. */
    readonly keptDays: number;
    /** How long one attempt to send has a notice to itself. */
    readonly claimMinutes: number;
  };
  /** Somebody others act for may never sign in: when their account would end, it is looked at again after so long. */
  readonly actedForMonths: number;
  readonly largestFormBytes: number;
  /** How old a process's copy of published policy may be. */
  readonly policyFreshMinutes: number;
}

export const servicePolicy: ServicePolicy = serviceData;
