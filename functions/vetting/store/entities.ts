import { shownPhotoShape } from "../../../shared/listing/shown-photo.ts";
import { accountEntity } from "../../../shared/people/entities.ts";
import { openAccount } from "../../../shared/people/open-account.ts";
import { ChecklistVersion } from "../../../shared/policy/checklists.ts";
import { dueCouncilOf } from "../../../shared/policy/due-council.ts";
import { derivedKind, type Entities, keyed, placed } from "../../../shared/records/entity.ts";
import { indexes, keys } from "../../../shared/table/keys.ts";
import { endedBadly, VettingCase } from "../rules/case.ts";
import { Evidence } from "../rules/evidence.ts";
import { CasePictures } from "../rules/photo.ts";
import { queueOf } from "../rules/queues.ts";
import { Reference } from "../rules/reference.ts";
import { isOpenVisit, Visit } from "../rules/visit.ts";
import type { Records } from "../use-cases/ports.ts";
import { vettingIndexes, vettingKeys } from "./keys.ts";
import register from "./records.json" with { type: "json" };
import { caseUpcasters, earlierCaseShape, evidenceUpcasters, openCaseShape, referenceUpcasters } from "./shapes.ts";

const kept = register.records;

const swept = ({ nextSweepOn, authority }: { readonly nextSweepOn?: string | undefined; readonly authority: string }) =>
  nextSweepOn === undefined ? undefined : indexes.sweep(nextSweepOn, dueCouncilOf(authority));

export const vettingEntities: Entities<Records> = {
  case: {
    schema: VettingCase,
    schemaVersion: 8,
    upcasters: caseUpcasters,
    key: keyed(vettingKeys.vettingCase, ({ id }) => [id]),
    policy: kept.case,
    auditedFields: [
      "id",
      "state",
      "accreditation",
      "blockingEvidence",
      "checklist",
      "workers",
      "submittedAt",
      "decideBy",
      "assignedTo",
      "enteredBy",
      "involved",
      "overturned",
      "conflicts",
      "tasks",
      "listing",
      "accreditedOn",
      "accreditedUntil",
      "reminded",
      "renews",
      "endedAt",
      "nextSweepOn",
    ],
    byPerson: placed(vettingIndexes.casesOf, ({ owner, createdAt, id }) => ({ in: [owner], sort: `${createdAt}#${id}` })),
    byCouncil: placed(vettingIndexes.councilCases, (vettingCase) => ({
      in: [vettingCase.authority, queueOf(vettingCase)],
      sort: `${vettingCase.submittedAt ?? vettingCase.createdAt}#${vettingCase.id}`,
    })),
    due: swept,
    needs: ({ owner, endedAt }) => (endedAt === undefined ? [openAccount(owner)] : []),
    // One application of somebody's is open at a time, whoever begins two at once.
    derived: [
      derivedKind(openCaseShape, kept["open-case"], vettingKeys.openCase, ({ id, owner, accreditation, endedAt }) =>
        accreditation === undefined && endedAt === undefined ? { key: [owner], attributes: { openFor: id }, owner: { path: "openFor", value: id } } : undefined,
      ),
      derivedKind(earlierCaseShape, kept["earlier-case"], vettingKeys.earlierCase, (vettingCase) =>
        vettingCase.addressHash !== undefined && endedBadly(vettingCase)
          ? { key: [vettingCase.addressHash, vettingCase.id], attributes: { earlier: vettingCase.id } }
          : undefined,
      ),
    ],
  },
  evidence: {
    schema: Evidence,
    schemaVersion: 6,
    upcasters: evidenceUpcasters,
    key: keyed(vettingKeys.evidence, (evidence) => [evidence.case, evidence.id]),
    policy: kept.evidence,
    auditedFields: ["id", "case", "code", "worker", "lapsedOn", "reminded", "factsUntil", "factsErasedOn", "nextSweepOn"],
    byCouncil: placed(vettingIndexes.expiring, ({ authority, accepted, lapsedOn, case: of, id }) =>
      accepted?.until === undefined || lapsedOn !== undefined ? undefined : { in: [authority], sort: `${accepted.until}#${of}#${id}` },
    ),
    due: swept,
  },
  visit: {
    schema: Visit,
    schemaVersion: 1,
    key: keyed(vettingKeys.visit, (visit) => [visit.case]),
    policy: kept.visit,
    auditedFields: ["case", "state", "chosen", "by", "answeredBy", "reminded", "passedOn", "nextSweepOn"],
    due: swept,
    // An open visit is arranged of no case that has ended, whichever of the two is written first.
    needs: (visit) => (isOpenVisit(visit) ? [{ key: vettingKeys.vettingCase(visit.case), condition: "attribute_not_exists(body.endedAt)" }] : []),
  },
  reference: {
    schema: Reference,
    schemaVersion: 3,
    upcasters: referenceUpcasters,
    key: keyed(vettingKeys.reference, ({ tokenHash }) => [tokenHash]),
    policy: kept.reference,
    auditedFields: ["id", "case", "by", "state", "askedOn", "until", "answeredOn"],
    byPerson: placed(vettingIndexes.referencesOf, ({ case: of, askedOn, id }) => ({ in: [of], sort: `${askedOn}#${id}` })),
  },
  photo: {
    schema: CasePictures,
    schemaVersion: 1,
    key: keyed(vettingKeys.pictures, (pictures) => [pictures.case]),
    policy: kept.photo,
    auditedFields: ["case"],
    // What the public may see is put in place, and taken away, with the very change that says so.
    derived: [
      derivedKind(shownPhotoShape, kept["shown-photo"], keys.shownPhoto, ({ pictures, shown }) => {
        const picture = pictures.find(({ name }) => name === shown?.name);
        if (!picture || !shown) return undefined;
        const { name, small, large } = picture;
        return { key: [name], attributes: { body: JSON.stringify({ listing: shown.listing, small, large }) } };
      }),
    ],
  },
  "checklist-version": {
    schema: ChecklistVersion,
    schemaVersion: 1,
    key: keyed(vettingKeys.checklistVersion, ({ authority, version }) => [authority, version]),
    policy: "not-personal",
    auditedFields: ["version", "effectiveFrom", "items", "figures"],
  },
  account: accountEntity,
};
