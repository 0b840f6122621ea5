import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/act.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { CaseStore, RouteRecords } from "../use-cases/ports.ts";
import { vettingKeys } from "./keys.ts";

/** How the records of this slice's routes are found, and what deciding may know of them. */
export const vettingLoaders = (store: Pick<CaseStore, "caseWithEvidence">): Loaders<Versioned<Account>, RouteRecords> => ({
  async case(id) {
    const own = await store.caseWithEvidence(id);
    return own && { subject: { owner: own.case.body.owner, authority: own.case.body.authority }, name: recordName(vettingKeys.vettingCase(id)), value: own };
  },
});
