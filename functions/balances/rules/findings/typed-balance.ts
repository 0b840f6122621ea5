import { balanceLine } from "../sum.ts";
import { typedOn } from "../typed-balance.ts";
import type { Rule } from "./seen.ts";

/**
 * Rows came of a day whose balance somebody had typed, and they come to another: it is the council's to find out why, and the rows count. Nobody is told that
 * they were wrong: a bank may have posted something later, and a file may be of another account.
 */
export const typedBalanceDiffers: Rule = ({ frame, sum: { paid } }) => {
  const typed = frame.typed === undefined ? typedOn(frame, frame.on) : undefined;
  if (typed === undefined || typed.pence === paid.balancePence) return [];
  const lines = [balanceLine(typed.pence, true), balanceLine(paid.balancePence, false)];
  const pence = Math.abs(typed.pence - paid.balancePence);
  return [{ code: "typed-balance-differs", about: frame.on, pence, lines, movements: [], source: frame.policy.source }];
};
