import type { AccountFacts } from "./facts.ts";
import type { Movement } from "./movement.ts";

/** A text as its words alone, so that one is found in another only by whole words. */
const wordsOf = (text: string): string => ` ${(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")} `;

/** Who gives the support that a movement paid for: by the bill it paid, or where the statement has the whole of their name. */
export function providerOf({ id, text }: Movement, { invoices, support }: Pick<AccountFacts, "invoices" | "support">): string | undefined {
  const bill = invoices.find(({ movements = [] }) => movements.includes(id));
  const billed = bill && support.find(({ arrangement }) => arrangement === bill.arrangement);
  if (billed) return billed.name;
  const said = wordsOf(text);
  const named = support.filter(({ name }) => /[\p{L}\p{N}]/u.test(name) && said.includes(wordsOf(name)));
  // Of two names the longer one says more.
  return named.toSorted((one, other) => other.name.length - one.name.length)[0]?.name;
}
