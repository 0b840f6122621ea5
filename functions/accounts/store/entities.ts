import { accountEntity, workerEntity } from "../../../shared/people/entities.ts";
import { openAccount } from "../../../shared/people/open-account.ts";
import { publishedPolicyShape } from "../../../shared/policy/published-policy.ts";
import { PolicyVersion } from "../../../shared/policy/versions.ts";
import { type DerivedKind, derivedKind, type Entities, keyed, placed } from "../../../shared/records/entity.ts";
import { keys } from "../../../shared/table/keys.ts";
import type { Upcasters } from "../../../shared/table/stored-shape.ts";
import { actsForOf, Delegation, stateAfter } from "../rules/delegation.ts";
import { MailStop } from "../rules/mail-stop.ts";
import { Appointment, Erasure } from "../rules/staff.ts";
import type { RecordKind, Records } from "../use-cases/ports.ts";
import { accountsIndexes, accountsKeys } from "./keys.ts";
import register from "./records.json" with { type: "json" };
import { actsForShape, invitationShape } from "./shapes.ts";

const kept = register.records;

/** Version 2 of a delegation and an appointment says who decided it besides the first: what was stored before needed nobody else. */
const asTheyAre: Upcasters = { 1: (body) => body };

interface Waiting {
  readonly addressHash?: string | undefined;
  readonly id: string;
  readonly state: string;
}

/** What waits for somebody at an address, so that it is found when they sign in. `name` tells several at one address apart. */
const invitation = <Body extends Waiting>(kind: RecordKind, name: (body: Body) => string): DerivedKind<Body> =>
  derivedKind(invitationShape, kept.invitation, accountsKeys.invitation, (body: Body) => {
    const { addressHash, id, state } = body;
    return state === "invited" && addressHash !== undefined
      ? { key: [addressHash, kind, name(body)], attributes: { kind, id }, owner: { path: "id", value: id } }
      : undefined;
  });

export const accountsEntities: Entities<Records> = {
  account: accountEntity,
  worker: workerEntity,
  delegation: {
    schema: Delegation,
    schemaVersion: 2,
    upcasters: asTheyAre,
    key: keyed(accountsKeys.delegation, ({ id }) => [id]),
    policy: kept.delegation,
    auditedFields: ["person", "kind", "scopes", "from", "until", "state", "delegate", "invitedBy", "agreedBy", "toldAt", "endedAt"],
    byPerson: placed(accountsIndexes.delegationsFor, ({ person, createdAt, id }) => ({ in: [person], sort: `${createdAt}#${id}` })),
    byCouncil: placed(accountsIndexes.councilDelegations, ({ authority, id }) => ({ in: [authority], sort: id })),
    derived: [
      derivedKind(actsForShape, kept["acts-for"], accountsKeys.actsFor, (delegation) => {
        const { delegate, person, id } = delegation;
        const actsFor = actsForOf(delegation);
        return actsFor && delegate !== undefined
          ? { key: [delegate, person], attributes: { actsFor }, owner: { path: "actsFor.delegation", value: id } }
          : undefined;
      }),
      invitation("delegation", ({ id }) => id),
    ],
    needs: ({ state, person, delegate }) => (stateAfter(state, "end") ? [openAccount(person), ...(delegate === undefined ? [] : [openAccount(delegate)])] : []),
  },
  appointment: {
    schema: Appointment,
    schemaVersion: 2,
    upcasters: asTheyAre,
    key: keyed(accountsKeys.appointment, ({ id }) => [id]),
    policy: kept.appointment,
    auditedFields: ["role", "state", "account", "proposedBy", "confirmedBy", "endedAt"],
    byPerson: placed(accountsIndexes.appointmentsOf, ({ account, createdAt, id }) =>
      account === undefined ? undefined : { in: [account], sort: `${createdAt}#${id}` },
    ),
    byCouncil: placed(accountsIndexes.councilStaff, ({ authority, id }) => ({ in: [authority], sort: id })),
    // One open invitation to a role of a council at an address: a second one is refused.
    derived: [invitation("appointment", ({ authority, role }) => `${authority}.${role}`)],
    needs: ({ state, account }) => (state === "active" && account !== undefined ? [openAccount(account)] : []),
  },
  erasure: {
    schema: Erasure,
    schemaVersion: 1,
    key: keyed(accountsKeys.erasure, ({ id }) => [id]),
    policy: kept.erasure,
    auditedFields: ["person", "state", "askedAt", "decidedAt"],
    needs: ({ state, person }) => (state === "asked" ? [openAccount(person)] : []),
    byPerson: placed(accountsIndexes.erasuresOf, ({ person, askedAt, id }) => ({ in: [person], sort: `${askedAt}#${id}` })),
    byCouncil: placed(accountsIndexes.councilErasures, ({ authority, id }) => ({ in: [authority], sort: id })),
  },
  "mail-stop": {
    schema: MailStop,
    schemaVersion: 1,
    key: keyed(accountsKeys.mailStop, ({ id }) => [id]),
    policy: kept["mail-stop"],
    auditedFields: ["state"],
  },
  "policy-version": {
    schema: PolicyVersion,
    schemaVersion: 1,
    key: keyed(accountsKeys.policyVersion, ({ authority, version }) => [authority, version]),
    policy: "not-personal",
    auditedFields: ["version", "effectiveFrom", "figures"],
    derived: [
      derivedKind(publishedPolicyShape, "not-personal", keys.publishedPolicy, ({ authority, version, effectiveFrom, figures }) => ({
        key: [authority, version],
        attributes: { body: JSON.stringify({ version, effectiveFrom, figures }) },
      })),
    ],
  },
};
