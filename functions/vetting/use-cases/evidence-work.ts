import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { withoutAddresses } from "../../../shared/domain/person-name.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { daysAfter, instantOf, londonDate } from "../../../shared/domain/time.ts";
import { linkHash, newLinkToken } from "../../../shared/links/one-time-link.ts";
import type { MailRefusal } from "../../../shared/notices/mail-caps.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import { contactOf } from "../../../shared/people/account.ts";
import { councilName } from "../../../shared/policy/council.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { VettingCase } from "../rules/case.ts";
import { afterChecking, afterSending, afterStatusCheck, type EvidenceRefusal, type ItemDecision, noEvidence, withOfficer } from "../rules/decide-evidence.ts";
import { checklistLines, type Evidence, type Facts, type FILE_REFUSALS, type StatusResult, withoutName } from "../rules/evidence.ts";
import { evidenceKinds } from "../rules/evidence-kinds.ts";
import { asEntered, type MovedBy } from "../rules/moves.ts";
import { contactKey, contactKeysOf, isOpenReference, type Referee, type Reference, type ReferenceAnswers, referenceState } from "../rules/reference.ts";
import { withCaseSent } from "../rules/sending.ts";
import type { Situation } from "../rules/situation.ts";
import { commitOutcome, moveAction, situationOf, withDue } from "./commit-outcome.ts";
import type { VettingDeps } from "./deps.ts";
import { noticesFor } from "./notices.ts";
import type { Change, StoredCase } from "./ports.ts";
import { forgetReplaced, referenceNotice, standingReferences } from "./references.ts";

type Deps = Pick<VettingDeps, "store" | "newId" | "site">;
type RefereeDeps = Deps & Pick<VettingDeps, "addressHash" | "mayWrite" | "stopLink" | "noticeFailed" | "isStopped">;

/** Keeps what an applicant sent of one piece of evidence. With the last thing that was asked for the case goes back to the council, unless it `stays`. */
export const sendEvidence =
  (deps: Deps) =>
  async (
    stored: StoredCase,
    id: string,
    facts: Facts,
    sender: MovedBy,
    context: AuditContext,
    stays = false,
  ): Promise<Result<void, EvidenceRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const outcome = afterSending(situation, id, facts, sender);
    if (!outcome.ok) return outcome;
    const settled = stays ? outcome.value : withCaseSent(situation, outcome.value, sender);
    const done = await commitOutcome(deps)(stored, situation, settled, settled === outcome.value ? "evidence:send" : moveAction("answer"), context);
    return done.ok ? ok(undefined) : done;
  };

/** An officer's decision, and when what they saw was sent. */
export type Checking = ItemDecision & { readonly seen?: string | undefined };

/** How many referees of a case have answered. */
export const answered = async ({ store }: Pick<VettingDeps, "store">, { case: vettingCase }: Situation): Promise<number> =>
  (await store.referencesOf(vettingCase.id)).filter(({ body }) => body.state === "given").length;

/** How many people somebody must name, by their council's checklist. */
export function refereesWanted({ case: vettingCase, checklist }: Situation): number {
  const type = vettingCase.answers.start?.type;
  return (type && checklist.items.find(({ code }) => code === "references")?.count?.[type]) ?? 0;
}

/** Accepts one piece of evidence, or sends it back. Refused as `stale` where something else was sent since the officer looked. */
export const checkEvidence =
  (deps: Deps) =>
  async (
    stored: StoredCase,
    id: string,
    officer: MovedBy,
    { seen, ...decision }: Checking,
    context: AuditContext,
  ): Promise<Result<void, EvidenceRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const sent = situation.evidence.find((evidence) => evidence.id === id);
    // Something else was sent since the officer looked: that is looked at first.
    if (seen !== undefined && sent?.offered !== undefined && sent.offered.at !== seen) return refused("stale");
    if (decision.answer === "accept" && sent?.code === "references" && (await answered(deps, situation)) < refereesWanted(situation))
      return refused("no-reference");
    const outcome = afterChecking(situation, id, officer, decision);
    if (!outcome.ok) return outcome;
    const reason = decision.answer === "accept" ? undefined : decision.reason;
    const done = await commitOutcome(deps)(stored, situation, outcome.value, `evidence:${decision.answer}`, context, reason);
    return done.ok ? ok(undefined) : done;
  };

/** Keeps what the DBS Update Service answered, and does what follows. Refused by an `EvidenceRefusal`. */
export const noteStatus =
  (deps: Deps) =>
  async (
    stored: StoredCase,
    id: string,
    officer: MovedBy,
    result: StatusResult,
    context: AuditContext,
  ): Promise<Result<void, EvidenceRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const outcome = afterStatusCheck(situation, id, officer, result);
    if (!outcome.ok) return outcome;
    const done = await commitOutcome(deps)(stored, situation, outcome.value, "evidence:status-check", context);
    return done.ok ? ok(undefined) : done;
  };

