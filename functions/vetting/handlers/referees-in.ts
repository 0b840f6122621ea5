import * as z from "zod/mini";
import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { letterWords } from "../../../shared/domain/letter-address.ts";
import { personName } from "../../../shared/domain/person-name.ts";
import { shownName } from "../../../shared/domain/shown-name.ts";
import { CONTACT_WAYS, type ContactWay, contactKey, Referee } from "../rules/reference.ts";
import type { RefereeRefusal } from "../use-cases/evidence-work.ts";
import { REFUSALS } from "./refusals.ts";

/** The most people a form names at once, whatever a checklist wants. */
const MOST_REFEREES = 5;

const WORDS: Readonly<Record<string, string>> = {
  name: "Enter their name",
  by: "Select how we can contact them",
  email: "Enter their email address, like name@example.com",
  phone: "Enter their phone number, like 01632 960 001",
  relation: "Enter how they know your work",
};

/** The field that goes with each way of reaching somebody. */
const FIELD: Readonly<Record<ContactWay, "email" | "phone" | "address">> = { email: "email", phone: "phone", post: "address" };

/** What is asked of everybody, however they are reached. */
const Named = z.object({ name: shownName(100), relation: personName(200) });

/** Which way was chosen; where none was, the one that was filled in: without a script every field is there. */
function wayIn(form: URLSearchParams, index: number): ContactWay | undefined {
  const chosen = CONTACT_WAYS.find((way) => way === form.get(`by-${index}`));
  const filled = CONTACT_WAYS.filter((way) => (form.get(`${FIELD[way]}-${index}`)?.trim() ?? "") !== "");
  return chosen ?? (filled.length === 1 ? filled[0] : undefined);
}

const wordsFor = (field: string, given: string): string =>
  field === "address" ? letterWords(given).replace("your address", "their address") : (WORDS[field] ?? field);

/** Everybody who is named in the form: each whole, at least one, none twice. What was typed for a way that was not chosen is not read. */
export function refereesIn(form: URLSearchParams): { readonly referees: readonly Referee[]; readonly errors: readonly FieldError[] } {
  const referees: Referee[] = [];
  const errors: FieldError[] = [];
  for (let index = 0; index < MOST_REFEREES; index += 1) {
    const typed = (field: string) => form.get(`${field}-${index}`)?.trim() ?? "";
    if (["name", "relation", "by", "email", "phone", "address"].every((field) => typed(field) === "")) continue;
    const by = wayIn(form, index);
    const wanted = ["name", ...(by ? [FIELD[by]] : []), "relation"];
    const given = Object.fromEntries(wanted.flatMap((field) => (typed(field) === "" ? [] : [[field, typed(field)]])));
    const read = by ? readBy<Referee>(Referee, { ...given, by }) : undefined;
    if (read?.ok) {
      const key = contactKey(read.value);
      if (referees.some((one) => contactKey(one) === key))
        errors.push({ field: `${FIELD[read.value.by]}-${index}`, text: "Enter different contact details. These are there twice" });
      else referees.push(read.value);
      continue;
    }
    const named = readBy(Named, given);
    const wrong = read ? read.errors : [...(named.ok ? [] : named.errors), { parameter: "by", detail: "is missing" }];
    const order = ["name", "by", "email", "phone", "address", "relation"];
    for (const { parameter } of wrong.toSorted((a, b) => order.indexOf(a.parameter) - order.indexOf(b.parameter)))
      errors.push({ field: `${parameter}-${index}`, text: wordsFor(parameter, typed(parameter)) });
  }
  if (referees.length === 0 && errors.length === 0) errors.push({ field: "name-0", text: "Add at least one person" });
  return { referees, errors };
}

/** Why nobody was asked, in words that say what to do. */
export function refereeWords(refusal: Exclude<RefereeRefusal, "stale" | "repeat">, referees: readonly Referee[]): string {
  const emails = referees.every(({ by }) => by === "email");
  switch (refusal) {
    case "own-address":
      return emails ? "Add other people. One of these addresses is yours" : "Add other people. You gave your own contact details for one of these";
    case "mails-of-account":
      return "You have reached today's limit of people we can contact. Try again tomorrow";
    case "mails-to-address":
      return emails
        ? "We cannot email one of these addresses. Add other people, or contact the council"
        : "We cannot contact one of these people. Add other people, or contact the council";
    case "too-many":
      return "You have reached the limit of people we can ask. Contact the council";
    default:
      return REFUSALS[refusal];
  }
}
