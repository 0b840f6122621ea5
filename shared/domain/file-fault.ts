/**
 * What is wrong with a whole file, for pages that say so in their own words: it is no text, it is in another layout (with the names of those it fits, none
 * where it fits none), it ends in the middle of a row, or something in it cannot be read.
 */
export type FileFault = { readonly kind: "no-text" | "cut-off" | "unreadable" } | { readonly kind: "other-layout"; readonly fits: readonly string[] };
