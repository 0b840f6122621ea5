import type { Versioned } from "../../../shared/audit/context.ts";
import { partsOf } from "../../../shared/domain/typed-date.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { listWords, timeWords } from "../../../shared/pages/listing-words.ts";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { type Arrangement, END_REASONS, latestTerms } from "../rules/arrangement.ts";
import type { ArrangementMove, Side } from "../rules/arrangement-moves.ts";
import { EMPLOYER_DATES, formOfTerms } from "../rules/read-terms.ts";
import { type EmployerRecord, PAYROLLS, PENSIONS, REDUNDANCIES } from "../rules/terms.ts";
import { END_WORDS, moveWords } from "./support-words.ts";
import { Choice, DateField, TERMS_WRONG, TermsFields, type Typed } from "./terms-form.tsx";

const PENCE = 100;

/** The sentences of every move's fields. */
export const MOVE_WRONG: Readonly<Record<string, string>> = {
  ...TERMS_WRONG,
  on: "Enter a real date, like 31 3 2026",
  why: "Choose why it ended",
  weekOf: "Enter a day of that week, like 31 3 2026",
  hours: "Enter the hours, like 6 or 6.5",
  upTo: "Enter a real date, like 31 3 2026",
  contractOn: "Enter a real date, or leave it empty",
  rightToWorkOn: "Enter a real date, or leave it empty",
  liabilityUntil: "Enter a real date, or leave it empty",
  employedFrom: "Enter a real date, or leave it empty",
  holidayYearFrom: "Enter a real date, or leave it empty",
  noticeWeeks: "Enter a whole number of weeks, or leave it empty",
  redundancyPounds: "Enter an amount in pounds, or leave it empty",
};

const EMPLOYER_LABELS: Readonly<Record<(typeof EMPLOYER_DATES)[number], string>> = {
  rightToWorkOn: "When did you see that they have the right to work in the UK?",
  contractOn: "When did you give them a written statement of employment?",
  liabilityUntil: "Last day of your employers' liability insurance",
  employedFrom: "First day they were employed by you",
  holidayYearFrom: "First day of their holiday year",
};

/** The form of a move as it is first shown: what is known already is filled in. */
export function formOf(move: ArrangementMove, arrangement: Arrangement): URLSearchParams {
  if (move === "change") return formOfTerms(latestTerms(arrangement) ?? {});
  const form = new URLSearchParams();
  if (move === "start") dateInto(form, "on", arrangement.since);
  if (move === "employer") employerInto(form, arrangement.employer.at(-1)?.value ?? {});
  return form;
}

function dateInto(form: URLSearchParams, name: string, date: string): void {
  for (const [part, value] of Object.entries(partsOf(date))) form.set(`${name}-${part}`, value);
}

function employerInto(form: URLSearchParams, record: EmployerRecord): void {
  for (const name of EMPLOYER_DATES) if (record[name] !== undefined) dateInto(form, name, record[name]);
  for (const name of ["payroll", "pension", "redundancy"] as const) if (record[name] !== undefined) form.set(name, record[name]);
  if (record.noticeWeeks !== undefined) form.set("noticeWeeks", String(record.noticeWeeks));
  if (record.redundancyPence !== undefined) form.set("redundancyPounds", (record.redundancyPence / PENCE).toFixed(2));
}

export interface MovePageProps extends Typed {
  readonly arrangement: Versioned<Arrangement>;
  readonly move: Exclude<ArrangementMove, "close" | "answer">;
  /** On which side whoever makes it is. */
  readonly side: Side;
  /** Times of the week in which the one who answers has other support already. */
  readonly clashes: readonly string[];
  readonly status?: number;
}

