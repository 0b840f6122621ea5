import { isDeepStrictEqual } from "node:util";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { canGetTexts } from "../../../shared/domain/telephone.ts";
import { instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Account, type Contact, newAccount, withContact, withGrant } from "../../../shared/people/account.ts";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import { isSameName, withApplicant } from "../rules/applicant.ts";
import { type Answers, isPublic, mayChange, type Section, type VettingCase } from "../rules/case.ts";
import { referralOf } from "../rules/cqc-referral.ts";
import { afterMove } from "../rules/decide-case.ts";
import { withPage } from "../rules/decide-page.ts";
import { type Evidence, isValidOn, lastingDbsFacts } from "../rules/evidence.ts";
import { asEntered, type MovedBy } from "../rules/moves.ts";
import { withCaseSent } from "../rules/sending.ts";
import type { NoticeRequest } from "../rules/situation.ts";
import { wrongWithPrice } from "../rules/what-is-missing.ts";
import { checklistToday, commitOutcome, moveAction, situationOf, withDue, withEvidenceDue } from "./commit-outcome.ts";
import type { VettingDeps } from "./deps.ts";
import type { Change, StoredCase } from "./ports.ts";

type Deps = Pick<VettingDeps, "store" | "newId" | "site">;

const bareCase = (id: string, { id: owner, authority }: Account, checklist: Checklist, at: number): VettingCase => ({
  id,
  authority,
  owner,
  state: "draft",
  answers: {},
  workers: [],
  checklist: checklist.version,
  createdAt: instantOf(at),
  enteredBy: [],
  involved: [],
  overturned: [],
  conflicts: [],
  blockingEvidence: [],
  tasks: [],
  reminded: [],
});

/** `open-already`: an application of theirs is under way, or they are on the list. */
export type BeginRefusal = CommitRefusal | "open-already";

/** Begins an application. Whoever has one under way goes on with that, and is refused as `open-already`. */
export const beginApplication =
  (deps: Deps) =>
  async (account: Versioned<Account>, id: string, context: AuditContext): Promise<Result<VettingCase, BeginRefusal>> => {
    const held = await deps.store.casesOf(account.body.id);
    if (held.some(({ body }) => body.endedAt === undefined)) return refused("open-already");
    const today = londonDate(context.at);
    const checklist = await checklistToday(deps, account.body.authority, today);
    // Nothing is asked twice: what was told before is kept, but for what is agreed to anew.
    const { consent: _c, conduct: _d, ...answers } = held[0]?.body.answers ?? {};
    const vettingCase = withDue({ ...bareCase(id, account.body, checklist, context.at), answers }, checklist, today);
    const provider = withGrant(account.body, { role: "provider" });
    const changes: Change[] = [{ entity: "case", after: vettingCase, action: "case:begin" }];
    if (provider !== account.body) changes.push({ entity: "account", before: account, after: provider, action: "account:begin" });
    const done = await deps.store.commit(context, changes);
    return done.ok ? ok(vettingCase) : done;
  };

/** Enters an application for somebody from paper or the telephone: they get an account, and decide later whether to sign in. */
export const enterFor =
  (deps: Deps) =>
  async (
    authority: string,
    ids: { readonly account: string; readonly case: string },
    displayName: string,
    officer: string,
    context: AuditContext,
  ): Promise<Result<VettingCase, CommitRefusal>> => {
    const bare: Account = { ...newAccount(ids.account, authority, instantOf(context.at)), displayName };
    const account = withGrant(bare, { role: "provider" });
    const today = londonDate(context.at);
    const checklist = await checklistToday(deps, authority, today);
    const vettingCase: VettingCase = withDue({ ...bareCase(ids.case, account, checklist, context.at), enteredBy: [officer] }, checklist, today);
    const done = await deps.store.commit(context, [
      { entity: "account", after: account, action: "person:register" },
      { entity: "case", after: vettingCase, action: "case:begin" },
    ]);
    return done.ok ? ok(vettingCase) : done;
  };

/** Begins the application that renews a place on the list: what was told is kept, and evidence that still counts is not asked for again. */
export const beginRenewal =
  (deps: Deps) =>
  async (
    stored: StoredCase,
    account: Versioned<Account>,
    id: string,
    officer: string | undefined,
    context: AuditContext,
  ): Promise<Result<VettingCase, BeginRefusal>> => {
    const old = stored.case.body;
    const today = londonDate(context.at);
    const held = await deps.store.casesOf(account.body.id);
    if (held.some(({ body }) => body.endedAt === undefined && body.id !== old.id)) return refused("open-already");
    if (!(isPublic(old) || old.state === "paused" || old.state === "lapsed")) return refused("open-already");
    const checklist = await checklistToday(deps, old.authority, today);
    const { consent: _c, conduct: _d, ...answers } = old.answers;
    const vettingCase: VettingCase = {
      ...withDue(bareCase(id, account.body, checklist, context.at), checklist, today),
      enteredBy: officer === undefined ? [] : [officer],
      answers,
      workers: old.workers,
      renews: old.id,
    };
    // What keeps the old one off the list is given anew.
    const carried = stored.evidence
      .filter(({ body }) => isValidOn(body, today) && !old.blockingEvidence.includes(body.id))
      .map(({ body }) => withEvidenceDue(carriedTo(id, body, today), checklist, today));
    const done = await deps.store.commit(context, [
      { entity: "case", after: vettingCase, action: "case:begin" },
      ...carried.map((after): Change => ({ entity: "evidence", after, action: "case:begin" })),
    ]);
    return done.ok ? ok(vettingCase) : done;
  };

