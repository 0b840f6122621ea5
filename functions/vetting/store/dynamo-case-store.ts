import { isDeepStrictEqual } from "node:util";
import { type CommitRefusal, commit } from "../../../shared/audit/commit.ts";
import { trailOf } from "../../../shared/audit/trail.ts";
import type { Result } from "../../../shared/domain/result.ts";
import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { type ListingWrite, MADE_FROM_CASE } from "../../../shared/listing/change.ts";
import { clientsOf } from "../../../shared/listing/clients-of.ts";
import { withFreeSaid } from "../../../shared/listing/free-hours.ts";
import { type Listing, ListingId } from "../../../shared/listing/listing.ts";
import { listingWrites, readListings } from "../../../shared/listing/listing-writes.ts";
import { noticeWrite } from "../../../shared/notices/notice.ts";
import type { Worker } from "../../../shared/people/account.ts";
import { workerEntity } from "../../../shared/people/entities.ts";
import { staffRoleShape } from "../../../shared/people/staff-role.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { keys } from "../../../shared/table/keys.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import { type Table, transactUntilClear } from "../../../shared/table/table-client.ts";
import type { CaseStore, Records } from "../use-cases/ports.ts";
import { vettingEntities } from "./entities.ts";
import { vettingIndexes, vettingKeys } from "./keys.ts";
import { earlierCaseShape } from "./shapes.ts";

/** The store of cases, their evidence, and what belongs to them. */
export function dynamoCaseStore(table: Table): CaseStore {
  const { name: TableName } = table;
  const records = recordTable<Records>(table, vettingEntities);
  const people = recordTable<{ worker: Worker }>(table, { worker: workerEntity });

  /** The listing as its case has it, with the hours that are arranged, where it differs from what is stored. */
  const listingWriteOf = async (ofCase: Listing, at: EpochMillis): Promise<ListingWrite | undefined> => {
    const replaces = (await readListings(table, [ofCase.id])).get(ofCase.id);
    const listing = withFreeSaid(replaces?.listing, ofCase, londonDate(at));
    if (replaces && isDeepStrictEqual(replaces.listing, listing)) return undefined;
    return { listing, digest: MADE_FROM_CASE, ...(replaces ? { replaces } : {}) };
  };

  return {
    async caseWithEvidence(id) {
      const items = await records.items(vettingKeys.vettingCase(id).pk);
      const found = items.find(({ sk }) => sk === vettingKeys.vettingCase(id).sk);
      const visit = items.find(({ sk }) => sk === vettingKeys.visit(id).sk);
      const beginning = vettingKeys.evidence(id, "").sk;
      return (
        found && {
          case: records.recordFrom("case", found),
          evidence: items.filter(({ sk }) => String(sk).startsWith(beginning)).map((item) => records.recordFrom("evidence", item)),
          ...(visit ? { visit: records.recordFrom("visit", visit) } : {}),
        }
      );
    },
    casesOf: (owner) => records.byPerson("case", vettingIndexes.casesOf(owner)),
    async earlierCases(addressHash) {
      const items = await records.items(vettingKeys.earlierCase(addressHash, "").pk);
      const cases = await Promise.all(items.map((item) => records.get("case", vettingKeys.vettingCase(readItem(earlierCaseShape, item).earlier))));
      return cases.filter((one) => one !== undefined);
    },
    councilCases: (authority, queue, after) => records.byCouncil("case", vettingIndexes.councilCases(authority, queue), after),
    expiring: (authority, after) => records.byCouncil("evidence", vettingIndexes.expiring(authority), after),
    picturesOf: (caseId) => records.get("photo", vettingKeys.pictures(caseId)),
    referencesOf: (caseId) => records.byPerson("reference", vettingIndexes.referencesOf(caseId)),
    referenceBy: (tokenHash) => records.get("reference", vettingKeys.reference(tokenHash)),
    clientsOf: (listing) => clientsOf(table, listing),
    checklistVersions: (authority) => records.inPartition("checklist-version", vettingKeys.checklistVersion(authority, 0).pk, "VERSION#"),
    account: (id) => records.get("account", keys.account(id)),
    async vettingOfficers(authority) {
      const { pk, sk } = keys.staffRole(authority, "vetting-officer", "");
      return (await records.items(pk, sk)).map((item) => readItem(staffRoleShape, item).account);
    },
    workersOf: (account) => people.inPartition("worker", keys.account(account).pk, keys.worker(account, "").sk),
    async listing(id) {
      const known = ListingId.safeParse(id);
      return known.success ? (await readListings(table, [known.data])).get(id)?.listing : undefined;
    },
    async storedListing(id) {
      return (await readListings(table, [ListingId.parse(id)])).get(id);
    },
    async lapseListing(replaces, listing, context, notices) {
      const { records: listed, others } = listingWrites(TableName, [{ listing, digest: replaces.digest, replaces }], "listing:lapse");
      return (await commit(table, context, listed, (sentAt) => [...others(sentAt), ...notices.map((notice) => noticeWrite(TableName, notice))])).ok;
    },
    async tell(notices) {
      for (const notice of notices) await transactUntilClear(table, [noticeWrite(TableName, notice)]);
    },
    eraseReasons: ({ entity, after }) => records.eraseReasons(entity, after),
    caseTrail: (vettingCase) => records.trail("case", vettingCase),
    async trailsOfCase(vettingCase) {
      const stored = await this.caseWithEvidence(vettingCase.id);
      const references = await this.referencesOf(vettingCase.id);
      const listing = ListingId.safeParse(vettingCase.listing);
      const pictures = await this.picturesOf(vettingCase.id);
      const trails = await Promise.all([
        records.trail("case", vettingCase),
        ...(stored?.evidence ?? []).map(({ body }) => records.trail("evidence", body)),
        ...(stored?.visit ? [records.trail("visit", stored.visit.body)] : []),
        ...references.map(({ body }) => records.trail("reference", body)),
        ...(pictures ? [records.trail("photo", pictures.body)] : []),
        ...(listing.success ? [trailOf(table, keys.listing(listing.data))] : []),
      ]);
      return trails.flat();
    },
    async commit(context, changes, { listing, notices = [] } = {}): Promise<Result<void, CommitRefusal>> {
      const write = listing && (await listingWriteOf(listing, context.at));
      const action = changes[0]?.action ?? "case:change";
      const listed = listingWrites(TableName, write ? [write] : [], action);
      return records.commit(context, changes, listed.records, (sentAt) => [
        ...listed.others(sentAt),
        ...notices.map((notice) => noticeWrite(TableName, notice)),
      ]);
    },
  };
}
