import { KINDS_OF_SLICE } from "../../shared/import/kinds.ts";
import { partitionsOf } from "../../shared/records/grants.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { StatementDropEnv } from "./entries/statement-drop.env.ts";
import { balancesKeys } from "./store/keys.ts";

/** The functions of the balances slice. */
export const balancesFunctions = {
  statementDrop: {
    entry: "functions/balances/entries/statement-drop.handler.ts",
    env: StatementDropEnv,
    table: { mode: "none" },
    ledger: { mode: "write", partitions: partitionsOf(balancesKeys.head, balancesKeys.due), reads: partitionsOf(balancesKeys.alias) },
    memoryMb: 1769,
    timeoutSeconds: 900,
    // One file after the other: what was posted first comes first.
    atOnce: 1,
    ifItFails: "Statements that were handed over are not taken in, and people may be asked for what has been sent.",
    imports: { kinds: KINDS_OF_SLICE.balances },
    wakes: "file-dropped",
  },
} as const satisfies Record<string, FunctionSpec>;
