import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { type Result, refused } from "../../../shared/domain/result.ts";
import { daysAfter, instantOf, londonDate } from "../../../shared/domain/time.ts";
import type { CoarsePlace } from "../../../shared/geography/coarse-place.ts";
import type { Account } from "../../../shared/people/account.ts";
import { type Answer, decided, type NewChoice } from "../rules/answer.ts";
import { needOf } from "../rules/need.ts";
import { isWaiting, type NewRequest, type SupportRequest, type WithdrawReason } from "../rules/request.ts";
import { moveRequest, withNextDay } from "../rules/request-moves.ts";
import { chosenNotice } from "./request-notices.ts";
import type { RequestChange, RequestDeps } from "./request-ports.ts";

/** `too-many`: so many of theirs wait already. */
export type PublishRefusal = CommitRefusal | "too-many";

/** Publishes a request. Who is told of it is found out afterwards (`tell-providers.ts`): nobody waits for that here. */
export const publishRequest =
  ({ store, policy, handOn }: Pick<RequestDeps, "store" | "policy" | "handOn">) =>
  async (
    { body: person }: Versioned<Account>,
    id: string,
    { near: _, from, ...needs }: NewRequest,
    place: CoarsePlace,
    context: AuditContext,
  ): Promise<Result<void, PublishRefusal>> => {
    const waiting = (await store.requestsOf(person.id)).filter(({ body }) => isWaiting(body));
    if (waiting.length >= policy.mostOpen) return refused("too-many");
    const today = londonDate(context.at);
    const after = withNextDay(
      {
        id,
        owner: person.id,
        authority: person.authority,
        ...needs,
        from: from ?? today,
        place,
        state: "open",
        createdAt: instantOf(context.at),
        confirmBy: daysAfter(today, policy.confirmDays),
        reminded: false,
      },
      policy,
    );
    const done = await store.commit(context, [{ entity: "request", after, action: "request:publish" }]);
    if (done.ok) await handOn(id);
    return done;
  };

/** `moved`: it is no longer where that begins. */
export type MoveRefusal = CommitRefusal | "moved";

/** Says that a request is still needed: providers see it again, or go on seeing it. */
export const confirmRequest =
  ({ store, policy }: Pick<RequestDeps, "store" | "policy">) =>
  async (before: Versioned<SupportRequest>, context: AuditContext): Promise<Result<void, MoveRefusal>> => {
    const moved = moveRequest(before.body, "confirm", { at: context.at }, policy);
    return moved.ok ? store.commit(context, [{ entity: "request", before, after: moved.value, action: "request:confirm" }]) : moved;
  };

/** Says that somebody was found: what was recorded as a need that was not met has been met then. */
export const fillRequest =
  ({ store, policy }: Pick<RequestDeps, "store" | "policy">) =>
  async (before: Versioned<SupportRequest>, context: AuditContext): Promise<Result<void, MoveRefusal>> => {
    const moved = moveRequest(before.body, "fill", { at: context.at }, policy);
    if (!moved.ok) return moved;
    const need = before.body.unmetOn === undefined ? undefined : await store.need(before.body.id);
    return store.commit(context, [
      { entity: "request", before, after: moved.value, action: "request:fill" },
      ...(need ? [{ entity: "need" as const, before: need, after: { ...need.body, metOn: londonDate(context.at) }, action: "need:met" }] : []),
    ]);
  };

/** Takes a request back. Whoever could not find anybody has a need that was not met. */
export const withdrawRequest =
  ({ store, policy }: Pick<RequestDeps, "store" | "policy">) =>
  async (before: Versioned<SupportRequest>, why: WithdrawReason, context: AuditContext): Promise<Result<void, MoveRefusal>> => {
    const moved = moveRequest(before.body, "withdraw", { at: context.at, why }, policy);
    if (!moved.ok) return moved;
    const today = londonDate(context.at);
    const unmet = why === "could-not-find" && before.body.unmetOn === undefined;
    const after = unmet ? { ...moved.value, unmetOn: today } : moved.value;
    const changes: RequestChange[] = [{ entity: "request", before, after, action: "request:withdraw" }];
    if (unmet) changes.push({ entity: "need", after: needOf(after, "gave-up", today), action: "need:record" });
    return store.commit(context, changes);
  };

/** Chooses an answer: from then on the two see how to reach each other. The request stays open until they agreed. */
export const chooseAnswer =
  ({ store, site }: Pick<RequestDeps, "store" | "site">) =>
  async (request: Versioned<SupportRequest>, before: Versioned<Answer>, choice: NewChoice, context: AuditContext): Promise<Result<void, MoveRefusal>> => {
    if (!isWaiting(request.body)) return refused("moved");
    const chosen = decided(before.body, "choose", context.at, choice);
    if (!chosen.ok) return chosen;
    const { firstChosenAt = instantOf(context.at) } = request.body;
    const provider = await store.account(before.body.owner);
    return store.commit(
      context,
      [
        { entity: "request", before: request, after: { ...request.body, firstChosenAt }, action: "request:choose" },
        { entity: "answer", before, after: chosen.value, action: "answer:choose" },
      ],
      provider ? [chosenNotice({ to: provider.body, site, at: context.at }, request.body, before.body.listing)] : [],
    );
  };

/** Says no to an answer. */
export const passAnswer =
  ({ store }: Pick<RequestDeps, "store">) =>
  async (before: Versioned<Answer>, context: AuditContext): Promise<Result<void, MoveRefusal>> => {
    const passed = decided(before.body, "pass", context.at);
    return passed.ok ? store.commit(context, [{ entity: "answer", before, after: passed.value, action: "answer:pass" }]) : passed;
  };