/** Says what a move means, and asks what it is made with. */
export function arrangementMovePage(request: PageRequest, { arrangement: { body, version }, move, side, clashes, form, errors, status }: MovePageProps): Page {
  const { title, says, button } = moveWords(move, side);
  return signedInPage(request, {
    title,
    back: { href: `/arrangements/${body.id}`, text: "Back to this support" },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{says}</p>
        {clashes.length > 0 && ["accept", "agree"].includes(move) ? (
          <InsetText text={`You already give other support at these times: ${listWords(clashes.map(timeWords))}. You can still say yes.`} />
        ) : null}
        <Form tokens={request.tokens} action={`/arrangements/${body.id}/moves/${move}`} version={version}>
          <MoveFields move={move} side={side} form={form} errors={errors} />
          <Button text={button} attributes={{ id: "go" }} classes={move === "end" || move === "decline" ? "govuk-button--warning" : ""} />
        </Form>
      </>
    ),
  });
}

function MoveFields({ move, side, form, errors }: Typed & { readonly move: ArrangementMove; readonly side: Side }) {
  const typed = { form, errors };
  switch (move) {
    case "start":
      return <DateField name="on" label="First day" {...typed} />;
    case "change":
      return <TermsFields since="From which day?" {...typed} />;
    case "end":
      return (
        <>
          <DateField name="on" label="Last day" {...typed} />
          <Choice name="why" label="Why did it end?" codes={END_REASONS} words={END_WORDS} {...typed} />
        </>
      );
    case "hours":
      return (
        <>
          <DateField name="weekOf" label="Which week?" hint="Any day of that week, for example 27 3 2026" {...typed} />
          <Amount name="hours" label="Hours of support that week" hint="Enter 0 if there was none." {...typed} />
        </>
      );
    case "paid":
      return <DateField name="upTo" label={side === "provider" ? "Last day you have been paid for" : "Last day you have paid for"} {...typed} />;
    case "employer":
      return <EmployerFields {...typed} />;
    default:
      return null;
  }
}

const Amount = ({
  name,
  label,
  hint,
  prefix,
  form,
  errors,
}: Typed & { readonly name: string; readonly label: string; readonly hint?: string; readonly prefix?: string }) => (
  <Input
    name={name}
    label={{ text: label, classes: "govuk-label--s" }}
    {...(hint === undefined ? {} : { hint: { text: hint } })}
    {...(prefix === undefined ? {} : { prefix: { text: prefix } })}
    value={form.get(name) ?? ""}
    errorMessage={errorOf(errors, name)}
    classes="govuk-input--width-5"
    inputmode="decimal"
    autocomplete="off"
    spellcheck={false}
  />
);

const PAYROLL_WORDS = { monthly: "Every month", quarterly: "Every quarter" } as const;
const PENSION_WORDS = { enrolled: "Yes, they have one", "not-needed": "I checked: I do not have to" } as const;
const REDUNDANCY_WORDS = { fund: "I save for it", promise: "The council said in writing that it will pay" } as const;

const EmployerFields = (typed: Typed) => (
  <>
    <DateField name="rightToWorkOn" label={EMPLOYER_LABELS.rightToWorkOn} {...typed} />
    <DateField name="contractOn" label={EMPLOYER_LABELS.contractOn} {...typed} />
    <DateField name="liabilityUntil" label={EMPLOYER_LABELS.liabilityUntil} {...typed} />
    <Choice name="payroll" label="How often do you pay HMRC?" codes={PAYROLLS} words={PAYROLL_WORDS} {...typed} />
    <Choice name="pension" label="Do they have a pension from you?" codes={PENSIONS} words={PENSION_WORDS} {...typed} />
    <DateField name="employedFrom" label={EMPLOYER_LABELS.employedFrom} {...typed} />
    <DateField name="holidayYearFrom" label={EMPLOYER_LABELS.holidayYearFrom} {...typed} />
    <Amount name="noticeWeeks" label="Weeks of notice" {...typed} />
    <Choice name="redundancy" label="How would redundancy pay be found?" codes={REDUNDANCIES} words={REDUNDANCY_WORDS} {...typed} />
    <Amount name="redundancyPounds" label="Saved for redundancy so far" prefix="£" {...typed} />
  </>
);
