import { dateOfDay, daysAfter } from "../../../../shared/domain/time.ts";
import { isSpend, undone } from "../credits.ts";
import { frameOf, movementsOf } from "../frame.ts";
import { owedLines } from "../owed.ts";
import { protectedLines } from "../set-aside.ts";
import { total } from "../sum.ts";
import { out, type Rule } from "./seen.ts";

const ENDED = "Care Act 2014, section 33: what was owed at the end is paid, and nothing after it";

/** Payments after the end beyond all that was owed then: whoever is owed money is paid first, and nobody is asked about that. */
export const paidAfterEnd: Rule = ({ frame, sum, end, ended }) => {
  if (end === undefined || !ended || end === frame.onDay) return [];
  const endedOn = dateOfDay(end);
  const first = daysAfter(endedOn, 1);
  const after = movementsOf(frame, first, frame.on);
  const none = undone(after);
  const paid = after.filter((movement) => isSpend(movement) && !none.has(movement.id));
  const its = paid.filter(({ postedOn }) => postedOn >= frame.from);
  if (its.length === 0) return [];
  const atEnd = frameOf(frame, frame.cycle, endedOn, endedOn);
  const redundancy = protectedLines(atEnd, { personal: [] }).filter(({ kind }) => kind === "redundancy");
  const lines = [...owedLines(atEnd, true), ...redundancy];
  // The person's money is theirs to spend.
  const theirs = sum.paid.personal.reduce((all, { pence }) => all + pence, 0);
  const over = Math.min(out(its), out(paid) + total(lines) - theirs);
  return over <= 0 ? [] : [{ code: "paid-after-end", about: "", pence: over, lines, movements: its.map(({ id }) => id), source: ENDED }];
};