const REFUSED_KEPT = 5;
type EvidenceFile = Evidence["files"][number];

/** What became of a file: kept, or why not. */
export interface CheckedFile {
  readonly id: string;
  /** The officer who sent it in the applicant's place. */
  readonly by?: string | undefined;
  /** What marks its content in the store. */
  readonly mark?: string | undefined;
  /** What it was called, as far as that is known. */
  readonly name?: string | undefined;
  readonly outcome: { readonly type: string } | { readonly why: (typeof FILE_REFUSALS)[number] };
}

/** Notes on its piece of evidence what became of a file. Told twice, it is noted once. `gone`: nothing asks for it any more. */
export const noteFile =
  (deps: Deps) =>
  async (
    stored: StoredCase,
    evidence: string,
    { id, by, mark, name, outcome }: CheckedFile,
    context: AuditContext,
  ): Promise<Result<void, CommitRefusal | "gone">> => {
    const situation = await situationOf(deps, stored, context.at);
    const checklistLine = checklistLines(situation.case, situation.checklist).find((line) => line.id === evidence);
    if (!checklistLine || situation.case.endedAt !== undefined || evidenceKinds[checklistLine.item.code].file === "never") return refused("gone");
    const before = situation.evidence.find((item) => item.id === evidence) ?? noEvidence(situation.case, checklistLine);
    const known = before.files.find((file) => file.id === id);
    if (known && known.mark === mark) return known.state === "clean" ? ok(undefined) : refused("gone");
    // The same form was used again with something else: what was checked stays what it is, and who sent the other reads what became of it.
    const second = known?.state === "clean";
    if (second && before.files.some((file) => file.why === "replaced" && file.mark === mark)) return refused("gone");
    const checked = second
      ? { id: deps.newId(), state: "refused" as const, why: "replaced" as const }
      : "type" in outcome
        ? { id, state: "clean" as const, type: outcome.type }
        : { id, state: "refused" as const, why: outcome.why };
    const file = {
      ...checked,
      ...(name === undefined ? {} : { name }),
      addedAt: instantOf(context.at),
      ...(mark === undefined ? {} : { mark }),
      ...(by === undefined ? {} : { by }),
    };
    const others = before.files.filter((one) => one.id !== checked.id);
    const clean = others.filter(({ state }) => state === "clean");
    if (!second && "type" in outcome && clean.length >= situation.checklist.figures.filesAnItem) return refused("gone");
    // Of those that were refused the last few are told; more would only fill the record.
    const lastRefused = others.filter(({ state }) => state !== "clean").slice(-REFUSED_KEPT);
    // What was taken stands in the place of those: nobody is shown them again.
    const refusedBefore = file.state === "clean" ? lastRefused.map(withoutName) : lastRefused;
    const after: Evidence = { ...before, files: [...clean, ...refusedBefore, file].toSorted((a, b) => a.addedAt.localeCompare(b.addedAt)) };
    const vettingCase = by === undefined ? situation.case : asEntered(situation.case, { kind: "officer", subject: by });
    const done = await commitOutcome(deps)(stored, situation, { case: vettingCase, evidence: [after], notices: [] }, "evidence:file", context);
    if (!done.ok) return done;
    return file.state === "clean" ? ok(undefined) : refused("gone");
  };

/** An officer who removes a file where the case was entered for somebody does it in their place; elsewhere they check. */
const withPart = (vettingCase: VettingCase, remover: MovedBy): VettingCase =>
  vettingCase.enteredBy.length > 0 ? asEntered(vettingCase, remover) : withOfficer(vettingCase, remover);

/** Notes that a file was removed: sent by mistake, or showing what must not be kept, such as a DBS certificate. */
export const noteRemoved =
  (deps: Deps) =>
  async (
    stored: StoredCase,
    evidence: string,
    id: string,
    remover: MovedBy,
    context: AuditContext,
  ): Promise<Result<EvidenceFile, EvidenceRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const before = situation.evidence.find((item) => item.id === evidence);
    const file = before?.files.find((file) => file.id === id && file.state === "clean");
    if (!before || !file) return refused("not-asked");
    const { type: _, ...kept } = withoutName(file);
    const after: Evidence = { ...before, files: before.files.map((file) => (file.id === id ? { ...kept, state: "refused", why: "removed" } : file)) };
    const outcome = { case: withPart(situation.case, remover), evidence: [after], notices: [] };
    const done = await commitOutcome(deps)(stored, situation, outcome, "evidence:remove-file", context);
    return done.ok ? ok(file) : done;
  };

/** `own-address`: nobody is their own referee. `too-many`: more than the checklist wants, or than `namedForEach` for each. A `MailRefusal`: nobody was asked. */
export type RefereeRefusal = EvidenceRefusal | CommitRefusal | MailRefusal | "own-address" | "too-many";