/** A piece of evidence as a renewal takes it over: what was accepted, and of a DBS certificate only that it was. */
function carriedTo(id: string, { offered: _o, typed: _t, ...kept }: Evidence, today: string): Evidence {
  const files = kept.files.map((file) => ({ ...file, of: file.of ?? kept.case }));
  if (kept.code !== "dbs" || !kept.accepted) return { ...kept, files, case: id };
  const { factsUntil: _f, ...dbs } = kept;
  return { ...dbs, files, case: id, accepted: { ...kept.accepted, facts: lastingDbsFacts(kept.accepted.facts) }, factsErasedOn: kept.factsErasedOn ?? today };
}

/**
 * `not-open`: this part cannot be changed now. `under-minimum`: the price is under what an employer must pay. `other-name`: the code of conduct is
 * signed with another name than the legal one. `no-texts`: they want text messages, and the number cannot get any.
 */
export type SaveRefusal = CommitRefusal | "not-open" | "under-minimum" | "other-name" | "no-texts";

/** How an applicant is reached, as they gave it with their application, and the account it goes to. */
export interface GivenContact extends Contact {
  readonly account: Versioned<Account>;
}

/** How something is saved. */
export interface Saving {
  readonly contact?: GivenContact | undefined;
  /** Whether the case stays with its applicant though nothing more is asked for. */
  readonly stays?: boolean;
}

/** The account's change where how its person is reached is another now; none where it is the same. */
function contactChange({ account, ...contact }: GivenContact): Result<readonly Change[], "no-texts"> {
  const after = withContact(account.body, contact);
  if (isDeepStrictEqual(after, account.body)) return ok([]);
  if (after.notices?.channel === "sms" && !canGetTexts(after.phone ?? "")) return refused("no-texts");
  return ok([{ entity: "account", before: account, after, action: "account:update" }]);
}

/**
 * Keeps one part of an application, and with who applies how they are reached, in their account. Where it crosses the line of the CQC, the application stops and is referred; where
 * it no longer does, it goes on. On the list, what the public sees changes with it. Refused as `not-open` where the part
 * cannot be changed now. With the last thing that was asked for the case goes back to the council. Source: Regulated Activities Regulations 2014, schedule 1 paragraph 1.
 */
export const saveSection =
  (deps: Deps) =>
  async (
    stored: StoredCase,
    section: Section,
    part: Answers,
    mover: MovedBy,
    context: AuditContext,
    { contact, stays = false }: Saving = {},
  ): Promise<Result<VettingCase, SaveRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const vettingCase = situation.case;
    if (!mayChange(vettingCase, section)) return refused("not-open");
    const touchedOn = londonDate(context.at);
    const changed = withPart(vettingCase, part, touchedOn);
    const { answers } = changed;
    if (section === "conduct" && answers.applicant && answers.conduct && !isSameName(answers.conduct.signedBy, answers.applicant.legalName))
      return refused("other-name");
    const account = contact === undefined ? ok([]) : contactChange(contact);
    if (!account.ok) return account;
    if (section === "price" && wrongWithPrice(answers, touchedOn)) return refused("under-minimum");
    const next = { ...asEntered(changed, mover), ...(vettingCase.submittedAt === undefined ? { touchedOn } : {}) };
    const crosses = referralOf(answers, situation.checklist) !== undefined;
    const move =
      crosses && vettingCase.state === "draft" ? ("refer" as const) : !crosses && vettingCase.state === "referred" ? ("reconsider" as const) : undefined;
    // Asked for more, somebody whose answers cross the line stays where they are, and an officer sees why.
    const outcome = move && afterMove({ ...situation, case: next }, move, mover);
    const newToDo = next.pageChange !== undefined && vettingCase.pageChange === undefined;
    const notices: readonly NoticeRequest[] = newToDo ? [{ code: "officer-task", to: "officer", values: {} }] : [];
    const saved = outcome?.ok ? outcome.value : { case: next, evidence: [], notices };
    const settled = stays ? saved : withCaseSent(situation, saved, mover);
    const action = settled !== saved ? moveAction("answer") : move && outcome?.ok ? moveAction(move) : "case:save";
    return commitOutcome(deps)(stored, situation, settled, action, context, undefined, account.value);
  };

/** A case with one part answered anew, and what follows of that. */
export function withPart(vettingCase: VettingCase, part: Answers, today: PlainDate): VettingCase {
  if (part.profile) return withPage(vettingCase, part.profile, today);
  if (part.applicant) return withApplicant(vettingCase, part.applicant);
  return { ...vettingCase, answers: { ...vettingCase.answers, ...part } };
}

/** Sets which of the account's workers the application is for, `workersMost` at most. Refused as `not-open` where it cannot be changed. */
export const chooseWorkers =
  (deps: Deps) =>
  async (
    stored: StoredCase,
    workers: readonly string[],
    mover: MovedBy,
    context: AuditContext,
    { stays = false }: Pick<Saving, "stays"> = {},
  ): Promise<Result<VettingCase, SaveRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const { state } = situation.case;
    if (state !== "draft" && state !== "needs-more") return refused("not-open");
    const known = (await deps.store.workersOf(situation.case.owner)).filter(({ body }) => body.endedAt === undefined).map(({ body }) => body.id);
    const chosen = workers.filter((id) => known.includes(id)).slice(0, situation.checklist.figures.workersMost);
    const next = { ...asEntered(situation.case, mover), workers: chosen };
    const saved = { case: next, evidence: [], notices: [] };
    const settled = stays ? saved : withCaseSent(situation, saved, mover);
    return commitOutcome(deps)(stored, situation, settled, settled === saved ? "case:save" : moveAction("answer"), context);
  };
