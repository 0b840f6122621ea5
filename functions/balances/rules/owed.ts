import type { Pence } from "../../../shared/domain/money.ts";
import { dateOfDay, dayNumber, type PlainDate } from "../../../shared/domain/time.ts";
import { employerLines, employerSince } from "./employer-costs.ts";
import type { Invoice } from "./facts.ts";
import type { Frame } from "./frame.ts";
import { dayLearned } from "./known.ts";
import { LINE_CODES, type SumLine } from "./result.ts";
import { halfUp } from "./whole-pence.ts";
import { PARTS_A_PENNY, type WorkDone, workDone } from "./work.ts";

const WORK = "Care and Support Statutory Guidance, paragraph 12.27: work that was done is to be paid for";
const INVOICE = "An invoice that was accepted and is not paid";
const DISPUTE = "An invoice that is disputed: its money waits until that is decided";

/** The order in which lines stand; those of one code stay as they were. */
export const inOrder = (lines: readonly SumLine[]): readonly SumLine[] => lines.toSorted((a, b) => LINE_CODES.indexOf(a.code) - LINE_CODES.indexOf(b.code));

/** Invoices by arrangement, as they were known: those learned of after the close count where they are for a day before it. */
export function invoicesBy({ facts, knownBy, on }: Frame): ReadonlyMap<string, readonly Invoice[]> {
  const by = new Map<string, Invoice[]>();
  for (const invoice of facts.invoices) {
    if (invoice.acceptedAt > knownBy || (invoice.from > on && dayLearned(invoice.acceptedAt) > on)) continue;
    const others = by.get(invoice.arrangement);
    if (others) others.push(invoice);
    else by.set(invoice.arrangement, [invoice]);
  }
  return by;
}

const unpaid = (invoices: readonly Invoice[], on: PlainDate): readonly Invoice[] =>
  invoices
    .filter(({ paidOn }) => paidOn === undefined || paidOn > on)
    .toSorted((a, b) => Number(a.disputed ?? false) - Number(b.disputed ?? false) || (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1));

/** What is left of an invoice once the work of its days that no other has used is taken off, in parts of a penny. Uses that work up. */
function beyondWork({ from, to, pence }: Invoice, work: { readonly first: number; readonly left: number[] }): number {
  let need = pence * PARTS_A_PENNY;
  const end = Math.min(work.left.length - 1, dayNumber(to) - work.first);
  for (let day = Math.max(0, dayNumber(from) - work.first); day <= end; day += 1) {
    const used = Math.min(need, work.left[day] ?? 0);
    work.left[day] = (work.left[day] ?? 0) - used;
    need -= used;
  }
  return need;
}

const isProtected = ({ policy }: Frame) => policy.balance.protectedKinds.includes("dispute");

/** Work and invoices of one arrangement. Parts of a penny are rounded once for all of it: each line is what it adds to that. */
function linesOfWork(frame: Frame, of: string, work: WorkDone | undefined, invoices: readonly Invoice[]): readonly SumLine[] {
  const lines: SumLine[] = [];
  let parts = work?.parts.reduce((sum, one) => sum + one, 0) ?? 0;
  let said: Pence = halfUp(parts, PARTS_A_PENNY);
  if (work?.last && said > 0) {
    const { ratePence, since, until } = work.last;
    const from = { hours: Math.round(work.hours * 100) / 100, ratePence, since: dateOfDay(since), until: dateOfDay(until) };
    lines.push({ code: "work-done", pence: -said, of, from, source: WORK });
  }
  const left = { first: work?.first ?? 0, left: [...(work?.parts ?? [])] };
  for (const invoice of unpaid(invoices, frame.on)) {
    parts += beyondWork(invoice, left);
    const pence = halfUp(parts, PARTS_A_PENNY) - said;
    said += pence;
    if (pence === 0) continue;
    const from = { hours: invoice.hours, ratePence: invoice.ratePence, since: invoice.from, until: invoice.to };
    if (invoice.disputed === true && isProtected(frame))
      lines.push({ code: "protected", kind: "dispute", pence: -pence, of: invoice.id, from, source: DISPUTE });
    else lines.push({ code: "invoice", pence: -pence, of: invoice.id, from, source: INVOICE });
  }
  return lines;
}

/** What a person owes for their support at the close, and what waits for a dispute: lines in their order. `ending`: holiday that is paid out at an end counts too. */
export function owedLines(frame: Frame, ending = false): readonly SumLine[] {
  const invoices = invoicesBy(frame);
  const lines: SumLine[] = [];
  const known = new Set<string>();
  for (const support of frame.facts.support) {
    known.add(support.arrangement);
    const its = invoices.get(support.arrangement) ?? [];
    const work = workDone(support, its, frame, employerSince(support, frame, ending));
    lines.push(...linesOfWork(frame, support.arrangement, work, its), ...employerLines(support, work, frame, ending));
  }
  for (const [arrangement, its] of invoices) if (!known.has(arrangement)) lines.push(...linesOfWork(frame, arrangement, undefined, its));
  return inOrder(lines);
}
