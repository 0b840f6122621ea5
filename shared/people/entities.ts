import { keyed, type RecordEntity } from "../records/entity.ts";
import { keys } from "../table/keys.ts";
import { Account, Worker } from "./account.ts";
import { openAccount } from "./open-account.ts";
import register from "./records.json" with { type: "json" };

const { account, worker } = register.records;

/** Accounts: every slice that writes one writes it so. */
export const accountEntity: RecordEntity<Account> = {
  schema: Account,
  schemaVersion: 1,
  key: keyed(keys.account, ({ id }) => [id]),
  policy: account,
  auditedFields: ["authority", "grants", "signedOutBefore", "closingAt", "erasedAt"],
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
