import type { VettingCase } from "../../functions/vetting/rules/case.ts";
import { checklistLines, type Evidence, type Facts } from "../../functions/vetting/rules/evidence.ts";
import type { Change } from "../../functions/vetting/use-cases/ports.ts";
import { firstChecklist } from "../../shared/policy/checklists.ts";
import { COUNCIL } from "./councils.ts";
import { aCase, someEvidence } from "./vetting.ts";

const SENT_AT = "2026-11-20T09:00:00.000Z";

/** The facts of a piece of evidence as far as rules go by them. */
export const factsOf = (code: string): Facts =>
  code === "dbs"
    ? { level: "enhanced-barred", workforce: "adult", updateService: true, certificateNumber: "123456789012", issuedOn: "2026-10-01" }
    : code === "public-liability"
      ? { endsOn: "2027-10-01" }
      : {};

export interface CompleteApplication {
  /** What differs from a self-employed PA's, sent on 20 November. */
  readonly changes?: Partial<VettingCase>;
  /** Whether everything required waits for a decision, or was accepted by Ann. */
  readonly state?: "offered" | "accepted";
  /** Facts that differ, by kind of evidence. */
  readonly facts?: Readonly<Record<string, object>>;
  /** The officer who sent everything in the applicant's place, of an application on paper. */
  readonly enteredBy?: string | undefined;
}

/** An application that lacks nothing, as it is stored: all that its answers ask for, and three references that were given. */
export function aCompleteApplication({ changes = {}, state = "offered", facts = {}, enteredBy }: CompleteApplication): {
  readonly vettingCase: VettingCase;
  readonly changes: readonly Change[];
} {
  const vettingCase = aCase({
    id: "pips-case",
    owner: "pip",
    state: "submitted",
    submittedAt: SENT_AT,
    decideBy: "2026-12-05",
    ...(enteredBy === undefined ? {} : { enteredBy: [enteredBy] }),
    ...changes,
  });
  const required = checklistLines(vettingCase, firstChecklist(COUNCIL)).filter(({ need }) => need === "required");
  const evidence = required.map(({ id, item: { code } }): Evidence => {
    const until = code === "public-liability" ? { until: "2027-10-01" } : {};
    const { [code]: differs = {} } = facts;
    return someEvidence({
      id,
      case: vettingCase.id,
      owner: vettingCase.owner,
      code,
      ...(state === "offered"
        ? { offered: { facts: { ...factsOf(code), ...differs }, at: SENT_AT, state: "with-us", ...(enteredBy === undefined ? {} : { by: enteredBy }) } }
        : { accepted: { facts: factsOf(code), by: "ann", on: "2026-11-20", ...until, ...differs } }),
    });
  });
  const references = ["r1", "r2", "r3"].map(
    (name): Change => ({
      entity: "reference",
      after: {
        id: vettingCase.id + name,
        case: vettingCase.id,
        authority: COUNCIL,
        owner: vettingCase.owner,
        about: "Pip",
        tokenHash: vettingCase.id + name,
        name,
        relation: "x",
        state: "given",
        askedOn: "2026-11-20",
        until: "2026-12-20",
      },
      action: "test",
    }),
  );
  return {
    vettingCase,
    changes: [
      { entity: "case", after: vettingCase, action: "test" },
      ...evidence.map((after): Change => ({ entity: "evidence", after, action: "test" })),
      ...references,
    ],
  };
}
