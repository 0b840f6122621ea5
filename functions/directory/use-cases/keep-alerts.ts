import { createHash } from "node:crypto";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate } from "../../../shared/domain/time.ts";
import type { ListingId } from "../../../shared/listing/listing.ts";
import type { Account } from "../../../shared/people/account.ts";
import { type Alert, type AlertPlace, type AlertPolicy, alertUntil, isRunning, removed, renewed } from "../rules/alert.ts";
import type { AlertStore } from "./ports.ts";

/** What keeping alerts is made of. */
export interface KeepAlertsDeps {
  readonly store: Pick<AlertStore, "alert" | "alertsOf" | "commit">;
  readonly policy: AlertPolicy;
}

/** A search that somebody wants to hear of, and whom it finds today. */
export interface NewAlert {
  readonly near: AlertPlace;
  readonly search: string;
  readonly total: number;
  readonly found: readonly ListingId[];
}

/** `full`: they have as many as may be. `too-many`: the search finds so many people that none of them would be news. */
export type AlertRefusal = "full" | "too-many";

/** The same for the same search of the same person: two forms at once keep it once. */
const alertId = (owner: string, search: string): string => createHash("sha256").update(`${owner}\n${search}`).digest("hex").slice(0, ID_LENGTH);
const ID_LENGTH = 32;

/** Keeps a search to tell a person of, with everybody it finds today as known. The same search is kept once. */
export const keepAlert =
  ({ store, policy }: KeepAlertsDeps) =>
  async (
    { body: { id: owner, authority } }: Versioned<Account>,
    { near, search, total, found }: NewAlert,
    context: AuditContext,
  ): Promise<Result<void, AlertRefusal | CommitRefusal>> => {
    const today = londonDate(context.at);
    const id = alertId(owner, search);
    const before = await store.alert(id);
    if (before && isRunning(before.body, today)) return ok(undefined);
    const running = (await store.alertsOf(owner)).filter(({ body }) => isRunning(body, today));
    if (running.length >= policy.most) return refused("full");
    if (total > policy.mostKnown) return refused("too-many");
    const after: Alert = {
      ...{ id, owner, authority, near, search },
      ...{ known: [...found], fresh: [], createdAt: instantOf(context.at), until: alertUntil(today, policy) },
    };
    const done = await store.commit(context, [{ entity: "alert", before, after, action: "alert:keep" }]);
    if (done.ok || done.refusal === "repeat") return done;
    // Of two forms at once the second finds it kept.
    const meanwhile = await store.alert(id);
    return meanwhile && isRunning(meanwhile.body, today) ? ok(undefined) : done;
  };

/** Lets an alert go on, from today for as long as a new one. One that is removed or over stays so. */
export const renewAlert =
  ({ store, policy }: Pick<KeepAlertsDeps, "store" | "policy">) =>
  async (before: Versioned<Alert>, context: AuditContext): Promise<Result<void, CommitRefusal>> => {
    const today = londonDate(context.at);
    const after = renewed(before.body, today, policy);
    if (!isRunning(before.body, today) || after.until === before.body.until) return ok(undefined);
    return store.commit(context, [{ entity: "alert", before, after, action: "alert:renew" }]);
  };

/** Removes an alert: nobody is told of it any more. Removed already is what was wanted. */
export const removeAlert =
  ({ store }: Pick<KeepAlertsDeps, "store">) =>
  async (before: Versioned<Alert>, context: AuditContext): Promise<Result<void, CommitRefusal>> =>
    before.body.endedAt === undefined
      ? store.commit(context, [{ entity: "alert", before, after: removed(before.body, instantOf(context.at)), action: "alert:remove" }])
      : ok(undefined);
