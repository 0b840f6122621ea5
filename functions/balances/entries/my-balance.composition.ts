import { type EpochMillis, instantOf } from "../../../shared/domain/time.ts";
import { newId } from "../../../shared/runtime/ids.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { linkedRecipient } from "../../known-recipients.ts";
import type { MyBalanceDeps } from "../handlers/my-balance.handlers.ts";
import type { PaperDeps } from "../handlers/paper.handlers.ts";
import type { ReceiptsDeps } from "../handlers/receipts.handlers.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import { dynamoPaperStore } from "../store/dynamo-paper-store.ts";
import { dynamoReceiptStore } from "../store/dynamo-receipt-store.ts";
import { BalancesEnv } from "./balances.env.ts";
import type { BalanceCases } from "./cases.composition.ts";

/** What a person's pages of their balance are made of, besides what the pages of cases have. */
export function myBalanceDeps(
  environment: Readonly<Record<string, string | undefined>>,
  { store, table, site }: Pick<BalanceCases, "store" | "table" | "site">,
  now: () => EpochMillis = Date.now,
): MyBalanceDeps & ReceiptsDeps & PaperDeps {
  const { LEDGER_TABLE } = BalancesEnv.parse(environment);
  return {
    store,
    ledger: dynamoLedgerStore(openTable(awsConnectionFrom(environment), LEDGER_TABLE, now)),
    paymentOf: linkedRecipient(table),
    knownBy: () => instantOf(now()),
    receipts: dynamoReceiptStore(table),
    papers: dynamoPaperStore(table),
    // Read when the first form is made: most pages of balances need no files.
    files: async () => (await import("../../../shared/files/file-store.ts")).fileStore(environment),
    newId,
    site,
  };
}
