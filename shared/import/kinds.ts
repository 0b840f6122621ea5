/** What the files of an import hold, by the slice that takes them: the command line, the bucket and its permissions go by it. */
export const KINDS_OF_SLICE = {
  directory: ["postcodes", "districts", "places", "areas", "listings", "cqc"],
  arrangements: ["recipients"],
  balances: ["card-statement"],
} as const;

/** Every kind there is, in the order in which a council needs them. */
export const EVERY_KIND: readonly string[] = Object.values(KINDS_OF_SLICE).flat();

/** Where reports on dropped files are put, and no file is taken from: a report must not start an import. */
export const REPORTS = "reports/";

const isIn = (kinds: readonly string[], kind: string): boolean => kinds.includes(kind);

/** The slice that takes files of a kind; undefined where there is no such kind. */
export function sliceOf(kind: string): keyof typeof KINDS_OF_SLICE | undefined {
  if (isIn(KINDS_OF_SLICE.directory, kind)) return "directory";
  if (isIn(KINDS_OF_SLICE.arrangements, kind)) return "arrangements";
  return isIn(KINDS_OF_SLICE.balances, kind) ? "balances" : undefined;
}
