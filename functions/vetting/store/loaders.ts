import type { Kept } from "../../../shared/audit/act.ts";
import type { Loaders } from "../../../shared/http/guard.ts";
import type { Account } from "../../../shared/people/account.ts";
import { keys, recordName } from "../../../shared/table/keys.ts";
import type { VettingValues } from "../../record-values.ts";
import type { CaseStore } from "../use-cases/ports.ts";

/** How the records of this slice's routes are found, and what deciding may know of them. */
export const recordLoaders = (store: CaseStore): Loaders<Kept<Account>, VettingValues> => ({
  async case(id) {
    const own = await store.caseWithEvidence(id);
    return own && { subject: { owner: own.case.body.owner, authority: own.case.body.authority }, name: recordName(keys.vettingCase(id)), value: own };
  },
  async arrangement(id) {
    const own = await store.arrangement(id);
    return own && { subject: { owner: own.body.owner, authority: own.body.authority }, name: recordName(keys.arrangement(id)), value: own };
  },
});
