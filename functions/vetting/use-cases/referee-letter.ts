import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import { chooseTemplate, filledWith } from "../../../shared/notices/templates.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import type { Reference } from "../rules/reference.ts";

/** A letter as it is printed. */
export interface RefereeLetter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/**
 * The letter that asks somebody for a reference, in the words of its notice, with how to phone the council by a day; undefined where nobody knows
 * where to post it.
 */
export function refereeLetter({ contact, name, about, authority, case: of }: Reference, lastDay: PlainDate): RefereeLetter | undefined {
  const template =
    contact === undefined ? undefined : chooseTemplate("reference-asked", { ...PLAIN_PREFERENCES, channel: "letter" }, { postalAddress: contact });
  if (!template) return undefined;
  const { name: council, phone, hours } = councilPolicy(authority).contact;
  const body = filledWith(template.body, { referee: name, name: about, council, phone, hours, reference: of, until: longDate(lastDay) });
  return { subject: template.subject ?? "", paragraphs: body.split("\n\n") };
}
