import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import { providedBy } from "../../../shared/listing/provided.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { ActingStore } from "../use-cases/acting-ports.ts";
import type { RouteRecords } from "../use-cases/ports.ts";
import { marketKeys } from "./keys.ts";

/** How statements and targets are found, and what deciding may know of them: whose council's they are; and a listing whose provider looks where they are wanted. */
export const marketLoaders = (store: Pick<ActingStore, "statement" | "target" | "listings">): Loaders<Versioned<Account>, RouteRecords> => ({
  async marketStatement(id) {
    const found = await store.statement(id);
    return found && { subject: { authority: found.body.authority }, name: recordName(marketKeys.statement(id)), value: found };
  },
  async marketTarget(id) {
    const found = await store.target(id);
    return found && { subject: { authority: found.body.authority }, name: recordName(marketKeys.target(id)), value: found };
  },
  provided: providedBy(async (id) => (await store.listings([id])).get(id)),
});
