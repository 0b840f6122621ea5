import type { ComponentChildren } from "preact";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { ChoiceField, DateField, NumberField, TextField, type Typed, WordsField } from "../../../shared/pages/record-fields.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";
import type { Answer } from "../rules/answer.ts";
import { outcomesToSay } from "../rules/complete-review.ts";
import type { Outcome } from "../rules/outcome.ts";
import { OFFICER_REASONS, type ReviewMove } from "../rules/read-review-move.ts";
import type { Review } from "../rules/review.ts";
import { AnswerList } from "./answer-list.tsx";
import { Support } from "./review.page.tsx";
import { AIM_WORDS, BY_WORDS, DOMAIN_WORDS, HEARD_WORDS, HELPED_WORDS, MEASURE_WORDS, MOVE_WORDS, REASON_WORDS, saidWords, WAY_WORDS } from "./review-words.ts";

export interface MovePageProps extends Typed {
  readonly review: Versioned<Review>;
  readonly move: ReviewMove;
  /** The outcome that it is about, where it is about one. */
  readonly outcome: Outcome | undefined;
  /** What the person said before the review, where they did. */
  readonly answer: Answer | undefined;
  readonly policy: ReviewPolicy;
  readonly today: PlainDate;
}

/** The sentences of the fields, in the order of the forms. */
export const MOVE_WRONG: Readonly<Record<string, string>> = {
  reason: "Choose the reason",
  since: "Enter a day that has been, like 27 3 2026",
  words: "Enter it in full, in 1,000 characters or fewer",
  domain: "Choose which part of life it is about",
  measure: "Choose how it is measured",
  low: "Enter what 0 means to them",
  high: "Enter what 10 means to them",
  aim: "Choose whether something is to change or to stay",
  baseline: "Enter how it is, as a number that fits, or yes or no",
  baselineOn: "Enter a day that has been, like 27 3 2026",
  target: "Enter what they aim for, as a number that fits, or yes or no; it must differ from how it is now",
  targetOn: "Enter a day in the next 12 months, like 27 3 2027",
  arrangements: "Choose the support it is for",
  value: "Enter a number that fits, or yes or no",
  theirView: "Enter a number that fits, or yes or no, or leave it empty",
  on: "Enter a day that has been, since the first payment and after the last review",
  heard: "Choose who was heard",
  way: "Choose how",
  answered: "Choose whether they answered",
  by: "Choose who said it",
  channel: "Choose how",
  method: "Choose how it was held",
  eventOutcome: "Choose what follows",
  summary: "Enter what was talked about and agreed, in 2,000 characters or fewer",
  nextOn: "Enter a day after today, and at most 12 months after the review",
  reassess: "Enter why, in 1,000 characters or fewer",
};

const codeWords = (codes: readonly { readonly code: string; readonly words: string }[]): Readonly<Record<string, string>> =>
  Object.fromEntries(codes.map(({ code, words }) => [code, words]));

/** Says what a step means, and asks what it needs. */
export function reviewMovePage(request: PageRequest, props: MovePageProps): Page {
  const { review, move, outcome, errors } = props;
  const { title, says, button } = MOVE_WORDS[move];
  const { body, version } = review;
  return signedInPage(request, {
    title,
    back: { href: `/reviews/${body.id}`, text: "Reviews" },
    errors,
    children: (
      <>
        <span class="govuk-caption-l trellis-break">
          <bdi>{body.name ?? body.reference}</bdi>
        </span>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{says}</p>
        {outcome ? (
          <p class="govuk-body trellis-break">
            <bdi>{outcome.words}</bdi> At the start: {saidWords(outcome, outcome.baseline)}.
          </p>
        ) : null}
        <Form tokens={request.tokens} action={`/reviews/${body.id}/moves/${move}`} version={version} kept>
          {outcome ? <input type="hidden" name="outcome" value={outcome.id} /> : null}
          {FIELDS[move](props)}
          <Button text={button} />
        </Form>
      </>
    ),
  });
}

/** A number's label says how it is measured. */
const VALUE_HINT = { scale: "A number from 0 to 10", "count-a-week": "How many times a week", "yes-no": "Yes or no" } as const;

/** The errors that lead to a date's first box. */
export const DATE_FIELDS = ["since", "baselineOn", "targetOn", "on", "nextOn"];

