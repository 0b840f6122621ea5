import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import { providedBy } from "../../../shared/listing/provided.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { HoursStore } from "../use-cases/hours-ports.ts";
import type { ArrangementStore, RouteRecords } from "../use-cases/ports.ts";
import type { RequestStore } from "../use-cases/request-ports.ts";
import { arrangementsKeys } from "./keys.ts";

/** How the records of this slice's routes are found, and what deciding may know of them. */
export const arrangementsLoaders = (
  store: Pick<ArrangementStore, "arrangement" | "concern">,
): Loaders<Versioned<Account>, Pick<RouteRecords, "arrangement" | "concern">> => ({
  async arrangement(id) {
    const arrangement = await store.arrangement(id);
    return (
      arrangement && {
        subject: {
          owner: arrangement.body.owner,
          authority: arrangement.body.authority,
          parties: arrangement.body.provider === undefined ? [] : [arrangement.body.provider],
        },
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

/** How a listing is found that its provider says something of: it is theirs alone. */
export const providedLoaders = (store: Pick<HoursStore, "listing">): Loaders<Versioned<Account>, Pick<RouteRecords, "provided">> => ({
  provided: providedBy(store.listing),
});

/** The same of the routes that are about a request for support. */
export const requestLoaders = (store: Pick<RequestStore, "request">): Loaders<Versioned<Account>, Pick<RouteRecords, "request">> => ({
  async request(id) {
    const request = await store.request(id);
    return (
      request && {
        subject: { owner: request.body.owner, authority: request.body.authority },
        name: recordName(arrangementsKeys.request(id)),
        value: request,
      }
    );
  },
});
