import type { Outcome, Value } from "../../../functions/reviews/rules/outcome.ts";
import type { PaymentFacts } from "../../../functions/reviews/rules/payment-facts.ts";
import type { Review } from "../../../functions/reviews/rules/review.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { reviewPolicyOn } from "../../../shared/policy/reviews.ts";

/** The council whose sample rules every case here goes by. */
export const COUNCIL = "E10000018";
export const RULES = reviewPolicyOn(COUNCIL, "2026-11-24");

/** Noon in winter and in summer alike, so that the day is the same in London. */
export const noon = (day: PlainDate): string => `${day}T12:00:00.000Z`;
/** What Ruth, an officer, does on a day. */
export const doing = (day: PlainDate) => ({ by: "ruth", at: noon(day), policy: RULES });

/** A payment since 1 September 2026, with one assistant and another provider, of whom nothing is due yet. */
export const aReview = (given: Partial<Review> = {}): Review => ({
  ...{ id: "payment-1", authority: COUNCIL, reference: "LAS-1001", firstPaymentOn: "2026-09-01", couldNotFind: false },
  support: [aSupport("agr-1"), aSupport("agr-2", { isAssistant: false })],
  ...{ given: [], held: [], contacts: [], outcomes: [], lookedOn: "2026-09-01" },
  ...given,
});

export const aSupport = (arrangement: string, given: Partial<Review["support"][number]> = {}): Review["support"][number] => ({
  ...{ arrangement, name: `Provider of ${arrangement}`, from: "2026-09-01", isAssistant: true, isOut: false },
  ...given,
});

export const aHeld = (on: PlainDate, given: Partial<Review["held"][number]> = {}): Review["held"][number] => ({
  ...{ id: `held-${on}`, kind: "review" as const, on, completedAt: noon(on), by: "ruth", heard: "person" as const },
  ...given,
});

export const aValue = (value: number, on: PlainDate, given: Partial<Value> = {}): Value => ({ value, on, by: "self", channel: "visit", ...given });

/** From 2 to 6 of 10, put down to the assistant. */
export const anOutcome = (given: Partial<Outcome> = {}): Outcome => ({
  ...{ id: "out-1", words: "See my sister every week", domain: "family", measure: "scale", aim: "change", rememberedLater: false, setOn: "2026-09-10" },
  ends: { low: "I never see her", high: "I see her as often as I like" },
  baseline: aValue(2, "2026-09-10"),
  target: { value: 6, on: "2027-06-01" },
  ...{ arrangements: ["agr-1"], values: [] },
  ...given,
});

/** What other records say of that payment. */
export const facts = (given: Partial<PaymentFacts> = {}): PaymentFacts => ({
  ...{ id: "payment-1", authority: COUNCIL, reference: "LAS-1001", firstPaymentOn: "2026-09-01", couldNotFind: false },
  support: [aSupport("agr-1"), aSupport("agr-2", { isAssistant: false })],
  ...given,
});
