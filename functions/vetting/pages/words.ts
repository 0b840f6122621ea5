import type { FindingKind } from "../../../shared/domain/screening.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { contentWords } from "../../../shared/pages/file-words.ts";
import { councilWords } from "../../../shared/pages/words.ts";
import { type Checklist, type Condition, type DBS_LEVELS, dbsWanted, type ProviderType, type WORKFORCES } from "../../../shared/policy/checklists.ts";
import { conditionsOf, type VettingCase } from "../rules/case.ts";
import type { Referral } from "../rules/cqc-referral.ts";
import type { ChecklistLine, FILE_REFUSALS, ItemState, StatusResult } from "../rules/evidence.ts";
import { titleOf } from "../rules/evidence-kinds.ts";
import type { CaseMove, CaseState } from "../rules/moves.ts";
import type { WaitsFor } from "../rules/queue-lines.ts";
import type { Queue } from "../rules/queues.ts";
import type { Situation } from "../rules/situation.ts";

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
  employs: "if they employ anyone",
  "cqc-registered": "if they are registered with the CQC",
};

export const caseWords: Readonly<Record<CaseState, Tagged>> = {
  draft: { text: "Not sent yet", colour: "govuk-tag--blue" },
  referred: { text: "Stopped: contact us first", colour: "govuk-tag--orange" },
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
  "review-asked": { text: "Under review", colour: "govuk-tag--yellow" },
  withdrawn: { text: "Withdrawn", colour: "govuk-tag--grey" },
  renewed: { text: "Renewed by another application", colour: "govuk-tag--grey" },
};

/** What happens next, and by when, as an applicant is told. */
export function nextWords({ state, decideBy, moreNeeded, accreditedUntil, decision, authority }: VettingCase): string {
  const council = councilWords(authority);
  const by = decideBy === undefined ? "" : ` by ${longDate(decideBy)}`;
  switch (state) {
    case "draft":
      return `Complete every part, then send it to ${council}. We save your answers. You can stop and come back.`;
    case "referred":
      return `Your application is on hold. Read why below, then change your answers or contact ${council}.`;
    case "submitted":
    case "in-review":
    case "recommended":
      return `${council} checks what you sent and decides${by}. You do not need to do anything until then, unless we ask you.`;
    case "needs-more":
      return `We need more from you: ${moreNeeded ?? ""}`;
    case "accredited":
    case "provisional":
      return `People can find you${accreditedUntil === undefined ? "" : ` until ${longDate(accreditedUntil)}`}. We will remind you before anything expires.`;
    case "paused":
      return "People cannot find you at the moment. Renew what has expired below. When we accept it, you will be back on the list.";
    case "suspended":
      return `People cannot find you at the moment. ${council} will contact you about it.`;
    case "refused":
      return `We did not approve your application. ${decision?.reason ?? ""}`;
    case "review-asked":
      return "An officer who was not involved will review it and contact you.";
    case "lapsed":
      return "Your time on the list has ended. You can apply again. We have saved your answers.";
    case "withdrawn":
      return "You withdrew your application. You can apply again. We have saved your answers.";
    case "renewed":
      return "You have a newer application.";
  }
}

const REFERRAL_WORDS: Readonly<Record<Exclude<Referral, "too-many-people">, string>> = {
  "sends-others":
    "You may need to register with the Care Quality Commission (CQC) first, because someone covers for you or you work as a team. The exemption for personal assistants may not apply to you.",
  "team-giving-care": "Two or more people give personal care, so your business may need to be registered.",
  "agency-giving-care": "An agency that gives personal care must be registered.",
};

/** Why an application is referred, and what to do. */
export const referralWords = (referral: Referral, { microMostPeople }: Pick<Checklist["figures"], "microMostPeople">): string =>
  referral === "too-many-people"
    ? `A micro-provider has at most ${microMostPeople} people. If you are more, apply as an agency: change your answer to 'How do you work?'.`
    : REFERRAL_WORDS[referral];

/** Why a file was not taken, and what to do. */
export const fileWords = (refusal: (typeof FILE_REFUSALS)[number], figures: Pick<Checklist["figures"], "largestFileBytes">): string =>
  refusal === "replaced"
    ? "This form was already used to send a file, so we only saved the first one. Open this page again and send the new file."
    : refusal === "removed"
      ? "It was removed."
      : contentWords(refusal, figures);

