import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { RouteRecords } from "../use-cases/ports.ts";
import type { RecipientStore } from "../use-cases/recipient-ports.ts";
import { arrangementsKeys } from "./keys.ts";

/** How the records of people who get a direct payment are found: one that is linked is its person's. */
export const recipientLoaders = (store: Pick<RecipientStore, "recipient">): Loaders<Versioned<Account>, Pick<RouteRecords, "recipient">> => ({
  async recipient(id) {
    const recipient = await store.recipient(id);
    return (
      recipient && {
        subject: { owner: recipient.body.account, authority: recipient.body.authority },
        name: recordName(arrangementsKeys.recipient(id)),
        value: recipient,
      }
    );
  },
});
