import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { canGetTexts } from "../../../shared/domain/telephone.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import { type Account, type Beginning, type Details, signsIn, type Worker, withGrant } from "../../../shared/people/account.ts";
import type { Erasure } from "../rules/staff.ts";
import type { AccountsDeps } from "./deps.ts";

/**
 * `no-texts`: they want text messages, and have no number that can get them. `signs-in-themselves`: nobody else changes the name and
 * addresses of somebody who signs in, whatever they may do for them.
 */
export type DetailsRefusal = CommitRefusal | "no-texts" | "signs-in-themselves";

/** Changes what somebody tells of themselves. What is left out is taken away. Refused by a `DetailsRefusal`. */
export const changeDetails =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async (account: Versioned<Account>, details: Details, context: AuditContext): Promise<Result<Account, DetailsRefusal>> => {
    if (context.actor.subject !== account.body.id && signsIn(account.body)) return refused("signs-in-themselves");
    const { displayName: _name, phone: _phone, notices: _notices, ...rest } = account.body;
    const { displayName, phone, notices } = details;
    if (notices?.channel === "sms" && !canGetTexts(phone ?? "")) return refused("no-texts");
    const after: Account = {
      ...rest,
      ...(displayName === undefined ? {} : { displayName }),
      ...(phone === undefined ? {} : { phone }),
      ...(notices === undefined ? {} : { notices }),
    };
    const done = await store.commit(context, [{ entity: "account", before: account, after, action: "account:update" }]);
    return done.ok ? ok(after) : done;
  };

/** Says what somebody is here for, and their name where it was not known. Both roles may be had; `neither` is for those who only act for others. */
export const begin =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async (
    account: Versioned<Account>,
    beginning: Beginning,
    displayName: string | undefined,
    context: AuditContext,
  ): Promise<Result<Account, CommitRefusal>> => {
    const named = displayName === undefined || account.body.displayName !== undefined ? account.body : { ...account.body, displayName };
    const after = beginning === "neither" ? named : withGrant(named, { role: beginning });
    if (after === account.body) return ok(after);
    const done = await store.commit(context, [{ entity: "account", before: account, after, action: "account:begin" }]);
    return done.ok ? ok(after) : done;
  };

const MOST_WORKERS = 500;

/** Adds a person who works for a provider. Refused as `too-many` where 500 do. */
export const addWorker =
  ({ store, newId }: Pick<AccountsDeps, "store" | "newId">) =>
  async (account: Versioned<Account>, displayName: string, context: AuditContext): Promise<Result<Worker, CommitRefusal | "too-many">> => {
    const { id, authority } = account.body;
    const present = (await store.workersOf(id)).filter(({ body }) => body.endedAt === undefined);
    if (present.length >= MOST_WORKERS) return refused("too-many");
    const worker: Worker = { id: newId(), account: id, authority, displayName, addedAt: instantOf(context.at) };
    const done = await store.commit(context, [{ entity: "worker", after: worker, action: "worker:add" }]);
    return done.ok ? ok(worker) : done;
  };

/** Notes that somebody no longer works for a provider. */
export const removeWorker =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async (worker: Versioned<Worker>, context: AuditContext): Promise<Result<Worker, CommitRefusal>> => {
    if (worker.body.endedAt !== undefined) return ok(worker.body);
    const after: Worker = { ...worker.body, endedAt: instantOf(context.at) };
    const done = await store.commit(context, [{ entity: "worker", before: worker, after, action: "worker:remove" }]);
    return done.ok ? ok(after) : done;
  };

/** Asks for all that is held on a person to be erased. A request that still waits is not asked again. Those who have to look at it first are told. Source: UK GDPR, article 17. */
export const requestErasure =
  ({ store, newId, dataSubject }: Pick<AccountsDeps, "store" | "newId" | "dataSubject">) =>
  async (account: Versioned<Account>, context: AuditContext): Promise<Result<Erasure, CommitRefusal>> => {
    const { id: person, authority } = account.body;
    const waiting = (await store.erasuresOf(person)).find(({ body }) => body.state === "asked");
    if (waiting) return ok(waiting.body);
    const erasure: Erasure = { id: newId(), person, authority, state: "asked", askedAt: instantOf(context.at) };
    const done = await store.commit(context, [{ entity: "erasure", after: erasure, action: "account:request-erasure" }]);
    // Put before whoever looks first; where this is cut off, the answer does it again.
    if (done.ok) await dataSubject.askBeforeErasure(person, context);
    return done.ok ? ok(erasure) : done;
  };
