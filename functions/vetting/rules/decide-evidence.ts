import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { isUndecided, type VettingCase } from "./case.ts";
import { afterMove } from "./decide-case.ts";
import { type ChecklistLine, checklistLines, type Evidence, endOf, type Facts, STATUS_CHECK, type StatusResult } from "./evidence.ts";
import { dbsIsEnough } from "./evidence-facts.ts";
import { evidenceKinds } from "./evidence-kinds.ts";
import { asEntered, isTheirs, type MovedBy } from "./moves.ts";
import type { NoticeRequest, Outcome, Situation } from "./situation.ts";

/**
 * `not-open`: nothing is to be sent, or decided, here now. `not-asked`: there is nothing of this kind to send or decide.
 * `not-yours`: not by somebody in their position. `same-officer`: they sent it themselves. `interest`: they declared an interest. `not-seen`: an officer must have
 * seen the original. `not-enough`: the certificate is not of the level that the tasks ask for. `no-reference`: too few have
 * answered. `seen-when`: they say that they saw it on a day that has not come, or before it was applied. `no-file`: a file must go with it. `reason-missing`: it is sent back without saying why. `over`: its last day has passed.
 */
export type EvidenceRefusal =
  | "not-open"
  | "not-asked"
  | "not-yours"
  | "same-officer"
  | "interest"
  | "not-seen"
  | "seen-when"
  | "not-enough"
  | "no-reference"
  | "no-file"
  | "reason-missing"
  | "over";

/** States in which an applicant may send evidence: before the decision, and for as long as they are on the list. */
export const OPEN_TO_SEND: readonly string[] = ["draft", "needs-more", "submitted", "in-review", "accredited", "provisional", "paused", "suspended"];
const OPEN_TO_CHECK = ["submitted", "in-review", "accredited", "provisional", "paused", "suspended"];

/** Trellis itself, where nobody asked for the move. */
export const SYSTEM: MovedBy = { subject: "system:vetting", kind: "system" };

/** Evidence nobody has sent anything of yet. */
export const noEvidence = (vettingCase: Pick<VettingCase, "id" | "authority" | "owner">, { id, item, worker }: ChecklistLine): Evidence => ({
  id,
  case: vettingCase.id,
  authority: vettingCase.authority,
  owner: vettingCase.owner,
  code: item.code,
  ...(worker === undefined ? {} : { worker }),
  files: [],
  statusChecks: [],
  reminded: [],
});

/**
 * Whether an officer must have seen the original in person, and says where: where the checklist asks for it, and of the right
 * to work where it is shown by a document. Source: Right to work checks: an employer's guide.
 */
export const mustBeSeen = ({ item }: Pick<ChecklistLine, "item">, facts: Facts): boolean =>
  item.originalSeen || (item.code === "right-to-work" && facts["method"] === "document");

const askedFor = ({ case: vettingCase, checklist }: Situation, id: string): ChecklistLine | undefined =>
  checklistLines(vettingCase, checklist).find((line) => line.id === id && line.need !== "not-needed");

const found = (situation: Situation, line: ChecklistLine): Evidence => situation.evidence.find(({ id }) => id === line.id) ?? noEvidence(situation.case, line);

/**
 * What an applicant sent of one piece of evidence, facts read and found right; what was accepted before still counts.
 * Refused as `not-asked`, `not-open`, `not-enough` or `no-file`.
 */
export function afterSending(situation: Situation, id: string, facts: Facts, sender: MovedBy): Result<Outcome, EvidenceRefusal> {
  const { case: vettingCase, at } = situation;
  const line = askedFor(situation, id);
  if (!line) return refused("not-asked");
  if (!OPEN_TO_SEND.includes(vettingCase.state)) return refused("not-open");
  const { typed: _, ...before } = found(situation, line);
  if (before.code === "dbs" && !dbsIsEnough(vettingCase, situation.checklist, facts)) return refused("not-enough");
  if (wantsFile(line, before)) return refused("no-file");
  const after: Evidence = {
    ...beginningAnew(situation, before),
    offered: { facts, at, state: "with-us", ...(sender.kind === "officer" ? { by: sender.subject } : {}) },
  };
  const notices: readonly NoticeRequest[] = isUndecided(vettingCase) ? [] : [{ code: "officer-task", to: "officer", values: {} }];
  return ok({ case: asEntered(vettingCase, sender), evidence: [after], notices });
}

