import { tidied } from "../../../shared/domain/typed-text.ts";
import type { StatementLayout } from "../../../shared/policy/statement-layouts.ts";
import { MOVEMENT_KINDS, type MovementKind } from "./movement.ts";
import type { PendingRow } from "./on-hold.ts";
import type { StatedSum, StatementFault, StatementRow } from "./statement.ts";
import { readAmount } from "./statement-amounts.ts";
import { dayReader } from "./statement-dates.ts";
import { type PlacedLayout, trimmedCells } from "./statement-header.ts";

/** What a row of a file is. The account is the supplier's reference, as it stands there. */
export type ReadRow =
  | { readonly is: "movement"; readonly account: string | undefined; readonly row: StatementRow }
  /** What would move, where that can be read: a row that is no money yet refuses nothing. */
  | { readonly is: "pending"; readonly account: string | undefined; readonly row: PendingRow | undefined }
  | { readonly is: "declined" | "informational"; readonly account: string | undefined }
  | { readonly is: "sum"; readonly account: string | undefined; readonly sum: StatedSum }
  | { readonly is: "header" }
  /** Refuses the account's rows; where the row is of no account that can be told, the file. */
  | { readonly is: "fault"; readonly account: string | undefined; readonly fault: StatementFault };

/** What is stored of a text: more than that tells nobody anything. */
const MOST_TEXT = 300;
const MOST_REFERENCE = 80;
/** What a spreadsheet makes of a long number. */
const ROUNDED = /^\d(?:\.\d+)?E\+?\d+$/i;

class Fault extends Error {
  readonly field: string;
  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
  }
}

