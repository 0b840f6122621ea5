/** Where receipts arrive, within what is scanned: one function looks at them, and another at all other files. */
export const RECEIPTS_ARRIVE = "evidence/receipts/";
/** Where photographs of statements on paper arrive, among receipts. */
export const PAGES_ARRIVE = `${RECEIPTS_ARRIVE}pages/`;