/** Whether a file must still go with it. What renews something shows it anew: an older file is of the older one. */
export function wantsFile({ item }: Pick<ChecklistLine, "item">, evidence: Pick<Evidence, "files" | "accepted"> | undefined): boolean {
  if (evidenceKinds[item.code].file !== "required") return false;
  const since = evidence?.accepted?.on ?? "";
  return !evidence?.files.some(({ state, addedAt }) => state === "clean" && addedAt.slice(0, 10) >= since);
}

/**
 * What an applicant typed of one piece of evidence and has not sent: kept as it stands until its file is there. Refused as `not-asked` where no
 * file goes with it, or as `not-open`.
 */
export function afterTyping(situation: Situation, id: string, typed: NonNullable<Evidence["typed"]>, sender: MovedBy): Result<Outcome, EvidenceRefusal> {
  const { case: vettingCase } = situation;
  const line = askedFor(situation, id);
  if (!line || evidenceKinds[line.item.code].file === "never") return refused("not-asked");
  if (!OPEN_TO_SEND.includes(vettingCase.state)) return refused("not-open");
  return ok({ case: asEntered(vettingCase, sender), evidence: [{ ...found(situation, line), typed }], notices: [] });
}

/** An officer's look at what was sent. */
export type ItemDecision =
  | {
      readonly answer: "accept";
      readonly seenWhere?: string | undefined;
      /** The day the original was seen; today where nothing else is said. */
      readonly seenOn?: PlainDate | undefined;
    }
  | { readonly answer: "ask-more" | "refuse"; readonly reason: string };

/** Why somebody may not check what was sent with a case, where they may not. */
export function mayCheck({ case: vettingCase }: Situation, officer: MovedBy): EvidenceRefusal | undefined {
  if (officer.kind !== "officer" || isTheirs(officer, vettingCase.owner)) return "not-yours";
  if (vettingCase.conflicts.some((account) => isTheirs(officer, account))) return "interest";
  return OPEN_TO_CHECK.includes(vettingCase.state) ? undefined : "not-open";
}

/** Whether somebody sent any of a piece of evidence that is with us, facts or file: another accepts it. */
export const sentByThem = ({ offered, files }: Pick<Evidence, "offered" | "files">, officer: MovedBy): boolean =>
  [offered?.by, ...files.map((file) => (file.state === "clean" ? file.by : undefined))].some((account) => isTheirs(officer, account));

/**
 * A piece of evidence accepted, by somebody who did not send it, or sent back with a reason. When it was all that kept a listing off the list, the
 * listing is back by this same change. An original is seen in person, or it is refused as `not-seen`.
 * Source: DBS Update Service employer guide.
 */
export function afterChecking(situation: Situation, id: string, officer: MovedBy, decision: ItemDecision): Result<Outcome, EvidenceRefusal> {
  const { case: vettingCase, checklist, today } = situation;
  const why = mayCheck(situation, officer);
  if (why) return refused(why);
  const line = askedFor(situation, id);
  const before = situation.evidence.find((one) => one.id === id);
  if (!line || !before?.offered) return refused("not-asked");
  if (decision.answer !== "accept") {
    if (decision.reason === "") return refused("reason-missing");
    const state = decision.answer === "refuse" ? "refused" : "needs-more";
    const after: Evidence = { ...before, offered: { ...before.offered, state, reason: decision.reason } };
    const item = evidenceKinds[before.code].title;
    return ok({
      case: withOfficer(vettingCase, officer),
      evidence: [after],
      notices: [{ code: "more-needed", to: "applicant", values: { item, reason: decision.reason } }],
    });
  }
  const { facts, by: sentBy } = before.offered;
  if (sentByThem(before, officer)) return refused("same-officer");
  if (mustBeSeen(line, facts) && !decision.seenWhere) return refused("not-seen");
  const { seenWhere, seenOn = today } = decision;
  if (seenOn > today || seenOn < vettingCase.createdAt.slice(0, today.length)) return refused("seen-when");
  if (before.code === "dbs" && !dbsIsEnough(vettingCase, checklist, facts)) return refused("not-enough");
  const until = endOf(line.item, facts);
  if (until !== undefined && until < today) return refused("over");
  const { offered: _offered, lapsedOn: _lapsed, factsErasedOn: _erased, factsUntil: _until, ...kept } = before;
  const seen = seenWhere ? { seen: { by: officer.subject, on: seenOn, where: seenWhere } } : {};
  const after: Evidence = {
    ...kept,
    accepted: { facts, ...(sentBy === undefined ? {} : { sentBy }), by: officer.subject, on: today, ...(until === undefined ? {} : { until }), ...seen },
    reminded: [],
    ...dbsFactsUntil(situation, before),
  };
  return withoutHold({ ...situation, case: withOfficer(vettingCase, officer) }, id, after);
}

