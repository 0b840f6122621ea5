import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import { providedBy } from "../../../shared/listing/provided.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { ReplyStore, RouteRecords } from "../use-cases/ports.ts";
import { satisfactionKeys } from "./keys.ts";

/** How a listing that its provider may reply for is found, and a reply that officers judge. */
export const satisfactionLoaders = (store: Pick<ReplyStore, "listing" | "reply">): Loaders<Versioned<Account>, RouteRecords> => ({
  provided: providedBy(store.listing),
  async reply(id) {
    const found = await store.reply(id);
    return found && { subject: { owner: found.body.owner, authority: found.body.authority }, name: recordName(satisfactionKeys.reply(id)), value: found };
  },
});
