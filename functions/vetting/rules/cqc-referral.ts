import type { Checklist } from "../../../shared/policy/checklists.ts";
import { type Answers, conditionsOf } from "./case.ts";

/** Why somebody cannot be listed until the Care Quality Commission's rules are cleared up, or belongs under another type. */
export type Referral = "sends-others" | "team-giving-care" | "agency-giving-care" | "too-many-people";

/**
 * The line of registration with the Care Quality Commission: a team that gives personal care, an agency that does, or
 * somebody who sends others in their place may need to be registered. Undefined: nothing stands in the way.
 * Source: Regulated Activities Regulations 2014, schedule 1 paragraph 1.
 */
export function referralOf(answers: Answers, { figures }: Pick<Checklist, "figures">): Referral | undefined {
  const { start } = answers;
  if (!start) return undefined;
  const { type, people, substitutes, cqcRegistered } = start;
  if (type === "micro-provider" && people > figures.microMostPeople) return "too-many-people";
  if (cqcRegistered) return undefined;
  const givesCare = conditionsOf(answers).includes("personal-care");
  if ((type === "employed-pa" || type === "self-employed-pa") && (substitutes || people >= figures.teamPeople)) return "sends-others";
  if (type === "micro-provider" && givesCare && people >= figures.teamPeople) return "team-giving-care";
  if (type === "agency" && givesCare) return "agency-giving-care";
  return undefined;
}
