import * as z from "zod/mini";
import { SignedInEnv } from "../../signed-in.env.ts";

/** What opening cases is told by its environment. */
export const BalanceAskEnv = z.extend(SignedInEnv, { LEDGER_TABLE: z.string() });