/** A piece of evidence as it is called, with whose it is. */
export const evidenceTitle = (line: ChecklistLine, names: ReadonlyMap<string, string>): string => titleOf(line, names);

export const queueWords: Readonly<Record<Queue, string>> = {
  waiting: "Waiting for us",
  asked: "Waiting for applicant",
  tasks: "Actions",
  listed: "On the list",
  draft: "Not sent yet",
  over: "Closed",
};

/** Who a case waits for, as a list of cases says it. */
export const waitsForWords: Readonly<Record<WaitsFor, string>> = { us: "Us", applicant: "Applicant", referee: "Referee", visit: "Visit", "no-one": "No one" };

export const moveWords: Readonly<Partial<Record<CaseMove, { readonly title: string; readonly button: string; readonly says: string; readonly why?: string }>>> =
  {
    submit: { title: "Check your answers", button: "Agree and send", says: "We will check it and tell you what happens next." },
    answer: { title: "Send this to us?", button: "Send", says: "We will check what you added." },
    withdraw: {
      title: "Withdraw?",
      button: "Withdraw",
      says: "Your application will end. If you are on the list, we will remove you straight away. You can apply again.",
    },
    "ask-review": {
      title: "Ask for the decision to be reviewed",
      button: "Ask for a review",
      says: "An officer who was not involved will review it.",
      why: "Why do you think it was wrong?",
    },
    assign: { title: "Take this case?", button: "Take it", says: "You will check it. Other officers will see this." },
    reassign: { title: "Take this case over?", button: "Take it over", says: "You will be responsible for it from now on." },
    "declare-interest": {
      title: "Declare an interest",
      button: "Declare it",
      says: "Tell us if you know the applicant or could benefit. You will not be able to open this case. If you recommended anything here, we will cancel that, and another officer will check what you accepted.",
      why: "What is the interest?",
    },
    "change-checklist": {
      title: "Follow the newest checklist?",
      button: "Change it",
      says: "The case will follow the council's current checklist.",
      why: "Why?",
    },
    "ask-more": { title: "Ask for more", button: "Ask", says: "The applicant will see exactly what you write.", why: "What do you need, and why?" },
    recommend: {
      title: "Recommend",
      button: "Recommend",
      says: "Another officer will then decide.",
      why: "Anything the other officer should know? For a refusal: why, in words for the applicant.",
    },
    approve: { title: "Agree with the recommendation?", button: "Agree", says: "This takes effect straight away. We will contact the applicant." },
    return: { title: "Send back to the officer", button: "Send back", says: "The case will be checked again.", why: "What must be checked again?" },
    refuse: { title: "Refuse", button: "Refuse", says: "We will tell the applicant why. They can ask for a review.", why: "Why, in words for the applicant?" },
    uphold: { title: "Keep the decision", button: "Keep it", says: "We will tell the applicant why.", why: "Why, in words for the applicant?" },
    overturn: { title: "Open the case again", button: "Open it", says: "The case will be checked and decided again.", why: "Why, in words for the applicant?" },
    "agree-page": {
      title: "Agree with the changes",
      button: "Agree",
      says: "You have checked a changed name against the identity document that was seen. The page will show the changes straight away. We will contact the provider.",
      why: "What did you compare it with? For example, passport seen on 3 May 2026.",
    },
    "refuse-page": {
      title: "Refuse the changes",
      button: "Refuse the changes",
      says: "The page will show what was checked before. The provider will see exactly what you write.",
      why: "Why, in words for the provider?",
    },
    suspend: {
      title: "Suspend",
      button: "Suspend",
      says: "We will remove them from the list straight away. The public will never see why.",
      why: "Why? Only officers will see the reason.",
    },
    "answer-erasure": {
      title: "Answer the request to delete data",
      button: "Answer",
      says: "An administrator will decide about the request and read your answer. We keep this case for as long as the privacy page says, whatever they decide.",
      why: "Is there any reason not to delete the account? Enter the reason, or say that there is none.",
    },
    confirm: {
      title: "Confirm the decision",
      button: "Confirm it",
      says: "An officer who decided this has since declared an interest. You have checked the case, and they stay on the list.",
      why: "What did you check?",
    },
    lift: { title: "Lift the suspension", button: "Lift it", says: "They will be back on the list, unless something has expired.", why: "Why?" },
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
