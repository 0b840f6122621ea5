import type * as z from "zod/mini";
import { type Read, readBy } from "../../../shared/domain/input.ts";
import { readTypedAmount } from "../../../shared/domain/typed-amount.ts";
import { dateIn, partsOf } from "../../../shared/domain/typed-date.ts";
import { readApplicant } from "../rules/applicant.ts";
import { Conduct, Consent, Languages, Place, Price, type Section, Start, Times, TypedProfile, Work } from "../rules/case.ts";
import { type SectionField, sectionForms } from "./section-forms.ts";

const SCHEMAS: { readonly [Name in Exclude<Section, "applicant">]: z.ZodMiniType<unknown> } = {
  start: Start,
  profile: TypedProfile,
  work: Work,
  times: Times,
  price: Price,
  place: Place,
  languages: Languages,
  consent: Consent,
  conduct: Conduct,
};

/** What was typed for a field, as its contract takes it; undefined where nothing was. */
export function typedValue({ name, control, unit }: SectionField, form: URLSearchParams): unknown {
  const typed = form.get(name)?.trim();
  switch (control) {
    case "many":
      return form.getAll(name);
    case "week":
      return weekOf(form.getAll(name));
    case "number":
      return typed ? (readTypedAmount(typed, unit ?? "people") ?? typed) : undefined;
    case "pounds": {
      const amount = readTypedAmount(typed ?? "", "pounds");
      return amount === undefined ? typed || undefined : Math.round(amount * 100);
    }
    case "yes-no":
      return typed === "yes" ? true : typed === "no" ? false : undefined;
    case "agree":
      return typed === "yes" ? true : undefined;
    default:
      return typed || undefined;
  }
}

function weekOf(times: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const week = new Map<string, string[]>();
  for (const time of times) {
    const [day = "", part = ""] = time.split("-");
    week.set(day, [...(week.get(day) ?? []), part]);
  }
  return Object.fromEntries(week);
}

/** What a part's own page needs besides what is typed. */
export interface Besides {
  readonly today: string;
  readonly conductVersion: number;
  /** Where the base that was typed lies, as the public may know it. */
  readonly area?: unknown;
  /** Whether how an applicant is reached is asked for: not of whoever may not change it. */
  readonly asksContact?: boolean;
}

/** Reads one part of an application from its form. */
export function readSection(section: Section, form: URLSearchParams, { today, conductVersion, area, asksContact = true }: Besides): Read<unknown> {
  if (section === "applicant") {
    const given = (name: string) => form.get(name)?.trim() || undefined;
    const [legalName, phone, postalAddress] = ["legalName", "phone", "postalAddress"].map(given);
    const bornOn = dateIn(form, "bornOn");
    return readApplicant(
      { ...(legalName ? { legalName } : {}), ...(bornOn ? { bornOn } : {}), ...(phone ? { phone } : {}), ...(postalAddress ? { postalAddress } : {}) },
      today,
      asksContact,
    );
  }
  const typed: Record<string, unknown> = {};
  for (const field of sectionForms[section].fields) {
    const value = typedValue(field, form);
    if (value !== undefined) typed[field.name === "times" ? "availability" : field.name] = value;
  }
  if (section === "place") typed["area"] = area;
  if (section === "conduct") {
    if (typed["agreed"] !== true) return { ok: false, errors: [{ parameter: "agreed", detail: "must be agreed to" }, ...missingName(typed)] };
    Object.assign(typed, { version: conductVersion, on: today });
  }
  return readBy(SCHEMAS[section], typed);
}

const missingName = ({ signedBy }: Readonly<Record<string, unknown>>) => (signedBy === undefined ? [{ parameter: "signedBy", detail: "is missing" }] : []);

/** A part as its form would have it typed: to show it again. */
export function formOf(section: Section, value: object | undefined): URLSearchParams {
  const form = new URLSearchParams();
  const known = new Map<string, unknown>(Object.entries(value ?? {}));
  for (const { name, control } of sectionForms[section].fields) {
    const held = known.get(name === "times" ? "availability" : name);
    if (held === undefined || held === null) continue;
    if (control === "date") for (const [part, text] of Object.entries(partsOf(String(held)))) form.set(`${name}-${part}`, text);
    else if (control === "week" && typeof held === "object")
      for (const [day, free] of Object.entries(held)) for (const part of Array.isArray(free) ? free : []) form.append(name, `${day}-${part}`);
    else if (Array.isArray(held)) for (const one of held) form.append(name, String(one));
    else if (typeof held === "boolean") form.set(name, held ? "yes" : "no");
    else if (control === "pounds") form.set(name, (Number(held) / 100).toFixed(2));
    else form.set(name, String(held));
  }
  return form;
}
