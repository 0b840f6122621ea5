import type { DateFault } from "../../../shared/domain/typed-date.ts";

/**
 * What can be wrong with one fact. `missing`: nothing was typed or chosen. `form`: it is not written as it must be.
 * `future`, `past`: a date lies where it cannot. `far`: a date lies too far away to be meant. `old`: it has run out. `low`: too little cover.
 * `twice`: the same as another. `hours`: outside the hours of the day it must be in.
 * `basic`: a basic certificate was said to have a workforce. `young`: somebody is not old enough to apply.
 */
export type FactFault = "young" | "missing" | "form" | "future" | "past" | "far" | "old" | "low" | "basic" | "twice" | "hours" | DateFault;

type Sentences = Readonly<Partial<Record<FactFault, string>>>;

/** Figures a sentence names: months it lasts, pounds of cover, years of age, days ahead, which of several it is, and the hours it must be in. */
export interface SaidFigures {
  readonly months?: number | undefined;
  readonly pounds?: number | undefined;
  readonly years?: number | undefined;
  readonly days?: number | undefined;
  readonly number?: number | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** What is said of a date; every name of one is a noun that fits. */
const date = (noun: string): Sentences => ({
  missing: `Enter the ${noun}`,
  parts: `The ${noun} must include a day, month and year`,
  unreal: `The ${noun} must be a real date, like 31 3 2027`,
  future: `The ${noun} must be in the past`,
  past: `The ${noun} must be in the future`,
  far: `Check the year of the ${noun}`,
  old: `The ${noun} must be in the last {months} months`,
});

/** Every fact and every way to get it wrong, as one sentence that says what to do. */
const SENTENCES: Readonly<Record<string, Sentences>> = {
  legalName: { missing: "Enter your full legal name" },
  bornOn: {
    missing: "Enter your date of birth",
    parts: "Your date of birth must include a day, month and year",
    unreal: "Your date of birth must be a real date, like 27 3 1990",
    future: "Your date of birth must be in the past",
    far: "Check the year of your date of birth",
    young: "You must be {years} or older to apply",
  },
  phone: { missing: "Enter your phone number", form: "Enter a phone number, like 01632 960 001" },
  insurer: { missing: "Enter the name of the insurer", form: "The name of the insurer must be 100 characters or fewer" },
  policyNumber: { missing: "Enter the policy number", form: "The policy number must be 50 characters or fewer" },
  coverPence: {
    missing: "Enter how much it covers",
    form: "Enter how much it covers in pounds, like 5,000,000",
    low: "Your cover must be at least £{pounds}",
  },
  endsOn: date("date your insurance ends"),
  document: { missing: "Select which document you will bring", form: "Select which document you will bring" },
  method: { missing: "Select how you will prove your right to work", form: "Select how you will prove your right to work" },
  shareCode: { missing: "Enter your share code", form: "Your share code must be 9 letters and numbers that start with W" },
  followUpOn: date("date your permission to work ends"),
  certificateNumber: { missing: "Enter the certificate number", form: "The certificate number must be 12 numbers" },
  issuedOn: date("date of issue"),
  level: { missing: "Select the level", form: "Select the level" },
  workforce: {
    missing: "Select the workforce",
    form: "Select the workforce",
    basic: "A basic certificate has no workforce. Select 'None (basic check)'",
  },
  safeguardingOn: date("date of your safeguarding training"),
  mcaOn: date("date of your Mental Capacity Act training"),
  businessUse: {
    missing: "Your policy must cover business use. Tick the box if it does",
    form: "Your policy must cover business use. Tick the box if it does",
  },
  registeredOn: date("date you registered"),
  checkedOn: date("date you checked"),
  result: { missing: "Select what the register says", form: "Select what the register says" },
  locationId: { missing: "Enter your CQC location number", form: "Your CQC location number must be like 1-123456789" },
  tradingSince: date("date you started"),
  visitPlace: { missing: "Select where the visit will be", form: "We do not have their home address. Select another place, or ask them for it" },
  visitWhere: { missing: "Enter where the visit will be", form: "Where the visit will be must be 200 characters or fewer" },
  visitDay: {
    missing: "Enter date {number}",
    parts: "Date {number} must include a day, month and year",
    unreal: "Date {number} must be a real date, like 27 3 2027",
    past: "Date {number} must be in the future",
    far: "Date {number} must be in the next {days} days",
  },
  visitTime: {
    missing: "Enter start time {number}",
    form: "Start time {number} must be a time, like 10:30am or 2pm",
    past: "Start time {number} must be in the future",
    hours: "Start time {number} must be from {from} to {until}",
    twice: "Date and start time {number} must not be the same as another",
  },
  visitWhy: { missing: "Enter why, in words for the applicant", form: "Why must be 500 characters or fewer" },
  visitAnswer: {
    missing: "Select a time, or 'None of these'",
    form: "Select one of these times. The one you chose is no longer offered",
    past: "Select another time. The one you chose has passed",
  },
  visitSaid: { missing: "Enter when you could come", form: "When you could come must be 500 characters or fewer" },
};

/** The sentence for a fault of a fact, with its figures. There is one for every fact that is read: a test holds it. */
export function factSentence(name: string, fault: FactFault, { months, pounds, years, days, number, from, until }: SaidFigures = {}): string {
  const sentence = SENTENCES[name]?.[fault] ?? "Check this answer";
  return sentence
    .replace("{months}", String(months ?? ""))
    .replace("{years}", String(years ?? ""))
    .replace("{days}", String(days ?? ""))
    .replace("{number}", String(number ?? ""))
    .replace("{from}", from ?? "")
    .replace("{until}", until ?? "")
    .replace("{pounds}", pounds === undefined ? "" : pounds.toLocaleString("en-GB"));
}
