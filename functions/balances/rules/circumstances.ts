import type { Agreement, BREATHING_SPACES, CAPACITIES, WHEREABOUTS } from "../../../shared/domain/direct-payment.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy, ClockStop } from "../../../shared/policy/balances.ts";
import type { BalanceCase, ClockSpan, Shares } from "./balance-case.ts";
import { isStopped, resumedFrom, stoppedFor } from "./case-clock.ts";

/** What is believed of a person now, as far as asking and taking money go by it. Nothing in it says who they are. */
export interface Circumstances {
  readonly agreement?: Agreement | undefined;
  readonly capacity?: (typeof CAPACITIES)[number] | undefined;
  readonly breathingSpace?: (typeof BREATHING_SPACES)[number] | undefined;
  readonly whereabouts?: (typeof WHEREABOUTS)[number] | undefined;
  readonly diedOn?: PlainDate | undefined;
  readonly endedOn?: PlainDate | undefined;
  /** From which day what stops the clock applies, as far as that is known. */
  readonly since?: { readonly breathingSpace?: PlainDate | undefined; readonly whereabouts?: PlainDate | undefined } | undefined;
  /** What a payment of four weeks is, by funding line; the most of an offset goes by it. */
  readonly paymentPence: Shares;
}

/** Of somebody of whom nothing is known. */
export const UNKNOWN: Circumstances = { paymentPence: { council: 0, nhs: 0 } };

const SYSTEM = "system";

/** Why the clock must stand still, by what is known of the person. Source: SI 2020/1311 for breathing space. */
const stopsBy = (
  { breathingSpace, whereabouts, diedOn, since = {} }: Circumstances,
  today: PlainDate,
): Readonly<Partial<Record<ClockStop, PlainDate | undefined>>> => ({
  "breathing-space": breathingSpace === undefined ? undefined : (since.breathingSpace ?? today),
  hospital: whereabouts === "hospital" ? (since.whereabouts ?? today) : undefined,
  bereavement: diedOn,
});

/** The day a span begins on, where earlier ones of its reason are over already. */
const afterLast = (spans: readonly ClockSpan[], from: PlainDate): PlainDate => [from, ...spans.flatMap(({ until }) => until ?? [])].toSorted().at(-1) ?? from;

/** The spans as they are by what is known of the person today: what has begun stops the clock, and what stopped it by itself and is over starts it again. */
export function stopsOn(stops: readonly ClockSpan[], circumstances: Circumstances, { stopOn }: BalancePolicy["ask"], today: PlainDate): readonly ClockSpan[] {
  let found = stops;
  for (const [why, from] of Object.entries(stopsBy(circumstances, today)))
    for (const stop of stopOn.filter((one) => one === why)) {
      const spans = found.filter((span) => span.why === stop);
      // Nobody comes back from death: once an officer has started the clock again, it runs.
      const wasResumed = stop === "bereavement" && spans.some(({ until }) => until !== undefined);
      if (from !== undefined) found = wasResumed ? found : stoppedFor(found, stop, from > today ? today : afterLast(spans, from), SYSTEM);
      else if (spans.some((span) => span.until === undefined && span.by === SYSTEM)) found = resumedFrom(found, stop, today);
    }
  return found;
}

/** Why nobody is chased for money now; undefined where they may be. Source: money.md 6.9, refusal 9. */
export type NotChased = "no-capacity" | "breathing-space" | "stale-address" | "bereaved";

export function notChased({ stops }: Pick<BalanceCase, "stops">, circumstances: Circumstances, today: PlainDate): NotChased | undefined {
  const stopped = (why: ClockStop) =>
    isStopped(
      stops.filter((span) => span.why === why),
      today,
    );
  if (circumstances.capacity === "no") return "no-capacity";
  if (circumstances.breathingSpace !== undefined || stopped("breathing-space")) return "breathing-space";
  if (stopped("returned-post")) return "stale-address";
  return circumstances.diedOn !== undefined || stopped("bereavement") ? "bereaved" : undefined;
}
