/** Where receipts arrive, within what is scanned: one function looks at them, and another at all other files. */
export const RECEIPTS_ARRIVE = "evidence/receipts/";
