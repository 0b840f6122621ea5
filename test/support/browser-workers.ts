/** How many files of browser tests run at once, each on a local system that is theirs alone. */
export const BROWSER_WORKERS = 2;
