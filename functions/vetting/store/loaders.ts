import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { CaseStore, RouteRecords } from "../use-cases/ports.ts";
import { vettingKeys } from "./keys.ts";

/** How the records of this slice's routes are found, and what deciding may know of them. */
export const vettingLoaders = (store: Pick<CaseStore, "caseWithEvidence">): Loaders<Versioned<Account>, RouteRecords> => ({
  async case(id) {
    const stored = await store.caseWithEvidence(id);
    return (
      stored && {
        subject: { owner: stored.case.body.owner, authority: stored.case.body.authority },
        name: recordName(vettingKeys.vettingCase(id)),
        value: stored,
      }
    );
  },
});
