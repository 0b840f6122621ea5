import { PhoneNumber } from "../../../shared/domain/fields.ts";
import type { ParameterError, Read } from "../../../shared/domain/input.ts";
import { letterWords, PostalAddress } from "../../../shared/domain/letter-address.ts";
import { shownName } from "../../../shared/domain/shown-name.ts";
import { daysAfter, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { readTypedDate } from "../../../shared/domain/typed-date.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { Applicant, VettingCase } from "./case.ts";
import { type FactFault, factSentence, type SaidFigures } from "./evidence-errors.ts";

/** Who applies as it was typed, and how they are reached where that is asked for. */
export type TypedApplicant = Readonly<Partial<Record<"legalName" | "bornOn" | "phone" | "postalAddress", string>>>;

/** Who applies, and how they are reached: the first is the application's, the rest their account's. */
export interface ReadApplicant extends Applicant {
  readonly phone?: string;
  readonly postalAddress?: string;
}

/** Nobody who applies was born so many days ago (120 years). */
const OLDEST_DAYS = 120 * 366;
const MONTHS_A_YEAR = 12;
const LegalName = shownName(100);

/**
 * Reads who applies. What is wrong is named field by field, each with a sentence that says what to do. Nobody under `applicants.leastAge` applies:
 * a DBS certificate is not issued to them. Source: Police Act 1997, sections 112 to 113BB.
 */
export function readApplicant({ legalName, bornOn, phone, postalAddress }: TypedApplicant, today: PlainDate, asksContact: boolean): Read<ReadApplicant> {
  const errors: ParameterError[] = [];
  const wrong = (parameter: string, fault: FactFault, figures?: SaidFigures) => errors.push({ parameter, detail: factSentence(parameter, fault, figures) });
  const name = LegalName.safeParse(legalName ?? "");
  if (legalName === undefined) wrong("legalName", "missing");
  else if (!name.success) errors.push({ parameter: "legalName", detail: `Your legal name ${name.error.issues[0]?.message ?? "cannot be read"}` });
  const born = bornOn === undefined ? { fault: "missing" as const } : bornIn(bornOn, today);
  if ("fault" in born) wrong("bornOn", born.fault, { years: servicePolicy.applicants.leastAge });
  const number = PhoneNumber.safeParse(phone ?? "");
  const address = PostalAddress.safeParse(postalAddress ?? "");
  if (asksContact && !number.success) wrong("phone", phone === undefined ? "missing" : "form");
  if (asksContact && !address.success)
    errors.push({ parameter: "postalAddress", detail: postalAddress === undefined ? "Enter your address" : letterWords(postalAddress) });
  if (errors.length > 0 || !name.success || "fault" in born) return { ok: false, errors };
  return {
    ok: true,
    value: {
      legalName: name.data,
      bornOn: born.date,
      ...(asksContact && number.success && address.success ? { phone: number.data, postalAddress: address.data } : {}),
    },
  };
}

/** A date of birth as it was typed: of somebody who is old enough to apply, and alive. */
function bornIn(typed: string, today: PlainDate): { readonly date: PlainDate } | { readonly fault: FactFault } {
  const read = readTypedDate(typed);
  if ("fault" in read) return read;
  if (read.date > today) return { fault: "future" };
  if (read.date < daysAfter(today, -OLDEST_DAYS)) return { fault: "far" };
  return monthsAfter(read.date, servicePolicy.applicants.leastAge * MONTHS_A_YEAR) > today ? { fault: "young" } : read;
}

/** A name as it is compared: without capitals, accents, and signs between its words. */
const compared = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Whether two names are the same but for capitals, accents, hyphens and spaces. */
export const isSameName = (one: string, other: string): boolean => compared(one) === compared(other);

/** A case with another applicant's name or date of birth: what was signed with another name is signed anew. */
export function withApplicant(vettingCase: VettingCase, applicant: Applicant): VettingCase {
  const { conduct, ...rest } = vettingCase.answers;
  const stays = conduct !== undefined && isSameName(conduct.signedBy, applicant.legalName);
  return { ...vettingCase, answers: { ...rest, applicant, ...(stays ? { conduct } : {}) } };
}
