import { createHash } from "node:crypto";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { isReadFirst } from "../../../shared/domain/safety-screen.ts";
import { HOUR_MS, instantOf } from "../../../shared/domain/time.ts";
import { safetyWords } from "../../../shared/policy/safety-words.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { type NewFeedback, newFeedback } from "../rules/feedback.ts";
import type { FeedbackDeps } from "./ports.ts";

/** A form as it came: the key its page gave it, where it was sent, and what is in it. */
export interface SentForm {
  readonly once: string;
  readonly path: string;
  readonly body: string;
}

const hashOf = (...parts: readonly string[]): string => createHash("sha256").update(parts.join("\n")).digest("base64url");
const keyOf = ({ once }: SentForm): string => hashOf("feedback", once);
const fingerprintOf = ({ path, body }: SentForm): string => hashOf(path, body);

/**
 * The receipt that a form was answered with before; undefined where it is new. Refused where its key came before with something else in it: the first one counts.
 */
export async function receiptOf({ answerOf }: Pick<FeedbackDeps, "answerOf">, sent: SentForm): Promise<Result<string | undefined, "other">> {
  const before = await answerOf(keyOf(sent));
  if (before === undefined) return ok(undefined);
  return before.fingerprint === fingerprintOf(sent) ? ok(JSON.parse(before.outcome).receipt) : refused("other");
}

/** Takes in what somebody sent, whoever they are, and answers its receipt. However often one form comes, and however many of it at once, it is one. */
export async function sendFeedback(
  deps: Pick<FeedbackDeps, "store" | "newId" | "newReceipt" | "now" | "answerOf">,
  given: NewFeedback,
  sent: SentForm,
  requestId: string,
): Promise<Result<string, "other">> {
  const [id, receipt, at] = [deps.newId(), deps.newReceipt(given.council), deps.now()];
  const context: AuditContext = {
    actor: { subject: `open-feedback:${id}`, role: "asker" },
    ...{ at, requestId },
    idempotencyKey: { key: keyOf(sent), fingerprint: fingerprintOf(sent), outcome: JSON.stringify({ receipt }), until: at + servicePolicy.onceHours * HOUR_MS },
  };
  const readFirst = isReadFirst(
    given.answers.map(({ words }) => words),
    safetyWords,
  );
  const after = newFeedback(id, receipt, readFirst, given, instantOf(at));
  const done = await deps.store.commit(context, [{ entity: "open-feedback", after, action: "open-feedback:send" }]);
  if (done.ok) return ok(receipt);
  if (done.refusal !== "repeat") throw new Error("A new record cannot have been changed");
  const first = await receiptOf(deps, sent);
  if (!first.ok) return first;
  if (first.value === undefined) throw new Error("A form's key was used, and has no answer");
  return ok(first.value);
}
