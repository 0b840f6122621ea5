import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { ANSWER_CODES, type AnswerCode, Pounds, WAYS, Words } from "./balance-case.ts";

/**
 * What follows from an answer, at first. `request`: a request for support, whose sum is then protected. `help`: a support organisation is offered. `plan-review`:
 * the support plan is looked at with the person. `wait`: the next check sees to it. `officer`: somebody reads it.
 */
export type FollowUp = "request" | "help" | "plan-review" | "wait" | "officer";

/** By reason. Nothing here takes anything. Sources: domain.md, rule 2; Hartlepool and Camden, by money.md 6.8. */
export const FOLLOW_UPS: Readonly<Record<AnswerCode, FollowUp>> = {
  "could-not-find-provider": "request",
  "help-to-manage": "help",
  "family-or-friends": "plan-review",
  "more-independent": "plan-review",
  saving: "plan-review",
  "waiting-for-invoice": "wait",
  "provider-changed": "wait",
  "illness-or-hospital": "wait",
  "did-not-need-it": "plan-review",
  "personal-money": "officer",
  other: "officer",
};

/** An answer as it is given. */
export const NewAnswer = z
  .object({
    code: oneOf(ANSWER_CODES),
    words: z.optional(Words),
    pence: z.optional(Pounds),
    until: z.optional(PlainDate),
    wantsHelp: z.boolean(),
    way: oneOf(WAYS),
  })
  .check(
    z.refine(({ code, words }: { code: string; words?: string | undefined }) => code !== "other" || words !== undefined, {
      path: ["words"],
      error: "is missing",
    }),
  );
export type NewAnswer = z.infer<typeof NewAnswer>;
