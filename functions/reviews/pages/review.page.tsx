import type { Versioned } from "../../../shared/audit/context.ts";
import { isReadFirst } from "../../../shared/domain/safety-screen.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, SummaryList, Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";
import { safetyWords } from "../../../shared/policy/safety-words.ts";
import type { Invitation } from "../rules/invitation.ts";
import { newestValue, resultOf } from "../rules/outcome.ts";
import { placeInQueue, type QueueFacts } from "../rules/queue.ts";
import type { ReviewMove } from "../rules/read-review-move.ts";
import type { HeldReview, Review } from "../rules/review.ts";
import { extrasOf, runningOn } from "../rules/review-facts.ts";
import { AnswerList } from "./answer-list.tsx";
import { STATE_WORDS } from "./form-words.ts";
import { pointsWords } from "./review-queue.page.tsx";
import { ALL_WAY_WORDS, BAND_WORDS, HEARD_WORDS, MOVE_WORDS, PART_WORDS, REASON_WORDS, RESULT_WORDS, saidWords, valueWords } from "./review-words.ts";

export interface ReviewPageProps {
  readonly review: Versioned<Review>;
  /** Where the person was invited to say how their support is, before the review that is due. */
  readonly invitation: Invitation | undefined;
  readonly facts: QueueFacts | undefined;
  readonly moves: readonly ReviewMove[];
  readonly policy: ReviewPolicy;
}

const DONE: Readonly<Record<string, string>> = {
  complete: "The review is complete. The person gets a copy.",
  "plan-check": "Saved. The legal date stays as it was.",
  contact: "The contact is saved.",
  reason: "The reason is saved. The review comes earlier.",
  outcome: "The outcome is added.",
  value: "Saved.",
  "end-outcome": "The outcome has ended.",
  reassessed: "Saved.",
};

