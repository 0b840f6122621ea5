import { CYCLE_DAYS } from "../../../shared/domain/cycles.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import { dayNumber } from "../../../shared/domain/time.ts";
import { redundancyPence } from "./employer-costs.ts";
import type { SetAside } from "./facts.ts";
import type { Frame } from "./frame.ts";
import { type DayNumber, datedBy, valueOn } from "./known.ts";
import type { PaidIn } from "./paid-in.ts";
import type { SumLine } from "./result.ts";

const AGREED = "Agreed with the council, with the purpose and the date that stand there";
const REDUNDANCY = "Employment Rights Act 1996, sections 135 and 162; Care and Support Statutory Guidance, paragraphs 12.27 and 12.29";
const PERSONAL = "Money of the person's is no part of the direct payment";

/** Whether what was set aside ended in the cycle that is measured: for that cycle it is a question and no excess. */
export const endedInCycle = ({ until }: Pick<SetAside, "until">, { from, on }: Pick<Frame, "from" | "on">): boolean =>
  until !== undefined && until < on && until >= from;

/** Whether the council promised in writing to pay redundancy when it falls due, and nobody saves for it: then there is nothing to set aside. */
function promised({ facts, knownBy, onDay }: Frame): boolean {
  const ways = facts.support.filter(({ employed }) => employed).map(({ employer }) => valueOn(datedBy(employer, knownBy), onDay)?.redundancy);
  return ways.includes("promise") && !ways.includes("fund");
}

/** What has come together of a sum by a close: all of it, or an equal part for each whole cycle since it began. What has no whole cycle is there at once. */
export function builtUp({ pence, from, until, buildsUp }: SetAside, onDay: DayNumber): Pence {
  if (buildsUp !== true || until === undefined) return pence;
  const begins = dayNumber(from);
  const parts = Math.floor((dayNumber(until) - begins + 1) / CYCLE_DAYS);
  if (parts < 1) return pence;
  const come = Math.max(0, Math.min(parts, Math.floor((onDay + 1 - begins) / CYCLE_DAYS)));
  return Math.floor((pence * come) / parts);
}

/** What is set aside at the close, of the kinds that the policy protects. */
export function setAsideOf(frame: Frame): readonly SetAside[] {
  const { facts, knownBy, on, onDay, policy } = frame;
  const noFund = promised(frame);
  const held = facts.setAside.filter(
    (one) =>
      one.learnedAt <= knownBy &&
      (one.knownUntil === undefined || one.knownUntil > knownBy) &&
      one.from <= on &&
      (one.until === undefined || one.until >= on || endedInCycle(one, frame)) &&
      policy.balance.protectedKinds.includes(one.kind) &&
      !(one.kind === "redundancy" && noFund),
  );
  return held.map((one) => (one.buildsUp === true ? { ...one, pence: builtUp(one, onDay) } : one));
}

/** Lines for amounts of one kind, less what was set aside for the same already. */
function beyond(
  held: readonly SetAside[],
  kind: SetAside["kind"],
  amounts: readonly { readonly of: string; readonly pence: Pence }[],
  source: string,
): SumLine[] {
  let covered = held.reduce((sum, one) => sum + (one.kind === kind ? one.pence : 0), 0);
  const lines: SumLine[] = [];
  for (const { of, pence } of amounts) {
    const more = Math.max(0, pence - covered);
    covered = Math.max(0, covered - pence);
    if (more > 0) lines.push({ code: "protected", kind, pence: -more, of, source });
  }
  return lines;
}

/** What is protected at the close: what was set aside, redundancy pay that nobody set aside yet, and the person's money besides. */
export function protectedLines(frame: Frame, { personal }: Pick<PaidIn, "personal">, held: readonly SetAside[] = setAsideOf(frame)): readonly SumLine[] {
  const lines: SumLine[] = held
    .filter(({ pence }) => pence > 0)
    .map(({ id, kind, pence, from, until }) => ({
      code: "protected",
      kind,
      pence: -pence,
      of: id,
      from: { since: from, ...(until === undefined ? {} : { until }) },
      source: AGREED,
    }));
  const redundancy = frame.policy.balance.protectedKinds.includes("redundancy")
    ? frame.facts.support.map((support) => ({ of: support.arrangement, pence: redundancyPence(support, frame) }))
    : [];
  const credits = personal.map(({ id, pence }) => ({ of: id, pence }));
  return [...lines, ...beyond(held, "redundancy", redundancy, REDUNDANCY), ...beyond(held, "personal-money", credits, PERSONAL)];
}
