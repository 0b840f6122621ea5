import { RemovalPolicy } from "aws-cdk-lib";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as z from "zod/mini";
import { councilCodes } from "../shared/policy/council.ts";
import stagesData from "./stages.json" with { type: "json" };

const positive = z.number().check(z.positive());
/** An address that paths are put after. */
const address = z.string().check(z.regex(/^https?:\/\/[^/]+$/, "must be an address such as https://trellis.example.org, without a slash at the end"));
const email = z.email("must be an email address");

/** The identity provider of a council (SAML): it must demand a second factor, and say so. */
const CouncilProvider = z.object({
  /** The council (GSS code). */
  authority: z.string().check(z.refine((code: string) => councilCodes.includes(code), "must be a council that has a policy")),
  /** Where its SAML metadata are. */
  metadata: z.string().check(z.regex(/^https:\/\/.+/, "must be an https address")),
  /** What the addresses of its people end in, after the @. No two councils share one. */
  mailDomains: z
    .array(z.string().check(z.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a domain in small letters")))
    .check(z.minLength(1, "must name a domain")),
});
export type CouncilProvider = z.infer<typeof CouncilProvider>;

/**
 * What differs between stages; everything else is the same everywhere. An operator fills `stages.json` in before the first
 * deployment: nothing is given as a parameter, so that what is deployed is what was reviewed.
 */
const StageSettings = z.object({
  /** The council whose policy applies where none is named (GSS code). */
  authority: z.string(),
  logRetentionDays: z.literal([7, 30, 365]),
  /** Whether deleting a stack may delete what people have entrusted to us. Only ever where there is nothing of theirs. */
  keepData: z.boolean(),
  /** Most requests a second, and at once, from everybody together. */
  throttle: z.object({ perSecond: positive, burst: positive }),
  /** From so many refusals of one function in five minutes, somebody is told. */
  refusals: z.object({ inFiveMinutes: positive }),
  /** Which key the edge has: another number makes a new one, and deploying puts it in its place on both sides. */
  edgeKey: z.number().check(z.gte(1)),
  /** Where people reach Trellis. */
  siteAddress: address,
  /** The certificate of that address, in us-east-1 where CloudFront looks for it. Absent where there is no edge: on one machine. */
  certificate: z.optional(
    z.string().check(z.regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/, "must be the ARN of a certificate in us-east-1")),
  ),
  /** Most requests of one network address in five minutes. */
  requestsAnAddress: z.optional(z.object({ inFiveMinutes: z.number().check(z.gte(10)) })),
  /** The councils whose own people sign in, each through its own provider; there may be none yet. */
  identityProviders: z.array(CouncilProvider),
  /** Who codes come from: an address of a domain that SES has verified. */
  email: z.object({ from: email, name: z.string(), verifiedDomain: z.string() }),
  /** Where GOV.UK Notify is. */
  notifyAddress: address,
  /** Who hears of alarms, by e-mail; they must accept the subscription once. Absent: nobody, on one machine. */
  alertAddress: z.optional(email),
  /** What a month may cost, in US dollars, before somebody is told. */
  monthlyBudgetUsd: z.optional(positive),
  /** The folder of the runbooks, as the person who is woken opens it. */
  runbooks: z.url().check(z.endsWith("/")),
});

/** The stages Trellis runs in. */
export type StageName = keyof typeof stagesData;
const STAGES: readonly string[] = Object.keys(stagesData);
const isStage = (name: string): name is StageName => STAGES.includes(name);

/** The region everything but the edge is in. */
const REGION = "eu-west-2";
/** The region CloudFront looks for its certificate and its firewall in. */
export const EDGE_REGION = "us-east-1";

export interface StageSettings extends z.infer<typeof StageSettings> {
  readonly name: StageName;
  readonly region: string;
}

const RETENTION = { 7: RetentionDays.ONE_WEEK, 30: RetentionDays.ONE_MONTH, 365: RetentionDays.ONE_YEAR } as const;

/** How long logs of a stage are kept, as CDK names it. */
export const logRetentionOf = ({ logRetentionDays }: StageSettings): RetentionDays => RETENTION[logRetentionDays];

/** What becomes of a resource that goes from its stack: kept with all in it, unless its first deployment failed and nothing is in it. */
export const keptIf = (keepData: boolean): RemovalPolicy => (keepData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY);

/** What the caller of a synthesis says besides `stages.json`. */
export interface Synthesis {
  /** The council whose deployment it is (GSS code). */
  readonly TRELLIS_AUTHORITY?: string | undefined;
  /** Where the local system stands, and its stand-ins: on whichever port is free. */
  readonly place?: Pick<StageSettings, "siteAddress" | "notifyAddress">;
}

/**
 * The settings of a stage, for the council that `TRELLIS_AUTHORITY` names, where it names one.
 * Throws, naming the stages or the councils there are, for any other name; and naming the setting, where one cannot be used.
 */
export function stageSettings(name: string, { TRELLIS_AUTHORITY, place }: Synthesis = process.env): StageSettings {
  if (!isStage(name)) throw new Error(`There is no stage ${name}: use one of ${STAGES.join(", ")}`);
  const read = StageSettings.safeParse(stagesData[name]);
  if (!read.success) {
    const [{ path, message } = { path: [], message: "" }] = read.error.issues;
    throw new Error(`infra/stages.json: ${[name, ...path].join(".")} ${message}`);
  }
  const authority = TRELLIS_AUTHORITY || read.data.authority;
  if (!councilCodes.includes(authority))
    throw new Error(
      `There is no council ${authority}: TRELLIS_AUTHORITY is one of ${councilCodes.join(", ")}, or add shared/policy/councils/${authority}.json`,
    );
  return { ...read.data, ...place, name, region: REGION, authority };
}
