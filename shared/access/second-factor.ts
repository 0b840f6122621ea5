/** The claim of a token that says its person showed a second factor, and what it says then. Only the token-claims function adds it. */
export const SECOND_FACTOR = "second_factor";
/** What that claim says where one was shown. */
export const SECOND_FACTOR_USED = "used";
