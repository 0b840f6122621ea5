import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { PhoneLink } from "../../../shared/pages/council-contact.tsx";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { ErrorSummary, InsetText, SummaryList, Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { informationPage } from "../../../shared/pages/information-page.tsx";
import { NextPage } from "../../../shared/pages/next-page.tsx";
import { ChoiceField, TextField, type Typed, WordsField } from "../../../shared/pages/record-fields.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { councilCodes, councilPolicy } from "../../../shared/policy/council.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import type { SafetyOutcome, SafetyReport } from "../rules/safety-report.ts";

const TITLE = "Tell us you are worried about someone";
const PATH = "/safety/report";
const MARKS = { now: "red", soon: "yellow", unsure: "grey" } as const;

const DANGER_WORDS: Readonly<Record<SafetyReport["danger"], string>> = {
  now: "Yes, now",
  soon: "Not now, but it could happen soon",
  unsure: "I am not sure",
};
const OUTCOME_WORDS: Readonly<Record<SafetyOutcome, string>> = {
  "passed-on": "The safeguarding team has it",
  "known-already": "The safeguarding team knew already",
  "no-risk": "There was no risk",
  "cannot-tell": "There was too little to go on",
};
const STATE_WORDS: Readonly<Record<SafetyReport["state"], string>> = { new: "No one has it yet", taken: "An officer has it", closed: "Dealt with" };

/** The sentences of the fields, in the order of the form. */
export const SAFETY_WRONG: Readonly<Record<string, string>> = {
  words: "Tell us what you are worried about, in 3,000 characters or fewer",
  about: "Enter who it is about in 300 characters or fewer, or leave it empty",
  danger: "Choose whether they are in danger",
  council: "Choose the council",
  name: "Enter your name in 100 characters or fewer, or leave it empty",
  email: "Enter an email address like name@example.com, or leave it empty",
  phone: "Enter a phone number like 01632 960 001, or leave it empty",
};
/** The same of what an officer writes. */
export const CLOSING_WRONG: Readonly<Record<string, string>> = {
  outcome: "Choose what became of it",
  note: "Enter what you did, in 1,000 characters or fewer",
};

const Emergency = ({ authority }: { readonly authority: string }) => {
  const { safeguarding } = councilPolicy(authority).contact;
  return (
    <>
      <WarningText text="If someone is in danger now, call 999. If you cannot speak, cough or tap, then press 55." />
      <p class="govuk-body">
        If it cannot wait until tomorrow, phone the safeguarding team: <PhoneLink phone={safeguarding.phone} />. In the evening and at weekends:{" "}
        <PhoneLink phone={safeguarding.outOfHours} />.
      </p>
    </>
  );
};

/** Asks what somebody is worried about: emergency words first, and nothing of who they are. `once` marks the form. */
export const safetyFormPage = (authority: string, once: string, { form, errors }: Typed): string =>
  informationPage(
    { title: errors.length > 0 ? `Error: ${TITLE}` : TITLE, path: PATH },
    <>
      {errors.length > 0 ? <ErrorSummary title="There is a problem" errors={errors.map(({ field, text, at = field }) => ({ text, href: `#${at}` }))} /> : null}
      <Emergency authority={authority} />
      <p class="govuk-body">
        For another council,{" "}
        <a class="govuk-link" href="/safety">
          see its numbers
        </a>
        .
      </p>
      <p class="govuk-body">What you write goes to the council’s safeguarding team. The people who support the person do not see it.</p>
      <form action={PATH} method="post" noValidate>
        <input type="hidden" name="once" value={once} />
        <WordsField
          form={form}
          errors={errors}
          name="words"
          label="What are you worried about?"
          hint="What you saw or heard, and when. You do not need proof."
        />
        <TextField form={form} errors={errors} name="about" label="Who is it about, and where are they? (optional)" />
        <ChoiceField form={form} errors={errors} name="danger" label="Are they in danger?" words={DANGER_WORDS} />
        <Radios
          name="council"
          fieldset={{ legend: { text: "Which council is it for?", classes: "govuk-fieldset__legend--s" } }}
          errorMessage={errorOf(errors, "council")}
          items={councilCodes.map((code) => ({ value: code, text: councilWords(code), checked: (form.get("council") ?? authority) === code }))}
        />
        <h2 class="govuk-heading-s">How to reach you (optional)</h2>
        <p class="govuk-body">Only if you would like an answer. You do not have to say who you are.</p>
        <TextField form={form} errors={errors} name="name" label="Your name" />
        <TextField form={form} errors={errors} name="email" label="Your email address" />
        <TextField form={form} errors={errors} name="phone" label="Your phone number" />
        <Button text="Send to the safeguarding team" />
      </form>
    </>,
  );

/** Said once it was sent. */
export const safetySentPage = (authority: string): string =>
  informationPage(
    { title: "The safeguarding team has it", path: PATH },
    <>
      <p class="govuk-body">Thank you. The team has what you wrote, and reads it in working hours. If you said how to reach you, they can get in touch.</p>
      <Emergency authority={authority} />
    </>,
  );

/** Worries that are not dealt with, for officers: the most urgent first. */
export function safetyListPage(request: PageRequest, council: string, { records, next }: ListPage<SafetyReport>): Page {
  const path = `/councils/${council}/safety-reports`;
  return signedInPage(request, {
    title: "Worries about someone’s safety",
    back: { href: "/staff", text: "Staff home" },
    done: request.query.get("done") === "close" ? "It is dealt with." : undefined,
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Worries about someone’s safety</h1>
        {records.length === 0 ? (
          <p class="govuk-body">There is nothing to read.</p>
        ) : (
          <StackingTable
            caption="The most urgent first"
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={["Came on", "In danger", "Where it stands"].map((text) => ({ text }))}
            rows={records.map(({ body }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/safety-reports/${body.id}`}>
                      {dateWords(body.createdAt)}
                      <span class="govuk-visually-hidden">, {DANGER_WORDS[body.danger]}</span>
                    </a>
                  ),
                },
                { text: <Tag text={DANGER_WORDS[body.danger]} classes={`govuk-tag--${MARKS[body.danger]}`} /> },
                { text: STATE_WORDS[body.state] },
              ],
            }))}
          />
        )}
        <NextPage href={next === undefined ? undefined : `${path}?after=${encodeURIComponent(next)}`} />
      </>
    ),
  });
}

export interface SafetyReportPageProps {
  readonly report: Versioned<SafetyReport>;
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

/** One worry, with what an officer can do. */
export function safetyReportPage(request: PageRequest, { report: { body, version }, form, errors }: SafetyReportPageProps): Page {
  const { id, authority, words, about, danger, name, email, phone, createdAt, state, takenBy, outcome, note } = body;
  const isTheirs = takenBy === request.account.body.id && state === "taken";
  return signedInPage(request, {
    title: "A worry about someone’s safety",
    back: { href: `/councils/${authority}/safety-reports`, text: "Worries about someone’s safety" },
    done: request.query.get("done") === "take" ? "You have it now." : undefined,
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">A worry about someone’s safety</h1>
        <SummaryList
          rows={[
            { key: { text: "Came on" }, value: { text: dateWords(createdAt) } },
            { key: { text: "In danger" }, value: { text: DANGER_WORDS[danger] } },
            { key: { text: "What they wrote" }, value: { text: <bdi>{words}</bdi>, classes: "trellis-break" } },
            { key: { text: "Who it is about" }, value: { text: <bdi>{about ?? "Not said"}</bdi>, classes: "trellis-break" } },
            {
              key: { text: "Who wrote" },
              value: { text: <bdi>{[name, email, phone].flatMap((one) => one ?? []).join(", ") || "Not said"}</bdi>, classes: "trellis-break" },
            },
            { key: { text: "Where it stands" }, value: { text: STATE_WORDS[state] } },
            ...(outcome === undefined ? [] : [{ key: { text: "What became of it" }, value: { text: OUTCOME_WORDS[outcome] } }]),
            ...(note === undefined ? [] : [{ key: { text: "What was done" }, value: { text: <bdi>{note}</bdi>, classes: "trellis-break" } }]),
          ]}
        />
        <InsetText text="The system does not tell any provider. Do not tell them either, before the safeguarding team says so." />
        {state === "closed" || isTheirs ? null : (
          <Form tokens={request.tokens} action={`/safety-reports/${id}`} version={version}>
            <input type="hidden" name="move" value="take" />
            <Button text={takenBy === undefined ? "Take it" : "Take it over"} />
          </Form>
        )}
        {isTheirs ? (
          <Form tokens={request.tokens} action={`/safety-reports/${id}`} version={version}>
            <input type="hidden" name="move" value="close" />
            <ChoiceField form={form} errors={errors} name="outcome" label="What became of it?" words={OUTCOME_WORDS} />
            <WordsField form={form} errors={errors} name="note" label="What did you do?" />
            <Button text="It is dealt with" />
          </Form>
        ) : null}
      </>
    ),
  });
}
