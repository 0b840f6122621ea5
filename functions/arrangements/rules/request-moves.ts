import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { daysAfter, type EpochMillis, instantOf, londonDate, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import type { NeedReason } from "./need.ts";
import { isWaiting, type RequestState, type SupportRequest, type WithdrawReason } from "./request.ts";

/** Days in the life of a request: versioned data, `requests` of the service's policy. */
export interface RequestDays {
  /** Shown to providers for so many days after it was published or confirmed. */
  readonly confirmDays: number;
  /** The person hears so many days before that it is about to be hidden. */
  readonly remindDays: number;
  /** A stale one can be confirmed for so many days more. */
  readonly lapseDays: number;
  /** So many days after it was published, a request that nobody filled is a need that was not met. */
  readonly unmetDays: number;
}

/** Who may make a move: whose request it is (or whoever acts for them), or Trellis itself. */
interface MoveRule {
  readonly from: readonly RequestState[];
  readonly to: RequestState;
  readonly by: "person" | "system";
}

/** Every move of a request: from where, to where, by whom. Nothing else is a move. */
export const REQUEST_MOVES = {
  confirm: { from: ["open", "stale"], to: "open", by: "person" },
  fill: { from: ["open", "stale"], to: "filled", by: "person" },
  withdraw: { from: ["open", "stale"], to: "withdrawn", by: "person" },
  hide: { from: ["open"], to: "stale", by: "system" },
  lapse: { from: ["stale"], to: "lapsed", by: "system" },
} as const satisfies Readonly<Record<string, MoveRule>>;
export type RequestMove = keyof typeof REQUEST_MOVES;

/** Whether a request may make a move from where it is. */
export const mayMove = ({ state }: Pick<SupportRequest, "state">, move: RequestMove): boolean => {
  const from: readonly RequestState[] = REQUEST_MOVES[move].from;
  return from.includes(state);
};

const publishedOn = ({ createdAt }: SupportRequest): PlainDate => londonDate(millisOf(createdAt));

/** Whether providers are still to be told of a request. */
export const isUntold = ({ state, matched }: Pick<SupportRequest, "state" | "matched">): boolean => state === "open" && matched === undefined;

/** The days on which something is to be done about a request that waits. */
const dueDays = (request: SupportRequest, { remindDays, unmetDays }: RequestDays): readonly PlainDate[] => [
  daysAfter(request.confirmBy, 1),
  // Until providers were told: what was lost on the way is found by the next sweep.
  ...(isUntold(request) ? [publishedOn(request)] : []),
  ...(request.state === "open" && !request.reminded ? [daysAfter(request.confirmBy, -remindDays)] : []),
  ...(request.unmetOn === undefined ? [daysAfter(publishedOn(request), unmetDays)] : []),
];

/** The request with the day on which something is next to be done about it; one that has ended has none. */
export function withNextDay({ nextOn: _, ...request }: SupportRequest, days: RequestDays): SupportRequest {
  const next = isWaiting(request) ? dueDays(request, days).toSorted()[0] : undefined;
  return next === undefined ? request : { ...request, nextOn: next };
}

/** What a move is given: when, and of a withdrawal why. */
export interface MoveAct {
  readonly at: EpochMillis;
  readonly why?: WithdrawReason;
}

/** A request after a move; refused as `moved` where it is no longer where the move begins. */
export function moveRequest(request: SupportRequest, move: RequestMove, { at, why }: MoveAct, days: RequestDays): Result<SupportRequest, "moved"> {
  if (!mayMove(request, move)) return refused("moved");
  const today = londonDate(at);
  const moved: SupportRequest = { ...request, state: REQUEST_MOVES[move].to };
  switch (move) {
    case "confirm":
      return ok(withNextDay({ ...moved, confirmBy: daysAfter(today, days.confirmDays), reminded: false }, days));
    case "hide":
      return ok(withNextDay({ ...moved, confirmBy: daysAfter(today, days.lapseDays) }, days));
    case "withdraw":
      return ok(withNextDay({ ...moved, withdrawn: why ?? "not-said", endedAt: instantOf(at) }, days));
    default:
      return ok(withNextDay({ ...moved, endedAt: instantOf(at) }, days));
  }
}

/** Why a request found nobody, as far as its own record says. */
export function whyUnmet({ matched, firstAnswerAt }: Pick<SupportRequest, "matched" | "firstAnswerAt">): NeedReason {
  if (firstAnswerAt !== undefined) return "none-chosen";
  return matched === 0 ? "no-one-matched" : "no-answer";
}

/** What a day brings a request: what it is then, what its person is to hear, and why it counts as a need that was not met. */
export interface DayOutcome {
  readonly request: SupportRequest;
  readonly tell?: "request-confirm" | "request-hidden";
  readonly unmet?: NeedReason;
}

/**
 * A request once a day has come: reminded of, hidden, or over; and a need that was not met, once. Undefined where there is nothing to do, as
 * when it is done again.
 */
export function dayOfRequest(request: SupportRequest, at: EpochMillis, days: RequestDays): DayOutcome | undefined {
  const today = londonDate(at);
  if (!isWaiting(request) || (request.nextOn ?? "9999") > today) return undefined;
  const unmet = request.unmetOn === undefined && daysAfter(publishedOn(request), days.unmetDays) <= today ? whyUnmet(request) : undefined;
  const known: SupportRequest = unmet === undefined ? request : { ...request, unmetOn: today };
  const outcome = { ...(unmet === undefined ? {} : { unmet }) };
  if (today > known.confirmBy) {
    const moved = moveRequest(known, known.state === "open" ? "hide" : "lapse", { at }, days);
    if (moved.ok) return { ...outcome, request: moved.value, ...(known.state === "open" ? { tell: "request-hidden" } : {}) };
  }
  const reminds = known.state === "open" && !known.reminded && daysAfter(known.confirmBy, -days.remindDays) <= today;
  return {
    ...outcome,
    request: withNextDay({ ...known, reminded: known.reminded || reminds }, days),
    ...(reminds ? { tell: "request-confirm" } : {}),
  };
}
