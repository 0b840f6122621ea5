import { createHash } from "node:crypto";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { type Result, refused } from "../../../shared/domain/result.ts";
import { HOUR_MS, instantOf } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { type Closing, closed, type NewSafetyReport, newSafetyReport, type SafetyReport, taken } from "../rules/safety-report.ts";
import type { SafetyDeps } from "./ports.ts";

/** How a worry was sent: the request, the form as it came, and where its answer leads. */
export interface Sent {
  readonly requestId: string;
  readonly form: string;
  readonly location: string;
}

/** Takes in what somebody worries about, whoever they are. The same form sent twice is one worry. */
export async function reportSafety({ safety, newId, now }: Pick<SafetyDeps, "safety" | "newId" | "now">, given: NewSafetyReport, sent: Sent): Promise<void> {
  const [id, at] = [newId(), now()];
  const key = createHash("sha256").update(`safety\n${sent.form}`).digest("base64url");
  const outcome = JSON.stringify({ kind: "redirect", location: sent.location });
  const context: AuditContext = {
    actor: { subject: `safety:${id}`, role: "asker" },
    ...{ at, requestId: sent.requestId },
    idempotencyKey: { key, fingerprint: key, outcome, until: at + servicePolicy.onceHours * HOUR_MS },
  };
  const after = newSafetyReport(id, given, instantOf(at));
  const done = await safety.commit(context, [{ entity: "safety-report", after, action: "safety:report" }]);
  if (!done.ok && done.refusal !== "repeat") throw new Error("A new record cannot have been changed");
}

/** An officer takes a worry, or says what became of the one they have. */
export async function moveSafety(
  { safety }: Pick<SafetyDeps, "safety">,
  before: Versioned<SafetyReport>,
  closing: Closing | undefined,
  by: string,
  context: AuditContext,
): Promise<Result<void, CommitRefusal | "not-now">> {
  const at = instantOf(context.at);
  const made = closing ? closed(before.body, closing, by, at) : taken(before.body, by, at);
  if (!made.ok) return refused("not-now");
  return safety.commit(context, [{ entity: "safety-report", before, after: made.value, action: closing ? "safety:close" : "safety:take" }]);
}
