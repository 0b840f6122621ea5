import checkData from "./checks.json" with { type: "json" };
import councilData from "./councils.json" with { type: "json" };

/** What a council set, as versioned data: another council adds its own entry, never code. */
export interface CouncilPolicy {
  readonly name: string;
  readonly version: number;
  readonly effectiveFrom: string;
  /** Where its sample listings are placed. */
  readonly home: { readonly lat: number; readonly lon: number; readonly miles: number };
  readonly sampleListings: number;
  /** How far an agency from the CQC directory is taken to come; nobody has told us. */
  readonly cqcTravelMiles: number;
  /** What being on the council's old register meant was checked, by employment (rules 3.2). */
  readonly registerChecks: Readonly<Record<"employed" | "self-employed" | "organisation", readonly string[]>>;
  readonly provisionalWithout: readonly string[];
  readonly fit: FitWeights;
}

/** Points for each thing that makes somebody a closer fit; see `functions/directory/search/order.ts`. */
export interface FitWeights {
  readonly closeness: number;
  readonly freeHours: number;
  readonly freeTimes: number;
  readonly accredited: number;
  /** Free hours a week, and free times of the week, above which more earns no more points. */
  readonly hoursEnough: number;
  readonly timesEnough: number;
}

/** A check in the public's words. */
export interface CheckWords {
  readonly name: string;
  readonly plain: string;
}

const councils: Readonly<Record<string, CouncilPolicy>> = councilData;
const checks: Readonly<Record<string, CheckWords>> = checkData;

/** The policy of a council by its GSS code. Throws when Trellis holds none: no council, no guess. */
export function councilPolicy(authority: string): CouncilPolicy {
  const policy = councils[authority];
  if (!policy) throw new Error(`No policy for council ${authority}: add it to shared/policy/councils.json`);
  return policy;
}

/** A council's name for the public; undefined when Trellis does not know the code. */
export const councilName = (authority: string): string | undefined => councils[authority]?.name;

/** The words for a check code. */
export const checkWords = (code: string): CheckWords => checks[code] ?? { name: code, plain: code };
