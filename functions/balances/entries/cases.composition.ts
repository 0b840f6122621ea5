import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import { actingWith } from "../../acting-with.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { knownRecipients, recipientsByRoute } from "../../known-recipients.ts";
import { type SignedIn, signedIn } from "../../signed-in.ts";
import type { BalancesHandlersDeps } from "../handlers/balances.handlers.ts";
import { dynamoCaseStore } from "../store/dynamo-case-store.ts";
import { dynamoPaperStore } from "../store/dynamo-paper-store.ts";
import { dynamoReceiptStore } from "../store/dynamo-receipt-store.ts";
import { balancesLoaders } from "../store/loaders.ts";

/** What the handlers and the sweep of cases are given, and what others of this slice's functions are made of besides. */
export interface BalanceCases extends BalancesHandlersDeps {
  readonly protect: Protect;
  /** The table of records. */
  readonly table: Table;
  /** By which channels messages to somebody do not arrive now. */
  readonly failing: SignedIn["failing"];
}

/** The real thing, from the environment; built once a process. Who asks, and who acts for whom, is known as everywhere else. */
export function balanceCases(environment: Readonly<Record<string, string | undefined>>, now: () => EpochMillis = Date.now): BalanceCases {
  const { table, store: people, guarding, loaders, site, failing } = signedIn(environment, now);
  const store = dynamoCaseStore(table);
  return {
    store,
    receipts: dynamoReceiptStore(table),
    papers: dynamoPaperStore(table),
    account: people.account,
    actingFor: actingWith(people, "money"),
    known: knownRecipients(table),
    site,
    table,
    failing,
    protect: guard(guarding, { ...loaders, ...recipientsByRoute(table).loaders, ...balancesLoaders(store) }),
  };
}
