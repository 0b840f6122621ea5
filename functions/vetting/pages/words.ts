import type { FindingKind } from "../../../shared/domain/screening.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { councilWords, megabytes } from "../../../shared/pages/words.ts";
import { type Checklist, type Condition, type DBS_LEVELS, dbsWanted, type ProviderType, type WORKFORCES } from "../../../shared/policy/checklists.ts";
import { conditionsOf, type VettingCase } from "../rules/case.ts";
import type { Referral } from "../rules/cqc-referral.ts";
import type { Situation } from "../rules/decide-case.ts";
import type { ChecklistLine, FILE_REFUSALS, ItemState, StatusResult } from "../rules/evidence.ts";
import { evidenceKinds } from "../rules/evidence-kinds.ts";
import type { CaseMove, CaseState } from "../rules/moves.ts";
import type { Queue } from "../rules/queues.ts";

interface Tagged {
  readonly text: string;
  readonly colour?: string;
}

export const itemWords: Readonly<Record<ItemState, Tagged>> = {
  "not-started": { text: "Not started", colour: "govuk-tag--blue" },
  "with-us": { text: "With us", colour: "govuk-tag--yellow" },
  "needs-more": { text: "Needs more", colour: "govuk-tag--orange" },
  accepted: { text: "Accepted", colour: "govuk-tag--green" },
  "expires-soon": { text: "Expires soon", colour: "govuk-tag--orange" },
  lapsed: { text: "Lapsed", colour: "govuk-tag--red" },
  "not-needed": { text: "Not needed" },
};

/** The same while nothing has been sent to us yet. */
export const draftItemWords: typeof itemWords = { ...itemWords, "with-us": { text: "Ready to send", colour: "govuk-tag--green" } };

const LEVEL_WORDS: Readonly<Record<(typeof DBS_LEVELS)[number], string>> = {
  basic: "basic",
  standard: "standard",
  enhanced: "enhanced",
  "enhanced-barred": "enhanced with barred lists",
};
const WORKFORCE_WORDS: Readonly<Record<(typeof WORKFORCES)[number], string>> = {
  adult: "for the adult workforce",
  child: "for the child workforce",
  "adult-and-child": "for the adult and child workforce",
  any: "whatever the workforce",
};

/** Which DBS certificate somebody's tasks ask for. */
export function dbsWantedWords({ case: vettingCase, checklist }: Pick<Situation, "case" | "checklist">): string {
  const { level, workforce } = dbsWanted(checklist, conditionsOf(vettingCase.answers));
  return `The tasks ask for a certificate of the level '${LEVEL_WORDS[level]}' or higher, ${WORKFORCE_WORDS[workforce]}.`;
}

export const typeWords: Readonly<Record<ProviderType, string>> = {
  "employed-pa": "Personal assistant, employed",
  "self-employed-pa": "Personal assistant, self-employed",
  "micro-provider": "Micro-provider",
  agency: "Agency",
};

export const conditionWords: Readonly<Record<Condition, string>> = {
  "personal-care": "if they give personal care",
  driving: "if they drive people",
  medication: "if they help with medicines",
  children: "if children are present",
  employs: "if they employ anybody",
  "cqc-registered": "if they are registered with the CQC",
};

export const caseWords: Readonly<Record<CaseState, Tagged>> = {
  draft: { text: "Not sent yet", colour: "govuk-tag--blue" },
  referred: { text: "Stopped: talk to us first", colour: "govuk-tag--orange" },
  submitted: { text: "With us", colour: "govuk-tag--yellow" },
  "in-review": { text: "Being checked", colour: "govuk-tag--yellow" },
  "needs-more": { text: "Needs more from you", colour: "govuk-tag--orange" },
  recommended: { text: "Being decided", colour: "govuk-tag--yellow" },
  accredited: { text: "On the list", colour: "govuk-tag--green" },
  provisional: { text: "On the list, provisional", colour: "govuk-tag--green" },
  paused: { text: "Paused", colour: "govuk-tag--orange" },
  suspended: { text: "Suspended", colour: "govuk-tag--red" },
  lapsed: { text: "Ended: time is over", colour: "govuk-tag--grey" },
  refused: { text: "Refused", colour: "govuk-tag--red" },
  "review-asked": { text: "Being looked at again", colour: "govuk-tag--yellow" },
  withdrawn: { text: "Withdrawn", colour: "govuk-tag--grey" },
  renewed: { text: "Renewed by another application", colour: "govuk-tag--grey" },
};

