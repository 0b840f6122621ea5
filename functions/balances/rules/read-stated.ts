import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { text } from "../../../shared/domain/fields.ts";
import { type ParameterError, type Read, readBy } from "../../../shared/domain/input.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { type AmountUnit, readTypedAmount } from "../../../shared/domain/typed-amount.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { IDENTIFIED_AS, type NewNote } from "./account-note.ts";
import { NewInvoice } from "./invoice.ts";
import type { InvoiceInput, InvoiceMove } from "./invoice-moves.ts";
import type { Movement } from "./movement.ts";
import { SetAsideSum } from "./set-aside-record.ts";

const PENCE = 100;

const typed = (form: URLSearchParams, name: string): string | undefined => (form.get(name) ?? "").trim() || undefined;
/** What was typed as a number; the text itself where it is none. */
const amount = (form: URLSearchParams, name: string, unit: AmountUnit): number | string | undefined => {
  const given = typed(form, name);
  return given === undefined ? undefined : (readTypedAmount(given, unit) ?? given);
};
/** Pounds as pence. */
const pence = (form: URLSearchParams, name: string): number | string | undefined => {
  const given = amount(form, name, "pounds");
  return typeof given === "number" ? Math.round(given * PENCE) : given;
};
/** Without what was not given: a contract calls that missing. */
const given = (fields: Readonly<Record<string, unknown>>): object => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** What an officer says of money that is set aside. */
export const readSum = (form: URLSearchParams): Read<SetAsideSum> =>
  readBy(
    SetAsideSum,
    given({
      ...{ kind: typed(form, "kind"), purpose: typed(form, "purpose"), pence: pence(form, "amount") },
      ...{ from: dateIn(form, "from"), until: dateIn(form, "until"), buildsUp: form.get("buildsUp") === "yes" ? true : undefined },
      ...{ agreedBy: typed(form, "agreedBy"), agreedOn: dateIn(form, "agreedOn"), plan: typed(form, "plan") },
    }),
  );

const Reason = z.object({ reason: text(1000) });
/** A balance as a form types it: of which day, and how much; with a minus before it where the account is overdrawn. What cannot be read is undefined. */
export function readTypedBalance(form: URLSearchParams): { readonly on: PlainDate | undefined; readonly pence: number | undefined } {
  const [, sign, rest = ""] = /^\s*(?:£\s*)?([-\u2212]?)(.*)$/.exec(form.get("amount") ?? "") ?? [];
  const pounds = readTypedAmount(rest, "pounds");
  const amountPence = pounds === undefined ? undefined : Math.round(pounds * PENCE);
  return { on: PlainDate.safeParse(form.get("on")).data, pence: amountPence === undefined || sign === "" ? amountPence : -amountPence };
}

/** Why something was entered by mistake. */
export const readReason = (form: URLSearchParams): Read<{ readonly reason: string }> => readBy(Reason, given({ reason: typed(form, "reason") }));

/** An invoice as a form states it. */
export const readInvoice = (form: URLSearchParams): Read<NewInvoice> =>
  readBy(
    NewInvoice,
    given({
      ...{ number: typed(form, "number"), from: dateIn(form, "from"), to: dateIn(form, "to") },
      ...{ hours: amount(form, "hours", "hours"), ratePence: pence(form, "rate"), pence: pence(form, "amount") },
    }),
  );

const INPUTS = {
  accept: z.object({}),
  withdraw: z.object({}),
  dispute: z.object({ words: text(1000) }),
  paid: z.object({ paidOn: PlainDate, movements: z.array(text(100)) }),
} as const satisfies Record<InvoiceMove, z.ZodMiniType<InvoiceInput>>;

/** What a form says of a move of an invoice. */
export const readInvoiceMove = (move: InvoiceMove, form: URLSearchParams): Read<InvoiceInput> =>
  readBy<InvoiceInput>(INPUTS[move], given({ words: typed(form, "words"), paidOn: dateIn(form, "paidOn"), movements: form.getAll("movements") }));

const Identified = z.object({ movement: text(100), as: oneOf(IDENTIFIED_AS), words: text(1000) });
const Waived = z.object({ pence: z.number().check(z.gte(1)), from: PlainDate, words: text(1000) });

/** What a form notes of an account: what one of some credits is, or that a contribution need not be paid. */
export function readNote(form: URLSearchParams, credits: readonly Movement[]): Read<NewNote> {
  const words = typed(form, "words");
  if (form.get("step") === "waive") return readBy(Waived, given({ pence: pence(form, "amount"), from: dateIn(form, "from"), words }));
  const read = readBy(Identified, given({ movement: typed(form, "movement"), as: typed(form, "as"), words }));
  if (!read.ok) return read;
  const movement = credits.find(({ id }) => id === read.value.movement);
  const missing: ParameterError = { parameter: "movement", detail: "is missing" };
  return movement ? { ok: true, value: { movement, as: read.value.as, words: read.value.words } } : { ok: false, errors: [missing] };
}

const Remembered = z.object({ about: text(40), until: PlainDate, words: text(1000) });

type AcceptedAnswer = z.infer<typeof Remembered> & { readonly untilReview?: true };

/** What a form says of an answer that is accepted for good: for one of some kinds of spending, up to a day; without one up to the last day there may be. */
export function readRemembered(form: URLSearchParams, kinds: readonly string[], longest: PlainDate): Read<AcceptedAnswer> {
  const dated = ["day", "month", "year"].some((part) => typed(form, `until-${part}`) !== undefined);
  const about = kinds.find((one) => one === form.get("about"));
  const read = readBy(Remembered, given({ about, until: dated ? dateIn(form, "until") : longest, words: typed(form, "words") }));
  return read.ok && form.get("untilReview") === "yes" ? { ok: true, value: { ...read.value, untilReview: true } } : read;
}

const Plan = z.object({ kinds: z.array(text(40)), from: PlainDate, words: text(1000) });

/** What a form says that the support plan speaks of, among some kinds of spending; none of them is what it says where none is chosen. */
export const readPlan = (form: URLSearchParams, kinds: readonly string[]): Read<NewNote & { readonly kinds: readonly string[] }> =>
  readBy(Plan, given({ kinds: kinds.filter((one) => form.getAll("kinds").includes(one)), from: dateIn(form, "from"), words: typed(form, "words") }));

/** Which kind of spending is asked about again, and why. */
export const readAskAgain = (form: URLSearchParams): Read<NewNote & { readonly asksAgain: string }> =>
  readBy(z.object({ asksAgain: text(40), words: text(1000) }), given({ asksAgain: typed(form, "asksAgain"), words: typed(form, "words") }));
