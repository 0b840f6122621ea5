import { type EmployerRates, employerCost } from "../../../shared/domain/employer-cost.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import type { CouncilRates } from "../../../shared/policy/council-rates.ts";
import type { Terms } from "./terms.ts";

/**
 * What a rate raises. `above-council-rate`: it is more than the council pays, and nobody agreed to more: the person asks before they agree.
 * `below-managed`: the council pays a managed service more than a person may pay. `below-employer-cost`: what the council pays would not cover the legal
 * minimum and what an employer owes besides. `family`: somebody of the household is to be paid, which the council must agree to.
 */
export const RATE_QUESTIONS = ["above-council-rate", "below-managed", "below-employer-cost", "family"] as const;
export type RateQuestionKind = (typeof RATE_QUESTIONS)[number];

/** A question a rate raises, and who is to answer it: never the person, where it is the council's own rates that fall short. */
export interface RateQuestion {
  readonly kind: RateQuestionKind;
  readonly to: "council" | "person";
  /** What was found, and what it was held against: pence an hour, or a week where it is what employing costs. */
  readonly pence?: Pence;
  readonly against?: Pence;
  readonly source: string;
}

/** That somebody of the household is to be paid: an exception the council must agree to. Source: Care and Support (Direct Payments) Regulations 2014, regulation 3. */
export const FAMILY_QUESTION: RateQuestion = { kind: "family", to: "council", source: "Care and Support (Direct Payments) Regulations 2014, regulation 3" };

/** What a rate is held against. */
export interface RateFrame {
  readonly employment: string | undefined;
  /** Whether they are family and live with the person. */
  readonly family: boolean;
  readonly rates: CouncilRates | undefined;
  /** The legal minimum of an hour, and what employers owe besides, on the day the terms begin. */
  readonly minimumPence: Pence;
  readonly employers: EmployerRates;
  readonly weeksAYear: number;
  /** What the council agreed to for this person: in their plan, or when it answered a question. */
  readonly agreed: { readonly higherRate: boolean; readonly family: boolean };
}

/** The rate of several services together: the dearest of them, as one hour may be of any. */
function rateOf(rates: CouncilRates, services: readonly string[]) {
  const found = services.map((code) => rates.services[code] ?? rates.others);
  return {
    pence: Math.max(...found.map(({ pence }) => pence)),
    managedPence: Math.max(...found.map(({ managedPence }) => managedPence)),
  };
}

/**
 * The questions that terms raise, upward and downward. None where the council publishes no rates, but for family. Source: LCC plan, outcome 2 (a
 * person can pay what the managed service pays); Leicester City overview 4.6 and 4.10 (a higher rate, and family of the household, by agreement).
 */
export function rateQuestions(terms: Terms, { employment, family, rates, minimumPence, employers, weeksAYear, agreed }: RateFrame): readonly RateQuestion[] {
  const questions: RateQuestion[] = [];
  if (family && !agreed.family) questions.push(FAMILY_QUESTION);
  if (!rates) return questions;
  const { source } = rates;
  const council = rateOf(rates, terms.services);
  if (terms.ratePence > council.pence && !agreed.higherRate) {
    if (council.pence < council.managedPence)
      questions.push({ kind: "below-managed", to: "council", pence: council.pence, against: council.managedPence, source });
    questions.push({ kind: "above-council-rate", to: "person", pence: terms.ratePence, against: council.pence, source });
  }
  if (employment === "employed") {
    const hours = Math.ceil(terms.hours);
    const { total } = employerCost(minimumPence, hours, employers, weeksAYear);
    if (council.pence * hours < total) questions.push({ kind: "below-employer-cost", to: "council", pence: council.pence * hours, against: total, source });
  }
  return questions;
}
