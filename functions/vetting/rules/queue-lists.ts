import type { PlainDate } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { VettingCase } from "./case.ts";
import { type Progress, type SortBy, sorted, type WaitsFor } from "./queue-lines.ts";
import { type Queue, queueOf } from "./queues.ts";

const { onAPage } = servicePolicy.caseLists;

/** A case as it is stored. */
interface StoredVettingCase {
  readonly body: VettingCase;
  readonly version: number;
}

/** Cases of some queues, oldest first, and the queues of which there are more than were read. */
export interface CasesRead {
  readonly records: readonly StoredVettingCase[];
  readonly cut: readonly Queue[];
}

/** What was found, and the queues of which there is more than was looked through. */
export interface Found extends CasesRead {
  /** Whether it was looked for by its reference. */
  readonly byReference: boolean;
}

/** Views of open cases, by what they show. `mine`: assigned to the officer; `at-risk`: of which a decision is due soon, or late. */
export const OPEN_VIEWS = ["waiting", "at-risk", "mine", "asked", "tasks"] as const;
export type OpenView = (typeof OPEN_VIEWS)[number];

/** Whose cases a list shows. */
export const WHOSE = ["all", "mine", "unassigned"] as const;
export type Whose = (typeof WHOSE)[number];

/** Who looks, and the day up to which a case that is to be decided is at risk of being late. */
export interface Looker {
  readonly officer: string;
  readonly atRiskFrom: PlainDate;
}

function isIn(view: OpenView, vettingCase: VettingCase, { officer, atRiskFrom }: Looker): boolean {
  const { assignedTo, decideBy, decision } = vettingCase;
  if (view === "mine") return assignedTo === officer;
  if (view === "at-risk") return decideBy !== undefined && decision === undefined && decideBy <= atRiskFrom;
  return queueOf(vettingCase) === view;
}

/** How a list of open cases is wanted. */
export interface ListWanted {
  readonly view: OpenView;
  readonly whose: Whose;
  readonly sortBy: SortBy;
  readonly descending: boolean;
  /** How many cases stand before the page's first. */
  readonly from: number;
}

/** How many open cases each view holds; of a view whose queues were cut, at least so many. */
export type Counts = Readonly<Record<OpenView, { readonly count: number; readonly more: boolean }>>;

export function countsOf({ records, cut }: CasesRead, looker: Looker): Counts {
  const of = (view: OpenView) => ({
    count: records.filter(({ body }) => isIn(view, body, looker)).length,
    more: view === "mine" || view === "at-risk" ? cut.length > 0 : cut.includes(view),
  });
  return { waiting: of("waiting"), "at-risk": of("at-risk"), mine: of("mine"), asked: of("asked"), tasks: of("tasks") };
}

/** The cases of a page of a view, in the order wanted, of how many. */
export function pageOf<One extends StoredVettingCase>(
  { records }: { readonly records: readonly One[] },
  { view, whose, sortBy, descending, from }: ListWanted,
  looker: Looker,
  names: ReadonlyMap<string, string>,
) {
  const shown = records.filter(
    ({ body }) => isIn(view, body, looker) && (whose === "all" || (whose === "mine" ? body.assignedTo === looker.officer : body.assignedTo === undefined)),
  );
  return { records: sorted(shown, sortBy, descending, names).slice(from, from + onAPage), of: shown.length };
}

/** A case as a list shows it. */
export interface CaseLine {
  readonly record: StoredVettingCase;
  /** The name people see, or else the name on the account, such as of somebody who applied on paper; undefined where there is none. */
  readonly name: string | undefined;
  readonly progress: Progress;
  readonly waitsFor: WaitsFor;
}
