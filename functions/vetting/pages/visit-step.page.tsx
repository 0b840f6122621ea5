import type { FieldError } from "../../../shared/domain/input.ts";
import { millisOf } from "../../../shared/domain/time.ts";
import { partsOf } from "../../../shared/domain/typed-date.ts";
import { clockWords } from "../../../shared/domain/typed-time.ts";
import { Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { DateInput, Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { Account } from "../../../shared/people/account.ts";
import { OFFERED_NUMBERS } from "../rules/read-visit.ts";
import type { Situation } from "../rules/situation.ts";
import { bringWords, toBring } from "../rules/to-bring.ts";
import { isOpenVisit, VISIT_PLACES, type Visit } from "../rules/visit.ts";
import { Clash, type ClashRow } from "./clash.tsx";
import { AnswerFields, VisitSummary } from "./visit-parts.tsx";
import { placeWords, type VisitStep } from "./visit-words.ts";
import { nameOfCase } from "./who-it-is.tsx";

export interface VisitStepProps {
  readonly step: VisitStep;
  readonly situation: Situation;
  readonly account: Account | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly seen: string;
  readonly form?: URLSearchParams;
  readonly errors?: readonly FieldError[];
  /** What was typed beside what is saved now, where the visit changed meanwhile. */
  readonly clash?: readonly ClashRow[];
  readonly status?: number;
}

interface StepWords {
  readonly title: string;
  readonly says: string;
  readonly button: string;
}

const CHANGE: StepWords = {
  title: "Change the visit",
  says: "The times offered before will no longer count. The applicant gets a message and must choose again.",
  button: "Send new times",
};

const WORDS: Readonly<Record<VisitStep, StepWords>> = {
  times: {
    title: "Arrange a visit",
    says: "Offer times to meet. The applicant gets a message and chooses one, or tells you that none suits them.",
    button: "Send times",
  },
  answer: { title: "Save their answer", says: "Save what the applicant told you by phone or letter.", button: "Save answer" },
  cancel: { title: "Cancel the visit", says: "The applicant gets a message that says why. You can arrange another visit later.", button: "Cancel the visit" },
  complete: {
    title: "Save that the visit is done",
    says: "Save this if the visit took place. To accept the originals you saw, use 'Save originals seen at a visit' on the case instead.",
    button: "Save that it is done",
  },
  miss: {
    title: "Save that no one came",
    says: "Save this if the applicant did not come. They do not get a message. You can arrange another visit.",
    button: "Save that no one came",
  },
};

/** What an officer does about a visit, one thing a page. */
export function visitStepPage(request: PageRequest, props: VisitStepProps): Page {
  const { step, situation, account, seen, form = new URLSearchParams(), errors = [], clash, status } = props;
  const { visit, case: vettingCase } = situation;
  const open = visit && isOpenVisit(visit) ? visit : undefined;
  const words = step === "times" && open ? CHANGE : WORDS[step];
  const name = nameOfCase(vettingCase, account);
  return signedInPage(request, {
    title: `${words.title}: ${name}`,
    back: { href: `/cases/${vettingCase.id}`, text: "The case" },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          {words.title}: <bdi>{name}</bdi>
        </h1>
        {clash ? <Clash rows={clash} /> : null}
        <p class="govuk-body">{words.says}</p>
        {visit && (step !== "times" || open) ? <VisitSummary visit={visit} /> : null}
        <Form tokens={request.tokens} action={`/cases/${vettingCase.id}/visit/${step}`} seen={seen} kept>
          {step === "times" ? <TimesFields {...props} form={form} errors={errors} visit={open} /> : null}
          {step === "answer" && open ? <AnswerFields visit={open} at={millisOf(situation.at)} form={form} errors={errors} forThem /> : null}
          {step === "cancel" || (step === "times" && open) ? (
            <Textarea
              name="reason"
              label={{ text: "Why, in words for the applicant?", classes: "govuk-label--s" }}
              hint={{ text: "Do not enter anyone's home address." }}
              rows={3}
              value={form.get("reason") ?? ""}
              errorMessage={errorOf(errors, "reason")}
            />
          ) : null}
          <Button text={words.button} classes={step === "cancel" ? "govuk-button--warning" : ""} attributes={{ id: "go" }} />
        </Form>
      </>
    ),
  });
}

/** What a form of times begins with: the place of the visit that is changed, and its times where they are ahead. */
export function formOfVisit(visit: Visit | undefined): URLSearchParams {
  const form = new URLSearchParams();
  if (!visit || !isOpenVisit(visit)) return form;
  form.set("place", visit.place.kind);
  if (visit.place.words !== undefined) form.set("where", visit.place.words);
  return form;
}

/** The same with its times, as they would have been typed: what is saved now, beside what was typed. */
export function savedForm(visit: Visit | undefined): URLSearchParams {
  const form = formOfVisit(visit);
  for (const [index, { day, time }] of (visit?.offered ?? []).entries()) {
    for (const [part, text] of Object.entries(partsOf(day))) form.set(`day-${index + 1}-${part}`, text);
    form.set(`time-${index + 1}`, clockWords(time));
  }
  return form;
}

type TimesProps = Pick<VisitStepProps, "situation" | "names"> & {
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
  readonly visit: Visit | undefined;
};

/** Where, and at which times. */
function TimesFields({ situation, names, form, errors }: TimesProps) {
  const bring = toBring(situation);
  return (
    <>
      {bring.length > 0 ? (
        <>
          <p class="govuk-body">You will see these in person, not as copies or on video:</p>
          <ul class="govuk-list govuk-list--bullet">
            {bring.map((one) => (
              <li>{bringWords(one, names)}</li>
            ))}
          </ul>
        </>
      ) : null}
      <Radios
        name="place"
        fieldset={{ legend: { text: "Where will the visit be?", classes: "govuk-fieldset__legend--s" } }}
        errorMessage={errorOf(errors, "place")}
        items={VISIT_PLACES.map((kind) => ({ value: kind, text: placeWords[kind], checked: form.get("place") === kind }))}
      />
      <Input
        name="where"
        label={{ text: "Address of the office or other place", classes: "govuk-label--s" }}
        hint={{ text: "The applicant reads this. Leave it empty for a visit at their home." }}
        value={form.get("where") ?? ""}
        errorMessage={errorOf(errors, "where")}
        autocomplete="off"
      />
      {OFFERED_NUMBERS.map((number) => (
        <>
          <DateInput
            id={`day-${number}`}
            namePrefix={`day-${number}`}
            fieldset={{ legend: { text: `Date ${number}${number > 1 ? " (optional)" : ""}`, classes: "govuk-fieldset__legend--s" } }}
            hint={{ text: "For example, 27 3 2027" }}
            errorMessage={errorOf(errors, `day-${number}`)}
            values={{
              day: form.get(`day-${number}-day`) ?? "",
              month: form.get(`day-${number}-month`) ?? "",
              year: form.get(`day-${number}-year`) ?? "",
            }}
          />
          <Input
            name={`time-${number}`}
            label={{ text: `Start time ${number}${number > 1 ? " (optional)" : ""}` }}
            hint={{ text: "For example, 10:30am or 2pm" }}
            classes="govuk-input--width-10"
            value={form.get(`time-${number}`) ?? ""}
            errorMessage={errorOf(errors, `time-${number}`)}
            autocomplete="off"
          />
        </>
      ))}
    </>
  );
}
