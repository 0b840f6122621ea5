import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { daysAfter, monthsAfter, PlainDate } from "../../../shared/domain/time.ts";
import { type Checklist, type ChecklistItem, EVIDENCE_CODES, type EvidenceCode, type Need, needOf } from "../../../shared/policy/checklists.ts";
import { conditionsOf, type VettingCase } from "./case.ts";

/** Why a file is not kept. */
export const FILE_REFUSALS = [
  "empty",
  "too-big",
  "wrong-type",
  "not-whole",
  "more-inside",
  "locked",
  "active",
  "film",
  "threat",
  "unscanned",
  "replaced",
  "removed",
] as const;

/** The longest name of a file: as `shared/files/file-name.ts` makes them. */
const FILE_NAME_MOST = 100;

/** A file somebody sent. Nothing of one that was refused is kept but that it was, and its name until another took its place. */
const EvidenceFile = z.object({
  id: RecordId,
  state: oneOf(["clean", "refused"] as const),
  /** What it was called on the device it came from, for as long as it is shown. */
  name: z.optional(text(FILE_NAME_MOST)),
  type: z.optional(z.string()),
  why: z.optional(oneOf(FILE_REFUSALS)),
  addedAt: z.string(),
  /** What marks its content in the store: another under the same name is not it. */
  mark: z.optional(z.string()),
  /** The case it was sent with, where that is another. */
  of: z.optional(RecordId),
  /** The officer who sent it in the applicant's place. */
  by: z.optional(RecordId),
});

/** The longest answer to a fact that is kept before it is read. */
const TYPED_MOST = 200;

/** What was given: facts by the field's name. */
export const Facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type Facts = z.infer<typeof Facts>;

/** The answers of the DBS Update Service, as it writes them; what each means is in the DBS Update Service employer guide. */
export const STATUS_RESULTS = ["BLANK_NO_NEW_INFO", "NON_BLANK_NO_NEW_INFO", "NEW_INFO", "NO_MATCH_FOUND"] as const;
export type StatusResult = (typeof STATUS_RESULTS)[number];

/** Stands among the reminders of a DBS certificate for the task to ask the Update Service: given once every `statusCheckMonths`. */
export const STATUS_CHECK = 0;

/**
 * One piece of evidence of a case. What is `offered` is with us or needs more; what was `accepted` counts until it
 * ends, also while something newer is being looked at.
 */
export const Evidence = z.object({
  id: RecordId,
  case: RecordId,
  authority: GssCode,
  owner: RecordId,
  code: oneOf(EVIDENCE_CODES),
  worker: z.optional(RecordId),
  files: z.array(EvidenceFile),
  /** What was typed and is not sent yet, as it stands in its form: it waits for its file. */
  typed: z.optional(z.record(z.string(), text(TYPED_MOST))),
  offered: z.optional(
    z.object({
      facts: Facts,
      at: z.string(),
      state: oneOf(["with-us", "needs-more", "refused"] as const),
      reason: z.optional(text(2000)),
      /** The officer who sent it in the applicant's place: another accepts it. */
      by: z.optional(RecordId),
    }),
  ),
  accepted: z.optional(
    z.object({
      facts: Facts,
      sentBy: z.optional(RecordId),
      by: RecordId,
      on: PlainDate,
      /** The last day it counts. */
      until: z.optional(PlainDate),
      /** Who saw the original, when and where. Source: DBS Update Service employer guide. */
      seen: z.optional(z.object({ by: RecordId, on: PlainDate, where: text(200) })),
    }),
  ),
  statusChecks: z.array(z.object({ on: PlainDate, by: RecordId, result: oneOf(STATUS_RESULTS) })),
  /** Kept off the list because of it, since. */
  lapsedOn: z.optional(PlainDate),
  /** Days before its end for which a reminder was sent. */
  reminded: z.array(z.number()),
  /** When its facts are to be erased, and when they were: only that it was checked stays. */
  factsUntil: z.optional(PlainDate),
  factsErasedOn: z.optional(PlainDate),
  /** The next night on which something is to be done about it. */
  nextSweepOn: z.optional(PlainDate),
});
export type Evidence = z.infer<typeof Evidence>;

