import type { PlainDate } from "../../../shared/domain/time.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import type { VettingCase } from "../rules/case.ts";
import { QUEUES } from "../rules/queues.ts";
import type { CaseStore } from "./ports.ts";

/** Most pages of a queue that are looked through for the few a view wants: an officer has not more in hand. */
const MOST_PAGES = 20;

/** Where a list goes on: the place of its last line, as the page before gave it. Anything else begins anew. */
export function sortAfter(query: URLSearchParams): string | undefined {
  const given = query.get("after") ?? "";
  return /^[\w#:.-]{1,200}$/.test(given) ? given : undefined;
}

/** Whose cases are looked for, and the day up to which one that is to be decided is at risk of being late. */
export interface Wanted {
  readonly officer: string;
  readonly atRiskFrom: PlainDate;
}

/** One queue of a council as an officer may see it: without their own cases and those in which they declared an interest, so that a page may be shorter. */
export const queueFor =
  (store: Pick<CaseStore, "councilCases">) =>
  async (authority: string, queue: string, officer: string, after: string | undefined): Promise<ListPage<VettingCase>> => {
    const { records, ...more } = await store.councilCases(authority, queue, after);
    return { ...more, records: records.filter(({ body: { owner, conflicts } }) => ![owner, ...conflicts].includes(officer)) };
  };

/** A view of an officer's cases, oldest first: a queue, or those of the open ones that are theirs or at risk of being late. */
export const queueIn =
  (store: Pick<CaseStore, "councilCases">) =>
  async (authority: string, view: string, { officer, atRiskFrom }: Wanted, after: string | undefined): Promise<ListPage<VettingCase>> => {
    const queue = QUEUES.find((known) => known === view);
    if (queue) return queueFor(store)(authority, queue, officer, after);
    const wanted =
      view === "mine"
        ? ({ assignedTo }: VettingCase) => assignedTo === officer
        : ({ decideBy, decision }: VettingCase) => decideBy !== undefined && decision === undefined && decideBy <= atRiskFrom;
    const records = [];
    for (const open of ["waiting", "asked", "tasks"] as const) {
      let from: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { records: found, next }: ListPage<VettingCase> = await queueFor(store)(authority, open, officer, from);
        records.push(...found.filter(({ body }) => wanted(body)));
        if (next === undefined) break;
        from = next;
      }
    }
    return { records: records.toSorted((a, b) => ((a.body.submittedAt ?? "") < (b.body.submittedAt ?? "") ? -1 : 1)) };
  };
