import { pounds } from "../../../shared/domain/money.ts";
import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import { freeWords, type UsualChecks, unusualChecks } from "./card-words.ts";
import { CardPhoto } from "./photo.tsx";
import { distanceWords, hoursAvailable, listWords } from "./words.ts";

interface CardProps {
  readonly listing: PublicListing;
  readonly miles: number;
  readonly query: string;
  readonly today: string;
  /** The checks that are said above the list, and so not here. */
  readonly usual: UsualChecks;
  /** The one thing they do not have of all that was asked for. */
  readonly lacks?: string;
  /** The level of its heading. */
  readonly level?: 2 | 3;
}

/** A person or provider among the results. */
export function Card({ listing, miles, query, today, usual, lacks, level = 2 }: CardProps) {
  const { id, displayName, kind, employment, status, excerpt, services, languages, ratePence, hoursFree, cqc } = listing;
  const Heading = `h${level}` as const;
  const unusual = unusualChecks(listing, usual, today);
  const free = hoursFree === 0 ? undefined : freeWords(listing);
  const others = languages.filter((code) => code !== "en").map(languageName);
  return (
    <li class="trellis-card">
      <CardPhoto listing={listing} />
      <Heading class="govuk-heading-m">
        <a class="govuk-link" href={`/listings/${encodeURIComponent(id)}?${query}`}>
          <bdi>{displayName}</bdi>
        </a>
      </Heading>
      {lacks ? (
        <p class="govuk-body">
          <strong>All but:</strong> {lacks}
        </p>
      ) : null}
      <p class="govuk-body">
        {nameOf("kind", kind)}, <strong>{distanceWords(miles)}</strong>
      </p>
      {excerpt ? (
        <p class="govuk-body" dir="auto">
          <q>{excerpt}</q>
        </p>
      ) : null}
      <p class="govuk-body">Helps with {listWords(services.map((code) => nameOf("service", code).toLowerCase()))}.</p>
      <ul class="trellis-facts">
        <li>{ratePence === undefined ? "Price not known" : `${pounds(ratePence)} an hour`}</li>
        <li>
          {hoursFree === 0 ? "" : "Hours available: "}
          {hoursAvailable(hoursFree)}
        </li>
        {free ? <li>{free}</li> : null}
        {employment === "organisation" ? null : <li>{nameOf("employment", employment)}</li>}
        {others.length > 0 ? <li>Also speaks {listWords(others)}</li> : null}
        {cqc ? <li>Care Quality Commission rating: {cqc.rating ?? "not known"}</li> : null}
      </ul>
      {status !== "accredited" || unusual.length > 0 ? (
        <p class="govuk-body trellis-checked">
          {status === "accredited" ? null : <Tag text={nameOf("status", status)} classes={tagColour(status)} />} {unusual.join(" ")}
        </p>
      ) : null}
    </li>
  );
}

/** Colours go with words: nothing is said by colour alone. */
export const tagColour = (status: string): string =>
  status === "accredited" ? "govuk-tag--green" : status === "provisional" ? "govuk-tag--blue" : "govuk-tag--grey";