/** What stays of a DBS certificate's facts when the rest is erased: that it was checked, and for what. */
export const lastingDbsFacts = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => ["level", "workforce", "updateService"].includes(name)));

/** Which evidence: its code, and whose, where each worker's is asked for. */
export const evidenceId = (code: EvidenceCode, worker?: string): string => (worker === undefined ? code : `${code}.${worker}`);

/** One line of a case's list: what is asked for, and of whom. */
export interface ChecklistLine {
  readonly id: string;
  readonly item: ChecklistItem;
  readonly worker: string | undefined;
  readonly need: Need;
}

/** All a case's checklist asks for, by what the applicant is and does. */
export function checklistLines({ answers, workers }: Pick<VettingCase, "answers" | "workers">, { items }: Checklist): readonly ChecklistLine[] {
  const type = answers.start?.type;
  if (!type) return [];
  const conditions = conditionsOf(answers);
  return items.flatMap((item) => {
    const need = needOf(item, type, conditions);
    const line = { id: evidenceId(item.code), item, worker: undefined, need };
    const theirs = item.eachWorker.includes(type) ? workers.map((worker) => ({ id: evidenceId(item.code, worker), item, worker, need })) : [];
    return [line, ...theirs];
  });
}

/** How a piece of evidence may stand; `expires-soon`: within the longest of the checklist's reminders, in days. */
export const ITEM_STATES = ["not-started", "with-us", "needs-more", "accepted", "expires-soon", "lapsed", "not-needed"] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** How one piece of evidence stands on a day, as its applicant is told. */
export function itemState(need: Need, evidence: Evidence | undefined, today: PlainDate, { figures }: Pick<Checklist, "figures">): ItemState {
  if (need === "not-needed") return "not-needed";
  if (evidence?.offered) return evidence.offered.state === "with-us" ? "with-us" : "needs-more";
  if (!evidence?.accepted) return "not-started";
  if (!isValidOn(evidence, today)) return "lapsed";
  const { until } = evidence.accepted;
  return until !== undefined && until <= daysAfter(today, Math.max(...figures.reminderDays)) ? "expires-soon" : "accepted";
}

/** Whether what was accepted still counts on a day. */
export const isValidOn = ({ accepted, lapsedOn }: Pick<Evidence, "accepted" | "lapsedOn">, today: PlainDate): boolean =>
  accepted !== undefined && lapsedOn === undefined && (accepted.until === undefined || accepted.until >= today);

/** Files as whoever sent them sees them: one that was refused goes when another was taken in its place. */
export function filesToShow({ files }: Pick<Evidence, "files">): Evidence["files"] {
  const lastTaken = files.reduce((last, { state, addedAt }) => (state === "clean" && addedAt > last ? addedAt : last), "");
  return files.filter(({ state, addedAt }) => state === "clean" || addedAt > lastTaken);
}

/** A file that is shown no more: nobody reads its name again. */
export const withoutName = ({ name: _, ...file }: Evidence["files"][number]): Evidence["files"][number] => file;

/** Ids of what is required and does not count on a day. */
export const missing = (lines: readonly ChecklistLine[], evidence: ReadonlyMap<string, Evidence>, today: PlainDate): readonly string[] =>
  lines.flatMap(({ id, need }) => {
    const item = evidence.get(id);
    return need === "required" && !(item && isValidOn(item, today)) ? [id] : [];
  });

/** The last day a piece of evidence counts, from its facts: the end it carries, or `validMonths` after its own date; undefined where it has no end. */
export function endOf({ validMonths }: Pick<ChecklistItem, "validMonths">, facts: Facts): PlainDate | undefined {
  const day = (name: string) => (typeof facts[name] === "string" ? facts[name] : undefined);
  const ends = [day("endsOn"), day("followUpOn")];
  if (validMonths !== undefined) ends.push(...["issuedOn", "safeguardingOn", "mcaOn"].map((name) => day(name)).map((on) => on && monthsAfter(on, validMonths)));
  return ends.filter((end) => end !== undefined).toSorted()[0];
}
