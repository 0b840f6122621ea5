import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { councilCodes } from "../shared/policy/council.ts";

/** The stages Trellis runs in. */
export type StageName = "local" | "dev" | "prod";

/** The identity provider of a council (SAML): it must demand a second factor, and say so. */
export interface CouncilProvider {
  /** The council (GSS code). */
  readonly authority: string;
  /** Where its SAML metadata are (https). */
  readonly metadata: string;
  /** What the addresses of its people end in, after the @, in small letters. No two councils share one. */
  readonly mailDomains: readonly string[];
}

/** What differs between stages; everything else is the same everywhere. */
export interface StageSettings {
  readonly name: StageName;
  /** The council whose policy applies where none is named (GSS code). */
  readonly authority: string;
  readonly region: string;
  readonly logRetentionDays: 7 | 30 | 365;
  /** Whether deleting a stack may delete what people have entrusted to us. Only ever where there is nothing of theirs. */
  readonly keepData: boolean;
  /** The councils whose own people sign in, each through its own provider. */
  readonly identityProviders: readonly CouncilProvider[];
  /** Who codes come from: an address of a domain that SES has verified. */
  readonly email: { readonly from: string; readonly name: string; readonly verifiedDomain: string };
  /** Most requests a second, and at once, from everybody together. */
  readonly throttle: { readonly perSecond: number; readonly burst: number };
}

const LEICESTERSHIRE = "E10000018";
const LEICESTER = "E06000016";

/** Where made-up councils of the local system say who they are. Nobody is asked there: the local issuer stands in. */
const samplesOf = (authority: string, domain: string): CouncilProvider => ({
  authority,
  metadata: `https://sign-in.${domain}/metadata`,
  mailDomains: [domain],
});

/** A name that stands for the domain of a deployment until it has one. */
const EMAIL = { from: "sign-in@trellis.example", name: "Trellis", verifiedDomain: "trellis.example" };

const stages: Readonly<Record<StageName, StageSettings>> = {
  local: {
    name: "local",
    authority: LEICESTERSHIRE,
    region: "eu-west-2",
    logRetentionDays: 7,
    keepData: false,
    throttle: { perSecond: 1000, burst: 2000 },
    identityProviders: [samplesOf(LEICESTERSHIRE, "leicestershire.example"), samplesOf(LEICESTER, "leicester.example")],
    email: EMAIL,
  },
  dev: {
    name: "dev",
    authority: LEICESTERSHIRE,
    region: "eu-west-2",
    logRetentionDays: 30,
    keepData: true,
    throttle: { perSecond: 100, burst: 200 },
    identityProviders: [],
    email: EMAIL,
  },
  prod: {
    name: "prod",
    authority: LEICESTERSHIRE,
    region: "eu-west-2",
    logRetentionDays: 365,
    keepData: true,
    throttle: { perSecond: 1000, burst: 2000 },
    identityProviders: [],
    email: EMAIL,
  },
};

const RETENTION = { 7: RetentionDays.ONE_WEEK, 30: RetentionDays.ONE_MONTH, 365: RetentionDays.ONE_YEAR } as const;

/** How long logs of a stage are kept, as CDK names it. */
export const logRetentionOf = ({ logRetentionDays }: StageSettings): RetentionDays => RETENTION[logRetentionDays];

/**
 * The settings of a stage, for the council that `TRELLIS_AUTHORITY` names, where it names one (GSS code).
 * Throws, naming the stages or the councils there are, for any other name.
 */
export function stageSettings(name: string, { TRELLIS_AUTHORITY }: { readonly TRELLIS_AUTHORITY?: string | undefined } = process.env): StageSettings {
  const found = Object.values(stages).find((stage) => stage.name === name);
  if (!found) throw new Error(`There is no stage ${name}: use one of ${Object.keys(stages).join(", ")}`);
  const authority = TRELLIS_AUTHORITY || found.authority;
  if (!councilCodes.includes(authority))
    throw new Error(
      `There is no council ${authority}: TRELLIS_AUTHORITY is one of ${councilCodes.join(", ")}, or add shared/policy/councils/${authority}.json`,
    );
  return { ...found, authority };
}
