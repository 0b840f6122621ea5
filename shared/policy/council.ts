import * as z from "zod/mini";
import { EmailAddress, GssCode, PhoneNumber, text } from "../domain/fields.ts";
import { REFERENCE_PREFIX } from "../domain/reference-code.ts";
import { PlainDate } from "../domain/time.ts";
import checkData from "./checks.json" with { type: "json" };
import { councilFiles } from "./council-files.ts";

/** Points for each thing that makes somebody a closer fit; see `functions/directory/search/order.ts`. */
const FitWeights = z.object({
  closeness: z.number(),
  freeHours: z.number(),
  freeTimes: z.number(),
  accredited: z.number(),
  /** Free hours a week, and free times of the week, above which more earns no more points. */
  hoursEnough: z.number(),
  timesEnough: z.number(),
});
export type FitWeights = z.infer<typeof FitWeights>;

const codes = z.array(z.string());

/** How people reach a council, as every page that sends them there shows it. */
export const CouncilContact = z.object({
  /** As people know it: 'Leicestershire County Council'. */
  name: text(100),
  phone: PhoneNumber,
  /** When somebody answers: 'Monday to Friday, 9am to 5pm'. */
  hours: text(100),
  email: EmailAddress,
  /** Whom to ring where somebody may be at risk, by day, and when the council is closed. */
  safeguarding: z.object({ phone: PhoneNumber, outOfHours: PhoneNumber }),
  /** Who answers for what is done with people's data. Source: UK GDPR, article 38(4). */
  dataProtection: z.object({ email: EmailAddress }),
});
export type CouncilContact = z.infer<typeof CouncilContact>;

const HourlyRates = z.object({ pence: z.number(), managedPence: z.number() });

/** What a council set, as versioned data: another council adds its own file, never code. */
export const CouncilPolicy = z.object({
  name: z.string(),
  /** What its references begin with; no other council's do. */
  referencePrefix: z.string().check(z.regex(REFERENCE_PREFIX)),
  /** How people reach it. */
  contact: CouncilContact,
  version: z.number(),
  effectiveFrom: PlainDate,
  /** The districts (GSS codes) in which it arranges care: its own code alone, where it is a unitary council. */
  districts: z.array(GssCode).check(z.minLength(1)),
  /** Where it is, roughly: degrees, and miles around. Its sample listings are placed there. */
  home: z.object({ lat: z.number(), lon: z.number(), miles: z.number() }),
  sampleListings: z.number(),
  /** How far, in miles, an agency from the CQC directory is taken to come; nobody has told us. */
  cqcTravelMiles: z.number(),
  /** What being on the council's old register meant was checked, by employment. */
  registerChecks: z.object({ employed: codes, "self-employed": codes, organisation: codes }),
  /** Checks without which somebody from the old register is listed as provisional. */
  provisionalWithout: codes,
  fit: FitWeights,
  /** Somebody whom the council authorises to act for a person begins so many days after the person was told: long enough to object. */
  authorising: z.object({ waitDays: z.number() }),
  /** Pairs of staff roles that nobody holds together: whoever does the one is watched by whoever does the other. */
  rolesApart: z.array(z.tuple([z.string(), z.string()])),
  /** What it pays for an hour of a service from a day on, in pence, and what it pays a managed service for the same. Source: LCC plan, outcome 2. */
  rates: z.array(z.object({ effectiveFrom: PlainDate, source: z.string(), services: z.record(z.string(), HourlyRates), others: HourlyRates })),
  /** The checklist it begins with, of those in `checklists.json`. */
  checklist: z.string(),
});
export type CouncilPolicy = z.infer<typeof CouncilPolicy>;

/** A check in the public's words. */
export interface CheckWords {
  readonly name: string;
  readonly plain: string;
  /** Whether the provider only told the council, which took their word. */
  readonly toldToUs?: boolean;
}

const parsed = new Map<string, CouncilPolicy>();

/** A council's policy as its file has it; undefined where there is none. Throws where the file is not a policy. */
function policyIn(authority: string): CouncilPolicy | undefined {
  const known = parsed.get(authority);
  if (known) return known;
  if (!Object.hasOwn(councilFiles, authority)) return undefined;
  const policy = CouncilPolicy.parse(councilFiles[authority]);
  parsed.set(authority, policy);
  return policy;
}

/** What a council's file lacks or has wrong, as 'field: what is wrong'; nothing where it is whole. */
export const councilPolicyFaults = (authority: string): readonly string[] => {
  const read = CouncilPolicy.safeParse(councilFiles[authority]);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

/** The GSS codes of every council there is. */
export const councilCodes: readonly string[] = Object.keys(councilFiles);

const checks: Readonly<Record<string, CheckWords>> = checkData;

/** The policy of a council by its GSS code. Throws when Trellis holds none: no council, no guess. */
export function councilPolicy(authority: string): CouncilPolicy {
  const policy = policyIn(authority);
  if (!policy) throw new Error(`No policy for council ${authority}: add shared/policy/councils/${authority}.json`);
  return policy;
}

/** A council's name for the public; undefined when Trellis does not know the code. */
export const councilName = (authority: string): string | undefined => policyIn(authority)?.name;

/** Names of councils, every one's where none are given: 'Leicester, Leicestershire and Rutland'. */
export const namesInWords = (names: readonly string[] = councilCodes.map((code) => councilPolicy(code).name)): string =>
  new Intl.ListFormat("en-GB").format([...names].sort());

/** The words for a check code. */
export const checkWords = (code: string): CheckWords => checks[code] ?? { name: code, plain: code };