/**
 * Asks people for a reference: by a link of their own, which goes to them alone and is kept nowhere, or by an officer, who phones or writes to them. However
 * they are reached, the same limits hold. Of those in whose place they are named nobody's number or address stays. With the last thing that was asked
 * for the case goes back to the council, unless it `stays`.
 */
export const askReferees =
  (deps: RefereeDeps) =>
  async (
    stored: StoredCase,
    evidence: string,
    referees: readonly Referee[],
    sender: MovedBy,
    context: AuditContext,
    stays = false,
  ): Promise<Result<void, RefereeRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const sent = afterSending(situation, evidence, { asked: referees.length }, sender);
    if (!sent.ok) return sent;
    const settled = stays ? sent.value : withCaseSent(situation, sent.value, sender);
    const outcome = { value: settled === sent.value ? settled : { ...settled, case: withDue(settled.case, situation.checklist, situation.today) } };
    const before = stored.evidence.find(({ body }) => body.id === evidence);
    const after = outcome.value.evidence[0];
    if (!after) return refused("not-asked");
    const vettingCase = outcome.value.case;
    const about = withoutAddresses(vettingCase.answers.profile?.displayName ?? "Someone");
    const references = await standingReferences(deps)(situation.case, situation.today);
    const wanted = refereesWanted(situation);
    const open = references.filter(isOpenReference).length;
    if (open + referees.length > wanted || references.length + referees.length > wanted * servicePolicy.referees.namedForEach) return refused("too-many");
    const applicant = (await deps.store.account(vettingCase.owner))?.body;
    const theirs = new Set(applicant && contactKeysOf({ email: applicant.email, ...contactOf(applicant) }));
    if (referees.some((referee) => theirs.has(contactKey(referee)))) return refused("own-address");
    const capped = await deps.mayWrite(vettingCase.owner, referees.map(contactKey));
    if (capped) return refused(capped);
    const today = londonDate(context.at);
    const notices: Notice[] = [];
    const changes: Change[] = [{ entity: "evidence", ...(before ? { before } : {}), after, action: "evidence:send" }];
    if (vettingCase !== situation.case)
      changes.push({ entity: "case", before: stored.case, after: vettingCase, action: settled === sent.value ? "evidence:send" : moveAction("answer") });
    if (settled !== sent.value) notices.push(...(await noticesFor(deps)(vettingCase, outcome.value.notices, changes, context)));
    changes.push(...(await forgetReplaced(deps, vettingCase.id, references)));
    for (const referee of referees) {
      const { name, relation } = referee;
      const token = newLinkToken();
      const reference: Reference = {
        id: deps.newId(),
        case: vettingCase.id,
        authority: vettingCase.authority,
        owner: vettingCase.owner,
        about,
        tokenHash: linkHash(token),
        name,
        relation,
        addressHash: await deps.addressHash(contactKey(referee)),
        ...(referee.by === "email" ? {} : { by: referee.by, contact: referee.by === "phone" ? referee.phone : referee.address }),
        state: "asked",
        askedOn: today,
        until: daysAfter(today, situation.checklist.figures.referenceDays),
      };
      changes.push({ entity: "reference", after: reference, action: "reference:ask" });
      if (referee.by !== "email") continue;
      notices.push({
        id: referenceNotice(reference.id),
        authority: vettingCase.authority,
        code: "reference-asked",
        to: { name, email: referee.email },
        preferences: PLAIN_PREFERENCES,
        values: {
          referee: name,
          name: about,
          council: councilName(vettingCase.authority) ?? vettingCase.authority,
          link: new URL(`/references/${token}`, deps.site).href,
          stop: await deps.stopLink(referee.email),
        },
        createdAt: instantOf(context.at),
        about: vettingCase.id,
      });
    }
    const done = await deps.store.commit(context, changes, { notices });
    return done.ok ? ok(undefined) : done;
  };

/** Keeps what a referee said, or that they would not. Refused as `over` where the link was used, or its `referenceDays` are over. */
export const answerReference =
  ({ store }: Pick<Deps, "store">) =>
  async (reference: Versioned<Reference>, answers: ReferenceAnswers | undefined, context: AuditContext): Promise<Result<Reference, CommitRefusal | "over">> => {
    const { body } = reference;
    const today = londonDate(context.at);
    if (referenceState(body, today) !== "asked" || (await store.caseWithEvidence(body.case))?.case.body.endedAt !== undefined) return refused("over");
    const after: Reference = { ...body, state: answers ? "given" : "declined", ...(answers ? { answers } : {}), answeredOn: today };
    const done = await store.commit(context, [{ entity: "reference", before: reference, after, action: answers ? "reference:give" : "reference:decline" }]);
    return done.ok ? ok(after) : done;
  };
