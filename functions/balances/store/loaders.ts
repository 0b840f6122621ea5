import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import { isClosed } from "../rules/balance-case.ts";
import type { CaseStore } from "../use-cases/case-ports.ts";
import type { RouteRecords } from "../use-cases/ports.ts";
import { balancesKeys } from "./keys.ts";

/** How a case is found, and what deciding may know of it. Spending is shown with an open case alone: a closed one is not there. */
export const balancesLoaders = (store: Pick<CaseStore, "balanceCase">): Loaders<Versioned<Account>, Pick<RouteRecords, "balanceCase">> => ({
  async balanceCase(id) {
    const found = await store.balanceCase(id);
    if (!found || isClosed(found.body)) return undefined;
    const { owner, authority, account, number, withheld } = found.body;
    // A look at what is withheld from its person is noted on the case alone: their own trail would tell them that there is one.
    const shownOwner = withheld?.from.some((one) => one === owner) ? undefined : owner;
    return {
      subject: { owner: shownOwner, authority, ...(withheld ? { barred: withheld.from } : {}) },
      name: recordName(balancesKeys.balanceCase(account, number)),
      value: found,
    };
  },
});
