import type { VisitRefusal } from "../rules/decide-visit.ts";
import type { VisitPlaceKind, VisitState } from "../rules/visit.ts";

/** What stands in the way of a visit, in words that say what to do. */
export const VISIT_REFUSALS: Readonly<Record<VisitRefusal, string>> = {
  "not-a-move": "This visit has changed. Open the page again to see what you can do now.",
  "not-open": "No visit can be arranged at this stage of the application.",
  "not-yours": "You do not have permission to do this.",
  interest: "You declared an interest in this case, so another officer must do this.",
  "not-assigned": "You do not have this case. Take it over first.",
  "not-started": "The visit has not started yet.",
  "reason-missing": "Say why.",
  "no-times": "Offer at least one time that has not passed.",
  "not-offered": "Select one of these times. The one you chose is no longer offered.",
  "time-passed": "Select another time. The one you chose has passed.",
  "nothing-to-see": "There is nothing left to see in person.",
};

/** How a visit stands, as a tag says it. */
export const visitTags: Readonly<Record<VisitState, { readonly text: string; readonly colour: string }>> = {
  proposed: { text: "Waiting for applicant", colour: "govuk-tag--yellow" },
  confirmed: { text: "Confirmed", colour: "govuk-tag--green" },
  "none-fits": { text: "No time fits", colour: "govuk-tag--orange" },
  cancelled: { text: "Cancelled", colour: "govuk-tag--grey" },
  done: { text: "Done", colour: "govuk-tag--green" },
  missed: { text: "No one came", colour: "govuk-tag--orange" },
};

export const placeWords: Readonly<Record<VisitPlaceKind, string>> = {
  office: "A council office",
  home: "The applicant's home",
  elsewhere: "Somewhere else",
};

/** What an officer does about a visit on a page of its own. */
export const VISIT_STEPS = ["times", "answer", "cancel", "complete", "miss"] as const;
export type VisitStep = (typeof VISIT_STEPS)[number];

/** What is said on a case once an officer did something about its visit. */
export const VISIT_DONE: Readonly<Record<string, string>> = {
  "visit-times": "Times sent to the applicant.",
  "visit-answer": "Answer saved.",
  "visit-cancel": "Visit cancelled. We will contact the applicant.",
  "visit-complete": "Visit saved.",
  "visit-miss": "Saved. You can arrange another visit.",
};
