import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { type Result, refused } from "../../../shared/domain/result.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { withArranged } from "../../../shared/listing/free-hours.ts";
import { listingWrites, readListings } from "../../../shared/listing/listing-writes.ts";
import { type Notice, noticeWrite } from "../../../shared/notices/notice.ts";
import type { RecordTable } from "../../../shared/records/record-table.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { ArrangedHours } from "../use-cases/ports.ts";

/**
 * Writes records, the notices that tell of them, and the free hours of a listing: all or nothing. Whoever else writes the listing meanwhile is
 * followed: no hours are lost or counted twice. `stale` and `repeat` as `shared/audit/commit.ts` says.
 */
export const commitWithHours =
  <Change>(table: Table, commit: (context: AuditContext, changes: readonly Change[], ...more: CommitRest) => Promise<Result<void, CommitRefusal>>) =>
  async (
    context: AuditContext,
    changes: readonly Change[],
    notices: readonly Notice[] = [],
    arranged?: ArrangedHours,
  ): Promise<Result<void, CommitRefusal>> => {
    const storedListing = async () => arranged && (await readListings(table, [arranged.listing])).get(arranged.listing);
    let done: Result<void, CommitRefusal> = refused("stale");
    await changeUntilDone(async () => {
      const replaces = await storedListing();
      const write = arranged && replaces && { listing: withArranged(replaces.listing, arranged.hours), digest: replaces.digest, replaces };
      const listed = listingWrites(table.name, write ? [write] : [], "listing:hours");
      const told = notices.map((notice) => noticeWrite(table.name, notice));
      done = await commit(context, changes, listed.records, (sentAt) => [...listed.others(sentAt), ...told]);
      // Only where it is the listing that somebody else wrote meanwhile is the same change tried again.
      const moved = !done.ok && done.refusal === "stale" && replaces !== undefined && (await storedListing())?.version !== replaces.version;
      return moved ? "again" : "done";
    });
    return done;
  };

type CommitRest = [records: NonNullable<Parameters<RecordTable<never>["commit"]>[2]>, others: NonNullable<Parameters<RecordTable<never>["commit"]>[3]>];
