import { isDeepStrictEqual } from "node:util";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import { type Checklist, type ChecklistVersion, checklistOf } from "../../../shared/policy/checklists.ts";
import { inForce } from "../../../shared/policy/versions.ts";
import { endedBadly, type VettingCase } from "../rules/case.ts";
import { afterMove } from "../rules/decide-case.ts";
import { SYSTEM } from "../rules/decide-evidence.ts";
import { picturesOf, withoutPhotoOnceOver, withPhotoOf } from "../rules/decide-photo.ts";
import { caseDueOn, evidenceDueOn } from "../rules/decide-sweep.ts";
import { endedVisit, needsNoVisit } from "../rules/decide-visit.ts";
import type { Evidence } from "../rules/evidence.ts";
import { listingOf } from "../rules/listing-of-case.ts";
import type { CaseMove, MovedBy } from "../rules/moves.ts";
import type { DecisionRefusal, MoveInput } from "../rules/obstacles.ts";
import type { Picture } from "../rules/photo.ts";
import type { NoticeRequest, Outcome, Situation } from "../rules/situation.ts";
import { visitDueOn } from "../rules/sweep-visit.ts";
import type { Visit } from "../rules/visit.ts";
import type { VettingDeps } from "./deps.ts";
import { MOST_AT_ONCE, noticesFor } from "./notices.ts";
import type { Change, StoredCase } from "./ports.ts";
import { forgetContacts } from "./references.ts";

type Deps = Pick<VettingDeps, "store" | "newId" | "site">;

/** The checklist a council's new cases follow on a day: of those begun by then, the latest set. */
export async function checklistToday({ store }: Pick<VettingDeps, "store">, authority: string, today: string): Promise<Checklist> {
  return newestChecklist(
    authority,
    (await store.checklistVersions(authority)).map(({ body }) => body),
    today,
  );
}

/** The same, of the versions a council set, where they are known. */
export const newestChecklist = (authority: string, versions: readonly ChecklistVersion[], today: PlainDate): Checklist =>
  inForce(versions, today) ?? checklistOf(authority, 1, []);

/** A case as the rules look at it, and every checklist its council set: whoever goes on from here need not ask again. */
export interface CaseSituation extends Situation {
  readonly versions: readonly ChecklistVersion[];
}

/** A case as the rules look at it, with the checklist it follows. */
export async function situationOf({ store }: Pick<VettingDeps, "store">, stored: StoredCase, at: number): Promise<CaseSituation> {
  return situationWith(
    (await store.checklistVersions(stored.case.body.authority)).map(({ body }) => body),
    stored,
    at,
  );
}

/** The same, where the versions its council set are known. */
export function situationWith(versions: readonly ChecklistVersion[], stored: StoredCase, at: number): CaseSituation {
  const vettingCase = stored.case.body;
  return {
    case: vettingCase,
    evidence: stored.evidence.map(({ body }) => body),
    visit: stored.visit?.body,
    checklist: checklistOf(vettingCase.authority, vettingCase.checklist, versions),
    versions,
    today: londonDate(at),
    at: instantOf(at),
  };
}

/** A move that a case's trail calls by its name. */
export const moveAction = (move: CaseMove): string => `case:${move}`;

/** Makes a move of a case, with everything that follows from it, in one transaction. Its first listing has its reference. Refused by a `DecisionRefusal`, as `stale` or as `repeat`. */
export const moveCase =
  (deps: Deps & Pick<VettingDeps, "addressHash">) =>
  async (
    stored: StoredCase,
    move: CaseMove,
    mover: MovedBy,
    input: MoveInput,
    context: AuditContext,
  ): Promise<Result<VettingCase, DecisionRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const outcome = afterMove(situation, move, mover, { ...input, listing: stored.case.body.id });
    if (!outcome.ok) return outcome;
    const renewed = await renewedBy(deps, situation, outcome.value.case, context);
    if (renewed === "not-renewable") return refused("renewal");
    const known = { ...outcome.value, case: await withAddress(deps, outcome.value.case) };
    return writeOutcome(deps, { stored, situation, outcome: known, action: moveAction(move), context, reason: input.reason, renewed, also: [] });
  };

/** A case that ended badly, with what a later application of the same person is known by; any other without. */
async function withAddress(
  { store, addressHash }: Pick<VettingDeps, "store" | "addressHash">,
  { addressHash: known, ...vettingCase }: VettingCase,
): Promise<VettingCase> {
  if (!endedBadly(vettingCase)) return vettingCase;
  const { email } = (await store.account(vettingCase.owner))?.body ?? {};
  const hash = email === undefined ? known : await addressHash(email);
  return hash === undefined ? vettingCase : { ...vettingCase, addressHash: hash };
}

