import type { Answers, Start, VettingCase } from "../../../functions/vetting/rules/case.ts";
import { checklistLines, type Evidence, type Facts } from "../../../functions/vetting/rules/evidence.ts";
import type { MovedBy } from "../../../functions/vetting/rules/moves.ts";
import type { Situation } from "../../../functions/vetting/rules/situation.ts";
import type { CaseStore } from "../../../functions/vetting/use-cases/ports.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import { type Checklist, firstChecklist } from "../../../shared/policy/checklists.ts";
import { aCase, answers, someEvidence } from "../../support/vetting.ts";

export const TODAY = "2026-11-24";
export const NOON = "2026-11-24T12:00:00.000Z";

const baseline = firstChecklist("E10000018");
const VALID_MONTHS: Readonly<Record<string, number>> = { dbs: 20, training: 10 };

/** A checklist with figures of no council: what holds by it does not hold by a number written in the code. */
export const checklist: Checklist = {
  ...baseline,
  version: 3,
  items: baseline.items.map((item) => ({
    ...item,
    ...(VALID_MONTHS[item.code] === undefined ? {} : { validMonths: VALID_MONTHS[item.code] }),
    ...(item.leastCoverPence === undefined ? {} : { leastCoverPence: 200_000_000 }),
  })),
  figures: {
    ...baseline.figures,
    targetDays: 11,
    accreditedMonths: 19,
    provisionalUnderMonths: 4,
    provisionalMonths: 3,
    reminderDays: [40, 12],
    statusCheckMonths: 9,
    dbsFactsMonths: 5,
    askForReviewDays: 17,
    microMostPeople: 6,
    teamPeople: 3,
    draftMonths: 2,
    endedCaseMonths: 30,
  },
};

export const OWNER: MovedBy = { subject: "owner", kind: "applicant" };
export const ANN: MovedBy = { subject: "ann", kind: "officer" };
export const BEN: MovedBy = { subject: "ben", kind: "officer" };
export const CAT: MovedBy = { subject: "cat", kind: "officer" };
export const TRELLIS: MovedBy = { subject: "system:vetting", kind: "system" };

/** Facts that are right today, by kind. */
export const FACTS: Readonly<Record<string, Facts>> = {
  identity: { document: "passport" },
  "right-to-work": { method: "document" },
  dbs: { certificateNumber: "001234567890", issuedOn: "2026-10-01", level: "enhanced-barred", workforce: "adult", updateService: true },
  training: { safeguardingOn: "2026-09-01", mcaOn: "2026-09-15" },
  "employers-liability": { insurer: "Anchor", policyNumber: "E1", coverPence: 500_000_000, endsOn: "2027-06-30" },
  "public-liability": { insurer: "Anchor", policyNumber: "P1", coverPence: 500_000_000, endsOn: "2027-06-30" },
  "car-insurance": { insurer: "Anchor", policyNumber: "C1", businessUse: true, endsOn: "2027-06-30" },
  hmrc: { registeredOn: "2024-01-01" },
  "court-judgments": { checkedOn: "2026-11-01", result: "none" },
  "trading-history": { tradingSince: "2024-01-01" },
};

/** A case of the owner's; everything not named is plain. */
export const caseOf = (changes: Partial<VettingCase> = {}): VettingCase => aCase({ id: "a-case", owner: "owner", checklist: 3, ...changes });

/** Answers that differ in how somebody works. */
export const startingAs = (start: Partial<Start>): Answers => ({
  ...answers,
  start: { type: "self-employed-pa", driving: false, children: false, substitutes: false, people: 1, cqcRegistered: false, ...start },
});

export type Change = Partial<Evidence> | "absent";

/** One piece of evidence, accepted by Ann on 10 November. */
export const accepted = (id: string, changes: Partial<Evidence> = {}): Evidence => {
  const [name = "", worker] = id.split(".");
  const code = baseline.items.find((item) => item.code === name)?.code ?? "identity";
  return someEvidence({
    id,
    case: "a-case",
    owner: "owner",
    code,
    ...(worker === undefined ? {} : { worker }),
    accepted: { facts: FACTS[name] ?? {}, by: "ann", on: "2026-11-10" },
    ...changes,
  });
};

/** What was offered, and waits. */
export const offered = (id: string, changes: Partial<Evidence> = {}): Evidence => {
  const { accepted: _, ...nothing } = accepted(id);
  return { ...nothing, offered: { facts: FACTS[nothing.code] ?? {}, at: "2026-11-20T09:00:00.000Z", state: "with-us" }, ...changes };
};

interface Scene {
  readonly case?: Partial<VettingCase>;
  /** Evidence that differs from accepted, by id. */
  readonly evidence?: Readonly<Record<string, Change>>;
  readonly today?: string;
  readonly checklist?: Checklist;
}

/** A case of which all that is asked for was accepted, but for what is named. */
export function situationOf({ case: changes = {}, evidence = {}, today = TODAY, checklist: list = checklist }: Scene = {}): Situation {
  const subject = caseOf(changes);
  const pieces = checklistLines(subject, list).flatMap(({ id, need }): Evidence[] => {
    const change = evidence[id];
    return need === "not-needed" || change === "absent" ? [] : [accepted(id, change)];
  });
  return { case: subject, evidence: pieces, checklist: list, today, at: `${today}T12:00:00.000Z` };
}

/** A record as it is stored. */
export const kept = <Body>(body: Body): Versioned<Body> => ({ body, version: 1, audit: { sequence: 1, hash: "h" } });
const unused = async (): Promise<never> => {
  throw new Error("Not read here");
};

/** A store of which only what a test names is read. */
export const storeOf = (methods: Partial<CaseStore>): CaseStore => ({
  caseWithEvidence: unused,
  casesOf: unused,
  trailsOfCase: unused,
  earlierCases: unused,
  councilCases: unused,
  vettingOfficers: unused,
  expiring: unused,
  picturesOf: unused,
  referencesOf: unused,
  referenceBy: unused,
  storedListing: unused,
  lapseListing: unused,
  eraseReasons: unused,
  clientsOf: unused,
  checklistVersions: unused,
  account: unused,
  workersOf: unused,
  listing: unused,
  tell: unused,
  caseTrail: unused,
  commit: unused,
  ...methods,
});
