/**
 * Deals with every item of a message, one after the other, whatever becomes of the others: one that fails keeps none from its turn.
 * Throws the first failure in the end, so that the message comes again; those that were dealt with find nothing to do then.
 */
export async function eachItem<Item>(items: Iterable<Item>, deal: (item: Item) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await deal(item);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
