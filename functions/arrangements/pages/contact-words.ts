import { longDate } from "../../../shared/domain/time.ts";
import { nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { ContactPolicy, ContactState, ContactView, Side } from "../rules/contact.ts";

/** 'Weekday mornings': a time of the week as somebody asks for it. */
export function timeWords(code: string): string {
  const [when = "", part = ""] = code.split("-");
  return `${when === "weekends" ? "Weekend" : "Weekday"} ${nameOf("part", part).toLowerCase()}s`;
}

/** Where a request stands, in a word or two. */
export const STATE_WORDS: Readonly<Record<Side, Readonly<Record<ContactState, string>>>> = {
  person: {
    unconfirmed: "Not confirmed yet",
    sent: "Sent",
    answered: "Answered",
    silent: "No answer yet",
    declined: "They cannot support you now",
    "in-touch": "The council is putting you in touch",
    ended: "Over",
    expired: "Not confirmed in time",
  },
  provider: {
    unconfirmed: "Not confirmed yet",
    sent: "Waiting for your answer",
    answered: "You answered",
    silent: "You have not answered",
    declined: "You said you cannot support them now",
    "in-touch": "The council put you in touch",
    ended: "Over",
    expired: "Not confirmed in time",
  },
};

/** The colour of a state's tag; the word says it too. */
export const stateColour = (state: ContactState): string =>
  state === "answered" || state === "in-touch" ? "govuk-tag--green" : state === "sent" ? "govuk-tag--yellow" : "govuk-tag--grey";

/** What happens next, in a sentence for whoever reads it. `answerBy` is the last day for an answer in time. */
export function nextWords({ state, side, otherName }: ContactView, answerBy: string, { answerDays }: Pick<ContactPolicy, "answerDays">): string {
  const day = longDate(answerBy);
  if (side === "provider") {
    const forProvider: Readonly<Partial<Record<ContactState, string>>> = {
      sent: `Please answer by ${day}, even if you cannot support them. If they hear nothing, we will show them other people.`,
      silent: "We told them that there is no answer yet. You can still answer.",
      answered: "We will tell you when they write.",
    };
    return forProvider[state] ?? "This conversation is over. No one can write in it any more.";
  }
  const forPerson: Readonly<Partial<Record<ContactState, string>>> = {
    unconfirmed: `We have not sent this to ${otherName} yet.`,
    sent: `We sent your request. If there is no answer in ${answerDays} days, by ${day}, we will tell you and show you other people near you.`,
    silent: `${otherName} has not answered. There can be many reasons for this. If they answer later, we will tell you.`,
    answered: "You can write to each other here. No one sees your email address, phone number or full name unless you both choose to share.",
    declined: `${otherName} cannot support you at the moment. This is not because of anything you did.`,
    "in-touch": "The council has spoken to them, and will contact you to put you in touch.",
  };
  return forPerson[state] ?? "This conversation is over. No one can write in it any more.";
}