/**
 * Writes what became of a case: the case, its evidence, its visit, its listing, other records that change `also`, and everybody who is told, all or nothing. A case
 * that takes the place of another ends that one in the same transaction, and its listing goes on.
 */
export const commitOutcome =
  (deps: Deps) =>
  async (
    stored: StoredCase,
    situation: CaseSituation,
    outcome: Outcome,
    action: string,
    context: AuditContext,
    reason?: string,
    also: readonly Change[] = [],
    /** What the trail of a piece of evidence says instead, by its id: where several were decided at once. */
    ofEvidence?: ReadonlyMap<string, WhyChanged>,
  ): Promise<Result<VettingCase, CommitRefusal>> => {
    const renewed = await renewedBy(deps, situation, outcome.case, context);
    return renewed === "not-renewable"
      ? refused("stale")
      : writeOutcome(deps, { stored, situation, outcome, action, context, reason, renewed, also, ofEvidence });
  };

/** What the trail of a record says of a change. */
export interface WhyChanged {
  readonly action: string;
  readonly reason?: string | undefined;
}

interface OutcomeWrite {
  readonly ofEvidence?: ReadonlyMap<string, WhyChanged> | undefined;
  readonly stored: StoredCase;
  readonly situation: CaseSituation;
  readonly outcome: Outcome;
  readonly action: string;
  readonly context: AuditContext;
  readonly reason: string | undefined;
  readonly renewed: Renewed | undefined;
  /** Changes of other records, such as the applicant's account, that are written with it. */
  readonly also: readonly Change[];
}

async function writeOutcome(
  deps: Deps,
  { stored, situation, outcome, action, context, reason, renewed, also, ofEvidence }: OutcomeWrite,
): Promise<Result<VettingCase, CommitRefusal>> {
  const { store } = deps;
  const { authority, checklist: version } = outcome.case;
  const checklist = version === situation.checklist.version ? situation.checklist : checklistOf(authority, version, situation.versions);
  const listedAs = renewed?.listing === undefined ? {} : { listing: renewed.listing };
  const listed = renewed ? withPhotoOf({ ...outcome.case, ...listedAs }, renewed.ended.before, deps.newId()) : outcome.case;
  const unneeded = needsNoVisit(situation.case, listed);
  const vettingCase = withoutVisit(withoutPhotoOnceOver(withDue(listed, checklist, situation.today)), unneeded);
  const merged = new Map(situation.evidence.map((one) => [one.id, one]));
  const changedEvidence = outcome.evidence.map((one) => withEvidenceDue(one, checklist, situation.today));
  for (const one of changedEvidence) merged.set(one.id, one);
  const changes: Change[] = [];
  if (!isDeepStrictEqual(vettingCase, stored.case.body))
    changes.push({ entity: "case", before: stored.case, after: vettingCase, action, ...(reason ? { reason } : {}) });
  for (const after of changedEvidence) {
    const before = stored.evidence.find(({ body }) => body.id === after.id);
    if (before && isDeepStrictEqual(before.body, after)) continue;
    changes.push({ entity: "evidence", ...(before ? { before } : {}), after, action, ...ofEvidence?.get(after.id) });
  }
  // A case that needs no visit is not visited: it ends with the very change that says so.
  const visited = outcome.visit ? outcome : unneeded ? endedVisit(situation) : undefined;
  if (visited?.visit) {
    const { after, move } = visited.visit;
    const before = stored.visit;
    changes.push({
      entity: "visit",
      ...(before ? { before } : {}),
      after: withVisitDue(after, situation.today),
      action: `visit:${move}`,
      ...(outcome.visit && reason ? { reason } : {}),
    });
  }
  if (renewed) changes.push(...renewed.changes);
  changes.push(...(await pictureChanges(store, stored.case.body, vettingCase, { added: outcome.pictures, renewed, action })));
  if (referencesAreOver(stored, vettingCase, changedEvidence)) changes.push(...(await forgetContacts(deps, vettingCase.id)));
  changes.push(...also);
  if (changes.length === 0) return ok(vettingCase);
  const listing: Listing | undefined = listingOf(vettingCase, [...merged.values()], checklist, situation.today);
  const requests = [...outcome.notices, ...(visited && visited !== outcome ? visited.notices : []), ...(renewed?.notices ?? [])];
  const notices: readonly Notice[] = await noticesFor(deps)(vettingCase, requests, changes, context);
  const done = await store.commit(context, changes, { listing, notices: notices.slice(0, MOST_AT_ONCE) });
  if (!done.ok) return done;
  await store.tell(notices.slice(MOST_AT_ONCE));
  return ok(vettingCase);
}

