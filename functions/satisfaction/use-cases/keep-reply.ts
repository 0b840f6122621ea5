import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import { type Judged, judged, type ProviderReply, type ReplyRefusal, withoutReply, withReply } from "../rules/reply.ts";
import type { ReplyStore } from "./ports.ts";

type Done = Result<void, ReplyRefusal | CommitRefusal>;
type Deps = { readonly replies: Pick<ReplyStore, "commit"> };

interface Sending {
  readonly listing: { readonly id: string; readonly authority: string; readonly provider: string };
  readonly before: Versioned<ProviderReply> | undefined;
  readonly words: string;
}

/** A provider sends their reply, which waits for an officer. */
export const sendReply =
  ({ replies }: Deps) =>
  async ({ listing, before, words }: Sending, context: AuditContext): Promise<Done> => {
    const { id, authority, provider: owner } = listing;
    const done = withReply(before?.body, { id, authority, owner, words, at: instantOf(context.at) });
    return done.ok ? replies.commit(context, [{ entity: "provider-reply", before, after: done.value, action: "reply:send" }]) : refused(done.refusal);
  };

/** A provider takes their reply back: it is shown no more from then on. */
export const withdrawReply =
  ({ replies }: Deps) =>
  async (before: Versioned<ProviderReply>, context: AuditContext): Promise<Done> => {
    const done = withoutReply(before.body, instantOf(context.at));
    return done.ok ? replies.commit(context, [{ entity: "provider-reply", before, after: done.value, action: "reply:withdraw" }]) : refused(done.refusal);
  };

/** An officer says whether a reply is shown. */
export const judgeReply =
  ({ replies }: Deps) =>
  async (before: Versioned<ProviderReply>, said: Judged, by: string, context: AuditContext): Promise<Done> => {
    const done = judged(before.body, said, by, instantOf(context.at));
    const action = said.shown ? "reply:show" : "reply:refuse";
    return done.ok ? replies.commit(context, [{ entity: "provider-reply", before, after: done.value, action }]) : refused(done.refusal);
  };