/** One direct payment's reviews, for review officers. */
export function reviewPage(request: PageRequest, { review: { body }, invitation, facts, moves, policy }: ReviewPageProps): Page {
  const { id, name, reference, targetOn, legalOn, firstPaymentOn, endedOn, reassessment } = body;
  const place = facts && placeInQueue(facts, policy, request.today);
  const extras = extrasOf(body, request.today);
  const [main, ...others] = moves;
  const path = `/reviews/${id}`;
  return signedInPage(request, {
    title: "Reviews",
    back: { href: `/councils/${body.authority}/reviews`, text: "Reviews to hold" },
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <span class="govuk-caption-l trellis-break">
          <bdi>{name ?? "No name recorded"}</bdi>, {reference}
        </span>
        <h1 class="govuk-heading-l">Reviews</h1>
        <SummaryList
          rows={[
            { key: { text: "First payment" }, value: { text: firstPaymentOn === undefined ? "Not yet" : longDate(firstPaymentOn) } },
            ...(endedOn === undefined ? [] : [{ key: { text: "Direct payment ended" }, value: { text: longDate(endedOn) } }]),
            ...(targetOn === undefined || legalOn === undefined
              ? []
              : [
                  { key: { text: "Target" }, value: { text: longDate(targetOn) } },
                  { key: { text: "Legal date" }, value: { text: `${longDate(legalOn)}. Nothing moves it.` } },
                ]),
            ...(place ? [{ key: { text: "How urgent" }, value: { text: BAND_WORDS[place.band] } }] : []),
          ]}
        />
        {place && (place.first.length > 0 || place.parts.length > 0) ? (
          <>
            <h2 class="govuk-heading-m">Why it stands where it does</h2>
            <ul class="govuk-list govuk-list--bullet">
              {place.first.map((reason) => (
                <li>{REASON_WORDS[reason]}: this comes first of all.</li>
              ))}
              {place.parts.map(({ part, points }) => (
                <li>
                  {PART_WORDS[part].text}: {pointsWords(points)}. To clear it: {PART_WORDS[part].clears.toLowerCase()}.
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {extras.length === 0 ? null : (
          <>
            <h2 class="govuk-heading-m">Reasons for an earlier review</h2>
            <ul class="govuk-list govuk-list--bullet">
              {extras.map(({ reason, since }) => (
                <li class="trellis-break">
                  {REASON_WORDS[reason]}, since {longDate(since)}. <bdi>{body.given.find((one) => one.reason === reason)?.words ?? ""}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
        {isReadFirst(
          body.given.map(({ words }) => words),
          safetyWords,
        ) ? (
          <WarningText text="Read what was written first. It has words that can be about safety, or is in a language that our list of words does not have. The list decides nothing." />
        ) : null}
        {reassessment && reassessment.doneOn === undefined ? (
          <InsetText
            text={
              <>
                A reassessment is to be held, since {longDate(reassessment.since)}: <bdi>{reassessment.words}</bdi> The budget stays until then.
              </>
            }
          />
        ) : null}
        {main === undefined ? null : <Button text={MOVE_WORDS[main].title} href={`${path}/moves/${main}`} />}
        <ul class="govuk-list">
          {others.map((move) => (
            <li>
              <a class="govuk-link" href={`${path}/moves/${move}`}>
                {MOVE_WORDS[move].title}
              </a>
            </li>
          ))}
        </ul>
        {invitation ? (
          <>
            <h2 class="govuk-heading-m">What they say</h2>
            {invitation.state === "answered" ? <AnswerList answer={invitation.answer} /> : null}
            <p class="govuk-body">
              <a class="govuk-link" href={`/feedback-forms/${invitation.id}`}>
                {invitation.state === "answered" ? "How and when they answered" : "The form about their support"}
              </a>
              {invitation.state === "answered" ? "" : `: ${STATE_WORDS[invitation.state].toLowerCase()}`}
            </p>
          </>
        ) : null}
        <Support review={body} today={request.today} />
        <h2 class="govuk-heading-m">Outcomes</h2>
        <OutcomeList review={body} moves={path} />
        <Contacts review={body} />
        <h2 class="govuk-heading-m">Reviews that were held</h2>
        <HeldList held={body.held} policy={policy} />
      </>
    ),
  });
}

/** Who supports somebody on a day. */
export const Support = ({ review, today }: { readonly review: Review; readonly today: string }) => {
  const running = runningOn(review, today);
  return (
    <>
      <h2 class="govuk-heading-m">Who supports them</h2>
      {running.length === 0 ? <p class="govuk-body">No one, as far as we know.</p> : null}
      <ul class="govuk-list govuk-list--bullet">
        {running.map(({ name, from, isOut }) => (
          <li class="trellis-break">
            <bdi>{name}</bdi>, since {longDate(from)}. {isOut ? "No longer on the list." : ""}
          </li>
        ))}
      </ul>
    </>
  );
};

/** Outcomes with where they stand; with links to what may be said of them where `moves` gives their address. */
export const OutcomeList = ({ review: { outcomes }, moves }: { readonly review: Pick<Review, "outcomes">; readonly moves?: string }) => (
  <>
    {outcomes.length === 0 ? <p class="govuk-body">None is recorded yet.</p> : null}
    {outcomes.map((one) => {
      const now = newestValue(one);
      return (
        <>
          <h3 class="govuk-heading-s trellis-break">
            <bdi>{one.words}</bdi>
          </h3>
          <SummaryList
            rows={[
              { key: { text: "At the start" }, value: { text: `${saidWords(one, one.baseline)}${one.rememberedLater ? ", remembered later" : ""}` } },
              { key: { text: "Now" }, value: { text: saidWords(one, now) } },
              {
                key: { text: one.aim === "keep" ? "To stay at" : "Aim" },
                value: { text: `${valueWords(one.measure, one.target.value)}, by ${longDate(one.target.on)}` },
              },
              { key: { text: "So far" }, value: { text: RESULT_WORDS[resultOf(one, now.value)] } },
              ...(one.closedOn === undefined ? [] : [{ key: { text: "Ended" }, value: { text: longDate(one.closedOn) } }]),
            ]}
          />
          {moves === undefined || one.closedOn !== undefined ? null : (
            <p class="govuk-body">
              <a class="govuk-link" href={`${moves}/moves/value?outcome=${one.id}`}>
                Say how it is now<span class="govuk-visually-hidden">: {one.words}</span>
              </a>
              <br />
              <a class="govuk-link" href={`${moves}/moves/end-outcome?outcome=${one.id}`}>
                End this outcome<span class="govuk-visually-hidden">: {one.words}</span>
              </a>
            </p>
          )}
        </>
      );
    })}
  </>
);

const Contacts = ({ review: { contacts } }: { readonly review: Review }) =>
  contacts.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">Contacts about this review</h2>
      <ul class="govuk-list govuk-list--bullet">
        {contacts.map(({ on, way, answered, words }) => (
          <li class="trellis-break">
            {longDate(on)}, {ALL_WAY_WORDS[way].toLowerCase()}: {answered ? "they answered" : "no answer"}. <bdi>{words ?? ""}</bdi>
          </li>
        ))}
      </ul>
    </>
  );

const HeldList = ({ held, policy }: { readonly held: readonly HeldReview[]; readonly policy: ReviewPolicy }) => (
  <>
    {held.length === 0 ? <p class="govuk-body">None yet.</p> : null}
    {held.toReversed().map((one) => (
      <>
        <h3 class="govuk-heading-s">
          {one.kind === "plan-check" ? "First check of the plan" : "Review"}, {longDate(one.on)}{" "}
          {one.kind === "review" ? <Result held={one} policy={policy} /> : null}
        </h3>
        <p class="govuk-body trellis-break">
          {HEARD_WORDS[one.heard]} was heard. Written down on {dateWords(one.completedAt)}. <bdi>{one.summary ?? ""}</bdi>
        </p>
      </>
    ))}
  </>
);

const Result = ({ held: { achieved }, policy }: { readonly held: HeldReview; readonly policy: ReviewPolicy }) =>
  achieved === undefined ? null : <Tag text={policy.codes.achieved[achieved]} classes="govuk-tag--grey" />;
