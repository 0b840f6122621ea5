import { entriesOf } from "../shared/audit/trail.ts";
import { londonDate, millisOf, type PlainDate } from "../shared/domain/time.ts";
import type { Table } from "../shared/table/table-client.ts";
import type { VettingCase } from "./vetting/rules/case.ts";
import { isErasedCase } from "./vetting/rules/erased.ts";
import { CASE_STATES, type CaseState } from "./vetting/rules/moves.ts";
import { QUEUES } from "./vetting/rules/queues.ts";
import { dynamoCaseStore } from "./vetting/store/dynamo-case-store.ts";
import { vettingKeys } from "./vetting/store/keys.ts";

type CountedStep = "submitted" | "in-review" | "needs-more" | "recommended" | "review-asked" | "listed" | "refused" | "withdrawn";

/** What each state is to whoever counts applications; nothing before one is sent. */
const COUNTED_AS: Readonly<Record<CaseState, CountedStep | undefined>> = {
  draft: undefined,
  referred: undefined,
  submitted: "submitted",
  "in-review": "in-review",
  "needs-more": "needs-more",
  recommended: "recommended",
  accredited: "listed",
  provisional: "listed",
  paused: "listed",
  suspended: "listed",
  lapsed: "listed",
  renewed: "listed",
  refused: "refused",
  "review-asked": "review-asked",
  withdrawn: "withdrawn",
};

/** An application as figures may know it, with nothing that names anyone. */
export interface CountedCase {
  readonly renewing: boolean;
  readonly decideBy?: PlainDate | undefined;
  /** From when it was first sent, in the order of its trail; by days in London. */
  readonly steps: readonly { readonly to: CountedStep; readonly on: PlainDate }[];
}

/** Whether a case can count in a month: sent before its end, and not decided for good before it began. */
function mayCount(vettingCase: VettingCase, month: { readonly from: PlainDate; readonly before: PlainDate }): boolean {
  const { submittedAt, accreditedOn, endedAt } = vettingCase;
  const dayOf = (instant: string): PlainDate => londonDate(millisOf(instant));
  if (submittedAt === undefined || dayOf(submittedAt) >= month.before || isErasedCase(vettingCase)) return false;
  return (accreditedOn ?? month.from) >= month.from && (endedAt === undefined || dayOf(endedAt) >= month.from);
}

/**
 * Applications of a council as a month of them is counted: from the trail of each, which says when it came to which state. Only of those that can count is a
 * trail read, and never why anything was done.
 */
export function countedCases(
  table: Table,
): (council: string, month: { readonly from: PlainDate; readonly before: PlainDate }) => Promise<readonly CountedCase[]> {
  const store = dynamoCaseStore(table);
  const stepsOf = async ({ id }: VettingCase): Promise<CountedCase["steps"]> => {
    const entries = await entriesOf(table, vettingKeys.vettingCase(id));
    return entries.flatMap(({ at, changes }) =>
      changes.flatMap(({ field, to: given }) => {
        const state = field === "state" ? CASE_STATES.find((one) => one === given) : undefined;
        const to = state && COUNTED_AS[state];
        return to === undefined ? [] : [{ to, on: londonDate(millisOf(at)) }];
      }),
    );
  };
  return async (council, month) => {
    const found = new Map<string, VettingCase>();
    // In the order in which cases go, so that one that goes on meanwhile is read twice rather than missed.
    for (const queue of QUEUES) {
      for (let after: string | undefined, more = queue !== "draft"; more; more = after !== undefined) {
        const page = await store.councilCases(council, queue, after);
        for (const { body } of page.records) if (mayCount(body, month)) found.set(body.id, body);
        after = page.next;
      }
    }
    const counted: CountedCase[] = [];
    for (const vettingCase of found.values()) {
      const steps = await stepsOf(vettingCase);
      // A draft that was withdrawn was never sent.
      if (steps[0]?.to === "submitted") counted.push({ renewing: vettingCase.renews !== undefined, decideBy: vettingCase.decideBy, steps });
    }
    return counted;
  };
}
