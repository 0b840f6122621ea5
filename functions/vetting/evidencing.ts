import { createHash, randomBytes } from "node:crypto";
import type { Act, Kept } from "../../shared/audit/act.ts";
import type { CommitRefusal } from "../../shared/audit/commit.ts";
import { ok, type Result, refused } from "../../shared/domain/result.ts";
import { daysAfter, instantOf, londonDate } from "../../shared/domain/time.ts";
import type { Notice } from "../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { councilName } from "../../shared/policy/council.ts";
import type { VettingDeps } from "./deps.ts";
import { askedOf, type Evidence, type Facts, type FILE_REFUSALS, type StatusResult } from "./evidence.ts";
import { afterChecking, afterSending, afterStatusCheck, type EvidenceRefusal, type ItemDecision, noEvidence } from "./evidence-decide.ts";
import type { MovedBy } from "./moves.ts";
import type { Change, StoredCase } from "./ports.ts";
import { type Referee, type Reference, type ReferenceAnswers, referenceState } from "./reference.ts";
import { settle, situationOf } from "./work.ts";

type Deps = Pick<VettingDeps, "store" | "newId" | "site">;

/** Keeps what an applicant sent of one piece of evidence. */
export const sendEvidence =
  (deps: Deps) =>
  async (stored: StoredCase, id: string, facts: Facts, act: Act): Promise<Result<void, EvidenceRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, act.at);
    const outcome = afterSending(situation, id, facts);
    if (!outcome.ok) return outcome;
    const done = await settle(deps)(stored, situation, outcome.value, "evidence:send", act);
    return done.ok ? ok(undefined) : done;
  };

/** Accepts one piece of evidence, or sends it back. */
export const checkEvidence =
  (deps: Deps) =>
  async (stored: StoredCase, id: string, officer: MovedBy, decision: ItemDecision, act: Act): Promise<Result<void, EvidenceRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, act.at);
    const outcome = afterChecking(situation, id, officer, decision);
    if (!outcome.ok) return outcome;
    const reason = decision.answer === "accept" ? undefined : decision.reason;
    const done = await settle(deps)(stored, situation, outcome.value, `evidence:${decision.answer}`, act, reason);
    return done.ok ? ok(undefined) : done;
  };

/** Keeps what the DBS Update Service answered, and does what follows. */
export const noteStatus =
  (deps: Deps) =>
  async (stored: StoredCase, id: string, officer: MovedBy, result: StatusResult, act: Act): Promise<Result<void, EvidenceRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, act.at);
    const outcome = afterStatusCheck(situation, id, officer, result);
    if (!outcome.ok) return outcome;
    const done = await settle(deps)(stored, situation, outcome.value, "evidence:status-check", act);
    return done.ok ? ok(undefined) : done;
  };

/** What became of a file: kept, or why not. */
export interface CheckedFile {
  readonly id: string;
  readonly outcome: { readonly type: string } | { readonly why: (typeof FILE_REFUSALS)[number] };
}

/** Notes on its piece of evidence what became of a file. Told twice, it is noted once. `gone`: nothing asks for it any more. */
export const noteFile =
  (deps: Deps) =>
  async (stored: StoredCase, evidence: string, { id, outcome }: CheckedFile, act: Act): Promise<Result<void, CommitRefusal | "gone">> => {
    const situation = await situationOf(deps, stored, act.at);
    const asked = askedOf(situation.case, situation.checklist).find((own) => own.id === evidence);
    if (!asked || situation.case.endedAt !== undefined) return refused("gone");
    const before = situation.evidence.find((own) => own.id === evidence) ?? noEvidence(situation.case, asked);
    if (before.files.some((file) => file.id === id)) return ok(undefined);
    const file = "type" in outcome ? { id, state: "clean" as const, type: outcome.type } : { id, state: "refused" as const, why: outcome.why };
    const after: Evidence = { ...before, files: [...before.files, { ...file, addedAt: instantOf(act.at) }] };
    const done = await settle(deps)(stored, situation, { case: situation.case, evidence: [after], tellings: [] }, "evidence:file", act);
    return done.ok ? ok(undefined) : done;
  };

/** What a link holds, as records are found by it. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** Asks people for a reference, each by a link of their own. What they are asked by goes to them alone, and is kept nowhere. */
export const askReferees =
  (deps: Deps) =>
  async (stored: StoredCase, evidence: string, referees: readonly Referee[], act: Act): Promise<Result<void, EvidenceRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, act.at);
    const own = situation.case;
    const outcome = afterSending(situation, evidence, { asked: referees.length });
    if (!outcome.ok) return outcome;
    const before = stored.evidence.find(({ body }) => body.id === evidence);
    const after = outcome.value.evidence[0];
    if (!after) return refused("not-asked");
    const about = own.answers.profile?.displayName ?? "Somebody";
    const today = londonDate(act.at);
    const notices: Notice[] = [];
    const changes: Change[] = [{ entity: "evidence", ...(before ? { before } : {}), after, action: "evidence:send" }];
    for (const { name, email, relation } of referees) {
      const token = randomBytes(24).toString("hex");
      const reference: Reference = {
        id: deps.newId(),
        case: own.id,
        authority: own.authority,
        owner: own.owner,
        about,
        tokenHash: tokenHash(token),
        name,
        relation,
        state: "asked",
        askedOn: today,
        until: daysAfter(today, situation.checklist.figures.referenceDays),
      };
      changes.push({ entity: "reference", after: reference, action: "reference:ask" });
      notices.push({
        id: `reference.${reference.id}`,
        authority: own.authority,
        code: "reference-asked",
        to: { name, email },
        preferences: PLAIN_PREFERENCES,
        values: { referee: name, name: about, council: councilName(own.authority) ?? own.authority, link: new URL(`/references/${token}`, deps.site).href },
        createdAt: instantOf(act.at),
        about: own.id,
      });
    }
    const done = await deps.store.commit(act, changes, { notices });
    return done.ok ? ok(undefined) : done;
  };

/** `over`: the link was used, or its time is over. */
export const answerReference =
  ({ store }: Pick<Deps, "store">) =>
  async (reference: Kept<Reference>, answers: ReferenceAnswers | undefined, act: Act): Promise<Result<Reference, CommitRefusal | "over">> => {
    const { body } = reference;
    const today = londonDate(act.at);
    if (referenceState(body, today) !== "asked") return refused("over");
    const after: Reference = { ...body, state: answers ? "given" : "declined", ...(answers ? { answers } : {}), answeredOn: today };
    const done = await store.commit(act, [{ entity: "reference", before: reference, after, action: answers ? "reference:give" : "reference:decline" }]);
    return done.ok ? ok(after) : done;
  };
