import { cycleNumbered } from "../../../shared/domain/cycles.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { LAST_DAY } from "../../../shared/domain/timeline.ts";
import type { Head } from "../rules/head.ts";
import type { KnownMovements } from "../rules/known-movements.ts";
import { ledgerOf } from "../rules/ledger.ts";
import { firstDayOf, periodOf } from "../rules/periods.ts";
import type { StatedSpan } from "../rules/statement-spans.ts";
import type { AccountRead, LedgerImports, LedgerStore, SegmentRows } from "./ledger-ports.ts";
import type { Addition, StatementStore, StoredAccount } from "./statement-ports.ts";

/** Statements are stored with the accounts they are of: each import one segment for each four weeks in which it has news, and the head that follows. */
export function statementsIn(imports: LedgerImports, { appendAll }: Pick<LedgerStore, "appendAll">): StatementStore {
  return {
    async accountsOf(authority, references) {
      const named = await imports.accountsNamed(authority, references);
      // A reference that has named two accounts names neither: no row is stored under a guess.
      return new Map([...named].flatMap(([reference, [account, ...others]]) => (account === undefined || others.length > 0 ? [] : [[reference, account]])));
    },
    async accounts(wanted, again) {
      const reads = await imports.accountsSince(wanted, again);
      if (reads.length < wanted.size) throw new Error("An account that a reference names is not there");
      const accounts = reads.map(({ head, segments }): StoredAccount => {
        const { account, spans = [], onHold, took, checkedAt } = head;
        return { account, spans, from: firstDayOf(periodOf(wanted.get(account)?.from ?? LAST_DAY)), known: knownIn(segments), onHold, took, checkedAt };
      });
      return {
        accounts: new Map(accounts.map((one) => [one.account, one])),
        async add(additions) {
          const news = reads.flatMap((read) => {
            const addition = additions.get(read.head.account);
            return addition ? [{ before: read.head, after: headAfter(read.head, addition), segments: segmentsOf(read, addition) }] : [];
          });
          return new Set(await appendAll(news));
        },
      };
    },
  };
}

/** All that segments say. */
export const knownIn = (segments: readonly SegmentRows[]): KnownMovements => ({
  movements: segments.flatMap(({ movements }) => movements),
  learned: segments.flatMap(({ learned = [] }) => learned),
  vanished: segments.flatMap(({ vanished = [] }) => vanished),
});

function segmentsOf({ segments, head }: AccountRead, { importId, movements, learned, vanished, postedOn }: Addition): readonly Omit<SegmentRows, "at">[] {
  const period = (movement: string): number => periodOf(postedOn.get(movement) ?? LAST_DAY);
  const parts = {
    movements: Map.groupBy(movements, (one) => periodOf(one.postedOn)),
    learned: Map.groupBy(learned, ({ movement }) => period(movement)),
    vanished: Map.groupBy(vanished, period),
  };
  const periods = new Set([...parts.movements.keys(), ...parts.learned.keys(), ...parts.vanished.keys()]);
  return [...periods].map((one) => {
    const rows = { movements: parts.movements.get(one) ?? [], learned: parts.learned.get(one), vanished: parts.vanished.get(one) };
    // A file that came before says something new where another came in between.
    const isThere = segments.some((segment) => segment.period === one && segment.importId === importId);
    return { period: one, importId: isThere ? `${importId}.${head.version}` : importId, ...rows };
  });
}

function headAfter({ onHold: _, ...head }: Head, addition: Addition): Head {
  const { spans, movements, learned, vanished, postedOn, part, onHold } = addition;
  const { openingPence, covered, holes } = ledgerOf(spans, { movements: [], learned: [] });
  const version = head.version + 1;
  const days = movements.map((movement) => movement.postedOn).toSorted();
  const written = [...movements.map(({ id }) => id), ...learned.map(({ movement }) => movement), ...vanished];
  const periods = [...new Set(written.map((movement) => periodOf(postedOn.get(movement) ?? LAST_DAY)))].toSorted((one, other) => one - other);
  const lastPostedOn = [head.lastPostedOn, days.at(-1)]
    .flatMap((day) => day ?? [])
    .toSorted()
    .at(-1);
  // Of what a file leaves out staff hear, in a cycle that has its result too.
  const news = [...days, ...vanished.map((movement) => postedOn.get(movement) ?? LAST_DAY)].toSorted();
  const touchedFrom = touched(head, reread(head.spans ?? [], spans, news[0] ?? LAST_DAY) ?? news[0]);
  return {
    ...head,
    version,
    openingPence,
    closingPence: spans.at(-1)?.closingPence ?? head.closingPence,
    covered: [...covered],
    holes: [...holes],
    spans: [...spans],
    took: part,
    ...(onHold === undefined ? {} : { onHold }),
    ...(lastPostedOn === undefined ? {} : { lastPostedOn }),
    ...(periods.length === 0 ? {} : { segmentsAt: version, segmentsIn: periods }),
    ...(touchedFrom === undefined ? {} : { touchedFrom }),
  };
}

/** The first day of a span before some day that is not what it was: where days begin can become known later, and so what they ended with. */
const reread = (before: readonly StatedSpan[], after: readonly StatedSpan[], day: PlainDate): PlainDate | undefined =>
  before.find(({ from, to, openingPence }) => to < day && !after.some((span) => span.from === from && span.openingPence === openingPence && span.to >= to))
    ?.from;

/** The earliest day of what was learned since the last check, where that has a result already or was summed up. */
function touched({ touchedFrom, firstPaymentOn, measured, carried }: Head, day: PlainDate | undefined): PlainDate | undefined {
  const isMeasured = day !== undefined && firstPaymentOn !== undefined && measured > 0 && day <= cycleNumbered(firstPaymentOn, measured).to;
  const isSummedUp = day !== undefined && carried !== undefined && day <= carried.on;
  return (isMeasured || isSummedUp) && (touchedFrom === undefined || day < touchedFrom) ? day : touchedFrom;
}
