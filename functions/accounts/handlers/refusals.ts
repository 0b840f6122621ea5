import type { Role } from "../../../shared/access/roles.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { roleWords } from "../pages/words.ts";
import type { DelegationDecisionRefusal, NominateRefusal, ObjectRefusal } from "../use-cases/delegations.ts";
import type { AppointRefusal, ConfirmRefusal } from "../use-cases/staff-roles.ts";

// What people are told when a rule refuses what they want, on pages as in the API. A refusal with no words here does not compile.

/** What a refused invitation says beside which field. A refusal with no case here does not compile. */
export function nominateError(refusal: Exclude<NominateRefusal, "repeat">): FieldError {
  switch (refusal) {
    case "own-address":
      return { field: "email", text: "This is the person's email address or yours. Enter the address of someone else." };
    case "special-reason-needed":
      return { field: "specialReason", text: "This person works for a council or gives support. Explain why someone must act for them" };
    case "too-many":
      return { field: "email", text: "You have reached the limit of people who can act. Stop one of them first." };
    case "begins-in-the-past":
      return { field: "until", text: "The first day must be today or later" };
    case "ends-before-it-begins":
      return { field: "until", text: "The last day must be today or later", at: "until-day" };
    case "stale":
      return { field: "email", text: "Something changed while you had this page open. Send it again." };
  }
}

export const SIGNS_IN_THEMSELVES = "They sign in themselves, so only they can change their name, phone number and how we contact them.";

export const DECISION_ERRORS: Readonly<Record<Exclude<DelegationDecisionRefusal, "repeat" | "stale">, string>> = {
  "second-officer-needed": "Another officer must decide this. It cannot be who proposed it, who it is about, or who will act.",
  "not-told": "We have no way to contact this person. Enter who contacted them, when and how.",
  "not-a-move": "This has already been decided.",
};

export const OBJECT_ERRORS: Readonly<Record<Exclude<ObjectRefusal, "repeat" | "stale">, string>> = {
  "begun-already": "This has started, or has ended. The person it is about can end it, or phone the council.",
  "objected-already": "Someone has already objected. The council is reviewing it, or has answered.",
  "not-the-councils": "The person chose this themselves, and can stop it.",
};

export const CONFIRM_ERRORS: Readonly<Record<Exclude<ConfirmRefusal, "repeat" | "stale">, string>> = {
  "second-administrator-needed": "Another administrator must confirm this. It cannot be who gave the role or who has it.",
  "not-a-move": "This role does not need to be confirmed.",
};

/** What a refused appointment says; `apartFrom` is the role it must be apart from. */
export function appointWords(refusal: Exclude<AppointRefusal, "repeat" | "stale">, apartFrom: Role | undefined): string {
  switch (refusal) {
    case "appointed-already":
      return "They already have this role. It is waiting to be confirmed, or for their first sign-in.";
    case "appoints-themselves":
      return "You cannot give yourself a role. Ask another administrator.";
    case "roles-apart":
      return `They are already ${apartFrom === undefined ? "something else" : roleWords[apartFrom].toLowerCase()}. The council keeps these two roles apart, so that each can check the other.`;
  }
}
