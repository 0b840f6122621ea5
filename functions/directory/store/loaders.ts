import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { AlertStore, RouteRecords } from "../use-cases/ports.ts";
import { directoryKeys } from "./keys.ts";

/** How the records of this slice's routes are found, and what deciding may know of them. */
export const directoryLoaders = (store: Pick<AlertStore, "alert">): Loaders<Versioned<Account>, RouteRecords> => ({
  async alert(id) {
    const alert = await store.alert(id);
    return alert && { subject: { owner: alert.body.owner, authority: alert.body.authority }, name: recordName(directoryKeys.alert(id)), value: alert };
  },
});
