/** The claim of a token that says its person showed a second factor, and what it says then. Only the token-claims function adds it. */
export const SECOND_FACTOR = "second_factor";
/** What that claim says where one was shown. */
export const SECOND_FACTOR_USED = "used";

/** The attribute of a user pool's own users that says that nobody knows a password of theirs, and what it says then. Only the no-password function writes it. */
export const NO_PASSWORD = "custom:nopassword";
export const NO_PASSWORD_SET = "yes";
