import { isDeepStrictEqual } from "node:util";
import type { AuditContext } from "../../../shared/audit/act.ts";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import { type Checklist, checklistOf } from "../../../shared/policy/checklists.ts";
import { inForce } from "../../../shared/policy/versions.ts";
import type { VettingCase } from "../rules/case.ts";
import { afterMove, type DecisionRefusal, type MoveInput, type Outcome, type Situation } from "../rules/decide-case.ts";
import { SYSTEM } from "../rules/decide-evidence.ts";
import { caseDueOn, evidenceDueOn } from "../rules/decide-sweep.ts";
import type { Evidence } from "../rules/evidence.ts";
import { listingOf } from "../rules/listing-of-case.ts";
import type { CaseMove, MovedBy } from "../rules/moves.ts";
import type { VettingDeps } from "./deps.ts";
import { MOST_AT_ONCE, noticesFor } from "./notices.ts";
import type { Change, StoredCase } from "./ports.ts";

type Deps = Pick<VettingDeps, "store" | "newId" | "site">;

/** The checklist a council's new cases follow on a day: of those begun by then, the latest set. */
export async function checklistToday({ store }: Pick<VettingDeps, "store">, authority: string, today: string): Promise<Checklist> {
  const own = (await store.checklistVersions(authority)).map(({ body }) => body);
  return inForce(own, today) ?? checklistOf(authority, 1, []);
}

/** A case as the rules look at it, with the checklist it follows. */
export async function situationOf({ store }: Pick<VettingDeps, "store">, stored: StoredCase, at: number): Promise<Situation> {
  const own = stored.case.body;
  const versions = (await store.checklistVersions(own.authority)).map(({ body }) => body);
  return {
    case: own,
    evidence: stored.evidence.map(({ body }) => body),
    checklist: checklistOf(own.authority, own.checklist, versions),
    today: londonDate(at),
    at: instantOf(at),
  };
}

/** A move that a case's trail calls by its name. */
export const moveAction = (move: CaseMove): string => `case:${move}`;

/** Makes a move of a case, with everything that follows from it, in one transaction. */
export const moveCase =
  (deps: Deps) =>
  async (
    stored: StoredCase,
    move: CaseMove,
    mover: MovedBy,
    input: MoveInput,
    act: AuditContext,
  ): Promise<Result<VettingCase, DecisionRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, act.at);
    const outcome = afterMove(situation, move, mover, { ...input, listing: deps.newId() });
    if (outcome.ok && (await renewedBy(deps, situation.case, outcome.value.case, act)) === "not-renewable") return refused("renewal");
    return outcome.ok ? commitOutcome(deps)(stored, situation, outcome.value, moveAction(move), act, input.reason) : outcome;
  };

/**
 * Writes what became of a case: the case, its evidence, its listing, and everybody who is told, all or nothing. A case
 * that takes the place of another ends that one in the same transaction, and its listing goes on.
 */
export const commitOutcome =
  (deps: Deps) =>
  async (
    stored: StoredCase,
    situation: Situation,
    outcome: Outcome,
    action: string,
    act: AuditContext,
    reason?: string,
  ): Promise<Result<VettingCase, CommitRefusal>> => {
    const { store } = deps;
    const renewed = await renewedBy(deps, stored.case.body, outcome.case, act);
    const checklist = outcome.case.checklist === situation.checklist.version ? situation.checklist : await checklistAt(deps, outcome.case);
    if (renewed === "not-renewable") return refused("stale");
    const listedAs = renewed?.listing === undefined ? {} : { listing: renewed.listing };
    const own = withDue({ ...outcome.case, ...listedAs }, checklist, situation.today);
    const merged = new Map(situation.evidence.map((one) => [one.id, one]));
    const changedEvidence = outcome.evidence.map((one) => withEvidenceDue(one, checklist, situation.today));
    for (const one of changedEvidence) merged.set(one.id, one);
    const changes: Change[] = [];
    if (!isDeepStrictEqual(own, stored.case.body)) changes.push({ entity: "case", before: stored.case, after: own, action, ...(reason ? { reason } : {}) });
    for (const after of changedEvidence) {
      const before = stored.evidence.find(({ body }) => body.id === after.id);
      if (before && isDeepStrictEqual(before.body, after)) continue;
      changes.push({ entity: "evidence", ...(before ? { before } : {}), after, action });
    }
    if (renewed) changes.push(renewed.change);
    if (changes.length === 0) return ok(own);
    const listing: Listing | undefined = listingOf(own, [...merged.values()], checklist, situation.today);
    const notices: readonly Notice[] = await noticesFor(deps)(own, outcome.notices, changes, act);
    const done = await store.commit(act, changes, { listing, notices: notices.slice(0, MOST_AT_ONCE) });
    if (!done.ok) return done;
    await store.tell(notices.slice(MOST_AT_ONCE));
    return ok(own);
  };

const checklistAt = async ({ store }: Deps, { authority, checklist }: VettingCase): Promise<Checklist> =>
  checklistOf(
    authority,
    checklist,
    (await store.checklistVersions(authority)).map(({ body }) => body),
  );

/** A case with the night it is due. What should have been done before now is done the next night: none is ever passed over. */
export function withDue(own: VettingCase, checklist: Checklist, today: PlainDate): VettingCase {
  const { nextSweepOn: _, ...rest } = own;
  const due = caseDueOn(own, checklist);
  return due === undefined ? rest : { ...rest, nextSweepOn: due < today ? today : due };
}

/** The same of a piece of evidence. */
export function withEvidenceDue(evidence: Evidence, checklist: Checklist, today: PlainDate): Evidence {
  const { nextSweepOn: _, ...rest } = evidence;
  const due = evidenceDueOn(evidence, checklist);
  return due === undefined ? rest : { ...rest, nextSweepOn: due < today ? today : due };
}

/** The case that one takes the place of, where it was decided just now that it does. */
async function renewedBy(
  deps: Deps,
  before: VettingCase,
  after: VettingCase,
  act: AuditContext,
): Promise<{ readonly change: Change; readonly listing: string | undefined } | "not-renewable" | undefined> {
  const begins = before.accreditation === undefined && after.accreditation !== undefined;
  if (!begins || after.renews === undefined) return undefined;
  const old = await deps.store.caseWithEvidence(after.renews);
  if (!old) return "not-renewable";
  const situation = await situationOf(deps, old, act.at);
  const ended = afterMove(situation, "renew", SYSTEM);
  const listing = old.case.body.listing;
  if (!ended.ok) return "not-renewable";
  const change: Change = {
    entity: "case",
    before: old.case,
    after: withDue(ended.value.case, situation.checklist, situation.today),
    action: moveAction("renew"),
  };
  return { change, listing };
}
