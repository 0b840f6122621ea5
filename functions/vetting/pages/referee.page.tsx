import type { FieldError } from "../../../shared/domain/input.ts";
import { addressLines } from "../../../shared/domain/letter-address.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { PhoneLink } from "../../../shared/pages/council-contact.tsx";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilPolicy } from "../../../shared/policy/council.ts";
import type { OfficerWay, StandingReference } from "../rules/reference.ts";
import { REFERENCE_QUESTIONS, ReferenceFields } from "./reference-questions.tsx";
import { Attempts } from "./reference-stands.tsx";

export interface RefereePageProps {
  readonly reference: StandingReference & { readonly by: OfficerWay };
  /** The last day on which it can be answered. */
  readonly lastDay: PlainDate | undefined;
  /** Why the officer cannot save anything here, where they cannot. */
  readonly barred: string | undefined;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
}

const OUTCOMES: Readonly<Record<OfficerWay, readonly { readonly value: string; readonly text: string }[]>> = {
  phone: [
    { value: "no-answer", text: "They did not answer today" },
    { value: "wrong-contact", text: "The phone number is wrong" },
  ],
  post: [
    { value: "letter-sent", text: "I have posted the letter" },
    { value: "wrong-contact", text: "The letter came back, or the address is wrong" },
  ],
};

/** How an officer reaches a referee who has no email, what to say, and a form for what they said. */
export function refereePage(request: PageRequest, { reference, lastDay, barred, form, errors = [], status }: RefereePageProps): Page {
  const { name, relation, about, by, case: of, id, authority } = reference;
  const title = by === "phone" ? `Phone ${name} for a reference` : `Write to ${name} for a reference`;
  const here = `/cases/${of}/references/${id}`;
  return signedInPage(request, {
    title,
    back: { href: `/cases/${of}/evidence/references`, text: "References" },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l trellis-break">
          {by === "phone" ? "Phone" : "Write to"} <bdi>{name}</bdi> for a reference
        </h1>
        <p class="govuk-body trellis-break">
          <bdi>{about}</bdi> named them. How they know their work: {relation}.{lastDay === undefined ? "" : ` We need an answer by ${longDate(lastDay)}.`}
        </p>
        {barred === undefined ? <Reach reference={reference} /> : null}
        <Attempts attempts={reference.attempts} reader={request.account.body.id} />
        {barred === undefined ? null : <InsetText text={barred} />}
        {barred === undefined ? (
          <>
            <h2 class="govuk-heading-m">{by === "phone" ? "What to say" : "If they phone you"}</h2>
            <InsetText
              text={
                <>
                  Hello. This is {councilPolicy(authority).contact.name}. <bdi>{about}</bdi> wants to be on our list of people who give support, and gave us
                  your name. Can I ask you four questions? It takes about five minutes. We will write down your answers. <bdi>{about}</bdi> will not see them.
                </>
              }
            />
            <p class="govuk-body">Check that you are speaking to the right person. Then ask each question and write down what they say.</p>
            <Form tokens={request.tokens} action={here} kept>
              <input type="hidden" name="what" value="given" />
              <ReferenceFields form={form} errors={errors} />
              <HowAnswered chosen={form.get("how") ?? (by === "phone" ? "phone" : undefined)} errors={errors} />
              <Button text="Save the reference" />
            </Form>
            <h2 class="govuk-heading-m">If you did not get a reference</h2>
            <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-none` }} action={here}>
              <input type="hidden" name="what" value="none" />
              <Radios
                name="outcome"
                fieldset={{ legend: { text: "What happened?", classes: "govuk-fieldset__legend--s" } }}
                errorMessage={errorOf(errors, "outcome")}
                items={[...OUTCOMES[by], { value: "declined", text: "They would rather not give a reference" }].map((item) => ({
                  ...item,
                  checked: form.get("outcome") === item.value,
                }))}
              />
              <Button text="Save" classes="govuk-button--secondary" />
            </Form>
          </>
        ) : null}
      </>
    ),
  });
}

const HowAnswered = ({ chosen, errors }: { readonly chosen: string | undefined; readonly errors: readonly FieldError[] }) => (
  <Radios
    name="how"
    fieldset={{ legend: { text: "How did they answer?", classes: "govuk-fieldset__legend--s" } }}
    errorMessage={errorOf(errors, "how")}
    items={[
      { value: "phone", text: "By phone", checked: chosen === "phone" },
      { value: "letter", text: "By letter", checked: chosen === "letter" },
    ]}
  />
);

/** The number to phone, or the way to the letter. */
const Reach = ({ reference: { by, contact, case: of, id } }: Pick<RefereePageProps, "reference">) =>
  contact === undefined ? null : by === "phone" ? (
    <p class="govuk-body">
      Phone number: <PhoneLink phone={contact} />
    </p>
  ) : (
    <>
      <p class="govuk-body trellis-break">Address: {addressLines(contact).join(", ")}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={`/cases/${of}/references/${id}/letter`}>
          View the letter to print
        </a>
      </p>
    </>
  );

export interface LetterPageProps {
  readonly reference: StandingReference & { readonly by: OfficerWay };
  readonly today: PlainDate;
  /** What the letter says. */
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** A letter to a referee: on paper nothing but the letter, with the questions and room to answer them. */
export function letterPage(request: PageRequest, { reference, today, subject, paragraphs }: LetterPageProps): Page {
  const { name, contact, authority, case: of, id } = reference;
  const council = councilPolicy(authority).contact;
  return signedInPage(request, {
    title: `Letter to ${name}`,
    back: { href: `/cases/${of}/references/${id}`, text: "The reference" },
    children: (
      <>
        <p class="govuk-body trellis-screen">Print this page. Post it with an envelope for the answer. Then save that you posted it.</p>
        <div class="trellis-letter">
          <address class="govuk-body trellis-letter-address">
            {[name, ...addressLines(contact ?? "")].map((line) => (
              <>
                <bdi>{line}</bdi>
                <br />
              </>
            ))}
          </address>
          <p class="govuk-body">
            {council.name}, {longDate(today)}. Reference <span class="trellis-nowrap">{of}</span>
          </p>
          <h1 class="govuk-heading-l">{subject}</h1>
          {paragraphs.map((paragraph) => (
            <p class="govuk-body trellis-break">{paragraph}</p>
          ))}
          <h2 class="govuk-heading-m">Questions</h2>
          <ol class="govuk-list govuk-list--number trellis-answer-room">
            {REFERENCE_QUESTIONS.map(({ text, hint, rows }) => (
              <li>
                {text} {rows === undefined ? "Yes or no." : (hint ?? "")}
              </li>
            ))}
          </ol>
        </div>
      </>
    ),
  });
}
