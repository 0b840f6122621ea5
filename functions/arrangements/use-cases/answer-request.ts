import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { type Account, isOpen } from "../../../shared/people/account.ts";
import { councilCodes } from "../../../shared/policy/council.ts";
import { type Answer, answerAfter, mayAnswer, type NewAnswer } from "../rules/answer.ts";
import { compareMatches, isListedOn, type Match, servedBy } from "../rules/match.ts";
import type { SupportRequest } from "../rules/request.ts";
import { type AlertEvery, USUAL_ALERT, withEvery } from "../rules/request-alert.ts";
import { answeredNotice } from "./request-notices.ts";
import type { ProviderListing, RequestDeps } from "./request-ports.ts";

/** A request that one of a provider's listings could serve, or that they answered, without whose it is. */
export interface NearRequest {
  readonly request: SupportRequest;
  /** Which of their listings, and how well it fits; absent where it does not, or not any more. */
  readonly match?: Match;
  readonly answer?: Answer;
}

/** What a provider's page shows. */
export interface NearRequests {
  readonly near: readonly NearRequest[];
  /** Whether a council has more open requests than were read. */
  readonly more: boolean;
  /** Whether any of their listings is on the list today. */
  readonly listed: boolean;
}

/** The best of a provider's listings for a request. */
const bestOf = (listings: readonly ProviderListing[], request: SupportRequest, day: PlainDate): Match | undefined =>
  listings.flatMap(({ row }) => servedBy(row, request, day) ?? []).toSorted(compareMatches)[0];

/**
 * The open requests that a provider's listings could serve on a day, nearest first within how many wishes they meet: of every council, for people live
 * across borders. Those they do not want to see are left out. By the same rule as matching.
 */
export const requestsNear =
  ({ store, policy }: Pick<RequestDeps, "store" | "policy">) =>
  async (account: string, day: PlainDate): Promise<NearRequests> => {
    const listings = await store.listingsOf(account);
    if (listings.length === 0) return { near: [], more: false, listed: false };
    const [answers, ...pages] = await Promise.all([store.answersOf(account), ...councilCodes.map((council) => store.openRequests(council, policy.readMost))]);
    const near = pages
      .flatMap(({ requests }) => requests)
      .flatMap((request): (NearRequest & { readonly match: Match })[] => {
        const match = request.owner === account ? undefined : bestOf(listings, request, day);
        const answer = answers.find(({ body }) => body.request === request.id)?.body;
        return match && answer?.state !== "not-for-me" ? [{ request, match, ...(answer ? { answer } : {}) }] : [];
      })
      .toSorted((a, b) => compareMatches({ ...a.match, id: a.request.id }, { ...b.match, id: b.request.id }));
    return { near, more: pages.some(({ more }) => more), listed: listings.some(({ row }) => isListedOn(row.listing, day)) };
  };

/** What a provider answered, newest first, with the requests as far as they are there. */
export const answersGiven =
  ({ store }: Pick<RequestDeps, "store">) =>
  async (account: string): Promise<readonly NearRequest[]> => {
    const answers = (await store.answersOf(account)).filter(({ body }) => body.state !== "not-for-me" && body.erasedAt === undefined);
    const requests = await Promise.all(answers.map(({ body }) => store.request(body.request)));
    return answers.flatMap(({ body: answer }, index) => {
      const request = requests[index]?.body;
      return request ? [{ request, answer }] : [];
    });
  };

/** A request as a provider may see it: one they could serve now, or answered before. Undefined where it is neither. */
export const requestNear =
  ({ store }: Pick<RequestDeps, "store">) =>
  async (account: string, id: string, day: PlainDate): Promise<(NearRequest & { readonly version: number }) | undefined> => {
    const [stored, listings] = await Promise.all([store.request(id), store.listingsOf(account)]);
    if (!stored || stored.body.owner === account) return undefined;
    const { body: request, version } = stored;
    const match = request.state === "open" ? bestOf(listings, request, day) : undefined;
    const answers = (await store.answersTo(id)).filter(({ body }) => body.owner === account && body.erasedAt === undefined);
    const answer = (answers.find(({ body }) => body.state !== "not-for-me") ?? answers[0])?.body;
    return match || answer ? { request, version, ...(match ? { match } : {}), ...(answer ? { answer } : {}) } : undefined;
  };

