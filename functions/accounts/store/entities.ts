import { Account, Worker } from "../../../shared/people/account.ts";
import { openAccount } from "../../../shared/people/open-account.ts";
import { PolicyVersion } from "../../../shared/policy/versions.ts";
import type { Derived, Entities } from "../../../shared/records/entity.ts";
import { indexes, keys } from "../../../shared/table/keys.ts";
import { actsForOf, Delegation } from "../rules/delegation.ts";
import { Appointment, Erasure } from "../rules/staff.ts";
import type { RecordKind, Records } from "../use-cases/ports.ts";

interface Waiting {
  readonly addressHash?: string | undefined;
  readonly id: string;
  readonly state: string;
}

/** What waits for somebody at an address, so that it is found when they sign in. */
const invitation = (kind: RecordKind, { addressHash, id, state }: Waiting, called = id): readonly Derived[] =>
  state === "invited" && addressHash !== undefined
    ? [{ key: keys.invitation(addressHash, kind, called), entity: "invitation", attributes: { kind, id }, owner: { path: "id", value: id } }]
    : [];

export const recordEntities: Entities<Records> = {
  account: {
    schema: Account,
    schemaVersion: 1,
    key: ({ id }) => keys.account(id),
    told: ["authority", "grants", "signedOutBefore", "closingAt", "erasedAt"],
  },
  worker: {
    schema: Worker,
    schemaVersion: 1,
    key: ({ account, id }) => keys.worker(account, id),
    told: ["addedAt", "endedAt"],
    needs: ({ account, endedAt }) => (endedAt === undefined ? [openAccount(account)] : []),
  },
  delegation: {
    schema: Delegation,
    schemaVersion: 1,
    key: ({ id }) => keys.delegation(id),
    told: ["person", "kind", "scopes", "from", "until", "state", "delegate", "endedAt"],
    byPerson: ({ person, createdAt, id }) => ({ partition: indexes.delegationsFor(person), sort: `${createdAt}#${id}` }),
    byCouncil: ({ authority, id }) => ({ partition: indexes.councilDelegations(authority), sort: id }),
    derived: (delegation) => {
      const { delegate, person } = delegation;
      const actsFor = actsForOf(delegation);
      const link =
        actsFor && delegate !== undefined
          ? [{ key: keys.actsFor(delegate, person), entity: "acts-for", attributes: { actsFor }, owner: { path: "actsFor.delegation", value: delegation.id } }]
          : [];
      return [...link, ...invitation("delegation", delegation)];
    },
    needs: ({ state, person, delegate }) =>
      state === "invited" || state === "active" ? [openAccount(person), ...(delegate === undefined ? [] : [openAccount(delegate)])] : [],
  },
  appointment: {
    schema: Appointment,
    schemaVersion: 1,
    key: ({ id }) => keys.appointment(id),
    told: ["role", "state", "account", "endedAt"],
    byPerson: ({ account, createdAt, id }) => (account === undefined ? undefined : { partition: indexes.appointmentsOf(account), sort: `${createdAt}#${id}` }),
    byCouncil: ({ authority, id }) => ({ partition: indexes.councilStaff(authority), sort: id }),
    // One open invitation to a role of a council at an address: a second one is refused.
    derived: (appointment) => invitation("appointment", appointment, `${appointment.authority}.${appointment.role}`),
    needs: ({ state, account }) => (state === "active" && account !== undefined ? [openAccount(account)] : []),
  },
  erasure: {
    schema: Erasure,
    schemaVersion: 1,
    key: ({ id }) => keys.erasure(id),
    told: ["person", "state", "askedAt", "decidedAt"],
    needs: ({ state, person }) => (state === "asked" ? [openAccount(person)] : []),
    byPerson: ({ person, askedAt, id }) => ({ partition: indexes.erasuresOf(person), sort: `${askedAt}#${id}` }),
    byCouncil: ({ authority, id }) => ({ partition: indexes.councilErasures(authority), sort: id }),
  },
  "policy-version": {
    schema: PolicyVersion,
    schemaVersion: 1,
    key: ({ authority, version }) => keys.policyVersion(authority, version),
    told: ["version", "effectiveFrom", "figures"],
    derived: ({ authority, version, effectiveFrom, figures }) => [
      { key: keys.publishedPolicy(authority, version), entity: "published-policy", attributes: { body: JSON.stringify({ version, effectiveFrom, figures }) } },
    ],
  },
};
