/** The largest file that is ever opened, in bytes (10 MiB): a function holds it whole. A council may set less. */
export const LARGEST_FILE_BYTES = 10 * 1024 * 1024;