/** `gone`: the request is no longer one they could answer. `moved`: the person has decided already. */
export type AnswerRefusal = CommitRefusal | "gone" | "moved";

/** What a provider does with a request: answers it, takes that back, or does not want to see it. */
export type AnswerAct = { readonly move: "send"; readonly said: NewAnswer } | { readonly move: "decline" | "withdraw" };

/** Answers a request for the listing of a provider that fits it best; the person hears that somebody answered. */
export const answerRequest =
  (deps: Pick<RequestDeps, "store" | "site">) =>
  async ({ body: provider }: Versioned<Account>, id: string, act: AnswerAct, context: AuditContext): Promise<Result<void, AnswerRefusal>> => {
    const { store, site } = deps;
    let result: Result<void, AnswerRefusal> = refused("gone");
    const settled = (as: Result<void, AnswerRefusal>) => {
      result = as;
      return "done" as const;
    };
    await changeUntilDone(async () => {
      const found = await requestNear(deps)(provider.id, id, londonDate(context.at));
      const stored = found && (await store.request(id));
      const person = stored && (await store.account(stored.body.owner));
      if (!found || !stored || !person || !isOpen(person.body)) return settled(refused("gone"));
      // What is sent is for the listing that fits best now; what was said before stays with the listing it was said for.
      const listing = act.move === "send" ? found.match?.id : (found.answer?.listing ?? found.match?.id);
      if (act.move === "send" && found.answer && !mayAnswer(found.answer.state, "send")) return settled(refused("moved"));
      const known = ListingId.safeParse(listing);
      if (!known.success) return settled(refused("gone"));
      const before = await store.answer(id, known.data);
      const of = { request: id, listing: known.data, owner: provider.id, authority: stored.body.authority };
      const after = answerAfter(of, before?.body, act.move, context.at, act.move === "send" ? act.said : undefined);
      if (!after.ok) return settled(after);
      const first = act.move === "send" && stored.body.firstAnswerAt === undefined;
      const done = await store.commit(
        context,
        [
          { entity: "answer", before, after: after.value, action: `answer:${act.move}` },
          ...(first
            ? [{ entity: "request" as const, before: stored, after: { ...stored.body, firstAnswerAt: instantOf(context.at) }, action: "request:first-answer" }]
            : []),
        ],
        // Whoever took an answer back and sends another is not told of twice.
        act.move === "send" && before === undefined ? [answeredNotice({ to: person.body, site, at: context.at }, stored.body, known.data)] : [],
      );
      return !done.ok && done.refusal === "stale" ? "again" : settled(done);
    });
    return result;
  };

/** How a provider hears of new requests. */
export const alertOf =
  ({ store }: Pick<RequestDeps, "store">) =>
  async (account: string): Promise<AlertEvery> =>
    (await store.alert(account))?.body.every ?? USUAL_ALERT;

/** Keeps how a provider wants to hear of new requests. */
export const setAlert =
  ({ store, policy }: Pick<RequestDeps, "store" | "policy">) =>
  async ({ body: provider }: Versioned<Account>, every: AlertEvery, context: AuditContext): Promise<Result<void, "repeat">> => {
    const { id, authority } = provider;
    let result: Result<void, "repeat"> = ok(undefined);
    await changeUntilDone(async () => {
      const before = await store.alert(id);
      const was = before?.body ?? { id, owner: id, authority, every, pending: [], createdAt: instantOf(context.at) };
      const after = withEvery(was, every, londonDate(context.at), policy.weekday);
      const done = await store.commit(context, [{ entity: "request-alert", before, after, action: "request-alert:set" }]);
      if (!done.ok && done.refusal === "stale") return "again";
      result = done.ok ? ok(undefined) : refused("repeat");
      return "done";
    });
    return result;
  };
