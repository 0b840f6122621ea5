import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { councilCodes } from "../shared/policy/council.ts";

/** The stages Trellis runs in. */
export type StageName = "local" | "dev" | "prod";

/** What differs between stages; everything else is the same everywhere. */
export interface StageSettings {
  readonly name: StageName;
  /** The council whose policy applies where none is named (GSS code). */
  readonly authority: string;
  readonly region: string;
  readonly logRetentionDays: 7 | 30 | 365;
  /** Whether deleting a stack may delete what people have entrusted to us. Only ever where there is nothing of theirs. */
  readonly keepData: boolean;
  /** Most requests a second, and at once, from everybody together. */
  readonly throttle: { readonly perSecond: number; readonly burst: number };
}

const LEICESTERSHIRE = "E10000018";

const stages: Readonly<Record<StageName, StageSettings>> = {
  local: { name: "local", authority: LEICESTERSHIRE, region: "eu-west-2", logRetentionDays: 7, keepData: false, throttle: { perSecond: 1000, burst: 2000 } },
  dev: { name: "dev", authority: LEICESTERSHIRE, region: "eu-west-2", logRetentionDays: 30, keepData: true, throttle: { perSecond: 100, burst: 200 } },
  prod: { name: "prod", authority: LEICESTERSHIRE, region: "eu-west-2", logRetentionDays: 365, keepData: true, throttle: { perSecond: 1000, burst: 2000 } },
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
