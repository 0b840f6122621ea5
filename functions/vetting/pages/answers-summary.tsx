import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { SummaryList, type SummaryRow } from "../../../shared/pages/govuk/text-parts.tsx";
import type { Contact } from "../../../shared/people/account.ts";
import { SECTIONS, type Section, type VettingCase } from "../rules/case.ts";
import { pageAsTyped } from "../rules/decide-page.ts";
import { formOf } from "./read-section.ts";
import { type SectionField, sectionForms } from "./section-forms.ts";

/** What was answered to one question, in words; undefined where nothing was. */
export function answerWords({ name, control, options = [] }: SectionField, form: URLSearchParams): string | undefined {
  const given = form.getAll(name);
  if (control === "date") {
    const date = dateIn(form, name);
    return date && longDate(date);
  }
  if (given.length === 0) return undefined;
  switch (control) {
    case "yes-no":
      return given[0] === "yes" ? "Yes" : "No";
    case "agree":
      return "Agreed";
    case "pounds":
      return pounds(Math.round(Number(given[0]) * 100));
    case "one":
    case "many":
    case "week":
      return given.map((value) => options.find((option) => option.value === value)?.text ?? value).join(", ");
    default:
      return given[0];
  }
}

/** What was answered in one part: of who applies also how they are reached, of what people see what waits for an officer. */
export function answersOf(vettingCase: VettingCase, section: Section, contact: Contact | undefined): object | undefined {
  if (section === "applicant") return { ...vettingCase.answers.applicant, ...contact };
  return section === "profile" ? pageAsTyped(vettingCase) : vettingCase.answers[section];
}

interface AnswersProps {
  readonly vettingCase: VettingCase;
  /** How the applicant is reached, as their account has it; undefined where it is erased. */
  readonly contact: Contact | undefined;
  /** The level its parts have on the page it stands on. */
  readonly heading: "h2" | "h3";
  /** Where a part is changed, of those that can be; absent for a copy to read. */
  readonly changeAt?: ((section: Section) => string | undefined) | undefined;
}

/** Every answer of an application, part by part, with a way to change each where that is open. */
export function AnswersSummary({ vettingCase, contact, changeAt, heading: Heading }: AnswersProps) {
  return (
    <>
      {SECTIONS.map((section) => {
        const form = formOf(section, answersOf(vettingCase, section, contact));
        // That the code was read is kept as its version and the name below it.
        const shown = sectionForms[section].fields.filter(({ name }) => name !== "agreed");
        const rows = shown.map((field): SummaryRow => {
          const words = answerWords(field, form);
          const href = changeAt?.(section);
          return {
            key: { text: field.label },
            value: { text: words === undefined ? "Not answered" : <bdi class="trellis-lines">{words}</bdi> },
            ...(href === undefined ? {} : { actions: { items: [{ href: `${href}#${field.name}`, text: "Change", visuallyHiddenText: field.label }] } }),
          };
        });
        return (
          <>
            <Heading class="govuk-heading-s">{sectionForms[section].title}</Heading>
            <SummaryList rows={rows} />
          </>
        );
      })}
    </>
  );
}
