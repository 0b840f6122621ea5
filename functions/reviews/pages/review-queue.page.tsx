import { longDate } from "../../../shared/domain/time.ts";
import { Details, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { informationPage } from "../../../shared/pages/information-page.tsx";
import { NextPage } from "../../../shared/pages/next-page.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";
import { areaWords } from "../../../shared/taxonomy/support-areas.ts";
import type { Placed, QueuedReview } from "../rules/queue.ts";
import { BAND_WORDS, PART_WORDS, REASON_WORDS } from "./review-words.ts";

export interface QueuePageProps {
  readonly council: string;
  /** Those of this page, in order. */
  readonly rows: readonly (Placed & { readonly review: QueuedReview })[];
  readonly total: number;
  readonly from: number;
  readonly next?: number | undefined;
  readonly policy: ReviewPolicy;
}

const COLOURS = { now: "red", "past-legal": "red", "legal-soon": "yellow", "past-target": "yellow", "not-due": "green" } as const;

/** Reviews to hold, in the order of the council's rules: each with what put it there. */
export function reviewQueuePage(request: PageRequest, { council, rows, total, from, next, policy }: QueuePageProps): Page {
  const path = `/councils/${council}/reviews`;
  return signedInPage(request, {
    title: "Reviews to hold",
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Reviews to hold</h1>
        <p class="govuk-body">
          {total === 0
            ? "No review is due at the moment."
            : `${total === 1 ? "1 review is" : `${total} reviews are`} to be worked on. The most urgent come first.`}
        </p>
        <Details summary="How this list is ordered" text={<OrderWords policy={policy} />} />
        {rows.length === 0 ? null : (
          <StackingTable
            caption={from === 0 ? "The most urgent first" : `From number ${from + 1}`}
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={["Their reference", "How urgent", "Why", "Target", "Legal date"].map((text) => ({ text }))}
            rows={rows.map(({ review, facts, place }) => ({
              cells: [
                {
                  text: (
                    <>
                      <a class="govuk-link trellis-break" href={`/reviews/${facts.payment}`}>
                        {review.reference}
                      </a>
                      <br />
                      <span class="govuk-body-s">{areaWords(review.area)}</span>
                      {review.readFirst ? (
                        <>
                          <br />
                          <Tag text="Read their words first" classes="govuk-tag--purple" />
                        </>
                      ) : null}
                    </>
                  ),
                },
                { text: <Tag text={BAND_WORDS[place.band]} classes={`govuk-tag--${COLOURS[place.band]}`} /> },
                { text: <WhyWords {...place} /> },
                { text: longDate(facts.targetOn) },
                { text: place.daysPastLegal > 0 ? `${longDate(facts.legalOn)}, ${place.daysPastLegal} days ago` : longDate(facts.legalOn) },
              ],
            }))}
          />
        )}
        <NextPage href={next === undefined ? undefined : `${path}?from=${next}`} />
        <ul class="govuk-list govuk-list--spaced">
          <li>
            <a class="govuk-link" href="/how-reviews-are-ordered">
              How we order reviews, as everyone can read it
            </a>
          </li>
          <li>
            <a class="govuk-link" href={`/councils/${council}/feedback-calls`}>
              People to phone about their support
            </a>
          </li>
          <li>
            <a class="govuk-link" href={`/councils/${council}/review-figures`}>
              How many are late, by service area
            </a>
          </li>
          <li>
            <a class="govuk-link" href={`${path}.csv`}>
              This list (CSV)
            </a>
          </li>
        </ul>
      </>
    ),
  });
}

/** What put a review where it is: reasons of the first band, and points with what they are for. */
export const WhyWords = ({ first, parts, points }: Pick<Placed["place"], "first" | "parts" | "points">) => (
  <>
    {first.map((reason) => (
      <>
        {REASON_WORDS[reason]}
        <br />
      </>
    ))}
    {parts.length === 0 && first.length === 0 ? "By its turn" : null}
    {parts.map(({ part, points: each }) => (
      <>
        {PART_WORDS[part].text}: {pointsWords(each)}
        <br />
      </>
    ))}
    {parts.length > 1 ? `Together ${pointsWords(points)}` : null}
  </>
);

/** '1 point', '8 points'. */
export const pointsWords = (points: number): string => (points === 1 ? "1 point" : `${points} points`);

/** The rules of the order, for everybody. */
export const reviewOrderPage = (policy: ReviewPolicy): string =>
  informationPage(
    { title: "How we order reviews", path: "/how-reviews-are-ordered" },
    <>
      <p class="govuk-body">
        Everyone with a direct payment has reviews. When more are due than we can hold, this is the order. An officer can hold any review at any time.
      </p>
      <OrderWords policy={policy} />
      <p class="govuk-body">The order decides nothing about your budget or your support.</p>
    </>,
  );

/** The rules of the order, as policy has them. */
export const OrderWords = ({ policy: { queue, version, source } }: { readonly policy: ReviewPolicy }) => (
  <>
    <p class="govuk-body">The most urgent come first:</p>
    <ol class="govuk-list govuk-list--number">
      <li>Now: {queue.firstReasons.map((reason) => REASON_WORDS[reason].toLowerCase()).join("; ")}.</li>
      <li>Past the legal date, the longest first.</li>
      <li>The legal date is in {queue.soonDays} days or sooner.</li>
      <li>Past the council’s target.</li>
      <li>In time.</li>
    </ol>
    <p class="govuk-body">Between reviews that are equally urgent, these points count:</p>
    <ul class="govuk-list govuk-list--bullet">
      {Object.entries(queue.points).map(([part, { each, most }]) => (
        <li>
          {PART_WORDS[partOf(part)].text}: {part === "days-past-legal" ? `${each} for each ${queue.daysAPoint} days` : each}
          {most > each ? `, at most ${most}` : ""}
        </li>
      ))}
    </ul>
    <p class="govuk-body">
      Age, ethnicity, language, where someone lives and money play no part. Rules of version {version}. {source}.
    </p>
  </>
);

const partOf = (name: string): keyof typeof PART_WORDS => PARTS.find((one) => one === name) ?? "never-reviewed";
const isPart = (name: string): name is keyof typeof PART_WORDS => name in PART_WORDS;
const PARTS = Object.keys(PART_WORDS).filter(isPart);
