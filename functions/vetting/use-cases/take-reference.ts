import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { withOfficer } from "../rules/decide-evidence.ts";
import type { MovedBy } from "../rules/moves.ts";
import type { Reference } from "../rules/reference.ts";
import { afterHearing, type Heard, mayReach, type TakingRefusal } from "../rules/take-reference.ts";
import type { VettingDeps } from "./deps.ts";
import type { Change, StoredCase } from "./ports.ts";
import { sentOn } from "./references.ts";

const ACTIONS: Readonly<Record<Heard["kind"], string>> = { given: "reference:take", declined: "reference:decline", attempt: "reference:attempt" };

/**
 * Keeps what an officer heard of a referee who has no email, with who heard it and when; their number or address goes once they answered. The officer then
 * has a part in the case. What says the same as is stored changes nothing. Refused by a `TakingRefusal`, as `stale` or as `repeat`.
 */
export const takeReference =
  ({ store }: Pick<VettingDeps, "store">) =>
  async (
    stored: StoredCase,
    reference: Versioned<Reference>,
    officer: MovedBy,
    heard: Heard,
    context: AuditContext,
  ): Promise<Result<void, TakingRefusal | CommitRefusal>> => {
    const { body: vettingCase } = stored.case;
    const evidence = stored.evidence.find(({ body }) => body.code === "references")?.body;
    const why = mayReach(vettingCase, evidence, officer);
    if (why) return refused(why);
    const after = afterHearing(reference.body, heard, officer.subject, { today: londonDate(context.at), sentOn: sentOn(vettingCase) });
    if (!after.ok) return after;
    if (after.value === reference.body) return ok(undefined);
    const action = ACTIONS[heard.kind];
    const withThem = withOfficer(vettingCase, officer);
    const changes: Change[] = [{ entity: "reference", before: reference, after: after.value, action }];
    if (withThem !== vettingCase) changes.push({ entity: "case", before: stored.case, after: withThem, action });
    const done = await store.commit(context, changes);
    return done.ok ? ok(undefined) : done;
  };
