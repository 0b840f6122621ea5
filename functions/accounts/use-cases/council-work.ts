import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Account, newAccount, withGrant } from "../../../shared/people/account.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { editableFigures, type PolicyVersion } from "../../../shared/policy/versions.ts";
import type { NewPerson } from "../rules/staff.ts";
import type { AccountsDeps } from "./deps.ts";

/** Makes an account for a person who does not sign in, so that somebody can act for them. */
export const registerPerson =
  ({ store, newId }: Pick<AccountsDeps, "store" | "newId">) =>
  async (authority: string, { displayName }: NewPerson, context: AuditContext): Promise<Result<Account, CommitRefusal>> => {
    const bare: Account = { ...newAccount(newId(), authority, instantOf(context.at)), displayName };
    const account = withGrant(bare, { role: "recipient" });
    const done = await store.commit(context, [{ entity: "account", after: account, action: "person:register" }]);
    return done.ok ? ok(account) : done;
  };

/** A figure that cannot be set as asked, by its path. */
export interface FigureError {
  readonly path: string;
  readonly detail: string;
}

/** Checks figures a council wants to set: every editable one, each within its limits. */
export function figureErrors(figures: Readonly<Record<string, number>>): readonly FigureError[] {
  const unknown = Object.keys(figures).filter((path) => !editableFigures.some((figure) => figure.path === path));
  return [
    ...unknown.map((path) => ({ path, detail: "is not a figure a council sets" })),
    ...editableFigures.flatMap(({ path, least, most, unit }) => {
      const value = figures[path];
      const fine = value !== undefined && Number.isInteger(value) && value >= least && value <= most;
      return fine ? [] : [{ path, detail: `must be a whole number of ${unit} from ${least} to ${most}` }];
    }),
  ];
}

/** `in-the-past`: its first day is before today. `stale`: another version was set since. */
export type PolicyRefusal = CommitRefusal | "in-the-past";

/**
 * Sets a new version of a council's policy from a day on. `seen` is the version the figures were made
 * from: another set meanwhile is not overwritten unseen, and refused as `stale`. A day before today is refused as `in-the-past`.
 */
export const setPolicy =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async (
    authority: string,
    seen: number,
    { effectiveFrom, figures, reason }: { effectiveFrom: PlainDate; figures: Readonly<Record<string, number>>; reason: string },
    context: AuditContext,
  ): Promise<Result<PolicyVersion, PolicyRefusal>> => {
    if (effectiveFrom < londonDate(context.at)) return refused("in-the-past");
    if (seen !== (await latestPolicy({ store }, authority))) return refused("stale");
    const version: PolicyVersion = { authority, version: seen + 1, effectiveFrom, figures, createdAt: instantOf(context.at) };
    const done = await store.commit(context, [{ entity: "policy-version", after: version, action: "policy:write", reason }]);
    return done.ok ? ok(version) : done;
  };

/** The newest version there is of a council's policy: the one it came with counts. */
export async function latestPolicy({ store }: Pick<AccountsDeps, "store">, authority: string): Promise<number> {
  const versions = await store.policyVersions(authority);
  return Math.max(councilPolicy(authority).version, ...versions.map(({ body }) => body.version));
}
