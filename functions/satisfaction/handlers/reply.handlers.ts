import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import type { Result } from "../../../shared/domain/result.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { afterIn, fieldErrors } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { satisfactionPolicyOn } from "../../../shared/policy/satisfaction.ts";
import { screen } from "../../../shared/policy/screening.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { JUDGED_WRONG, repliesPage, replyPage } from "../pages/replies.page.tsx";
import { yourReplyPage } from "../pages/your-reply.page.tsx";
import { type ReplyRefusal, readJudged, readReply } from "../rules/reply.ts";
import { judgeReply, sendReply, withdrawReply } from "../use-cases/keep-reply.ts";
import type { SatisfactionDeps } from "../use-cases/ports.ts";

type ProvidedRequest = Parameters<HandlerOf<"provided">>[0];
type ReplyRequest = Parameters<HandlerOf<"reply">>[0];

const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-now", "This cannot be done now", "Open the page again: it shows what you can do next."),
});

/** How something that was done, or not, is answered. */
function answered(done: Result<void, ReplyRefusal | CommitRefusal>, answer: HttpAnswer): HttpAnswer {
  if (done.ok) return answer;
  if (done.refusal === "repeat") return REPEATED;
  return done.refusal === "not-now" ? notNow() : conflict();
}

/** Handlers of replies: a provider's page, and the officers' list. No words are shown to anybody else before an officer judged them. */
export function replyHandlers({ replies }: Pick<SatisfactionDeps, "replies">) {
  const theirPage = async (request: ProvidedRequest, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const { listing } = request.record;
    const { replyCharacters: most } = satisfactionPolicyOn(listing.authority, request.today);
    const [reply, score] = [await replies.reply(listing.id), await replies.publicScore(listing.id)];
    return yourReplyPage(request, { listing, score, reply: ownOf(reply, request), most, form: request.form, errors });
  };
  const judgingPage = async (request: ReplyRequest, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const { body } = request.record;
    const displayName = (await replies.listing(body.id))?.listing.displayName ?? body.id;
    const findings = screen(body.words ?? "").map(({ text }) => text);
    return replyPage(request, { reply: request.record, displayName, findings, form: request.form, errors });
  };

  return {
    yourReply: (async (request) => theirPage(request)) satisfies HandlerOf<"provided">,
    sendReply: (async (request) => {
      const { record, form, account, today } = request;
      const { id, authority } = record.listing;
      const before = await replies.reply(id);
      if (isStale(request.seenVersion, before?.version ?? 0)) return conflict();
      // There is something to reply to only once there is a figure.
      const score = await replies.publicScore(id);
      if (!score || "tooFew" in score.shown) return notNow();
      const { replyCharacters: most } = satisfactionPolicyOn(authority, today);
      const read = readReply(form, most);
      if (!read.ok) {
        const holds = read.errors.find(({ detail }) => detail.startsWith("must not hold"));
        const text = holds ? `Take this out of your reply: ${holds.detail.slice("must not hold ".length)}` : `Enter your reply in ${most} characters or fewer`;
        return theirPage(request, [{ field: "words", text }]);
      }
      const answer = redirectDone(`/your-listing/${id}/reply`, "sent");
      const listing = { id, authority, provider: account.body.id };
      return answered(await sendReply({ replies })({ listing, before, words: read.value.words }, request.auditContext(answer)), answer);
    }) satisfies HandlerOf<"provided">,
    withdrawReply: (async (request) => {
      const { id } = request.record.listing;
      const before = ownOf(await replies.reply(id), request);
      if (!before) return nothingHere();
      if (isStale(request.seenVersion, before.version)) return conflict();
      const answer = redirectDone(`/your-listing/${id}/reply`, "withdrawn");
      return answered(await withdrawReply({ replies })(before, request.auditContext(answer)), answer);
    }) satisfies HandlerOf<"provided">,
    providerReplies: (async (request) => {
      const after = afterIn(request.query);
      return repliesPage(request, request.record, await replies.waiting(request.record, after.ok ? after.value : undefined));
    }) satisfies HandlerOf<"council">,
    providerReply: (async (request) => judgingPage(request)) satisfies HandlerOf<"reply">,
    judgeReply: (async (request) => {
      const { record: before, form, account } = request;
      if (isStale(request.seenVersion, before.version)) return conflict();
      const read = readJudged(form);
      if (!read.ok) return judgingPage(request, fieldErrors(read.errors, JUDGED_WRONG));
      const answer = redirectDone(`/councils/${before.body.authority}/provider-replies`, "judged");
      return answered(await judgeReply({ replies })(before, read.value, account.body.id, request.auditContext(answer)), answer);
    }) satisfies HandlerOf<"reply">,
  };
}

/** A reply, where it is of whoever has the listing now. */
const ownOf = <Reply extends { readonly body: { readonly owner?: string | undefined } }>(
  reply: Reply | undefined,
  { account }: Pick<ProvidedRequest, "account">,
): Reply | undefined => (reply?.body.owner === account.body.id ? reply : undefined);
