import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { ArrangementStore, RouteRecords } from "../use-cases/ports.ts";
import { arrangementsKeys } from "./keys.ts";

/** How the records of this slice's routes are found, and what deciding may know of them. */
export const arrangementsLoaders = (
  store: Pick<ArrangementStore, "arrangement" | "concern">,
): Loaders<Versioned<Account>, Pick<RouteRecords, "arrangement" | "concern">> => ({
  async arrangement(id) {
    const arrangement = await store.arrangement(id);
    return (
      arrangement && {
        subject: { owner: arrangement.body.owner, authority: arrangement.body.authority },
        name: recordName(arrangementsKeys.arrangement(id)),
        value: arrangement,
      }
    );
  },
  async concern(id) {
    const concern = await store.concern(id);
    return concern && { subject: { authority: concern.body.authority }, name: recordName(arrangementsKeys.concern(id)), value: concern };
  },
});
