import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import type { Feedback } from "../rules/feedback.ts";
import { quotedIn, quotedNoMoreIn } from "../rules/feedback-moves.ts";
import { newYouSaid, published, rewritten, takenBack, type YouSaid, type YouSaidText } from "../rules/you-said.ts";
import type { FeedbackChange, FeedbackDeps } from "./ports.ts";

type Deps = Pick<FeedbackDeps, "store">;
type Written = Result<void, CommitRefusal | "not-now">;

/** The feedback an entry is made from, as far as it is still there. */
const feedbackOf = async ({ store }: Deps, { feedback }: Pick<YouSaid, "feedback">): Promise<readonly Versioned<Feedback>[]> =>
  (await Promise.all(feedback.map((id) => store.feedback(id)))).flatMap((found) => found ?? []);

/** Whether every piece of feedback that is named is the council's, and has a quote where whoever writes may see no more than quotes. */
export async function canBeMadeFrom(deps: Deps, council: string, feedback: readonly string[], seesAll: boolean): Promise<boolean> {
  const found = await feedbackOf(deps, { feedback: [...feedback] });
  return found.length === feedback.length && found.every(({ body }) => body.authority === council && (seesAll || body.quote !== undefined));
}

/** Writes a new entry as a draft. */
export function writeYouSaid(
  { store }: Deps,
  { id, council }: { readonly id: string; readonly council: string },
  given: YouSaidText,
  by: string,
  context: AuditContext,
): Promise<Result<void, CommitRefusal>> {
  return store.commit(context, [{ entity: "you-said", after: newYouSaid(id, council, given, by, instantOf(context.at)), action: "you-said:write" }]);
}

/** Writes a draft anew. */
export async function rewriteYouSaid({ store }: Deps, before: Versioned<YouSaid>, given: YouSaidText, context: AuditContext): Promise<Written> {
  const made = rewritten(before.body, given);
  return made.ok ? store.commit(context, [{ entity: "you-said", before, after: made.value, action: "you-said:write" }]) : refused("not-now");
}

/** Makes an entry public, with the quotes that may be: each of these is held by it until it is taken back, in the same write. */
export async function publishYouSaid(deps: Deps, before: Versioned<YouSaid>, by: string, context: AuditContext): Promise<Written> {
  const quoted = (await feedbackOf(deps, before.body)).flatMap((one) => (one.body.quote ? [{ ...one, words: one.body.quote.words }] : []));
  const quotes = quoted.map(({ body, words }) => ({ feedback: body.id, form: body.form, words }));
  const made = published(before.body, quotes, by, instantOf(context.at));
  if (!made.ok) return made;
  const holds = quoted.map(
    ({ words: _, ...feedback }): FeedbackChange => ({
      entity: "open-feedback",
      before: feedback,
      after: quotedIn(feedback.body, before.body.id),
      action: "open-feedback:publish",
    }),
  );
  return deps.store.commit(context, [{ entity: "you-said", before, after: made.value, action: "you-said:publish" }, ...holds]);
}

/** Takes an entry back from the public; its quotes are free again. */
export async function takeBackYouSaid(deps: Deps, before: Versioned<YouSaid>, by: string, context: AuditContext): Promise<Written> {
  const made = takenBack(before.body, by, instantOf(context.at));
  if (!made.ok) return made;
  const held = (await feedbackOf(deps, before.body)).filter(({ body }) => body.quotedIn.includes(before.body.id));
  const frees = held.map(
    (feedback): FeedbackChange => ({
      entity: "open-feedback",
      before: feedback,
      after: quotedNoMoreIn(feedback.body, before.body.id),
      action: "open-feedback:take-back",
    }),
  );
  return deps.store.commit(context, [{ entity: "you-said", before, after: made.value, action: "you-said:take-back" }, ...frees]);
}
