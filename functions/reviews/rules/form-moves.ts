import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { type Read, readBy } from "../../../shared/domain/input.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { type Answer, formPages, type Question, readPage } from "./answer.ts";
import { canBeAnswered, formOf, type Invitation, OFFICER_STOPS } from "./invitation.ts";

/** What officers do with an invitation: write down what somebody says on the phone, print a letter with a code, or stop it. */
export const FORM_MOVES = ["phone", "letter", "stop"] as const;
export type FormMove = (typeof FORM_MOVES)[number];
export const formMove = (name: string): FormMove | undefined => FORM_MOVES.find((one) => one === name);

/** What an officer may do with an invitation on a day. */
export const formMovesOn = (invitation: Invitation, today: PlainDate): readonly FormMove[] => (canBeAnswered(invitation, today) ? FORM_MOVES : []);

/** All questions of a form: an officer reads them out one after the other. Another's view is a question of all. */
export const questionsByPhone = (invitation: Invitation): readonly Question[] =>
  formPages({ ...formOf(invitation), isEasyRead: false }, { by: "proxy" }).flat();

const Phoned = z.object({ apart: z.literal("yes") });
/** What somebody said on the phone. Who arranged the support does not write down how happy they are with it: the officer says that they did not. */
export function readByPhone(form: URLSearchParams, invitation: Invitation): Read<Answer> {
  const read = readPage(form, questionsByPhone(invitation), {});
  const apart = readBy(Phoned, form.get("apart") === "yes" ? { apart: "yes" } : {});
  if (read.ok && apart.ok) return read;
  return { ok: false, errors: [...(read.ok ? [] : read.errors), ...(apart.ok ? [] : apart.errors)] };
}

const Stop = z.object({ why: oneOf(OFFICER_STOPS) });
/** Why an officer stops an invitation. */
export const readStop = (form: URLSearchParams): Read<z.infer<typeof Stop>> => readBy(Stop, form.get("why") ? { why: form.get("why") } : {});
