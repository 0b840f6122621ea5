import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import { readReference } from "../../../shared/domain/reference.ts";
import { type Account, isStaff } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { CaseStore, RouteRecords, Standing, StoredCase } from "../use-cases/ports.ts";
import { vettingKeys } from "./keys.ts";

interface LoaderDeps {
  readonly store: Pick<CaseStore, "caseWithEvidence">;
  /** How somebody of the council's staff stands to a case. */
  readonly standing: (stored: StoredCase, officer: Account) => Promise<Standing>;
}

/** How the records of this slice's routes are found, and what deciding may know of them. A case is found by its reference however that is written, and is not there for staff who have an interest in it. */
export const vettingLoaders = ({ store, standing }: LoaderDeps): Loaders<Versioned<Account>, RouteRecords> => ({
  async case(named, { account: { body: caller } }) {
    const id = readReference(named) ?? named;
    const stored = await store.caseWithEvidence(id);
    if (!stored) return undefined;
    const { owner, authority } = stored.case.body;
    const officer = caller.id !== owner && isStaff(caller, authority);
    const { same, barred } = officer ? await standing(stored, caller) : { same: [], barred: false };
    return {
      subject: { owner, authority, ...(barred ? { barred: [caller.id] } : {}) },
      name: recordName(vettingKeys.vettingCase(id)),
      value: { ...stored, same },
    };
  },
});