/** Whether nobody is asked for a reference any more: the case ends, or its references were accepted. */
const referencesAreOver = (stored: StoredCase, { endedAt }: VettingCase, changed: readonly Evidence[]): boolean =>
  (endedAt !== undefined && stored.case.body.endedAt === undefined) ||
  changed.some(({ code, offered, accepted }) => code === "references" && offered === undefined && accepted !== undefined);

/**
 * What becomes of a case's pictures with a change of it, and of the case's whose place it takes: its own go on under the new name. Nothing is read where
 * there is no photo.
 */
async function pictureChanges(
  store: Deps["store"],
  before: VettingCase,
  after: VettingCase,
  { added, renewed, action }: { readonly added: readonly Picture[] | undefined; readonly renewed: Renewed | undefined; readonly action: string },
): Promise<readonly Change[]> {
  const ended = renewed?.ended;
  if (before.photo === undefined && after.photo === undefined && ended?.before.photo === undefined) return [];
  const old = ended?.before.photo && (await store.picturesOf(ended.before.id));
  const stored = await store.picturesOf(after.id);
  const { shown } = after.photo ?? {};
  const goesOn = old?.body.pictures.find(({ name }) => name === ended?.before.photo?.shown);
  const known = [...(stored?.body.pictures ?? []), ...(added ?? [])];
  const carried = goesOn && shown !== undefined && !known.some(({ name }) => name === shown) ? [{ ...goesOn, name: shown }] : [];
  const body = picturesOf(after, [...known, ...carried]);
  const changes: Change[] = [];
  if (stored ? !isDeepStrictEqual(stored.body, body) : body.pictures.length > 0)
    changes.push({ entity: "photo", ...(stored ? { before: stored } : {}), after: body, action });
  if (old && ended) changes.push({ entity: "photo", before: old, after: picturesOf(ended.after, []), action: moveAction("renew") });
  return changes;
}

/** A case with the night it is due. What should have been done before now is done the next night: none is ever passed over. */
export function withDue(vettingCase: VettingCase, checklist: Checklist, today: PlainDate): VettingCase {
  const { nextSweepOn: _, ...rest } = vettingCase;
  const due = caseDueOn(vettingCase, checklist);
  return due === undefined ? rest : { ...rest, nextSweepOn: due < today ? today : due };
}

/** The same of a piece of evidence. */
export function withEvidenceDue(evidence: Evidence, checklist: Checklist, today: PlainDate): Evidence {
  const { nextSweepOn: _, ...rest } = evidence;
  const due = evidenceDueOn(evidence, checklist);
  return due === undefined ? rest : { ...rest, nextSweepOn: due < today ? today : due };
}

/** A case that needs no visit has none to be seen to. */
const withoutVisit = (vettingCase: VettingCase, unneeded: boolean): VettingCase =>
  !unneeded ? vettingCase : { ...vettingCase, tasks: vettingCase.tasks.filter(({ code }) => code !== "visit") };

/** The same of a visit. */
export function withVisitDue(visit: Visit, today: PlainDate): Visit {
  const { nextSweepOn: _, ...rest } = visit;
  const due = visitDueOn(visit);
  return due === undefined ? rest : { ...rest, nextSweepOn: due < today ? today : due };
}

/** The end of a case that another takes the place of, and the listing that goes on. */
interface Renewed {
  /** What ends it, and a visit of it that is open. */
  readonly changes: readonly Change[];
  /** What is told of that visit. */
  readonly notices: readonly NoticeRequest[];
  /** The case that ends, as it was and as it will be. */
  readonly ended: { readonly before: VettingCase; readonly after: VettingCase };
  readonly listing: string | undefined;
}

/** The case that one takes the place of, where it was decided just now that it does. Read once a move; its council's checklists are known where it is the same council. */
async function renewedBy(
  deps: Deps,
  { case: before, versions }: CaseSituation,
  after: VettingCase,
  context: AuditContext,
): Promise<Renewed | "not-renewable" | undefined> {
  const begins = before.accreditation === undefined && after.accreditation !== undefined;
  if (!begins || after.renews === undefined) return undefined;
  const old = await deps.store.caseWithEvidence(after.renews);
  if (!old) return "not-renewable";
  const situation = old.case.body.authority === before.authority ? situationWith(versions, old, context.at) : await situationOf(deps, old, context.at);
  const ended = afterMove(situation, "renew", SYSTEM);
  const listing = old.case.body.listing;
  if (!ended.ok) return "not-renewable";
  const over = withoutPhotoOnceOver(withDue(ended.value.case, situation.checklist, situation.today));
  const change: Change = { entity: "case", before: old.case, after: over, action: moveAction("renew") };
  const visit = endedVisit(situation);
  const changes: readonly Change[] = visit ? [change, { entity: "visit", before: old.visit, after: visit.visit.after, action: "visit:end" }] : [change];
  return { changes, notices: visit?.notices ?? [], ended: { before: old.case.body, after: over }, listing };
}
