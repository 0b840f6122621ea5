/** A value as text, the same whatever order its fields come in: the table keeps none. */
export const inOrder = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, one: unknown) =>
    // The table keeps UTF-8: half a pair of surrogates does not come back as it was.
    typeof one === "string"
      ? one.toWellFormed()
      : typeof one === "object" && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : one,
  );
