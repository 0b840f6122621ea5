import * as z from "zod/mini";

/** What the function that checks receipts is told by its environment. */
export const ReceiptCheckEnv = z.object({ TABLE_NAME: z.string(), FILES_BUCKET: z.string(), FILES_KEY: z.string() });
