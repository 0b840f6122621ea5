import type { Pence } from "../../../shared/domain/money.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { MovementKind } from "./movement.ts";

/** A posted row of a statement: money that moved, before it is known which movement it is. */
export interface StatementRow {
  readonly line: number;
  /** The supplier's id, where the row has one. */
  readonly id?: string | undefined;
  readonly postedOn: PlainDate;
  readonly kind: MovementKind;
  /** In is above 0, out below. */
  readonly pence: Pence;
  /** The balance after it, where the layout says what was posted. */
  readonly balancePence?: Pence | undefined;
  readonly text: string;
  readonly mcc?: string | undefined;
}

/** Why something of a file is not taken: where it stands, and why, in words that go after the column's name. */
export interface StatementFault {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
}

/** A row that is no movement and says what the others come to. */
export interface StatedSum {
  readonly line: number;
  readonly is: "brought-forward" | "total";
  readonly pence: Pence;
}

/** How far a file of a layout is to be believed about an account. */
export interface FileTerms {
  /** Names the layout: which statement said so. */
  readonly layout: string;
  readonly ids: "stable" | "per-export" | "positional" | "none";
  readonly idOfSeveral: boolean;
  readonly wholeDays: boolean;
  /** The first and the last day that any row of the file names: unless its days are whole, of these two it may hold a part. */
  readonly firstDay: PlainDate;
  readonly lastDay: PlainDate;
}