/** What happens next, and by when, as an applicant is told. */
export function nextWords({ state, decideBy, moreNeeded, accreditedUntil, decision, authority }: VettingCase): string {
  const council = councilWords(authority);
  const by = decideBy === undefined ? "" : ` by ${longDate(decideBy)}`;
  switch (state) {
    case "draft":
      return `Fill in every part, then send it to ${council}. What you have entered is kept. You can stop and come back.`;
    case "referred":
      return `Your application waits. Read why below, then change your answers, or talk to ${council}.`;
    case "submitted":
    case "in-review":
    case "recommended":
      return `${council} checks what you sent and decides${by}. You do not have to do anything until then, unless we ask you.`;
    case "needs-more":
      return `We need more from you: ${moreNeeded ?? ""}`;
    case "accredited":
    case "provisional":
      return `People can find you${accreditedUntil === undefined ? "" : ` until ${longDate(accreditedUntil)}`}. We remind you when something is about to run out.`;
    case "paused":
      return "People cannot find you just now. Renew what has lapsed below. When we have accepted it you are back on the list, without anything else to do.";
    case "suspended":
      return `People cannot find you just now. ${council} will talk to you about it.`;
    case "refused":
      return `You are not on the list. ${decision?.reason ?? ""}`;
    case "review-asked":
      return "Somebody who had no part in the decision looks at it again, and tells you.";
    case "lapsed":
      return "Your time on the list is over. You can apply again: what you told us is kept.";
    case "withdrawn":
      return "You withdrew it. You can apply again: what you told us is kept for you.";
    case "renewed":
      return "Another application has taken its place.";
  }
}

const REFERRAL_WORDS: Readonly<Record<Exclude<Referral, "too-many-people">, string>> = {
  "sends-others":
    "The Care Quality Commission (CQC) may have to register you first: you send somebody else in your place, or work as a team. Then the exemption for personal assistants may not cover you.",
  "team-giving-care": "Two or more people give personal care. Then your business may have to be registered.",
  "agency-giving-care": "An agency that gives personal care has to be registered.",
};

/** Why an application is referred, and what to do. */
export const referralWords = (referral: Referral, { microMostPeople }: Pick<Checklist["figures"], "microMostPeople">): string =>
  referral === "too-many-people"
    ? `A micro-provider has at most ${microMostPeople} people. If you are more, apply as an agency: change your answer to 'What are you?'.`
    : REFERRAL_WORDS[referral];

const FILE_WORDS: Readonly<Record<Exclude<(typeof FILE_REFUSALS)[number], "too-big">, string>> = {
  empty: "The file was empty. Choose it again.",
  "wrong-type": "The file was not a PDF, JPEG, PNG or HEIC. Save it as one of these and send it again.",
  "not-whole": "The file was damaged, cut short, or written in a way we cannot check. Print it to PDF again, or send a photograph of it.",
  "more-inside": "The file held more than the one document or picture it shows. Print it to PDF again, or send a screenshot or a new photograph of it.",
  locked: "The PDF is protected with a password, so we cannot check what is in it. Open it and print it to PDF again, or send a photograph of it.",
  active:
    "The PDF holds more than text and pictures: a link to a website or an email address, a script, a form that sends itself, or an attached file. Print it to PDF again, or send a photograph of it.",
  film: "The picture moves: your phone kept a short film with it. Send a screenshot of it, or take it again with motion or live photos switched off.",
  threat: "A virus was found in the file, and it was removed. Check your computer before you send another.",
  replaced: "It was sent with a form that another file had been sent with before, so only the first is kept. Open this page again and send it anew.",
  removed: "It was removed.",
  unscanned: "We could not check the file for viruses, so it was removed. Send it again.",
};

/** Why a file was not taken, and what to do. */
export const fileWords = (refusal: (typeof FILE_REFUSALS)[number], { largestFileBytes }: Pick<Checklist["figures"], "largestFileBytes">): string =>
  refusal === "too-big"
    ? `The file was larger than ${megabytes(largestFileBytes)}. Choose a smaller one, or take a picture with lower quality.`
    : FILE_WORDS[refusal];

/** A piece of evidence as it is called, with whose it is. */
export const evidenceTitle = ({ item, worker }: ChecklistLine, names: ReadonlyMap<string, string>): string =>
  `${evidenceKinds[item.code].title}${worker === undefined ? "" : ` of ${names.get(worker) ?? "somebody who works for you"}`}`;

