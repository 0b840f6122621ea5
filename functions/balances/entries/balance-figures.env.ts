import * as z from "zod/mini";

/** What counting money is told by its environment. */
export const BalanceFiguresEnv = z.object({ TABLE_NAME: z.string(), LEDGER_TABLE: z.string() });
