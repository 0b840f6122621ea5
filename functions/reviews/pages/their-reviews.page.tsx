import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { WordsField } from "../../../shared/pages/record-fields.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";
import type { HEARD, Review } from "../rules/review.ts";
import { OutcomeList } from "./review.page.tsx";

export interface TheirReviewsProps {
  readonly person: Account;
  /** Where an officer connected the direct payment with the account. */
  readonly review: Review | undefined;
  /** The last day of the form that is open for them. */
  readonly formUntil: PlainDate | undefined;
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

const DONE: Readonly<Record<string, string>> = {
  requested: "We have told the council. Someone will get in touch with you.",
  "forms-on": "You get forms about your support again.",
  "forms-off": "You get no more forms about your support. Letters about reviews still come.",
};

const HEARD_FOR_THEM: Readonly<Record<(typeof HEARD)[number], string>> = {
  person: "We talked with you",
  representative: "We talked with your representative",
  both: "We talked with you and your representative",
};

/** Somebody's reviews: when the next one is, what was agreed, and how their outcomes go; and the form to ask for one. */
export function theirReviewsPage(request: PageRequest, { person, review, formUntil, form, errors }: TheirReviewsProps): Page {
  const isTheirs = person.id === request.account.body.id;
  const base = `/people/${isTheirs ? "me" : person.id}`;
  const wasRequested = review?.given.find(({ reason }) => reason === "person-request");
  const held = review?.held.filter(({ kind }) => kind === "review").toReversed() ?? [];
  const isRunning = review?.legalOn !== undefined;
  return signedInPage(request, {
    title: "Reviews of your support",
    back: isTheirs ? { href: "/account", text: "Your account" } : { href: base },
    done: DONE[request.query.get("done") ?? ""],
    errors,
    children: (
      <>
        {isTheirs ? null : (
          <span class="govuk-caption-l">
            <bdi>{displayNameOf(person)}</bdi>
          </span>
        )}
        <h1 class="govuk-heading-l">Reviews of your support</h1>
        <p class="govuk-body">At a review you and the council talk about whether your support works for you. A review alone never changes your budget.</p>
        <p class="govuk-body">
          <a class="govuk-link" href="/how-reviews-are-ordered">
            Which reviews we hold first
          </a>
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href={`${base}/working-group`}>
            {isTheirs ? "Join the working group, and help the council to plan" : "The working group, which helps the council to plan"}
          </a>
        </p>
        {review === undefined ? (
          <p class="govuk-body">{councilWords(person.authority)} has not connected the direct payment with this account yet, so we cannot show it here.</p>
        ) : (
          <>
            {review.targetOn === undefined || review.legalOn === undefined ? null : (
              <SummaryList
                rows={[
                  { key: { text: "Next review" }, value: { text: review.targetOn < request.today ? "As soon as we can" : `By ${longDate(review.targetOn)}` } },
                  { key: { text: "At the latest" }, value: { text: longDate(review.legalOn) } },
                ]}
              />
            )}
            {review.legalOn !== undefined && review.legalOn < request.today ? (
              <p class="govuk-body">This is later than it should be. That is our fault, not yours, and your payments go on.</p>
            ) : null}
            <TheirForm request={request} base={base} review={review} until={formUntil} />
            <h2 class="govuk-heading-m">Your outcomes</h2>
            <OutcomeList review={review} />
            {held.length === 0 ? null : <h2 class="govuk-heading-m">What was agreed</h2>}
            {held.map(({ on, heard, summary, nextOn }) => (
              <>
                <h3 class="govuk-heading-s">Review on {longDate(on)}</h3>
                <p class="govuk-body trellis-break">
                  {HEARD_FOR_THEM[heard]}. <bdi>{summary ?? ""}</bdi>
                </p>
                {nextOn === undefined ? null : <p class="govuk-body">The next one was planned for {longDate(nextOn)}.</p>}
              </>
            ))}
          </>
        )}
        {wasRequested ? (
          <>
            <h2 class="govuk-heading-m">You asked for a review</h2>
            <p class="govuk-body">We heard of it on {longDate(wasRequested.since)}. Someone will get in touch with you.</p>
          </>
        ) : null}
        {isRunning && !wasRequested ? (
          <>
            <h2 class="govuk-heading-m">Ask for a review</h2>
            <Form tokens={request.tokens} action={`${base}/reviews`} kept>
              <WordsField
                form={form}
                errors={errors}
                name="words"
                label="What should we talk about? (optional)"
                hint="For example, my support no longer fits"
              />
              <Button text="Ask for a review" />
            </Form>
          </>
        ) : null}
      </>
    ),
  });
}

interface TheirFormProps {
  readonly request: PageRequest;
  readonly base: string;
  readonly review: Review;
  readonly until: PlainDate | undefined;
}

/** The way to the form about somebody's support without the link in a message, and whether they want such forms. */
const TheirForm = ({ request, base, review: { feedbackOff }, until }: TheirFormProps) => (
  <>
    {until === undefined ? null : (
      <>
        <h2 class="govuk-heading-m">How is your support?</h2>
        <p class="govuk-body">There are four short questions. What you answer helps to prepare your review. You can answer until {longDate(until)}.</p>
        <Form tokens={request.tokens} action={`${base}/reviews/form`}>
          <Button text="Answer the questions" />
        </Form>
      </>
    )}
    <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-forms` }} action={`${base}/reviews/forms`}>
      <input type="hidden" name="forms" value={feedbackOff === undefined ? "off" : "on"} />
      <p class="govuk-body">
        {feedbackOff === undefined ? "Before a review we send a short form about your support." : "You get no forms about your support."}{" "}
        <button type="submit" class="trellis-link-button">
          {feedbackOff === undefined ? "Send me no forms" : "Send me forms again"}
        </button>
      </p>
    </Form>
  </>
);
