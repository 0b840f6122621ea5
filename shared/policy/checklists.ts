import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { GssCode } from "../domain/fields.ts";
import { LARGEST_FILE_BYTES } from "../domain/file-size.ts";
import { PlainDate } from "../domain/time.ts";
import checklistData from "./checklists.json" with { type: "json" };
import { councilPolicy } from "./council.ts";

/** What somebody applies as. */
export const PROVIDER_TYPES = ["employed-pa", "self-employed-pa", "micro-provider", "agency"] as const;
export type ProviderType = (typeof PROVIDER_TYPES)[number];

/** What somebody does, or how they work, that changes what must be checked. */
export const CONDITIONS = ["personal-care", "driving", "medication", "children", "employs", "cqc-registered"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Whether a kind of evidence must be given, may be, or is not asked for. */
export const NEEDS = ["required", "optional", "not-needed"] as const;
export type Need = (typeof NEEDS)[number];

/** Every kind of evidence a checklist may ask for. */
export const EVIDENCE_CODES = [
  "identity",
  "right-to-work",
  "dbs",
  "references",
  "training",
  "employers-liability",
  "public-liability",
  "car-insurance",
  "hmrc",
  "court-judgments",
  "cqc",
  "trading-history",
] as const;
export type EvidenceCode = (typeof EVIDENCE_CODES)[number];

/** Levels of a DBS certificate, the lowest first. Source: Police Act 1997, sections 112 to 113BB. */
export const DBS_LEVELS = ["basic", "standard", "enhanced", "enhanced-barred"] as const;
/** Whom a DBS certificate is for work with; `any`: a basic one, which names none. */
export const WORKFORCES = ["adult", "child", "adult-and-child", "any"] as const;

const byType = <Value extends z.core.$ZodType>(value: Value) => z.partialRecord(oneOf(PROVIDER_TYPES), value);

/** One kind of evidence: who needs it, for how long it is good, and who must see an original. */
const ChecklistItem = z.object({
  code: oneOf(EVIDENCE_CODES),
  need: byType(oneOf(NEEDS)),
  /** What changes the need, by what somebody does: the last that holds counts. */
  when: z.optional(z.array(z.object({ condition: oneOf(CONDITIONS), need: byType(oneOf(NEEDS)) }))),
  /** Types for which each person who works there needs it. */
  eachWorker: z.array(oneOf(PROVIDER_TYPES)),
  /** Whether an officer must see the original, in person. Source, for a DBS certificate: DBS Update Service employer guide. */
  originalSeen: z.boolean(),
  /** Months it is good for, from its own date. Absent where it carries an end, or has none. */
  validMonths: z.optional(z.number()),
  /** The least an insurance may cover, in pence. Source, for employers: Employers' Liability (Compulsory Insurance) Regulations 1998, regulation 3. */
  leastCoverPence: z.optional(z.number()),
  /** How many, where several are asked for. */
  count: z.optional(byType(z.number())),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

const Figures = z.object({
  /** Days from application to decision that we promise, and from how many before it is at risk. */
  targetDays: z.number(),
  atRiskDays: z.number(),
  /** Months a place on the list lasts. */
  accreditedMonths: z.number(),
  /** Traders of less than so many months may be provisional, for so many. */
  provisionalUnderMonths: z.number(),
  provisionalMonths: z.number(),
  /** Days before its end on which somebody is reminded of it. */
  reminderDays: z.array(z.number()),
  /** Months from one status check with the DBS Update Service to the next. */
  statusCheckMonths: z.number(),
  /** Months after the decision for which the facts of a DBS certificate are kept. Source: DBS code of practice. */
  dbsFactsMonths: z.number(),
  /** Days a referee's link works. */
  referenceDays: z.number(),
  /** Days after a refusal in which a review may be asked for. */
  askForReviewDays: z.number(),
  /** Most people, the owner included, of a micro-provider. */
  microMostPeople: z.number(),
  /**
   * From so many people giving personal care, registration with the CQC may be needed.
   * Source: Regulated Activities Regulations 2014, schedule 1 paragraph 1.
   */
  teamPeople: z.number(),
  /** Most workers one application may name. */
  workersMost: z.number(),
  /** Most files kept of one piece of evidence. */
  filesAnItem: z.number(),
  /** Bytes; at most what is opened at all (`LARGEST_FILE_BYTES`). */
  largestFileBytes: z.number().check(z.lte(LARGEST_FILE_BYTES)),
  /** Minutes a form to send a file works. */
  uploadMinutes: z.number(),
  /** The version of the code of conduct that is signed. */
  conductVersion: z.number(),
  /** Months without a change after which an application that was never sent is closed and removed. */
  draftMonths: z.number(),
  /** Months after it ended for which a case stays. Source: UK GDPR, article 5(1)(e). */
  endedCaseMonths: z.number(),
});

/** A council's checklist, as versioned data. */
export const Checklist = z.object({
  version: z.number(),
  effectiveFrom: PlainDate,
  items: z.array(ChecklistItem),
  /** The level of DBS certificate by tasks: the highest that holds. Source: Safeguarding Vulnerable Groups Act 2006, schedule 4. */
  dbsLevels: z.array(z.object({ condition: oneOf(CONDITIONS), level: oneOf(DBS_LEVELS), workforce: oneOf(WORKFORCES) })),
  dbsOtherwise: z.object({ level: oneOf(DBS_LEVELS), workforce: oneOf(WORKFORCES) }),
  figures: Figures,
});
export type Checklist = z.infer<typeof Checklist>;

/** A version of a council's checklist, set by somebody from a day on. Versions are added, never changed. */
export const ChecklistVersion = z.extend(Checklist, { authority: GssCode, createdAt: z.string() });
export type ChecklistVersion = z.infer<typeof ChecklistVersion>;

const parsed = new Map<string, Checklist>();
const checklists: Readonly<Record<string, unknown>> = checklistData;

/** The checklist a council begins with. Throws when Trellis holds none: no council, no guess. */
export function firstChecklist(authority: string): Checklist {
  const { checklist: name } = councilPolicy(authority);
  const known = parsed.get(name);
  if (known) return known;
  if (!Object.hasOwn(checklists, name))
    throw new Error(`Council ${authority} starts with a checklist ${name}, which shared/policy/checklists.json does not have`);
  const checklist = Checklist.parse(checklists[name]);
  parsed.set(name, checklist);
  return checklist;
}

/**
 * The items a council may set: those of its checklist, and what the checklist it began with has learnt to offer since, needed
 * of nobody until the council says so.
 */
export function offeredItems(authority: string, { items }: Pick<Checklist, "items">): readonly ChecklistItem[] {
  const known = new Set(items.map(({ code }) => code));
  const added = firstChecklist(authority).items.filter(({ code }) => !known.has(code));
  return [
    ...items,
    ...added.map(({ when: _, ...item }) => ({ ...item, need: Object.fromEntries(PROVIDER_TYPES.map((type) => [type, "not-needed" as const])) })),
  ];
}

/** The checklist of a council by its version, among those it set itself. Throws where there is none. */
export function checklistOf(authority: string, version: number, versions: readonly ChecklistVersion[]): Checklist {
  const first = firstChecklist(authority);
  const found = version === first.version ? first : versions.find((one) => one.version === version);
  if (!found) throw new Error(`Council ${authority} has no checklist of version ${version}`);
  return found;
}

/** What somebody needs to give of one kind of evidence, by what they are and do. */
export function needOf({ need, when = [] }: ChecklistItem, type: ProviderType, conditions: readonly Condition[]): Need {
  const changed = when.findLast(({ condition, need: then }) => conditions.includes(condition) && then[type] !== undefined);
  return changed?.need[type] ?? need[type] ?? "not-needed";
}

/**
 * The DBS certificate somebody needs: the highest level, and every workforce, their tasks ask for.
 * Source: Safeguarding Vulnerable Groups Act 2006, schedule 4.
 */
export function dbsWanted({ dbsLevels, dbsOtherwise }: Checklist, conditions: readonly Condition[]): Checklist["dbsOtherwise"] {
  const holding = dbsLevels.filter(({ condition }) => conditions.includes(condition));
  if (holding.length === 0) return dbsOtherwise;
  const level = DBS_LEVELS[Math.max(...holding.map((level) => DBS_LEVELS.indexOf(level.level)))] ?? dbsOtherwise.level;
  const workforces = new Set(holding.map(({ workforce }) => workforce));
  const [only] = workforces;
  return { level, workforce: workforces.size === 1 && only ? only : "adult-and-child" };
}
