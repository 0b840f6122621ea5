import type { AccountFacts } from "./facts.ts";
import type { Movement, MovementKind } from "./movement.ts";

/** What money that came in is. `unknown`: nobody has said, and nothing may be concluded from it. */
export type CreditKind = "load" | "contribution" | "personal-money" | "returned" | "pool-share" | "unknown";

const BY_KIND: Partial<Record<MovementKind, CreditKind>> = {
  load: "load",
  unload: "load",
  contribution: "contribution",
  purchase: "returned",
  cash: "returned",
  fee: "returned",
  refund: "returned",
  reversal: "returned",
  chargeback: "returned",
};

/** What a credit is: as somebody said, or else as its kind says. */
export function creditKind({ identified }: Pick<AccountFacts, "identified">, { id, kind }: Pick<Movement, "id" | "kind">): CreditKind {
  const said = identified.get(id);
  return said === "refund" ? "returned" : (said ?? BY_KIND[kind] ?? "unknown");
}

/** Whether a movement is a contribution that came in, or one that went back. */
export const isContribution = (facts: Pick<AccountFacts, "identified">, movement: Pick<Movement, "id" | "kind" | "pence">): boolean =>
  movement.pence > 0 ? creditKind(facts, movement) === "contribution" : movement.pence < 0 && movement.kind === "contribution";

/** Whether a movement paid for something: neither the account's fees nor what went back to the council do. */
export const isSpend = ({ kind, pence }: Pick<Movement, "kind" | "pence">): boolean =>
  pence < 0 && kind !== "fee" && kind !== "unload" && kind !== "load" && kind !== "contribution" && kind !== "reversal" && kind !== "refund";

/** Which movements say that an earlier one came to nothing. */
const UNDOING: readonly MovementKind[] = ["reversal", "refund", "chargeback"];

/** What may tell that a credit belongs to a debit, the surest first. */
const marks = ({ pence, reference, text, mcc }: Movement): readonly string[] => {
  const amount = Math.abs(pence);
  return [
    ...(reference === undefined ? [] : [`reference ${amount} ${reference}`]),
    `text ${amount} ${text}`,
    ...(mcc === undefined ? [] : [`mcc ${amount} ${mcc}`]),
  ];
};

/**
 * The debits among some movements that a later one undid in full: of the same amount, and of the same reference, text or category, in this order. Each
 * credit undoes one of them, the latest it fits; those of one day may stand in any order.
 */
export function undone(movements: readonly Movement[]): ReadonlySet<string> {
  const found = new Set<string>();
  // Mostly there is nothing that could undo anything.
  if (!movements.some(({ pence, kind }) => pence > 0 && UNDOING.includes(kind))) return found;
  const open = new Map<string, string[]>();
  let credits: Movement[] = [];
  const undo = () => {
    for (const credit of credits)
      for (const mark of marks(credit)) {
        const debits = open.get(mark) ?? [];
        while (debits.length > 0 && found.has(debits.at(-1) ?? "")) debits.pop();
        const debit = debits.pop();
        if (debit === undefined) continue;
        found.add(debit);
        break;
      }
    credits = [];
  };
  let day = "";
  for (const movement of movements) {
    if (movement.postedOn !== day) undo();
    day = movement.postedOn;
    if (movement.pence > 0 && UNDOING.includes(movement.kind)) credits.push(movement);
    if (movement.pence >= 0) continue;
    for (const mark of marks(movement)) {
      const debits = open.get(mark);
      if (debits) debits.push(movement.id);
      else open.set(mark, [movement.id]);
    }
  }
  undo();
  return found;
}
