import { Account } from "../../../shared/people/account.ts";
import { openAccount } from "../../../shared/people/open-account.ts";
import { ChecklistVersion } from "../../../shared/policy/checklists.ts";
import type { Entities } from "../../../shared/records/entity.ts";
import { indexes, keys } from "../../../shared/table/keys.ts";
import { Arrangement } from "../../arrangements/rules/arrangement.ts";
import { VettingCase } from "../rules/case.ts";
import { Evidence } from "../rules/evidence.ts";
import { queueOf } from "../rules/queues.ts";
import { Reference } from "../rules/reference.ts";
import type { Records } from "../use-cases/ports.ts";

const swept = ({ sweepOn }: { readonly sweepOn?: string | undefined }) => (sweepOn === undefined ? undefined : indexes.sweep(sweepOn));

export const recordEntities: Entities<Records> = {
  case: {
    schema: VettingCase,
    schemaVersion: 1,
    key: ({ id }) => keys.vettingCase(id),
    told: [
      "id",
      "state",
      "standing",
      "holds",
      "checklist",
      "workers",
      "submittedAt",
      "dueOn",
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
      "sweepOn",
    ],
    byPerson: ({ owner, createdAt, id }) => ({ partition: indexes.casesOf(owner), sort: `${createdAt}#${id}` }),
    byCouncil: (own) => ({ partition: indexes.councilCases(own.authority, queueOf(own)), sort: `${own.submittedAt ?? own.createdAt}#${own.id}` }),
    due: swept,
    needs: ({ owner, endedAt }) => (endedAt === undefined ? [openAccount(owner)] : []),
    // One application of somebody's is open at a time, whoever begins two at once.
    derived: ({ id, owner, standing, endedAt }) =>
      standing === undefined && endedAt === undefined
        ? [{ key: keys.openCase(owner), entity: "open-case", attributes: { openFor: id }, owner: { path: "openFor", value: id } }]
        : [],
  },
  evidence: {
    schema: Evidence,
    schemaVersion: 1,
    key: (own) => keys.evidence(own.case, own.id),
    told: ["id", "case", "code", "worker", "lapsedOn", "reminded", "factsUntil", "factsErasedOn", "sweepOn"],
    byCouncil: ({ authority, accepted, lapsedOn, case: of, id }) =>
      accepted?.until === undefined || lapsedOn !== undefined ? undefined : { partition: indexes.expiring(authority), sort: `${accepted.until}#${of}#${id}` },
    due: swept,
  },
  reference: {
    schema: Reference,
    schemaVersion: 1,
    key: ({ tokenHash }) => keys.reference(tokenHash),
    told: ["id", "case", "state", "askedOn", "until", "answeredOn"],
    byPerson: ({ case: of, askedOn, id }) => ({ partition: indexes.referencesOf(of), sort: `${askedOn}#${id}` }),
  },
  arrangement: {
    schema: Arrangement,
    schemaVersion: 1,
    key: ({ id }) => keys.arrangement(id),
    told: ["id", "listing", "state", "since", "endedAt"],
    needs: ({ owner, state }) => (state === "live" ? [openAccount(owner)] : []),
    byPerson: ({ owner, createdAt, id }) => ({ partition: indexes.arrangementsOf(owner), sort: `${createdAt}#${id}` }),
    byCouncil: ({ listing, state, id }) => (listing !== undefined && state === "live" ? { partition: indexes.usesOf(listing), sort: id } : undefined),
  },
  "checklist-version": {
    schema: ChecklistVersion,
    schemaVersion: 1,
    key: ({ authority, version }) => keys.checklistVersion(authority, version),
    told: ["version", "effectiveFrom", "items", "figures"],
  },
  account: { schema: Account, schemaVersion: 1, key: ({ id }) => keys.account(id), told: ["authority", "grants"] },
};