const FIELDS: Readonly<Record<ReviewMove, (props: MovePageProps) => ComponentChildren>> = {
  complete: ({ review: { body }, policy, answer, today, ...typed }) => (
    <>
      <Support review={body} today={today} />
      {body.balanceAskedOn === undefined ? null : (
        <p class="govuk-body">
          A question about the balance asks for this review, since {longDate(body.balanceAskedOn)}.{body.couldNotFind ? " They could not find a provider." : ""}
        </p>
      )}
      {answer ? (
        <>
          <h2 class="govuk-heading-m">What they said before</h2>
          <AnswerList answer={answer} />
        </>
      ) : null}
      <DateField {...typed} name="on" label="When was it?" />
      <ChoiceField {...typed} name="heard" label="Who was heard?" words={HEARD_WORDS} />
      <ChoiceField {...typed} name="method" label="How was it held?" words={codeWords(policy.codes.methods)} />
      {outcomesToSay(body).map((one) => (
        <fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m trellis-break">
            <bdi>{one.words}</bdi>
          </legend>
          <NumberField
            {...typed}
            name={`value-${one.id}`}
            label="How is it now?"
            hint={`${VALUE_HINT[one.measure]}. At the start: ${saidWords(one, one.baseline)}`}
          />
          <ChoiceField {...typed} name={`helped-${one.id}`} label="How much did the support help with it? (optional)" words={HELPED_WORDS} />
        </fieldset>
      ))}
      {outcomesToSay(body).length === 0 ? null : <ChoiceField {...typed} name="by" label="Who said how it is?" words={BY_WORDS} />}
      <ChoiceField {...typed} name="reason" label="Why was it held?" words={codeWords(policy.codes.reasons)} />
      <WordsField
        {...typed}
        name="summary"
        label="What did you talk about, and what was agreed?"
        hint="The person gets this, and so do the people who act for them in reviews. Use plain words. Do not write about a worry for their safety here."
      />
      <ChoiceField {...typed} name="eventOutcome" label="What follows?" words={codeWords(policy.codes.eventOutcomes)} />
      <WordsField
        {...typed}
        name="reassess"
        label="If the budget should change: why? (optional)"
        hint="A reassessment is then to be held. The budget stays until it was."
      />
      <DateField {...typed} name="nextOn" label="When is the next review?" hint="At most 12 months after this one" />
    </>
  ),
  "plan-check": (typed) => (
    <>
      <DateField {...typed} name="on" label="When was it?" />
      <ChoiceField {...typed} name="heard" label="Who was heard?" words={HEARD_WORDS} />
    </>
  ),
  contact: (typed) => (
    <>
      <DateField {...typed} name="on" label="When?" />
      <ChoiceField {...typed} name="way" label="How?" words={WAY_WORDS} />
      <ChoiceField {...typed} name="answered" label="Did they answer?" words={{ yes: "Yes", no: "No" }} />
      <WordsField {...typed} name="words" label="What was said? (optional)" />
    </>
  ),
  reason: (typed) => (
    <>
      <ChoiceField {...typed} name="reason" label="What is the reason?" words={Object.fromEntries(OFFICER_REASONS.map((one) => [one, REASON_WORDS[one]]))} />
      <DateField {...typed} name="since" label="Since when do you know?" />
      <WordsField {...typed} name="words" label="What happened?" />
    </>
  ),
  outcome: ({ review: { body }, ...typed }) => (
    <>
      <WordsField
        {...typed}
        name="words"
        label="What do they want to be able to do?"
        hint="In their words. Not the support, but what it lets them do. For example, go swimming with friends"
      />
      <ChoiceField {...typed} name="domain" label="Which part of life is it about?" words={DOMAIN_WORDS} />
      <ChoiceField {...typed} name="aim" label="What is the aim?" words={AIM_WORDS} />
      <ChoiceField {...typed} name="measure" label="How is it measured?" words={MEASURE_WORDS} />
      <TextField {...typed} name="low" label="What does 0 mean to them?" hint="Only for a number from 0 to 10. For example, I never go out" />
      <TextField {...typed} name="high" label="What does 10 mean to them?" hint="Only for a number from 0 to 10. For example, I go out whenever I like" />
      <NumberField {...typed} name="baseline" label="How is it, or how was it at the start?" hint="A number, or yes or no" />
      <DateField {...typed} name="baselineOn" label="On which day was it so?" />
      <ChoiceField {...typed} name="by" label="Who said it?" words={BY_WORDS} />
      <NumberField {...typed} name="target" label="What do they aim for?" hint="A number, or yes or no. If it is to stay: what it must not fall below" />
      <DateField {...typed} name="targetOn" label="By when?" hint="In the next 12 months" />
      <SupportField {...typed} review={body} />
    </>
  ),
  value: ({ outcome, ...typed }) => (
    <>
      <NumberField {...typed} name="value" label="How is it now?" hint={outcome ? VALUE_HINT[outcome.measure] : "A number"} />
      <DateField {...typed} name="on" label="On which day?" />
      <ChoiceField {...typed} name="by" label="Who said it?" words={BY_WORDS} />
      <NumberField
        {...typed}
        name="theirView"
        label="If someone answers for them: what would the person say? (optional)"
        hint={outcome ? VALUE_HINT[outcome.measure] : "A number"}
      />
      <ChoiceField {...typed} name="channel" label="How did they say it?" words={{ phone: "By phone", visit: "At a visit", letter: "By letter" }} />
    </>
  ),
  "end-outcome": () => null,
  reassessed: () => null,
};

function SupportField({ review: { support }, form, errors }: Typed & { readonly review: Review }) {
  const chosen = form.getAll("arrangements");
  const message = errorOf(errors, "arrangements");
  if (support.length === 0) return <NoSupport errors={errors} />;
  return (
    <Checkboxes
      name="arrangements"
      fieldset={{ legend: { text: "Which support is it for?", classes: "govuk-fieldset__legend--s" } }}
      errorMessage={message}
      items={support.map(({ arrangement, name }) => ({ value: arrangement, text: <bdi>{name}</bdi>, checked: chosen.includes(arrangement) }))}
    />
  );
}

const NoSupport = ({ errors }: { readonly errors: readonly FieldError[] }) => (
  <p class="govuk-body" id="arrangements">
    {errorOf(errors, "arrangements")?.text ??
      "We know of no support of theirs. An outcome needs support it can be put down to: the person adds it on their support page."}
  </p>
);
