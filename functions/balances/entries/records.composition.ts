import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import { newId } from "../../../shared/runtime/ids.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { actingWith } from "../../acting-with.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { knownArrangements } from "../../known-arrangements.ts";
import { signedIn } from "../../signed-in.ts";
import type { PhotoDeps } from "../handlers/closing-photos.handlers.ts";
import { dynamoCaseStore } from "../store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import { dynamoPaperStore } from "../store/dynamo-paper-store.ts";
import { dynamoStatedStore } from "../store/dynamo-stated-store.ts";
import { balancesLoaders } from "../store/loaders.ts";
import { statedLoaders } from "../store/stated-loaders.ts";
import { readAccount } from "../use-cases/read-account.ts";
import type { StatedDeps } from "../use-cases/record-ports.ts";
import { knownIn } from "../use-cases/statement-store.ts";
import { BalanceRecordsEnv } from "./balance-records.env.ts";

/** The real thing, from the environment; built once a process. */
export function balanceRecords(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): StatedDeps & PhotoDeps & { readonly protect: Protect } {
  const { LEDGER_TABLE } = BalanceRecordsEnv.parse(environment);
  const { table, store: people, guarding, loaders, site } = signedIn(environment, now);
  const [store, cases] = [dynamoStatedStore(table), dynamoCaseStore(table)];
  const ledgers = dynamoLedgerStore(openTable(awsConnectionFrom(environment), LEDGER_TABLE));
  const known = knownArrangements(table);
  const deps: StatedDeps & PhotoDeps = {
    ...{ store, ...known, account: people.account, actingFor: actingWith(people, "money"), newId, site },
    noteLook: cases.noteLook,
    papers: dynamoPaperStore(table),
    // Read when the first form is made: most of these pages need no files.
    files: async () => (await import("../../../shared/files/file-store.ts")).fileStore(environment),
    wholeAccount: (account) => readAccount(ledgers, account),
    async movements(account) {
      const read = await ledgers.wholeAccount(account);
      return knownIn(read?.segments ?? []).movements.toSorted((a, b) => (a.postedOn < b.postedOn ? -1 : a.postedOn > b.postedOn ? 1 : a.order - b.order));
    },
  };
  return { ...deps, protect: guard(guarding, { ...loaders, ...balancesLoaders(cases), ...statedLoaders(deps) }) };
}
