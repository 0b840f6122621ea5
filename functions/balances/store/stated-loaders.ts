import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { RouteRecords } from "../use-cases/ports.ts";
import type { StatedDeps } from "../use-cases/record-ports.ts";
import { balancesKeys } from "./keys.ts";

const parties = (provider: string | undefined) => ({ parties: provider === undefined ? [] : [provider] });

/** How the account of a direct payment, support that is billed, and an invoice are found, and what deciding may know of them. */
export const statedLoaders = ({
  store,
  payment,
  billing,
}: Pick<StatedDeps, "store" | "payment" | "billing">): Loaders<Versioned<Account>, Pick<RouteRecords, "paymentAccount" | "billing" | "invoice">> => ({
  async paymentAccount(id) {
    const found = await payment(id);
    return found && { subject: { owner: found.owner, authority: found.authority }, name: recordName(balancesKeys.setAside(id)), value: found };
  },
  async billing(id) {
    const found = await billing(id);
    if (!found) return undefined;
    const { owner, authority, provider } = found;
    return { subject: { owner, authority, ...parties(provider) }, name: `BILLING#${id}`, value: found };
  },
  async invoice(id) {
    const found = await store.invoice(id);
    if (!found) return undefined;
    const { owner, authority, provider } = found.body;
    return { subject: { owner, authority, ...parties(provider) }, name: recordName(balancesKeys.invoice(id)), value: found };
  },
});
