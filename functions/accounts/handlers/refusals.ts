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
      return { field: "email", text: "This is the person's address or yours. Nobody acts for themselves, or decides it about themselves." };
    case "special-reason-needed":
      return { field: "specialReason", text: "This person works for a council or gives support. Say why somebody must act for them all the same" };
    case "too-many":
      return { field: "email", text: "As many people act already as an account can hold. End one first." };
    case "begins-in-the-past":
      return { field: "until", text: "It can begin today or later" };
    case "ends-before-it-begins":
      return { field: "until", text: "The last day must be today or later", at: "until-day" };
    case "stale":
      return { field: "email", text: "Something changed meanwhile. Send it again." };
  }
}

export const SIGNS_IN_THEMSELVES = "They sign in themselves: only they change their name, telephone number and how they are told things.";

export const DECISION_ERRORS: Readonly<Record<Exclude<DelegationDecisionRefusal, "repeat" | "stale">, string>> = {
  "second-officer-needed": "Another officer decides this: not who proposed it, whom it is about, or who is to act.",
  "not-told": "We know no way to tell this person. Say who told them, when and how.",
  "not-a-move": "Nothing waits to be decided here any more.",
};

export const OBJECT_ERRORS: Readonly<Record<Exclude<ObjectRefusal, "repeat" | "stale">, string>> = {
  "begun-already": "This has begun, or is over. Whoever it is about can end it, or ring the council.",
  "objected-already": "Somebody has objected before. The council looks at it, or has answered.",
  "not-the-councils": "The person chose this themselves, and can end it.",
};

export const CONFIRM_ERRORS: Readonly<Record<Exclude<ConfirmRefusal, "repeat" | "stale">, string>> = {
  "second-administrator-needed": "Another administrator confirms this: neither who gave the role nor whose it is.",
  "not-a-move": "This role does not wait to be confirmed.",
};

/** What a refused appointment says; `apartFrom` is the role it must be apart from. */
export function appointWords(refusal: Exclude<AppointRefusal, "repeat" | "stale">, apartFrom: Role | undefined): string {
  switch (refusal) {
    case "appointed-already":
      return "The same role was given to them before. It waits to be confirmed, or for their first sign-in.";
    case "appoints-themselves":
      return "Nobody gives themselves a role. Ask another administrator.";
    case "roles-apart":
      return `They are ${apartFrom === undefined ? "something else" : roleWords[apartFrom].toLowerCase()} already. The council keeps the two roles apart, so that each is watched by the other.`;
  }
}
