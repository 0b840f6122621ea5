import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { knownRecipients, recipientsByRoute } from "../../known-recipients.ts";
import { signedIn } from "../../signed-in.ts";
import type { BalancesHandlersDeps } from "../handlers/balances.handlers.ts";
import { dynamoCaseStore } from "../store/dynamo-case-store.ts";
import { balancesLoaders } from "../store/loaders.ts";

/** The real thing, from the environment; built once a process. Who asks, and who acts for whom, is known as everywhere else. */
export function balanceCases(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): BalancesHandlersDeps & { readonly protect: Protect; readonly table: Table } {
  const { table, store: people, guarding, loaders, site } = signedIn(environment, now);
  const store = dynamoCaseStore(table);
  return {
    store,
    account: people.account,
    async actingFor(person, day) {
      const held = (await people.delegationsFor(person)).map(({ body }) => body);
      return held.flatMap(({ delegate, state, scopes, from, until, objection }) => {
        const holds = state === "active" && from <= day && (until === undefined || day <= until);
        const mayAct = scopes.includes("money") && (objection === undefined || objection.answeredAt !== undefined);
        return delegate !== undefined && holds && mayAct ? [delegate] : [];
      });
    },
    known: knownRecipients(table),
    site,
    table,
    protect: guard(guarding, { ...loaders, ...recipientsByRoute(table).loaders, ...balancesLoaders(store) }),
  };
}