export const queueWords: Readonly<Record<Queue, string>> = {
  waiting: "Waiting for us",
  asked: "Asked for more",
  tasks: "Something to do",
  listed: "On the list",
  draft: "Not sent yet",
  over: "Over",
};

export const moveWords: Readonly<Partial<Record<CaseMove, { readonly title: string; readonly button: string; readonly says: string; readonly why?: string }>>> =
  {
    submit: { title: "Check your answers", button: "Agree and send", says: "We check it, and tell you what happens next." },
    answer: { title: "Send it back to us?", button: "Send", says: "We look at what you added." },
    withdraw: {
      title: "Withdraw?",
      button: "Withdraw",
      says: "Your application ends. If you are on the list, people can no longer find you, from at once. You can apply again.",
    },
    "ask-review": {
      title: "Ask for the decision to be reviewed",
      button: "Ask for a review",
      says: "Somebody who had no part in it looks at it again.",
      why: "Why do you think it was wrong?",
    },
    assign: { title: "Take this case?", button: "Take it", says: "You check it, and others see that you do." },
    reassign: { title: "Take this case over?", button: "Take it over", says: "It is yours from now on." },
    "declare-interest": {
      title: "Declare an interest",
      button: "Declare it",
      says: "You know the applicant, or have something to gain. You can then no longer open this case. If you recommended anything here, that is taken back, and another officer looks again at what you accepted.",
      why: "What is the interest?",
    },
    "change-checklist": {
      title: "Follow the newest checklist?",
      button: "Change it",
      says: "The case is checked by the council's checklist of today.",
      why: "Why?",
    },
    "ask-more": { title: "Ask for more", button: "Ask", says: "The applicant reads this, in these words.", why: "What do you need, and why?" },
    recommend: {
      title: "Recommend",
      button: "Recommend",
      says: "Another officer then decides.",
      why: "Anything the other officer should know? For a refusal: why, in words for the applicant.",
    },
    approve: { title: "Agree with the recommendation?", button: "Agree", says: "It takes effect at once, and the applicant is told." },
    return: { title: "Send back to the officer", button: "Send back", says: "The case is checked again.", why: "What must be checked again?" },
    refuse: { title: "Refuse", button: "Refuse", says: "The applicant is told why, and may ask for a review.", why: "Why, in words for the applicant?" },
    uphold: { title: "Keep the decision", button: "Keep it", says: "The applicant is told why.", why: "Why, in words for the applicant?" },
    overturn: { title: "Open the case again", button: "Open it", says: "It is checked and decided again.", why: "Why, in words for the applicant?" },
    "agree-page": {
      title: "Agree with the changes",
      button: "Agree",
      says: "You have compared a changed name with the identity document that was seen. The page shows the changes at once, and the provider is told.",
      why: "What did you compare it with? For example, passport seen on 3 May 2026.",
    },
    "refuse-page": {
      title: "Refuse the changes",
      button: "Refuse the changes",
      says: "The page shows what was checked before. The provider reads why, in these words.",
      why: "Why, in words for the provider?",
    },
    suspend: {
      title: "Suspend at once",
      button: "Suspend",
      says: "People can no longer find them, from at once. The public is never told why.",
      why: "Why? The reason is kept here, for officers only.",
    },
    "answer-erasure": {
      title: "Answer the request to erase",
      button: "Answer",
      says: "An administrator decides about the request, and reads what you say. What this case says is kept for as long as the privacy page says, whatever they decide.",
      why: "Does anything stand against erasing the account? Say what, or that nothing does.",
    },
    confirm: {
      title: "Confirm the decision",
      button: "Confirm it",
      says: "An officer who decided this has declared an interest since. You have looked at the case yourself, and they stay on the list.",
      why: "What did you look at?",
    },
    lift: { title: "Lift the suspension", button: "Lift it", says: "They are back on the list, unless something has lapsed meanwhile.", why: "Why?" },
  };

export const statusResultWords: Readonly<Record<StatusResult, string>> = {
  BLANK_NO_NEW_INFO: "No new information; the certificate was blank",
  NON_BLANK_NO_NEW_INFO: "No new information; the certificate was not blank",
  NEW_INFO: "New information: a new certificate is needed",
  NO_MATCH_FOUND: "No match was found",
};

/** What was found in public words, as people call it. */
export const findingWords: Readonly<Record<FindingKind, string>> = {
  email: "an email address",
  link: "a web address",
  phone: "a phone number",
  address: "an address",
  title: "a title or an office",
  council: "the name of a council",
};
