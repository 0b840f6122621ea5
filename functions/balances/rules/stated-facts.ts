import { type AccountNote, identifiedIn } from "./account-note.ts";
import { answersIn, plansIn } from "./agreed-spending.ts";
import type { InvoiceRecord } from "./invoice.ts";
import { type PaperStatements, typedIn } from "./paper-statement.ts";
import type { SetAsideRecord } from "./set-aside-record.ts";
import type { StoredFacts } from "./stored-facts.ts";

// What people and officers stated of an account, as facts of it. A record that is gone, because its time to be kept is over, takes no fact away: those go with the account.

/** What was stated of an account. */
export interface StatedRecords {
  readonly setAside?: SetAsideRecord | undefined;
  readonly note?: AccountNote | undefined;
  readonly papers?: PaperStatements | undefined;
  readonly invoices: readonly InvoiceRecord[];
}

/** Sums that are set aside, each as it was believed and until when: what a check of an earlier day works with does not change. */
const sumsIn = ({ sums }: SetAsideRecord): StoredFacts["setAside"] =>
  sums.flatMap(({ id, said }) =>
    said.flatMap(({ learnedAt, value }, index): StoredFacts["setAside"] => {
      if (value === null) return [];
      const { kind, pence, from, until, purpose, buildsUp } = value;
      const next = said[index + 1]?.learnedAt;
      return [
        {
          ...{ id, kind, pence, from, until, purpose, learnedAt },
          ...(buildsUp === undefined ? {} : { buildsUp }),
          ...(next === undefined ? {} : { knownUntil: next }),
        },
      ];
    }),
  );

/** An invoice as a check works with it; nothing while nobody has answered it, or where it was withdrawn. */
function invoiceIn(record: InvoiceRecord): StoredFacts["invoices"] {
  const { id, arrangement, from, to, hours, ratePence, pence, state, acceptedAt, disputedAt, paidOn, movements } = record;
  const said = { id, arrangement, from, to, hours, ratePence, pence };
  if (state === "accepted" && acceptedAt !== undefined)
    return [{ ...said, acceptedAt, ...(paidOn === undefined ? {} : { paidOn }), ...(movements.length > 0 ? { movements } : {}) }];
  return state === "disputed" && disputedAt !== undefined ? [{ ...said, acceptedAt: disputedAt, disputed: true }] : [];
}

type Stated = Pick<StoredFacts, "setAside" | "invoices" | "identified" | "waived" | "typed" | "remembered" | "outcomes">;
type Before = Omit<Stated, "remembered"> & Partial<Stated>;

/** What was stated, as facts; of what no record tells any more, the facts as they were. */
export function statedFacts({ setAside, note, papers, invoices }: StatedRecords, before: Before | undefined): Stated {
  const stated = new Set(invoices.map(({ id }) => id));
  const waived = note?.waived.map(({ pence, from, learnedAt }) => ({ pence, from, learnedAt })) ?? before?.waived;
  const outcomes = note?.plans ? plansIn(note).map(({ value, ...when }) => ({ ...when, value: value && [...value] })) : before?.outcomes;
  const typed = papers ? typedIn(papers) : (before?.typed ?? []);
  return {
    setAside: setAside ? sumsIn(setAside) : (before?.setAside ?? []).filter(({ kind }) => kind !== "open-request"),
    invoices: [...(before?.invoices ?? []).filter(({ id }) => !stated.has(id)), ...invoices.flatMap(invoiceIn)].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    identified: { ...before?.identified, ...Object.fromEntries(identifiedIn(note)) },
    remembered: note?.answers ? [...answersIn(note)] : [...(before?.remembered ?? [])],
    ...(outcomes === undefined ? {} : { outcomes }),
    ...(waived === undefined ? {} : { waived }),
    ...(typed.length === 0 ? {} : { typed }),
  };
}

/** The first day on which money was posted that something new is known of; undefined where nothing is. */
export function identifiedFrom(note: AccountNote | undefined, before: Pick<StoredFacts, "identified">): string | undefined {
  const now = identifiedIn(note);
  const days = (note?.identified ?? []).flatMap(({ movement, postedOn }) => (before.identified[movement] === now.get(movement) ? [] : [postedOn]));
  return days.toSorted()[0];
}
