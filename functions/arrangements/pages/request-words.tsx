import { pounds } from "../../../shared/domain/money.ts";
import { londonDate, longDate, millisOf } from "../../../shared/domain/time.ts";
import type { SummaryRow } from "../../../shared/pages/govuk/text-parts.tsx";
import { hoursWords, listWords, timeWords } from "../../../shared/pages/listing-words.ts";
import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { Answer } from "../rules/answer.ts";
import type { NeedReason } from "../rules/need.ts";
import type { RequestState, SupportRequest, WithdrawReason } from "../rules/request.ts";
import type { AlertEvery } from "../rules/request-alert.ts";

export const STATE_WORDS: Readonly<Record<RequestState, { readonly text: string; readonly colour: string }>> = {
  open: { text: "Open", colour: "" },
  stale: { text: "Hidden", colour: "govuk-tag--yellow" },
  filled: { text: "Found someone", colour: "govuk-tag--green" },
  withdrawn: { text: "Withdrawn", colour: "govuk-tag--grey" },
  lapsed: { text: "Closed", colour: "govuk-tag--grey" },
};

export const ANSWER_WORDS: Readonly<Record<Answer["state"], string>> = {
  sent: "Waiting for your decision",
  chosen: "You chose them",
  passed: "You said no",
  withdrawn: "They took it back",
  "not-for-me": "Not for them",
};

/** The same to the provider whose answer it is. */
export const GIVEN_WORDS: Readonly<Record<Answer["state"], string>> = {
  sent: "You answered",
  chosen: "They chose you",
  passed: "They said no",
  withdrawn: "You took your answer back",
  "not-for-me": "Not for you",
};

export const ALERT_WORDS: Readonly<Record<AlertEvery, string>> = {
  "at-once": "Straight away, for each new request",
  daily: "Once a day, if there is something new",
  weekly: "Once a week, if there is something new",
  never: "Do not contact me about new requests",
};

export const WITHDRAW_WORDS: Readonly<Record<WithdrawReason, string>> = {
  "found-elsewhere": "I have found someone in another way",
  "not-needed": "I do not need it any more",
  "could-not-find": "I could not find anyone",
  "not-said": "I would rather not say",
};

export const NEED_WORDS: Readonly<Record<NeedReason, string>> = {
  "no-one-matched": "No one on the list could do it",
  "no-answer": "No one answered",
  "none-chosen": "Someone answered, but no one was chosen",
  "gave-up": "The person could not find anyone",
};

/** '6 hours a week, personal care and meals': a request in a few words. */
export const briefly = ({ hours, services }: Pick<SupportRequest, "hours" | "services">): string =>
  `${hoursWords(hours)} a week: ${listWords(services.map((code) => nameOf("service", code).toLowerCase()))}`;

const insisted = (must: readonly string[], wish: string): string => (must.includes(wish) ? " (must have)" : " (if possible)");

type Shown = Pick<SupportRequest, "services" | "skills" | "times" | "hours" | "language" | "gender" | "must" | "maxRatePence" | "from" | "words" | "place">;

const row = (key: string, value: string | undefined, classes?: string): readonly SummaryRow[] =>
  value === undefined || value === "" ? [] : [{ key: { text: key }, value: { text: value, ...(classes === undefined ? {} : { classes }) } }];

/** What somebody needs and would like, line by line, without who they are: the same for them and for providers. */
export const requestRows = ({ services, skills, times, hours, language, gender, must, maxRatePence, from, words, place }: Shown): readonly SummaryRow[] => [
  ...row("Support", listWords(services.map((code) => nameOf("service", code)))),
  ...row("Skills", listWords(skills.map((code) => nameOf("skill", code)))),
  ...row("Hours", `${hoursWords(hours)} a week`),
  ...row("When", listWords(times.map(timeWords)) || "Any time"),
  ...row("Where", `Near ${place.label}`),
  ...row("From", longDate(from)),
  ...row("Language", language === undefined ? undefined : `${languageName(language)}${insisted(must, "language")}`),
  ...row("Gender", gender === undefined ? undefined : `${nameOf("gender", gender)}${insisted(must, "gender")}`),
  ...row("Highest hourly rate", maxRatePence === undefined ? undefined : pounds(maxRatePence)),
  ...row("More details", words, "trellis-break trellis-lines"),
];

/** The day of an instant. */
export const dayOf = (instant: string): string => longDate(londonDate(millisOf(instant)));
