import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Checklist, type ChecklistVersion, firstChecklist, offeredItems } from "../../../shared/policy/checklists.ts";
import type { VettingDeps } from "./deps.ts";

type Deps = Pick<VettingDeps, "store">;

/** The newest checklist there is of a council, begun or not, with every item it may set. */
export async function latestChecklist({ store }: Deps, authority: string): Promise<Checklist> {
  const version = (await store.checklistVersions(authority)).map(({ body }) => body);
  const latest = version.toSorted((a, b) => b.version - a.version)[0] ?? firstChecklist(authority);
  return { ...latest, items: [...offeredItems(authority, latest)] };
}

/**
 * Sets a new version of a council's checklist from a day on: new cases follow it, open ones stay with theirs.
 * Refused as `in-the-past` where that day is before today, and as `stale` where another version was set since.
 */
export const setChecklist =
  ({ store }: Deps) =>
  async (
    authority: string,
    seen: number,
    from: Checklist,
    { items, figures }: Pick<Checklist, "items" | "figures">,
    { effectiveFrom, reason }: { readonly effectiveFrom: PlainDate; readonly reason: string },
    context: AuditContext,
  ): Promise<Result<ChecklistVersion, CommitRefusal | "in-the-past">> => {
    if (effectiveFrom < londonDate(context.at)) return refused("in-the-past");
    if (seen !== from.version) return refused("stale");
    const { dbsLevels, dbsOtherwise } = from;
    const after: ChecklistVersion = { authority, version: seen + 1, effectiveFrom, items, dbsLevels, dbsOtherwise, figures, createdAt: instantOf(context.at) };
    const done = await store.commit(context, [{ entity: "checklist-version", after, action: "checklist:write", reason }]);
    return done.ok ? ok(after) : done;
  };
