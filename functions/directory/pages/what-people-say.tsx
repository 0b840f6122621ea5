import { dayAfterPeriod } from "../../../shared/domain/small-numbers/period.ts";
import { scoreWords } from "../../../shared/domain/small-numbers/words.ts";
import { daysAfter, longDate } from "../../../shared/domain/time.ts";
import type { PublicReply, PublicScore } from "../../../shared/listing/shown-feedback.ts";

export interface WhatPeopleSayProps {
  readonly score?: PublicScore;
  readonly reply?: PublicReply;
  readonly council: string;
}

/** What people say of a provider, from enough of them that no one's answer is told; and beneath it the provider's reply, which stands beside a figure alone. */
export function WhatPeopleSay({ score, reply, council }: WhatPeopleSayProps) {
  const isShown = score !== undefined && "fifths" in score.shown;
  return (
    <>
      <h2 class="govuk-heading-m">What people say</h2>
      <p class="govuk-body">{score ? scoreWords(score.shown) : "Too few people to show"}</p>
      {isShown ? (
        <p class="govuk-body-s">
          Answers up to {longDate(daysAfter(dayAfterPeriod(score.quarter), -1))}, from people who pay for this support with a direct payment. We change it four
          times a year at most.
        </p>
      ) : (
        <p class="govuk-body-s">
          We show what people say once enough of them have answered, so that no one’s answer can be worked out. It does not mean that anything is wrong.
        </p>
      )}
      {isShown && reply ? (
        <>
          <h3 class="govuk-heading-s">Their reply, {longDate(reply.on)}</h3>
          <div class="govuk-inset-text trellis-lines">
            <bdi>{reply.words}</bdi>
          </div>
        </>
      ) : null}
      <p class="govuk-body">
        <a class="govuk-link" href={`/feedback-figures/${council}`}>
          What people say of their support in this area
        </a>
      </p>
    </>
  );
}
