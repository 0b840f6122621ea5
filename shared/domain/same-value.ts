/** A value as text, whatever the order in which its fields stand; what is undefined is not there. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Whether two values are stored as the same. */
export const isSameStored = (one: unknown, other: unknown): boolean => inOrder(one) === inOrder(other);

/** A value as it is stored: without what is undefined. */
export const asStored = <Value extends object>(value: Value): Value => JSON.parse(JSON.stringify(value));