/** Reads the rows of a file by the layout that was placed on its header, one after the other. */
export function statementRowReader(placed: PlacedLayout): (line: number, cells: readonly string[]) => ReadRow {
  const { layout, place, header } = placed;
  const { columns } = layout;
  const at = {
    account: place(columns.account),
    id: place(columns.id),
    posted: place(columns.posted),
    status: place(columns.status),
    kind: place(columns.kind),
    amount: place(columns.amount),
    paidOut: place(columns.paidOut),
    paidIn: place(columns.paidIn),
    balance: layout.balance === "posted" ? place(columns.balance) : undefined,
    currency: place(columns.currency),
    mcc: place(columns.mcc),
    text: columns.text.flatMap((column) => place(column) ?? []),
  };
  const apostrophes = new Set(layout.apostrophes.flatMap((column) => place(column) ?? []));
  const dayOf = dayReader(layout.dates);
  const kindOf = kindReader(layout);
  const statusOf = statusReader(layout);
  const form = { unit: layout.unit, twoDecimals: layout.twoDecimals };
  const others = layout.otherRows.flatMap((row) => {
    const where = place(row.column);
    return where === undefined ? [] : [{ ...row, where }];
  });

  const cell = (cells: readonly string[], where: number | undefined): string => {
    if (where === undefined) return "";
    const written = (cells[where] ?? "").trim();
    return apostrophes.has(where) && written.startsWith("'") ? written.slice(1).trim() : written;
  };
  const nameOf = (where: number | undefined): string => header[where ?? -1] ?? `column ${(where ?? 0) + 1}`;
  const amountAt = (cells: readonly string[], where: number | undefined): number => {
    const read = readAmount(cells[where ?? -1] ?? "", form);
    if ("fault" in read) throw new Fault(nameOf(where), read.fault);
    return read.pence;
  };
  const notRounded = (written: string, where: number | undefined): string => {
    if (ROUNDED.test(written)) throw new Fault(nameOf(where), "looks rounded by a spreadsheet: export the file again, and do not open it before it is brought");
    if (written.length > MOST_REFERENCE) throw new Fault(nameOf(where), `is longer than ${MOST_REFERENCE} characters`);
    return written;
  };

  const moved = (cells: readonly string[], word: string): number => {
    if (layout.sign !== "columns") {
      const pence = amountAt(cells, at.amount);
      if (layout.sign === "in-positive") return pence;
      if (layout.sign === "out-positive") return pence === 0 ? 0 : -pence;
      if (pence < 0) throw new Fault(nameOf(at.amount), "has a sign: here the kind says whether money came in");
      return pence === 0 || layout.inWords?.some((one) => same(one, word)) ? pence : -pence;
    }
    const [out, into] = [at.paidOut, at.paidIn].map((where) => (cell(cells, where) === "" ? undefined : amountAt(cells, where)));
    if (out === undefined && into === undefined) throw new Fault(nameOf(at.paidOut), `and ${nameOf(at.paidIn)} are both empty`);
    if ((out ?? 0) < 0 || (into ?? 0) < 0)
      throw new Fault(nameOf((out ?? 0) < 0 ? at.paidOut : at.paidIn), "has a sign: the column says whether money came in");
    if (out && into) throw new Fault(nameOf(at.paidOut), `and ${nameOf(at.paidIn)} are both filled in`);
    return out ? -out : (into ?? 0);
  };

  const movement = (line: number, cells: readonly string[]): StatementRow => {
    const postedOn = dayOf(cell(cells, at.posted));
    if (postedOn === undefined) throw new Fault(nameOf(at.posted), `is not a day written as ${layout.dates.join(" or ")}`);
    const word = cell(cells, at.kind);
    const kind = kindOf(word);
    if (kind === undefined) throw new Fault(nameOf(at.kind), "is none of the layout's words");
    const currency = cell(cells, at.currency);
    if (at.currency !== undefined && !layout.currencies.includes(currency)) throw new Fault(nameOf(at.currency), `is not ${layout.currencies.join(" or ")}`);
    const pence = moved(cells, word);
    const balancePence = at.balance === undefined ? undefined : amountAt(cells, at.balance);
    const id = layout.ids === "positional" ? "" : notRounded(cell(cells, at.id), at.id);
    const mcc = cell(cells, at.mcc);
    if (mcc !== "" && !/^\d{4}$/.test(mcc)) throw new Fault(nameOf(at.mcc), "is not a category of four digits");
    const text = at.text.map((where) => tidied(cell(cells, where)).replace(CONTROL, " ").trim()).filter((part) => part !== "");
    return {
      line,
      ...(id === "" ? {} : { id }),
      postedOn,
      kind,
      pence,
      ...(balancePence === undefined ? {} : { balancePence }),
      text: text.join(" ").slice(0, MOST_TEXT).toWellFormed() || word || kind,
      ...(mcc === "" ? {} : { mcc }),
    };
  };

  const pending = (cells: readonly string[]): PendingRow | undefined => {
    try {
      const postedOn = dayOf(cell(cells, at.posted));
      return postedOn === undefined ? undefined : { postedOn, pence: moved(cells, cell(cells, at.kind)) };
    } catch (error) {
      if (error instanceof Fault) return undefined;
      throw error;
    }
  };

  return (line, cells) => {
    if (header.length > 0 && trimmedCells(cells).every((one, place) => one === header[place])) return { is: "header" };
    let account: string | undefined;
    try {
      account = at.account === undefined ? undefined : notRounded(cell(cells, at.account), at.account) || undefined;
      const other = others.find(({ where, begins }) => cell(cells, where).startsWith(begins));
      if (other) {
        const pence = amountAt(cells, other.is === "total" ? (at.amount ?? at.balance) : at.balance);
        return { is: "sum", account, sum: { line, is: other.is, pence } };
      }
      if (at.account !== undefined && account === undefined) throw new Fault(nameOf(at.account), "is empty");
      const status = statusOf(cell(cells, at.status));
      if (status === undefined) throw new Fault(nameOf(at.status), "is none of the layout's words");
      if (status === "pending") return { is: status, account, row: pending(cells) };
      return status === "posted" ? { is: "movement", account, row: movement(line, cells) } : { is: status, account };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { is: "fault", account, fault: { line, field: error.field, reason: error.message } };
    }
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const CONTROL = /[\u0000-\u001f\u007f]+/g;

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const isKind = (word: string | undefined): word is MovementKind => MOVEMENT_KINDS.some((kind) => kind === word);

function kindReader({ kinds, otherKind, columns }: StatementLayout): (word: string) => MovementKind | undefined {
  const known = new Map(Object.entries(kinds).map(([word, kind]) => [word.toLowerCase(), kind]));
  return (word) => {
    const kind = (columns.kind === undefined ? undefined : known.get(word.toLowerCase())) ?? otherKind;
    return isKind(kind) ? kind : undefined;
  };
}

function statusReader({ statuses }: StatementLayout): (word: string) => "posted" | "pending" | "declined" | "informational" | undefined {
  if (!statuses) return () => "posted";
  const known = new Map<string, "posted" | "pending" | "declined" | "informational">();
  for (const status of ["posted", "pending", "declined", "informational"] as const) for (const word of statuses[status]) known.set(word.toLowerCase(), status);
  return (word) => known.get(word.toLowerCase());
}
