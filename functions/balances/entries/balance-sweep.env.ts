import * as z from "zod/mini";
import { SignedInEnv } from "../../signed-in.env.ts";

/** What the sweep of questions about balances is told by its environment: it knows who acts for whom, as whoever answers does. */
export const BalanceSweepEnv = z.extend(SignedInEnv, { LEDGER_TABLE: z.string() });