/** The case once an officer did something with it. */
export const withOfficer = (vettingCase: VettingCase, { kind, subject }: MovedBy): VettingCase =>
  kind !== "officer" || vettingCase.involved.includes(subject) ? vettingCase : { ...vettingCase, involved: [...vettingCase.involved, subject] };

/** Evidence that is sent again: facts of a DBS certificate are counted from now, whatever was erased before. */
function beginningAnew(situation: Situation, before: Evidence): Evidence {
  if (before.code !== "dbs") return before;
  const { factsErasedOn: _, ...kept } = before;
  return { ...kept, ...dbsFactsUntil(situation, before) };
}

/** Facts of a DBS certificate that come after the decision are kept for `dbsFactsMonths` from then on. Source: DBS code of practice. */
const dbsFactsUntil = ({ case: vettingCase, today, checklist }: Situation, { code }: Pick<Evidence, "code">): Pick<Evidence, "factsUntil"> =>
  code === "dbs" && vettingCase.decision !== undefined ? { factsUntil: monthsAfter(today, checklist.figures.dbsFactsMonths) } : {};

/** A case that one piece of evidence no longer keeps off the list: back on it, where nothing else does. */
function withoutHold(situation: Situation, id: string, evidence: Evidence): Result<Outcome, never> {
  const { case: vettingCase } = situation;
  const next: VettingCase = {
    ...vettingCase,
    blockingEvidence: vettingCase.blockingEvidence.filter((held) => held !== id),
    tasks: vettingCase.tasks.filter(({ about }) => about !== id),
  };
  const back = afterMove({ ...situation, case: next }, "resume", SYSTEM);
  return ok({ ...(back.ok ? back.value : { case: next, notices: [] }), evidence: [evidence] });
}

/** A case that one piece of evidence keeps off the list from now on, paused where it was on it. */
export function withHold(situation: Situation, evidence: Evidence, task: VettingCase["tasks"][number], reason: string): Outcome {
  const { case: vettingCase } = situation;
  const held: VettingCase = {
    ...vettingCase,
    blockingEvidence: [...new Set([...vettingCase.blockingEvidence, evidence.id])],
    tasks: [...vettingCase.tasks.filter(({ about }) => about !== evidence.id), task],
  };
  const paused = afterMove({ ...situation, case: held }, "pause", SYSTEM, { reason });
  return { ...(paused.ok ? paused.value : { case: held, notices: [] }), evidence: [evidence] };
}

/**
 * What the DBS Update Service answered: news, or no match, pauses the listing and gives an officer something to do.
 * It never turns the applicant down by itself: no law asks for that. Refused as `not-asked` where they have not joined the
 * service, or nothing was accepted.
 */
export function afterStatusCheck(situation: Situation, id: string, officer: MovedBy, result: StatusResult): Result<Outcome, EvidenceRefusal> {
  const { today } = situation;
  const vettingCase = withOfficer(situation.case, officer);
  const why = mayCheck(situation, officer);
  if (why) return refused(why);
  const before = situation.evidence.find((one) => one.id === id);
  if (!before?.accepted || before.code !== "dbs" || before.accepted.facts["updateService"] !== true) return refused("not-asked");
  const after: Evidence = {
    ...before,
    statusChecks: [...before.statusChecks, { on: today, by: officer.subject, result }],
    reminded: before.reminded.filter((days) => days !== STATUS_CHECK),
  };
  if (result === "BLANK_NO_NEW_INFO" || result === "NON_BLANK_NO_NEW_INFO") {
    // A certificate that has run out keeps its listing off the list, whatever its status.
    return before.lapsedOn === undefined
      ? withoutHold({ ...situation, case: vettingCase }, id, after)
      : ok({ case: vettingCase, evidence: [after], notices: [] });
  }
  return ok(
    withHold(
      { ...situation, case: vettingCase },
      after,
      { code: "new-information", about: id, since: today },
      "We must check the status of your DBS certificate",
    ),
  );
}
