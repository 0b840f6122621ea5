import { isStaffRole } from "../access/roles.ts";
import { derivedKind, keyed, placed, type RecordEntity } from "../records/entity.ts";
import { indexes, keys } from "../table/keys.ts";
import { Account, Worker } from "./account.ts";
import { addressId } from "./address-id.ts";
import { accountUpcasters, identityShape } from "./identity.ts";
import { openAccount } from "./open-account.ts";
import register from "./records.json" with { type: "json" };
import { staffRoleShape } from "./staff-role.ts";

const { account, identity, "staff-role": staffRole, worker } = register.records;

/** Accounts: every slice that writes one writes it so. */
export const accountEntity: RecordEntity<Account> = {
  schema: Account,
  schemaVersion: 2,
  upcasters: accountUpcasters,
  key: keyed(keys.account, ({ id }) => [id]),
  policy: account,
  auditedFields: ["authority", "grants", "signedOutBefore", "closingAt", "erasedAt"],
  // Found by its address when an officer of its council names it.
  byPerson: placed(indexes.accountsAt, ({ id, email }) => (email === undefined ? undefined : { in: [addressId(email)], sort: id })),
  // Written and taken away with the account: no identity leads to two of them, and none to one that is erased; nobody is found by a role they no longer have.
  derived: [
    derivedKind(identityShape, identity, keys.identity, ({ id, identities }) =>
      identities.map((one) => ({ key: [one.id], attributes: { account: id }, owner: { path: "account", value: id } })),
    ),
    derivedKind(staffRoleShape, staffRole, keys.staffRole, ({ id, grants }) =>
      grants.flatMap(({ role, authority }) =>
        isStaffRole(role) && authority !== undefined ? [{ key: [authority, role, id] as const, attributes: { account: id } }] : [],
      ),
    ),
  ],
};

/** People who work for a provider: only an open account has any that still do. */
export const workerEntity: RecordEntity<Worker> = {
  schema: Worker,
  schemaVersion: 1,
  key: keyed(keys.worker, ({ account: employer, id }) => [employer, id]),
  policy: worker,
  auditedFields: ["addedAt", "endedAt"],
  needs: ({ account: employer, endedAt }) => (endedAt === undefined ? [openAccount(employer)] : []),
};
