import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import { noticeWrite } from "../../../shared/notices/notice.ts";
import { type Table, transactUntilClear } from "../../../shared/table/table-client.ts";
import { actingWith } from "../../acting-with.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { knownArrangements } from "../../known-arrangements.ts";
import { knownRecipients, recipientsByRoute } from "../../known-recipients.ts";
import { signedIn } from "../../signed-in.ts";
import type { BalancesHandlersDeps } from "../handlers/balances.handlers.ts";
import { dynamoCaseStore } from "../store/dynamo-case-store.ts";
import { dynamoPaperStore } from "../store/dynamo-paper-store.ts";
import { dynamoReceiptStore } from "../store/dynamo-receipt-store.ts";
import { dynamoStatedStore } from "../store/dynamo-stated-store.ts";
import { balancesLoaders } from "../store/loaders.ts";
import type { TellProvidersDeps } from "../use-cases/tell-providers.ts";

/** What the handlers and the sweep of cases are given, and what others of this slice's functions are made of besides. */
export interface BalanceCases extends BalancesHandlersDeps, TellProvidersDeps {
  readonly protect: Protect;
  /** The table of records. */
  readonly table: Table;
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
    noteOf: dynamoStatedStore(table).accountNote,
    supportOf: knownArrangements(table).billingsOf,
    tellOnce: async (notice) => (await transactUntilClear(table, [noticeWrite(table.name, notice)])).ok,
    site,
    table,
    failing,
    protect: guard(guarding, { ...loaders, ...recipientsByRoute(table).loaders, ...balancesLoaders(store) }),
  };
}
